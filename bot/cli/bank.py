"""``python -m bot bank``: check, prove, approve and describe what stands under questions/."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.bank.approving import Approval, approve
from bot.bank.problem import Problem
from bot.bank.proof import verify
from bot.bank.reading import Bank, read_bank
from bot.bank.source_entry import source_entry
from bot.cli import shipping
from bot.cli.checking import counted, run_check
from bot.domain.errors import SettingError
from bot.domain.question import Blind, Outcome, Unseen

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
    approval = steps.add_parser("approve", help="write your approval of questions into the files")
    approval.add_argument("ids", nargs="+", metavar="ID")
    approval.add_argument("--on", type=day, required=True, metavar="DATE", help="day of the review")
    second = approval.add_argument_group("what a second reader did, who saw the passages alone")
    second.add_argument("--blind", choices=[one.value for one in Outcome])
    second.add_argument("--blind-on", type=day, metavar="DATE", help="day of the answer")
    second.add_argument(
        "--unseen", choices=[one.value for one in Unseen], help="a reader without the passages"
    )
    approval.add_argument("--path", type=Path, default=DEFAULT, help="the folder of questions")
    approval.set_defaults(run=run_approve)
    entry = steps.add_parser("source-entry", help="print a document's entry for sources.yaml")
    entry.add_argument("file", type=Path, metavar="FILE")
    entry.set_defaults(run=run_source_entry)


def run_verify(args: argparse.Namespace) -> int:
    bank = read_bank(args.path)
    problems = verify(bank, args.sources)
    return report(problems, len(bank.sets), len(bank.questions), args.json)


def run_approve(args: argparse.Namespace) -> int:
    bank = read_bank(args.path)
    approval = approve(bank, args.ids, args.on, contents_of(bank), _blind(args))
    write(approval)
    done = 0 if approval.problems else len(set(args.ids))
    print(f"approve: {counted(done, 'question')} approved")
    return 1 if approval.problems else 0


def _blind(args: argparse.Namespace) -> Blind | None:
    """What a second reader did; the day of the approval where no other is said."""
    if args.blind is None:
        if args.blind_on or args.unseen:
            raise SettingError("--blind", "missing; write --blind agreed or --blind rewritten")
        return None
    unseen = Unseen(args.unseen) if args.unseen else None
    return Blind(args.blind_on or args.on, Outcome(args.blind), unseen)


def contents_of(bank: Bank) -> dict[str, bytes]:
    """The files of the sets as they stand."""
    return {file.file: Path(file.file).read_bytes() for file in bank.sets if file.questions}


def write(approval: Approval) -> None:
    """Print what stands in the way, or write the files and name them."""
    for problem in approval.problems:
        print(problem)
    for name, data in approval.files.items():
        _replace(Path(name), data)
        print(f"{name}: written")


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


def day(text: str) -> date:
    """A day of the command line, such as 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-11-23") from None


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder; name the documents' folder")
    return path


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: a crash leaves the old file."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)


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
