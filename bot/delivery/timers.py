"""Timers that are due become work of their chat's lane; SQL holds them until they have fired.

Those that end what people can do wait until what people have done is here.
"""

import asyncio
from collections.abc import Callable, Set
from datetime import datetime

from bot.delivery.alarm import Alarm, Pause
from bot.delivery.contact import Contact
from bot.domain.owed import Timer
from bot.storage.cause import bound
from bot.storage.database import Database
from bot.storage.delivery import due

_LONGEST = 60.0
"""Seconds after which the loop looks again, whatever it expects: clocks may be set."""


class Timers:
    """Hands due timers to ``submit``, which may be given the same one again.

    Those of the kinds in ``after_updates`` wait until ``contact`` is complete; whoever knows that
    it is now rings.
    """

    def __init__(
        self,
        database: Database,
        *,
        submit: Callable[[Timer], None],
        clock: Callable[[], datetime],
        contact: Contact,
        after_updates: Set[str] = frozenset(),
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._database = database
        self._submit = submit
        self._clock = clock
        self._contact = contact
        self._after_updates = after_updates
        self._alarm = Alarm(pause)

    def ring(self) -> None:
        """A timer may have been set that is due before the others."""
        self._alarm.ring()

    async def run(self) -> None:
        """Watch the time for ever."""
        with bound(None):
            while True:
                await self._alarm.wait(await self.submit_due())

    async def submit_due(self) -> float:
        """Submit what is due; returns the seconds until it is worth looking again."""
        now = self._clock()
        async with self._database.read() as tx:
            ripe = await due.due(tx, now)
            following = await due.next_due(tx, now)
        for timer in ripe:
            if self._contact.complete or timer.kind not in self._after_updates:
                self._submit(timer)
        if following is None:
            return _LONGEST
        return min(_LONGEST, (following - now).total_seconds())
