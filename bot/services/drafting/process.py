"""What every process that drafts does: take its order in, tell what comes of it by the line."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.bank.files.build import Name
from bot.bank.reading import load, read_glossary
from bot.domain.documents.source_document import SourceDocument
from bot.domain.drafts.draft_job import percent
from bot.generation.backends import UNTOLD
from bot.generation.gate.succession import Earlier
from bot.generation.generated import Drafted, Generated
from bot.services.curation.taking_in import new_draft
from bot.services.drafting.wire import Order, Product, Spent


def ordered() -> Order:
    """The order that standard input brings in its first line."""
    return Order.from_json(json.loads(sys.stdin.buffer.readline()))


def document(order: Order) -> SourceDocument:
    """What is drafted from; a text whose language nobody knows is tried as English."""
    one = order.document
    if one.source.language != UNTOLD:
        return one
    return replace(one, source=replace(one.source, language="en"))


def names(order: Order) -> Sequence[Name]:
    """The names that drafts may use beside the document's own."""
    path = Path(order.glossary) if order.glossary else None
    return read_glossary(load(path)).names if path and path.is_file() else ()


def is_asked(order: Order, one: Drafted) -> bool:
    """Whether the queue has such a draft."""
    return order.asked.asks(Earlier(one.candidate.provenance.template, one.question))


def product(made: Generated, spent: Spent | None = None) -> Product:
    """What came of an order."""
    drafts = tuple(map(new_draft, made.drafts))
    return Product(
        drafts, made.words, made.candidates, made.refused, made.crowded, made.beyond, spent
    )


class Progress:
    """Tells how far the work is, each percent once."""

    def __init__(self) -> None:
        self._told = -1

    def __call__(self, done: int, total: int) -> None:
        now = percent(done, total)
        if now > self._told:
            self._told = now
            tell({"at": [done, total]})


def tell(line: dict[str, Any]) -> None:
    """One line, at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
