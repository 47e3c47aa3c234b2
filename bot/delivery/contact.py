"""Whether Telegram is in reach, and since when without a gap."""

from collections.abc import Callable
from datetime import datetime, timedelta

LONGEST_GAP = timedelta(minutes=2)
"""How long nothing may be heard: several times as long as Telegram holds a ``getUpdates``."""


class Contact:
    """Told each time that Telegram shows that everything it has is on its way to us, and each time
    that it may have something which does not come.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._since: datetime | None = None
        self._last: datetime | None = None

    def heard(self) -> None:
        """Telegram answered just now."""
        now = self._clock()
        if self._is_gap(now):
            self._since = now
        self._last = now

    def missed(self) -> None:
        """What Telegram has did not come; nothing is known until it answers again."""
        self._last = None

    @property
    def since(self) -> datetime | None:
        """Since when it has been in reach; None while it is not."""
        return None if self._is_gap(self._clock()) else self._since

    def _is_gap(self, now: datetime) -> bool:
        return self._last is None or now - self._last > LONGEST_GAP
