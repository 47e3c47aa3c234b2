"""Words per second that the rules read and draft from, one core, no network."""

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.saying import say
from bot.domain.documents.source_document import SourceDocument
from bot.generation.documents.blocks import source_document
from bot.generation.generator import generate

TEXTS = Path(__file__).parents[1] / "tests" / "data" / "generation"
_ROUNDS = 9


def add_arguments(group: "argparse._ArgumentGroup") -> None:
    """Describe the options."""
    group.add_argument("--texts", type=Path, default=TEXTS, metavar="FOLDER", help="of .txt files")


async def measure(_folder: Path, args: argparse.Namespace) -> None:
    """All texts of a folder as one corpus, several times; the processor's time, not the clock's."""
    paths = sorted(args.texts.rglob("*.txt"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    taken = []
    for _ in range(1 + _ROUNDS):
        begun = time.process_time()
        # What is remembered of a document is thrown away, what is of words is not: only the first
        # round has seen nothing, and builds the tables.
        made = generate(_documents(texts))
        taken.append(time.process_time() - begun)
    first, again = made.words / taken[0], made.words / median(taken[1:])
    say(
        f"{made.words} words, {len(made.drafts)} drafts: {again:,.0f} words/s (median of {_ROUNDS}"
        f" rounds), {first:,.0f} when read for the first time"
    )


def _documents(texts: Mapping[str, str]) -> list[SourceDocument]:
    """Each text under its file's name, titled by its first line."""
    return [
        source_document(text, id=name, title=text.strip().split("\n", 1)[0], date="2023")
        for name, text in texts.items()
    ]
