"""``python -m bot bank verify``: every citation proven, and what no longer stands taken out."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.bank.problem import ordered
from bot.bank.proofs.proof import Proof, Proven, prove
from bot.bank.proofs.retiring import Retirement, in_service, retire
from bot.bank.reading import read_bank
from bot.cli.reporting import counted, folder, report
from bot.services.bank.shipping import replace_file

OTHER_DOCUMENT = "E403"
"""The document is not the one that was cited: what of it that breaks, its questions say."""


def add_step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the step."""
    verify = steps.add_parser("verify", help="prove every citation against the documents")
    verify.add_argument("path", nargs="?", type=Path, default=Path("questions"), metavar="PATH")
    verify.add_argument(
        "--sources", type=folder, required=True, metavar="DIR", help="the documents"
    )
    verify.add_argument("--json", action="store_true", help="for machines")
    verify.add_argument(
        "--retire",
        action="store_true",
        help="take questions whose citations do not stand out of service",
    )
    verify.set_defaults(run=run_verify)


def run_verify(args: argparse.Namespace) -> int:
    """Prove the bank; 1 when a problem is found, with --retire: when one is left in service."""
    bank = read_bank(args.path)
    proof = prove(bank, args.sources)
    fallen = in_service(proof.questions)
    done = _taken_out(fallen) if args.retire else Retirement({}, {}, ())
    problems = ordered([*proof.problems, *(p for one in proof.questions for p in one.problems)])
    told = {"fallen": [one.placed.question.id for one in fallen], "retired": done.retired}
    code = report("verify", problems, len(bank.sets), len(bank.questions), args.json, **told)
    if not args.json:
        _say(fallen, done, retire=args.retire)
    return int(_left(proof, done)) if args.retire else code


def _taken_out(fallen: Sequence[Proven]) -> Retirement:
    contents = {one.file.file: Path(one.file.file).read_bytes() for one in fallen}
    done = retire(fallen, contents)
    for name, data in done.files.items():
        replace_file(Path(name), data)
    return done


def _say(fallen: Sequence[Proven], done: Retirement, *, retire: bool) -> None:
    if retire:
        for problem in done.problems:
            print(problem)
        for name, ids in done.retired.items():
            print(f"{name}: retired {', '.join(ids)}")
        total = sum(map(len, done.retired.values()))
        print(f"verify: {counted(total, 'question')} taken out of service")
    elif fallen:
        named = ", ".join(one.placed.question.id for one in fallen)
        print(f"asked although a citation does not stand: {named}")
        print("→ mend them, or take them out of service: the same command with --retire")


def _left(proof: Proof, done: Retirement) -> bool:
    """Whether something is wrong with what is still asked, or was not compared at all."""
    stuck = {problem.values["id"] for problem in done.problems}
    return any(problem.code != OTHER_DOCUMENT for problem in proof.problems) or any(
        one.problems and (not one.fallen or one.placed.question.id in stuck)
        for one in proof.questions
    )
