"""What happened, for whoever watches: a short log that Server-Sent Events are read from."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

_KEPT = 5000


@dataclass(frozen=True)
class Event:
    """``only``: persons who may see it; None means everybody in the chat."""

    seq: int
    type: str  # message, edit, delete, poll, typing, chat, toast, clock, reset
    chat: int | None = None
    message: int | None = None
    only: tuple[int, ...] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


class Events:
    """Numbered events; readers wait for what comes after the number they know."""

    def __init__(self) -> None:
        self.last = 0
        self.ending = asyncio.Event()
        self._log: deque[Event] = deque(maxlen=_KEPT)
        self._wake = asyncio.Event()

    def emit(
        self,
        kind: str,
        chat: int | None = None,
        message: int | None = None,
        only: tuple[int, ...] | None = None,
        **extra: Any,
    ) -> None:
        self.last += 1
        self._log.append(Event(self.last, kind, chat, message, only, extra))
        self.wake()

    def wake(self) -> None:
        self._wake.set()
        self._wake = asyncio.Event()

    def close(self) -> None:
        """Let every reader finish; the server is going down."""
        self.ending.set()
        self.wake()

    @property
    def closed(self) -> bool:
        """Whether the server is going down."""
        return self.ending.is_set()

    async def pause(self, seconds: float) -> None:
        """Sleep, but no longer than the sandbox runs."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.ending.wait()

    def after(self, seq: int) -> list[Event] | None:
        """Events later than ``seq``; None when some of them are forgotten."""
        if seq > self.last or (self._log and seq < self._log[0].seq - 1):
            return None
        if seq == self.last:
            return []
        return [event for event in self._log if event.seq > seq]

    async def wait(self, seconds: float) -> bool:
        """Until something happens (True) or ``seconds`` went by (False)."""
        wake = self._wake
        try:
            async with asyncio.timeout(seconds):
                await wake.wait()
        except TimeoutError:
            return False
        return True
