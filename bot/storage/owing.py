"""Writing down what is owed and what is due, inside the transaction that causes it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.owed import Owed, Timer
from bot.storage import tables


async def owe(connection: AsyncConnection, debts: Iterable[Owed], now: datetime) -> None:
    """Add debts, in order."""
    rows = [
        {
            "chat": debt.chat,
            "thread": debt.thread,
            "screen": debt.screen,
            "args": dict(debt.args),
            "place": debt.place,
            "fresh": debt.fresh,
            "once": debt.once,
            "callback": debt.callback,
            "expires": debt.expires,
            "state": "due",
            "created_at": now,
        }
        for debt in debts
    ]
    if rows:
        await connection.execute(insert(tables.owed), rows)


async def set_timer(connection: AsyncConnection, timer: Timer) -> None:
    """Set a timer, or move the one with its key."""
    await cancel_timer(connection, timer.key)
    await connection.execute(
        insert(tables.timers).values(
            key=timer.key, due=timer.due, chat=timer.chat, kind=timer.kind, args=dict(timer.args)
        )
    )


async def cancel_timer(connection: AsyncConnection, key: str) -> None:
    """Forget a timer; no harm when it is gone."""
    await connection.execute(delete(tables.timers).where(tables.timers.c.key == key))
