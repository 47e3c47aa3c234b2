"""Now and then: forgetting what is old, and looking for work that nobody was told of."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.delivery.alarm import Pause
from bot.storage.cause import bound
from bot.storage.database import Database
from bot.storage.delivery import debts, inbox

INTERVAL = 60.0
"""Seconds between two looks."""
DONE_KEPT = timedelta(days=2)
"""Telegram keeps an update 24 hours: an older one cannot come again."""
LETTERS_KEPT = timedelta(days=30)
PLACES_KEPT = timedelta(days=30)


class Housekeeping:
    """``look`` wakes every lane in which something waits, votes on unknown polls included."""

    def __init__(
        self,
        database: Database,
        *,
        look: Callable[[], Awaitable[None]],
        clock: Callable[[], datetime],
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._database = database
        self._look = look
        self._clock = clock
        self._pause = pause

    async def run(self) -> None:
        """Look every minute for ever."""
        with bound(None):
            while True:
                await self._pause(INTERVAL)
                await self.tidy()

    async def tidy(self) -> None:
        """One round of it."""
        await self._look()
        now = self._clock()
        async with self._database.write() as tx:
            await inbox.prune(tx, done_before=now - DONE_KEPT, dead_before=now - LETTERS_KEPT)
            kept = {"shown_before": now - PLACES_KEPT, "kept_before": now - LETTERS_KEPT}
            await debts.prune(tx, **kept)
