"""Looks: inline queries, answered at once and from memory, or not at all.

Telegram asks at each letter that somebody types, and takes no answer that comes seconds later. So
they are not stored: what is lost with a crash, or given up, is asked again by the next letter.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.delivery.logs import gist
from bot.delivery.metrics import Metrics
from bot.storage.cause import bound

log = logging.getLogger(__name__)

KIND = "inline_query"
SIDE_BY_SIDE = 8
STALE = timedelta(seconds=10)
"""After so long nobody waits for the answer any more."""

Handle = Callable[[Update], Awaitable[None]]


def is_look(item: object) -> bool:
    """Whether a raw update is an inline query that names its sender."""
    return _sender(item) is not None


class Looks:
    """Of each person only the newest query waits: an answer to an older one would not be shown."""

    def __init__(
        self,
        bot: Bot,
        *,
        handle: Handle,
        clock: Callable[[], datetime],
        metrics: Metrics,
    ) -> None:
        self._bot = bot
        self._handle = handle
        self._clock = clock
        self._metrics = metrics
        self._waiting: dict[int, tuple[datetime, Any]] = {}
        self._running: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)

    def take(self, items: Iterable[object]) -> None:
        """Answer these, each as soon as there is room; returns at once."""
        for item in items:
            sender = _sender(item)
            if sender is None:
                continue
            self._metrics.received[KIND] += 1
            self._waiting[sender] = (self._clock(), item)
            if sender not in self._running:
                self._running[sender] = asyncio.create_task(self._serve(sender), name="look")

    async def idle(self) -> None:
        """Wait until none is left to be answered."""
        while self._running:
            await asyncio.wait(self._running.values())

    async def close(self) -> None:
        """Answer nothing more."""
        self._waiting.clear()
        left = list(self._running.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _serve(self, sender: int) -> None:
        """Answer one person's queries, until none has come meanwhile."""
        try:
            with bound(None):
                while sender in self._waiting:
                    async with self._slots:
                        came, item = self._waiting.pop(sender)
                        if self._clock() - came < STALE:
                            await self._answer(item)
        finally:
            del self._running[sender]

    async def _answer(self, item: Any) -> None:
        """Whatever goes wrong ends here: the next letter asks again."""
        about = {"update": item.get("update_id"), "kind": KIND}
        started = self._clock()
        try:
            await self._handle(Update.de_json(item, self._bot))
        except TelegramError as error:  # mostly: the query is too old
            log.info("a look was not answered: %s", gist(error), extra=about)
        except Exception:
            log.exception("a look failed", extra=about)
        else:
            self._metrics.handled[KIND] += 1
            took = (self._clock() - started).total_seconds()
            self._metrics.handling_seconds[KIND] += took
            log.debug("looked", extra=about | {"ms": round(took * 1000)})


def _sender(item: object) -> int | None:
    query = item.get(KIND) if isinstance(item, dict) else None
    user = query.get("from") if isinstance(query, dict) else None
    number = user.get("id") if isinstance(user, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None
