"""What a transaction is the effect of.

A lane binds the updates (or the timer) that it works off; the first write transaction under that
binding marks them done before anything else, and only once: when they are done already, because a
lane was restarted or Telegram delivered an update twice, the transaction is refused and nothing
happens. A second write under the same binding is a mistake of the programmer: its effects could
not be tied to the update any more.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.owed import Timer
from bot.storage.bulk import among
from bot.storage.tables import inbox, rounds, schedules, timers


class AlreadyDone(Exception):
    """The cause was worked off before; nothing is to be done."""


class SecondWrite(RuntimeError):
    """Two write transactions for one cause: one use case is one transaction."""


@dataclass
class Cause:
    """Update ids, or the key of a timer, whose effects a transaction holds.

    ``round_id`` or ``schedule_id`` is what the timer is for. ``received`` is when the updates came
    in: what people did is dated by it, however long it waited to be worked off. A timer has no such
    time.
    """

    updates: Sequence[int] = ()
    received: datetime | None = None
    timer: str | None = None
    due: datetime | None = None
    round_id: int | None = None
    schedule_id: int | None = None
    spent: bool = False

    @classmethod
    def of_timer(cls, timer: Timer) -> Self:
        """The cause of what is done because a timer is due."""

        def about(name: str) -> int | None:
            found = timer.args.get(name)
            return found if isinstance(found, int) else None

        return cls(
            timer=timer.key, due=timer.due, round_id=about("round"), schedule_id=about("schedule")
        )

    async def settle(self, connection: AsyncConnection, now: datetime) -> None:
        """Mark the cause done inside ``connection``'s transaction."""
        if self.spent:
            raise SecondWrite(f"{self.updates or self.timer}: a second write for one cause")
        if self.updates:
            settled = await connection.execute(
                update(inbox)
                .where(
                    among(connection.dialect, inbox.c.update_id, self.updates),
                    inbox.c.state == "waiting",
                )
                .values(state="done", raw=None, sender=None, done_at=now)
            )
            if settled.rowcount != len(self.updates):
                raise AlreadyDone
        if self.timer is not None:
            await self._hold(connection)
            gone = await connection.execute(
                delete(timers).where(timers.c.key == self.timer, timers.c.due == self.due)
            )
            if gone.rowcount != 1:
                raise AlreadyDone

    async def _hold(self, connection: AsyncConnection) -> None:
        """Whoever holds a round or a schedule may set its timers: so it is held first, here too."""
        if connection.dialect.name == "sqlite":
            return
        for table, row_id in ((rounds, self.round_id), (schedules, self.schedule_id)):
            if row_id is not None:
                query = select(table.c.id).where(table.c.id == row_id)
                await connection.execute(query.with_for_update(key_share=True))


_current: ContextVar[Cause | None] = ContextVar("cause", default=None)


def current() -> Cause | None:
    """The cause bound to the running task, if any."""
    return _current.get()


def received() -> datetime | None:
    """When the updates came in that the running task works off, if it does."""
    cause = current()
    return None if cause is None else cause.received


@contextmanager
def bound(cause: Cause | None) -> Iterator[None]:
    """Bind ``cause`` to the running task; None suspends a binding."""
    token = _current.set(cause)
    try:
        yield
    finally:
        _current.reset(token)
