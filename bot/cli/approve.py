"""``python -m bot bank approve``: a person's approval, written into the files."""

import argparse
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from bot.bank.reading import Bank, load, read_bank
from bot.bank.reviews.approving import Approval, approve
from bot.bank.reviews.blind_answers import Answered, Reading, read_sheet
from bot.cli.reporting import counted
from bot.domain.errors import SettingError
from bot.domain.review import TOLD, Blind, Outcome, Unseen
from bot.services.bank.shipping import replace_file

DEFAULT = Path("questions")


def add_step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the step."""
    approval = steps.add_parser("approve", help="write your approval of questions into the files")
    approval.add_argument("ids", nargs="+", metavar="ID")
    approval.add_argument("--on", type=day, required=True, metavar="DATE", help="day of the review")
    second = approval.add_argument_group("what a second reader did, who saw the passages alone")
    second.add_argument("--blind", choices=[one.value for one in Outcome])
    second.add_argument(
        "--sheet", type=Path, metavar="FILE", help="what they filled in: it has to agree"
    )
    second.add_argument("--blind-on", type=day, metavar="DATE", help="day of the answer")
    unseen = [one.value for one in Unseen if one is not Unseen.GUESSED]
    second.add_argument("--unseen", choices=unseen, help="a reader without the passages")
    second.add_argument("--why", metavar="TEXT", help="why it stays, though form or leaked")
    approval.add_argument("--path", type=Path, default=DEFAULT, help="the folder of questions")
    approval.set_defaults(run=run_approve)


def run_approve(args: argparse.Namespace) -> int:
    bank = read_bank(args.path)
    blind = _blind(args)
    if blind and _objections(bank, args):
        return 1
    approval = approve(bank, args.ids, args.on, contents_of(bank), blind)
    write(approval)
    for name in approval.unread:
        said = "the second reader's record was of another wording and is gone"
        print(f"{name}: {said} → have it answered blind (`python -m bot bank blind {name} …`)")
    done = 0 if approval.problems else len(set(args.ids))
    print(f"approve: {counted(done, 'question')} approved")
    return 1 if approval.problems else 0


def _blind(args: argparse.Namespace) -> Blind | None:
    """What a second reader did; the day of the approval where no other is said."""
    if args.blind is None:
        if args.blind_on or args.unseen or args.sheet:
            raise SettingError("--blind", "missing; write --blind agreed or --blind rewritten")
        return None
    if args.sheet is None:
        raise SettingError("--sheet", "missing; name the sheet that the second reader filled in")
    unseen = Unseen(args.unseen) if args.unseen else None
    if args.why is not None and (unseen not in TOLD or not args.why.strip()):
        raise SettingError("--why", "it gives the reason to leave what was `form` or `leaked`")
    return Blind(args.blind_on or args.on, Outcome(args.blind), unseen, args.why)


def _objections(bank: Bank, args: argparse.Namespace) -> bool:
    """Print the questions on which the sheet does not agree with the key; whether there is one."""
    tree = load(args.sheet)
    sheet = read_sheet(tree, [placed.question for placed in bank.questions])
    if sheet is None or not sheet.seen:
        print(*tree.problems, sep="\n", end="\n" if tree.problems else "")
        print(f"{args.sheet}: no sheet with passages → draw one with `python -m bot bank blind`")
        return True
    read = {one.question.id: one for one in sheet.answers if one.question}
    known = {placed.question.id for placed in bank.questions}
    objections = [one for name in dict.fromkeys(args.ids) if (one := _objection(name, read, known))]
    for objection in objections:
        print(f"{args.sheet}:{objection} → ask the second reader again, on a new sheet if edited")
    return bool(objections)


def _objection(name: str, read: Mapping[str, Answered], known: Collection[str]) -> str | None:
    if name not in known:  # the approval says so itself
        return None
    if name not in read:
        return f"0 {name}: not on this sheet"
    one = read[name]
    return None if one.reading is Reading.AGREED else f"{one.line} {name}: {one.reading}, {one.why}"


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
