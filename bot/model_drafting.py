"""The process that has one document drafted by a language model, for the bot, which asks none.

The bot starts it by its name and knows nothing of it: an order comes in, lines of JSON go out.
Where the order comes from, nothing more does until the bot has ended or lost interest.
"""

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import partial

from bot.domain.drafts.draft_job import Failure, Halt
from bot.domain.errors import SettingError
from bot.generation.apart import confine
from bot.generation.llm.backend import Backend, generate
from bot.generation.llm.kept_replies import KeptReplies
from bot.generation.llm.service import Service
from bot.generation.llm.service import Spent as Cost
from bot.services.drafting import process
from bot.services.drafting.limits import MEMORY_BYTES, SECONDS
from bot.services.drafting.model import Model
from bot.services.drafting.wire import Order, Product, Spent, lines


def main() -> int:
    """Draft what standard input orders."""
    confine(MEMORY_BYTES, SECONDS)
    for number in (signal.SIGINT, signal.SIGTERM):
        # Ctrl+C in a terminal, and a service manager, mean the bot, which then ends this process:
        # dead before that, it would be told as a failure.
        signal.signal(number, signal.SIG_IGN)
    try:
        order = process.ordered()
        threading.Thread(target=_end_with_the_bot, daemon=True).start()
        for line in lines(asyncio.run(drafted(order))):
            process.tell(line)
    except* MemoryError:  # work on several parts raises a group
        process.tell({"failure": Failure.MEMORY})
    except* SettingError as group:
        process.tell({"failure": Failure.KEEPING, "reason": str(group.exceptions[0])})
    return 0


def _end_with_the_bot() -> None:
    """End at once when the bot is gone, however it ended: nobody would read what else is paid for.

    Not by ``sys.stdin``, whose lock would be held at the end of this process.
    """
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


async def drafted(order: Order) -> Product:
    """The drafts of a model and what they cost; when the time is up, those until then."""
    model = order.model
    if model is None:
        raise ValueError("the order names no model")
    with suppress(OSError):  # then the folder in it cannot be made either, which is told
        model.replies.parent.mkdir(mode=0o700, exist_ok=True)
    backend = Backend(_service(model), KeptReplies(model.replies))
    late = asyncio.get_running_loop().call_later(model.seconds, backend.stop.set)
    try:
        made, cost = await generate(
            [process.document(order)],
            backend,
            glossary=process.names(order),
            limit=order.limit,
            asked=partial(process.is_asked, order),
            acceptance=order.acceptance,
            progress=process.Progress(),
        )
    finally:
        late.cancel()
    return process.product(made, _spent(cost, model))


def _service(model: Model) -> Service:
    return Service(
        model.base_url,
        model.name,
        model.api_key,
        timeout=model.timeout,
        concurrency=model.concurrency,
        most_requests=model.most_requests,
        most_tokens=model.most_tokens,
    )


def _spent(cost: Cost, model: Model) -> Spent:
    reason = cost.stopped or (cost.why_lost if cost.lost else "")
    return Spent(
        cost.requests,
        cost.tokens,
        cost.estimated,
        cost.recalled,
        cost.malformed,
        _halt(cost),
        model.without_secrets(reason),
    )


def _halt(cost: Cost) -> Halt | None:
    if cost.interrupted:
        return Halt.TIME
    if cost.stopped or cost.lost:
        return Halt.SERVER
    return Halt.BUDGET if cost.reached else None


if __name__ == "__main__":
    sys.exit(main())
