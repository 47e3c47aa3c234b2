"""The process that drafts from one document by the rules: an order comes in, lines of JSON go out.

It is a process of its own so that a hostile document, or a slow backend, holds nothing else up.
"""

import sys
from functools import partial

from bot.domain.drafts.draft_job import Failure
from bot.generation.apart import confine
from bot.generation.generator import generate
from bot.services.drafting import process
from bot.services.drafting.limits import MEMORY_BYTES, SECONDS
from bot.services.drafting.wire import Order, Product, lines


def main() -> int:
    """Draft what standard input orders."""
    confine(MEMORY_BYTES, SECONDS)
    try:
        for line in lines(drafted(process.ordered())):
            process.tell(line)
    except MemoryError:
        process.tell({"failure": Failure.MEMORY})
    return 0


def drafted(order: Order) -> Product:
    """The drafts of the rules, with the gate's soft findings."""
    made = generate(
        [process.document(order)],
        glossary=process.names(order),
        limit=order.limit,
        asked=partial(process.is_asked, order),
        acceptance=order.acceptance,
        progress=process.Progress(),
    )
    return process.product(made)


if __name__ == "__main__":
    sys.exit(main())
