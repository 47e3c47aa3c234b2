"""The process that drafts from one document: an order comes in, lines of JSON go out.

It is a process of its own so that a hostile document, or a slow backend, holds nothing else up.
"""

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.bank.reading import load, read_glossary
from bot.domain.drafts.draft_job import Failure, percent
from bot.generation.apart import confine
from bot.generation.backends import UNTOLD
from bot.generation.gate.succession import Earlier
from bot.generation.generated import Drafted
from bot.generation.generator import generate
from bot.services.curation.taking_in import new_draft
from bot.services.drafting.limits import MEMORY_BYTES, SECONDS
from bot.services.drafting.wire import Order, Product, lines


def main() -> int:
    """Draft what standard input orders."""
    confine(MEMORY_BYTES, SECONDS)
    try:
        order = Order.from_json(json.load(sys.stdin.buffer))
        for line in lines(drafted(order)):
            _tell(line)
    except MemoryError:
        _tell({"failure": Failure.MEMORY})
    return 0


def drafted(order: Order) -> Product:
    """The drafts of the order's backend, with the gate's soft findings."""
    document = order.document
    if document.source.language == UNTOLD:
        document = replace(document, source=replace(document.source, language="en"))
    path = Path(order.glossary) if order.glossary else None
    made = generate(
        [document],
        glossary=read_glossary(load(path)).names if path and path.is_file() else (),
        limit=order.limit,
        asked=partial(_is_asked, order),
        acceptance=order.acceptance,
        progress=_Progress(),
    )
    drafts = tuple(map(new_draft, made.drafts))
    return Product(drafts, made.words, made.candidates, made.refused, made.crowded, made.beyond)


def _is_asked(order: Order, one: Drafted) -> bool:
    return order.asked.asks(Earlier(one.candidate.provenance.template, one.question))


class _Progress:
    """Tells how far the work is, each percent once."""

    def __init__(self) -> None:
        self._told = -1

    def __call__(self, done: int, total: int) -> None:
        now = percent(done, total)
        if now > self._told:
            self._told = now
            _tell({"at": [done, total]})


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
