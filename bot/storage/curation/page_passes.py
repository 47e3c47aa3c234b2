"""Passes to the curation page that are good no more."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Tx
from bot.storage.tables import spent_passes


async def spend(tx: Tx, nonce: str, expires: datetime, now: datetime) -> bool:
    """Let a pass be good no more; False when it was spent before. Rows that are over go."""
    await tx.execute(delete(spent_passes).where(spent_passes.c.expires <= now))
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    statement = insert(spent_passes).values(nonce=nonce, expires=expires)
    new = statement.on_conflict_do_nothing().returning(spent_passes.c.nonce)
    return (await tx.execute(new)).one_or_none() is not None


async def is_spent(tx: Tx, nonce: str) -> bool:
    """Whether a pass was spent."""
    query = select(spent_passes.c.nonce).where(spent_passes.c.nonce == nonce)
    return (await tx.execute(query)).one_or_none() is not None
