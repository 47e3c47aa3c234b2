"""Whose numbers the ids in the inbox are.

Telegram counts updates for each bot, and starts anew at a random number after a week without any.
Ids of two such numberings say nothing about each other: the same id is not the same update.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Tx
from bot.storage.tables import inbox, poller

SILENCE = timedelta(days=2)
"""After so long without an update the next one may be of another numbering. Telegram keeps an
update 24 hours, so that none can come again by then."""
_PRECISION = timedelta(minutes=1)
"""How exactly it is noted when something came in: not every delivery is worth a write."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a bot's updates stand: the offset of the next ``getUpdates``, and when the last of
    them came in. None where nobody knows."""

    bot_id: int
    next_id: int | None
    received_at: datetime | None

    def is_old(self, now: datetime) -> bool:
        """Whether the next update may be of another numbering."""
        return self.received_at is None or now - self.received_at > SILENCE


async def mark_of(tx: Tx, bot_id: int) -> Mark | None:
    """None for a bot that has received nothing yet."""
    row = (await tx.execute(select(poller).where(poller.c.bot_id == bot_id))).one_or_none()
    return None if row is None else Mark(*row)


async def advance(tx: Tx, bot_id: int, now: datetime, next_id: int | None = None) -> None:
    """Note that updates of the bot come in, with the offset after them if there is one.

    Comes before they are put into the inbox: what stands there under another numbering makes room.
    """
    newest = await _newest(tx)
    if newest is not None and _is_another(newest, bot_id, now):
        # Of several programs that meet here one makes room; the others see that it is done.
        await tx.execute(select(poller.c.bot_id).with_for_update())
        newest = await _newest(tx)
    if newest is not None and _is_another(newest, bot_id, now):
        await _make_room(tx)
        await _set(tx, bot_id, now, next_id)
    elif next_id is not None:
        await _set(tx, bot_id, now, next_id)
    elif newest is None or newest.received_at is None or now - newest.received_at >= _PRECISION:
        kept = None if newest is None else newest.next_id
        await _set(tx, bot_id, now, kept)


async def _newest(tx: Tx) -> Mark | None:
    """Of the bot whose updates came in last."""
    latest = poller.c.received_at.desc().nulls_last()
    row = (await tx.execute(select(poller).order_by(latest).limit(1))).one_or_none()
    return None if row is None else Mark(*row)


def _is_another(newest: Mark, bot_id: int, now: datetime) -> bool:
    return newest.bot_id != bot_id or newest.is_old(now)


async def _set(tx: Tx, bot_id: int, now: datetime, next_id: int | None) -> None:
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    values = {"next_update_id": next_id, "received_at": now}
    statement = insert(poller).values(bot_id=bot_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["bot_id"], set_=values))


async def _make_room(tx: Tx) -> None:
    """Forget what is done, and number what waits or died below everything else, in its order.

    Whoever works on one of them meanwhile finds its id gone, and takes it up under the new one.
    """
    await tx.execute(delete(inbox).where(inbox.c.state == "done"))
    lowest = (await tx.execute(select(func.min(inbox.c.update_id)))).scalar_one_or_none() or 0
    counted = select(inbox.c.update_id).where(inbox.c.update_id >= 0)
    numbers = sorted((await tx.execute(counted)).scalars(), reverse=True)
    for place, number in enumerate(numbers, 1):
        renumbered = {"update_id": min(lowest, 0) - place}
        await tx.execute(update(inbox).where(inbox.c.update_id == number).values(renumbered))
