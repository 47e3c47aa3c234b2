"""Lanes: each works one thing at a time, in order; many of them run side by side."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable

from bot.delivery.alarm import Pause
from bot.delivery.backoff import backoff
from bot.storage.cause import bound

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 32

Step = Callable[[str], Awaitable[float | None]]
"""Does the next thing of a lane. Returns the seconds to wait before the next one, 0.0 to go on
at once, or None when nothing is left to do."""


class Lanes:
    """Runs the lanes that have something to do; what that is stands in SQL, ``step`` finds it."""

    def __init__(
        self,
        step: Step,
        *,
        rng: random.Random,
        pause: Pause = asyncio.sleep,
        side_by_side: int = SIDE_BY_SIDE,
    ) -> None:
        self._step = step
        self._rng = rng
        self._pause = pause
        self._slots = asyncio.Semaphore(side_by_side)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._closing = False

    def wake(self, lanes: Iterable[str]) -> None:
        """Something is there for these lanes, or may be."""
        for lane in lanes:
            self._woken.add(lane)
            if lane not in self._running and not self._closing:
                self._running[lane] = asyncio.create_task(self._drive(lane), name=f"lane {lane}")

    @property
    def busy(self) -> bool:
        return bool(self._running)

    async def idle(self) -> None:
        """Wait until no lane has anything to do."""
        while self._running:
            await asyncio.wait(self._running.values())

    async def close(self, seconds: float) -> None:
        """Start nothing new, let what runs finish for at most ``seconds``, then cancel it."""
        self._closing = True
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)
        left = list(self._running.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _drive(self, lane: str) -> None:
        tries = 0
        try:
            with bound(None):  # whoever woke the lane may be bound to a cause of its own
                while not self._closing:
                    self._woken.discard(lane)
                    rest, tries = await self._take_turn(lane, tries)
                    if rest is None and lane not in self._woken:
                        return
                    if rest and not self._closing:
                        await self._pause(rest)
        finally:
            del self._running[lane]

    async def _take_turn(self, lane: str, tries: int) -> tuple[float | None, int]:
        """One step, in one of the slots; a step that breaks is tried again, slower and slower."""
        async with self._slots:
            if self._closing:
                return None, tries
            try:
                return await self._step(lane), 0
            except Exception:  # whatever it is, the lane must go on
                log.exception("a lane stumbles", extra={"lane": lane})
                return backoff(tries + 1, self._rng), tries + 1
