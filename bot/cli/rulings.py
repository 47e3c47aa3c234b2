"""``python -m bot bank rulings``: what the running bot has ruled and the files do not say yet."""

import argparse
import asyncio
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.bank.files.writing import question_lines
from bot.bank.reading import read_bank
from bot.cli.reporting import counted
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question
from bot.services.bank.taking_in import Bank, Ruled
from bot.settings import Settings, load

Placed = tuple[Path, Question]
"""A question as its file has it."""


def add_step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the step."""
    step = steps.add_parser("rulings", help="print what files of the bank are to say after rulings")
    step.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a folder of questions")
    step.set_defaults(run=run_rulings)


def run_rulings(args: argparse.Namespace) -> int:
    """The entry of each question that its file has otherwise; 1 when there is one."""
    settings = load()
    folder = args.path or settings.questions_dir
    found = differing(asyncio.run(_ruled(settings)), _placed(folder))
    print("\n".join(lines(found)))
    return 1 if found else 0


def differing(
    ruled: Sequence[Ruled], placed: Mapping[str, Placed]
) -> list[tuple[Ruled, Path | None]]:
    """The questions that a ruling changed and whose file does not say so, with that file."""
    found = []
    for one in ruled:
        path, held = placed.get(one.question.id, (None, None))
        if held is None or _approved(held) != _approved(one.question):
            found.append((one, path))
    return found


def lines(found: Sequence[tuple[Ruled, Path | None]]) -> Iterator[str]:
    """A block for each question, and a closing line."""
    for one, path in found:
        ruling = one.ruling
        yield f"{path or one.set}: {one.question.id}: {ruling.verdict.value}, ruled on {_day(one)}"
        if ruling.reason:
            yield f"  because: {_clean(ruling.reason)}"
        yield "  write:"
        yield from (f"    {_clean(line)}" for line in question_lines(one.question))
        yield ""
    yield f"rulings: {counted(len(found), 'question')} to amend"


def _approved(question: Question) -> tuple[str, str]:
    return fingerprint(question), question.state.value


def _day(one: Ruled) -> str:
    return one.ruling.at.date().isoformat()


def _clean(text: str) -> str:
    """Without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def _placed(folder: Path) -> dict[str, Placed]:
    if not (folder / "sets").is_dir():
        return {}
    files = read_bank(folder).sets
    return {
        question.id: (Path(file.file), question)
        for file in files
        if file.set is not None
        for question in file.set.questions
    }


async def _ruled(settings: Settings) -> list[Ruled]:
    from bot.cli.opened import opened

    async with opened(settings) as database:
        return await Bank(database, random.SystemRandom()).rulings()
