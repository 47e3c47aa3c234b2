"""Drafting in a process that can be lost: its progress is heard of, and it can be stopped."""

import asyncio
import contextlib
import json
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from bot.domain.drafts.draft import NewDraft
from bot.domain.drafts.draft_job import Failure
from bot.generation.apart import ended, started
from bot.generation.backends import LLM
from bot.services.drafting.limits import GRACE, SECONDS
from bot.services.drafting.wire import DraftingFailed, Order, Product, draft_in, product_in

log = logging.getLogger(__name__)

PULSE = 1.0
"""Seconds after which it is asked whether to go on, though nothing is to be told."""

_LOGGED = 300
_RULES, _MODEL = "bot.services.drafting.child", "bot.model_drafting"

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
_WAYS_OUT = (*_PROXIES, *map(str.lower, _PROXIES), "SSL_CERT_FILE", "SSL_CERT_DIR")
"""Of the environment, what a server elsewhere may only be reached by."""

_NOT_AS_AGREED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)

Heard = Callable[[int, int], Awaitable[bool]]
"""Hears how much is done, and of how much; False when the work is to be stopped."""


async def draft_apart(
    order: Order,
    heard: Heard,
    *,
    seconds: float | None = None,
    pulse: float = PULSE,
    child: str | None = None,
) -> Product | None:
    """Draft in another process; None when ``heard`` stopped it. Raises DraftingFailed.

    Which process, and after how many ``seconds`` it is ended, depends on the order's backend.
    """
    of_model = order.backend == LLM
    process = await started(
        child or (_MODEL if of_model else _RULES), kept=_WAYS_OUT if of_model else ()
    )
    feeding = asyncio.create_task(_feed(process, order))
    trouble = asyncio.create_task(_last_words(process))
    try:
        async with asyncio.timeout(seconds or _seconds(order)):
            return await _followed(process, heard, pulse)
    except TimeoutError:
        raise DraftingFailed(Failure.TIME) from None
    except _BrokeOff:
        await ended(process)
        said = await trouble
        said = order.model.without_secrets(said) if order.model else said
        told = said[:_LOGGED] or "without a word"
        log.warning("the drafting of a document broke off: %s", told)
        raise DraftingFailed(_why(process.returncode)) from None
    finally:
        await ended(process)
        feeding.cancel()
        await asyncio.gather(feeding, trouble, return_exceptions=True)


class _BrokeOff(Exception):
    """The process ended, or wrote what it should not, before its result was there."""


async def _followed(
    process: asyncio.subprocess.Process, heard: Heard, pulse: float
) -> Product | None:
    """The product, once all its lines have come."""
    drafts: list[NewDraft] = []
    at = (0, 0)
    while True:
        line = await _line(process, pulse)
        try:
            if "draft" in line:
                drafts.append(draft_in(line["draft"]))
                continue
            if "end" in line:
                return product_in(drafts, line["end"])
            if "failure" in line:
                raise _told(line)
            done, total = at = line.get("at", at)
        except _NOT_AS_AGREED as error:
            log.warning("a drafted line is not as agreed: %s %.300s", type(error).__name__, error)
            raise DraftingFailed(Failure.BROKE) from None
        if not await heard(done, total):
            return None


def _told(line: dict[str, Any]) -> DraftingFailed:
    """The failure that a line tells of, and its reason to the log."""
    if "reason" in line:
        log.warning("nothing could be drafted: %s", line["reason"])
    return DraftingFailed(Failure(line["failure"]))


async def _line(process: asyncio.subprocess.Process, pulse: float) -> dict[str, Any]:
    """The next line; an empty one when none came for a while."""
    assert process.stdout is not None  # noqa: S101 - it was started with pipes
    try:
        async with asyncio.timeout(pulse):
            line: dict[str, Any] = json.loads(await process.stdout.readline())
    except TimeoutError:
        return {}
    except ValueError:  # the end, no JSON, or a line that is too long
        raise _BrokeOff from None
    return line


async def _feed(process: asyncio.subprocess.Process, order: Order) -> None:
    """Write the order. The pipe stays open: its end tells the process that the bot is gone."""
    assert process.stdin is not None  # noqa: S101 - it was started with pipes
    with contextlib.suppress(ConnectionError):  # it ended early, which its output tells too
        process.stdin.write(json.dumps(order.to_json()).encode() + b"\n")
        await process.stdin.drain()


async def _last_words(process: asyncio.subprocess.Process) -> str:
    """The last line of what it complained of; of one that is too long, its last whole words: half
    a key would not be known for one.
    """
    assert process.stderr is not None  # noqa: S101 - it was started with pipes
    tail, long = b"", _LOGGED * 10
    while some := await process.stderr.read(long):
        tail = (tail + some)[-long:]
    text = tail.decode(errors="replace").rstrip()
    _, ended, last = text.rpartition("\n")
    return last.strip() if ended or len(tail) < long else last.partition(" ")[2]


def _seconds(order: Order) -> float:
    """How long an order may take from beginning to end."""
    return SECONDS if order.model is None else order.model.seconds + GRACE


def _why(code: int | None) -> Failure:
    """Why a process ended by itself: its limits end it by signals."""
    over = getattr(signal, "SIGXCPU", None)
    return Failure.TIME if over is not None and code == -over else Failure.BROKE
