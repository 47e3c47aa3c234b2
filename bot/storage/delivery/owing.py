"""Writing down what is owed and what is due, inside the transaction that causes it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.owed import Owed, Timer
from bot.storage import tables


@dataclass
class News:
    """To whom something may be owed that was not before, and whether a timer was set."""

    chats: set[int] = field(default_factory=set)
    timers: bool = False


_news: ContextVar[News | None] = ContextVar("news", default=None)


@contextmanager
def listening() -> Iterator[News]:
    """Hear of what the running task owes and sets, so that nobody has to search for it.

    It is a hint: what was rolled back is heard of too, and other processes are not heard at all.
    """
    news = News()
    token = _news.set(news)
    try:
        yield news
    finally:
        _news.reset(token)


def tell(chats: Iterable[int] = (), *, timers: bool = False) -> None:
    """Let whoever listens know."""
    news = _news.get()
    if news is not None:
        news.chats.update(chats)
        news.timers |= timers


async def owe(connection: AsyncConnection, debts: Iterable[Owed], now: datetime) -> None:
    """Add debts, in order."""
    debts = list(debts)
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
        tell(debt.chat for debt in debts)


async def set_timer(connection: AsyncConnection, timer: Timer) -> None:
    """Set a timer, or move the one with its key."""
    await cancel_timer(connection, timer.key)
    tell(timers=True)
    await connection.execute(
        insert(tables.timers).values(
            key=timer.key, due=timer.due, chat=timer.chat, kind=timer.kind, args=dict(timer.args)
        )
    )


async def cancel_timer(connection: AsyncConnection, key: str) -> None:
    """Forget a timer; no harm when it is gone."""
    await connection.execute(delete(tables.timers).where(tables.timers.c.key == key))
