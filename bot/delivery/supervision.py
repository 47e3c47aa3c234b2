"""Going on in spite of trouble, until somebody says stop."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.delivery.alarm import Pause
from bot.delivery.backoff import backoff, worth_saying
from bot.domain.errors import CiteQuizError

log = logging.getLogger(__name__)

Loop = Callable[[], Awaitable[None]]


class Supervision:
    """Keeps loops running, and does steps until they succeed; the pauses between grow."""

    def __init__(
        self, *, clock: Callable[[], datetime], rng: random.Random, pause: Pause = asyncio.sleep
    ) -> None:
        self._clock = clock
        self._rng = rng
        self.pause = pause
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ask everything to end."""
        self._stopping.set()

    async def stopped(self) -> None:
        """Wait until somebody asks for the end."""
        await self._stopping.wait()

    async def keep(self, name: str, loop: Loop) -> None:
        """Run a loop, and start it again when it breaks; an expected failure ends it."""
        tries, began = 0, self._clock()
        while True:
            try:
                return await loop()
            except CiteQuizError:
                raise
            except Exception:
                if self._clock() - began > timedelta(minutes=5):
                    tries = 0
                tries += 1
                log.exception("%s broke and is started again", name)
                await self.pause(backoff(tries, self._rng))
                began = self._clock()

    async def insist(self, step: Loop, passes: Callable[[Exception], bool], trouble: str) -> bool:
        """Do a step until it succeeds; False when it was stopped before that."""
        tries = 0
        while not self._stopping.is_set():
            try:
                await step()
            except Exception as error:
                if not passes(error):
                    raise
                tries += 1
                if worth_saying(tries):
                    again = "trying again until it answers, tries so far: %d"
                    log.warning(f"%s (%s); {again}", trouble, type(error).__name__, tries)
                await self._pause_or_stop(backoff(tries, self._rng))
            else:
                if tries:
                    log.info("%s no more", trouble)
                return True
        return False

    async def _pause_or_stop(self, seconds: float) -> None:
        waits = [
            asyncio.ensure_future(self.pause(seconds)),
            asyncio.ensure_future(self._stopping.wait()),
        ]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
