"""Timers: what is due when, as the runtime reads it (services set them with `owing`)."""

from datetime import datetime

from sqlalchemy import func, select

from bot.domain.owed import Timer
from bot.storage.database import Tx
from bot.storage.tables import timers


async def due(tx: Tx, now: datetime) -> list[Timer]:
    """Timers whose time has come, the longest due first."""
    query = select(timers).where(timers.c.due <= now).order_by(timers.c.due, timers.c.key)
    return [
        Timer(row.key, row.due, row.chat, row.kind, row.args) for row in await tx.execute(query)
    ]


async def next_due(tx: Tx, now: datetime) -> datetime | None:
    """When the next timer after those of ``now`` is due, if there is one."""
    query = select(func.min(timers.c.due)).where(timers.c.due > now)
    found: datetime | None = (await tx.execute(query)).scalar_one_or_none()
    return found
