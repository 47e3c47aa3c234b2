"""``python -m bot bank``: check, prove, approve and describe what stands under questions/."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from bot.bank.problem import Problem
from bot.bank.proof import verify
from bot.bank.reading import read_bank
from bot.bank.source_entry import source_entry
from bot.cli import approve, blind, shipping
from bot.cli.checking import counted, run_check

DEFAULT = Path("questions")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe ``bank`` and its steps."""
    bank = commands.add_parser("bank", help="the files of questions: check, prove, ship")
    steps = bank.add_subparsers(dest="step", required=True, metavar="STEP")
    add_steps(steps)
    shipping.add_steps(steps)


def add_steps(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the steps that need no database."""
    check = steps.add_parser("check", help="report every problem of the files")
    check.add_argument("path", nargs="?", type=Path, default=DEFAULT, metavar="PATH")
    check.add_argument("--json", action="store_true", help="for machines")
    check.set_defaults(run=run_check)
    proof = steps.add_parser("verify", help="prove every citation against the documents")
    proof.add_argument("path", nargs="?", type=Path, default=DEFAULT, metavar="PATH")
    proof.add_argument(
        "--sources", type=_folder, required=True, metavar="DIR", help="the documents"
    )
    proof.add_argument("--json", action="store_true", help="for machines")
    proof.set_defaults(run=run_verify)
    approve.add_step(steps)
    blind.add_steps(steps)
    entry = steps.add_parser("source-entry", help="print a document's entry for sources.yaml")
    entry.add_argument("file", type=Path, metavar="FILE")
    entry.set_defaults(run=run_source_entry)


def run_verify(args: argparse.Namespace) -> int:
    bank = read_bank(args.path)
    problems = verify(bank, args.sources)
    return report(problems, len(bank.sets), len(bank.questions), args.json)


def run_source_entry(args: argparse.Namespace) -> int:
    try:
        text = args.file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        print(Problem(str(args.file), 0, "E101", {"reason": (error.strerror or "").lower()}))
        return 1
    except UnicodeDecodeError:
        print(Problem(str(args.file), 1, "E103"))
        return 1
    print(source_entry(args.file, text), end="")
    return 0


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder; name the documents' folder")
    return path


def report(problems: Sequence[Problem], sets: int, questions: int, as_json: bool) -> int:
    """Print what a proof found and a closing line, or JSON; returns the exit code."""
    if as_json:
        found = [problem.as_json() for problem in problems]
        summary = {"step": "verify", "ok": not found, "sets": sets, "questions": questions}
        print(json.dumps({**summary, "problems": found}, ensure_ascii=False, indent=2))
        return 1 if found else 0
    for problem in problems:
        print(problem)
    counts = ", ".join((counted(sets, "set"), counted(questions, "question")))
    print(f"verify: {counts}, {counted(len(problems), 'problem') if problems else 'no problem'}")
    return 1 if problems else 0
