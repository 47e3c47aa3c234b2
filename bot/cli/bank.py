"""``python -m bot bank``: check, prove, approve and describe what stands under questions/."""

import argparse
from datetime import date
from pathlib import Path

from bot.bank.approving import approve
from bot.bank.problem import Problem
from bot.bank.reading import read_bank
from bot.bank.source_entry import source_entry
from bot.cli import coverage, diff, shipping, verify
from bot.cli.reporting import counted, report
from bot.services.shipping import replace_file

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
    verify.add_step(steps)
    approval = steps.add_parser("approve", help="write your approval of questions into the files")
    approval.add_argument("ids", nargs="+", metavar="ID")
    approval.add_argument(
        "--on", type=_day, required=True, metavar="DATE", help="day of the review"
    )
    approval.add_argument("--path", type=Path, default=DEFAULT, help="the folder of questions")
    approval.set_defaults(run=run_approve)
    coverage.add_step(steps)
    diff.add_step(steps)
    entry = steps.add_parser("source-entry", help="print a document's entry for sources.yaml")
    entry.add_argument("file", type=Path, metavar="FILE")
    entry.set_defaults(run=run_source_entry)


def run_check(args: argparse.Namespace) -> int:
    bank = read_bank(args.path)
    return report("check", bank.problems, len(bank.sets), len(bank.questions), args.json)


def run_approve(args: argparse.Namespace) -> int:
    bank = read_bank(args.path)
    contents = {file.file: Path(file.file).read_bytes() for file in bank.sets if file.questions}
    approval = approve(bank, args.ids, args.on, contents)
    for problem in approval.problems:
        print(problem)
    for name, data in approval.files.items():
        replace_file(Path(name), data)
        print(f"{name}: written")
    done = 0 if approval.problems else len(set(args.ids))
    print(f"approve: {counted(done, 'question')} approved")
    return 1 if approval.problems else 0


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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-11-23") from None
