"""``python -m bot bank approve``: a person's approval, written into the files."""

import argparse
from datetime import date
from pathlib import Path

from bot.bank.approving import Approval, approve
from bot.bank.reading import Bank, read_bank
from bot.cli.reporting import counted
from bot.domain.errors import SettingError
from bot.domain.question import Blind, Outcome, Unseen
from bot.services.shipping import replace_file

DEFAULT = Path("questions")


def add_step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the step."""
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
        replace_file(Path(name), data)
        print(f"{name}: written")


def day(text: str) -> date:
    """A day of the command line, such as 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-11-23") from None
