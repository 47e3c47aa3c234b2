"""The sandbox's own clock: real time plus an offset that only grows; it can be made to stand."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """Seconds since the epoch; ``advance`` moves it without waiting."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset
        self._stands_at: float | None = None

    def now(self) -> float:
        """Unix time in seconds, with fractions."""
        return (time.time() if self._stands_at is None else self._stands_at) + self.offset

    def stand(self) -> None:
        """From now on move by ``advance`` alone, so that nothing depends on a machine's speed."""
        self._stands_at = time.time()

    def stamp(self) -> int:
        """Unix time in whole seconds, as the Bot API writes dates."""
        return int(self.now())

    def iso(self) -> str:
        """The same moment as ISO 8601 in UTC."""
        return datetime.fromtimestamp(self.now(), UTC).isoformat()

    def advance(self, seconds: float) -> None:
        """Move on by ``seconds`` (not negative)."""
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        self.offset += seconds
