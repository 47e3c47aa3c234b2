"""Whether Telegram is in reach, since when without a gap, and whether all it held is here."""

from collections.abc import Callable
from datetime import datetime, timedelta

LONGEST_GAP = timedelta(minutes=2)
"""How long nothing may be heard: several times as long as Telegram holds a ``getUpdates``."""


class Contact:
    """Told each time that Telegram shows that everything it has is on its way to us, and each time
    that it may have something which does not come.

    ``caught_up`` is called when what it held meanwhile is in the inbox: after the start, a gap, or
    a fetch that came to nothing.
    """

    def __init__(
        self, clock: Callable[[], datetime], caught_up: Callable[[], None] = lambda: None
    ) -> None:
        self._clock = clock
        self._caught_up = caught_up
        self._complete = False
        self._since: datetime | None = None
        self._last: datetime | None = None

    def heard(self) -> None:
        """Telegram answered just now."""
        now = self._clock()
        if self._is_gap(now):
            self._since, self._complete = now, False
        self._last = now

    def took_in_all(self) -> None:
        """What Telegram held when it answered last is in the inbox."""
        if not self._complete:
            self._complete = True
            self._caught_up()

    def missed(self) -> None:
        """What Telegram has did not come; nothing is known until it answers again."""
        self._last, self._complete = None, False

    @property
    def complete(self) -> bool:
        """Whether what people did is here, as far as it can be known."""
        return self._complete and not self._is_gap(self._clock())

    @property
    def since(self) -> datetime | None:
        """Since when it has been in reach; None while it is not."""
        return None if self._is_gap(self._clock()) else self._since

    def _is_gap(self, now: datetime) -> bool:
        return self._last is None or now - self._last > LONGEST_GAP
