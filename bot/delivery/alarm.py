"""Waiting for news or for a time, whichever comes first."""

import asyncio
from collections.abc import Awaitable, Callable

Pause = Callable[[float], Awaitable[None]]
"""Waits that many seconds: ``asyncio.sleep``, or a test's own."""


class Alarm:
    """A bell that one loop waits at; rung before the loop waits, it is heard all the same."""

    def __init__(self, pause: Pause) -> None:
        self._pause = pause
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float | None = None) -> None:
        """Return once the bell has rung, or ``seconds`` are over (None: only the bell counts)."""
        if seconds is None:
            await self._rung.wait()
        elif not self._rung.is_set():
            waits = (
                asyncio.ensure_future(self._rung.wait()),
                asyncio.ensure_future(self._pause(seconds)),
            )
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
                await asyncio.gather(*waits, return_exceptions=True)
        self._rung.clear()
