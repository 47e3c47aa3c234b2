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
from bot.storage.tables import inbox, rounds, timers


class AlreadyDone(Exception):
    """The cause was worked off before; nothing is to be done."""


class SecondWrite(RuntimeError):
    """Two write transactions for one cause: one use case is one transaction."""


@dataclass
class Cause:
    """Update ids, or the key of a timer, whose effects a transaction holds.

    ``round_id`` is the round that the timer is for. ``received`` is when the updates came in: what
    people did is dated by it, however long it waited to be worked off. A timer has no such time.
    """

    updates: Sequence[int] = ()
    received: datetime | None = None
    timer: str | None = None
    due: datetime | None = None
    round_id: int | None = None
    spent: bool = False

    @classmethod
    def of_timer(cls, timer: Timer) -> Self:
        """The cause of what is done because a timer is due."""
        of = timer.args.get("round")
        return cls(timer=timer.key, due=timer.due, round_id=of if isinstance(of, int) else None)

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
            await self._hold_round(connection)
            gone = await connection.execute(
                delete(timers).where(timers.c.key == self.timer, timers.c.due == self.due)
            )
            if gone.rowcount != 1:
                raise AlreadyDone

    async def _hold_round(self, connection: AsyncConnection) -> None:
        """Whoever holds a round may set its timers: so the round is held first, here too."""
        if self.round_id is not None and connection.dialect.name != "sqlite":
            query = select(rounds.c.id).where(rounds.c.id == self.round_id)
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
