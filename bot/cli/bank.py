"""``python -m bot bank``: check, prove, approve and describe what stands under questions/."""

import argparse
from pathlib import Path

from bot.bank.problem import Problem
from bot.bank.source_entry import source_entry
from bot.cli import appeals, approve, blind, coverage, diff, rulings, shipping, verify
from bot.cli.checking import run_check

DEFAULT = Path("questions")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe ``bank`` and its steps."""
    bank = commands.add_parser("bank", help="the files of questions: check, prove, ship")
    steps = bank.add_subparsers(dest="step", required=True, metavar="STEP")
    add_steps(steps)
    shipping.add_steps(steps)
    appeals.add_step(steps)
    rulings.add_step(steps)


def add_steps(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the steps that need no database."""
    check = steps.add_parser("check", help="report every problem of the files")
    check.add_argument("path", nargs="?", type=Path, default=DEFAULT, metavar="PATH")
    check.add_argument("--json", action="store_true", help="for machines")
    check.set_defaults(run=run_check)
    verify.add_step(steps)
    approve.add_step(steps)
    blind.add_steps(steps)
    coverage.add_step(steps)
    diff.add_step(steps)
    entry = steps.add_parser("source-entry", help="print a document's entry for sources.yaml")
    entry.add_argument("file", type=Path, metavar="FILE")
    entry.set_defaults(run=run_source_entry)


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
