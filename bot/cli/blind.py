"""``python -m bot bank blind`` and ``blind-check``: a second reader's sheet, drawn and compared."""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from bot.bank.proofs.proof import read_library
from bot.bank.reading import Bank, load, read_bank
from bot.bank.reviews.approving import recorded
from bot.bank.reviews.blind_answers import Answered, Reading, Records, read_sheet, records
from bot.bank.reviews.blind_sheet import sheet_text
from bot.cli.approve import contents_of, day, write
from bot.cli.reporting import counted
from bot.domain.errors import SettingError
from bot.domain.question import Question, State

DEFAULT = Path("questions")
_SEEDS = 1_000_000


def add_steps(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe both steps."""
    draw = steps.add_parser("blind", help="write a sheet for a second reader, who sees no key")
    draw.add_argument("names", nargs="*", metavar="SET|ID", help="default: all that lack a record")
    draw.add_argument("--sources", type=Path, metavar="DIR", help="the documents")
    draw.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new .yaml file")
    draw.add_argument("--seed", type=int, metavar="N", help="the same number, the same sheet")
    draw.add_argument(
        "--without-passage", action="store_true", help="for a reader who can only guess"
    )
    draw.add_argument("--path", type=Path, default=DEFAULT, help="the folder of questions")
    draw.set_defaults(run=run_blind)
    compare = steps.add_parser("blind-check", help="compare a filled sheet with the keys")
    compare.add_argument("file", type=Path, metavar="FILE")
    compare.add_argument("--record", action="store_true", help="write what agrees into the files")
    compare.add_argument("--on", type=day, metavar="DATE", help="day of the answers")
    compare.add_argument(
        "--rewritten",
        nargs="+",
        default=[],
        metavar="ID",
        help="those that an earlier reader had objected to",
    )
    compare.add_argument("--path", type=Path, default=DEFAULT, help="the folder of questions")
    compare.set_defaults(run=run_blind_check)


def run_blind(args: argparse.Namespace) -> int:
    """Write a sheet; nothing is written over, since somebody may have filled it in."""
    bank = read_bank(args.path)
    chosen = _chosen(bank, args.names, args.without_passage)
    if not args.without_passage and args.sources is None:
        raise SettingError("--sources", "missing; name the folder of the documents")
    if args.out.exists():
        raise SettingError("--out", f"{args.out} is there already; name a new file")
    library = None if args.without_passage else read_library(bank.sources, args.sources)
    if library and library.problems:
        print(*library.problems, sep="\n")
        return 1
    seed = random.SystemRandom().randrange(_SEEDS) if args.seed is None else args.seed
    sources = {source.id: source for source in bank.sources.sources}
    text = sheet_text(chosen, sources, library.documents if library else None, seed)
    try:
        args.out.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise SettingError("--out", f"{args.out}: {reason}; name another file") from None
    print(f"blind: {args.out} written, {counted(len(chosen), 'question')}, seed {seed}")
    return 0


def run_blind_check(args: argparse.Namespace) -> int:
    """Compare, and record if asked; 0 when every answer agrees (or, unseen, can be read)."""
    bank = read_bank(args.path)
    tree = load(args.file)
    sheet = read_sheet(tree, [placed.question for placed in bank.questions])
    if tree.problems or sheet is None:
        print(*tree.problems, sep="\n", end="\n" if tree.problems else "")
        print(f"{args.file}: no sheet → draw one with `python -m bot bank blind`")
        return 1
    for answer in sheet.answers:
        print(_line(args.file, answer, sheet.seen))
    code = 0
    if args.record:
        if args.on is None:
            raise SettingError("--on", "missing; write the day of the answers, such as 2026-11-29")
        code = _record(bank, records(sheet, args.on, args.rewritten))
    found = Counter(answer.reading for answer in sheet.answers)
    said = [f"{found[reading]} {_word(reading, sheet.seen)}" for reading in Reading]
    print(f"blind-check: {', '.join(said)}")
    wanted = {Reading.AGREED} if sheet.seen else {Reading.AGREED, Reading.DISAGREED}
    return code or int(any(answer.reading not in wanted for answer in sheet.answers))


def _chosen(bank: Bank, names: Sequence[str], unseen: bool) -> list[Question]:
    """The questions named, or those of the sets named; by default all that lack such a record."""
    served = [p.question for p in bank.questions if p.question.state is not State.RETIRED]
    if not names:
        lacking = [question for question in served if _lacks(question, unseen)]
        if not lacking:
            raise SettingError("blind", "every question has its record; name a question or a set")
        return lacking
    sets = {
        file.set.slug: [placed.question for placed in file.questions]
        for file in bank.sets
        if file.set
    }
    by_id = {question.id: question for question in served}
    chosen: dict[str, Question] = {}
    for name in names:
        if name not in by_id and name not in sets:
            guess = get_close_matches(name, [*by_id, *sets], n=1, cutoff=0.5)
            mend = f"write {guess[0]}" if guess else "see `id:` and `set:` in the files"
            raise SettingError(name, f"no question and no set; {mend}")
        found = [by_id[name]] if name in by_id else sets[name]
        chosen |= {one.id: one for one in found if one.state is not State.RETIRED}
    return list(chosen.values())


def _lacks(question: Question, unseen: bool) -> bool:
    blind = question.review.blind if question.review else None
    return blind is None or (unseen and blind.unseen is None)


def _line(file: Path, answer: Answered, seen: bool) -> str:
    name = answer.question.id if answer.question else f"number {answer.number}"
    word = answer.unseen.value if answer.unseen else _word(answer.reading, seen)
    said = f"{file}:{answer.line} {name}: {word}"
    return f"{said}, {answer.why}" if answer.why else said


def _word(reading: Reading, seen: bool) -> str:
    if seen or reading is Reading.UNCLEAR:
        return reading.value
    return "hit" if reading is Reading.AGREED else "missed"


def _record(bank: Bank, made: Records) -> int:
    for name, why in made.refused.items():
        print(f"{name}: not recorded, {why}")
    done = recorded(bank, made.reviews, contents_of(bank))
    write(done)
    print(f"recorded: {counted(0 if done.problems else len(made.reviews), 'question')}")
    return 1 if done.problems or made.refused else 0
