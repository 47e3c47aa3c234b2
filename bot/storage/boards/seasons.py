"""Seasons of groups in SQL; at most one runs in a chat."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.boards.season import Season
from bot.storage.database import Tx
from bot.storage.tables import seasons


async def of_chats(tx: Tx, chats: Collection[int]) -> dict[int, Sequence[Season]]:
    """Every season of those chats, newest first."""
    if not chats:
        return {}
    query = select(seasons).where(seasons.c.chat.in_(chats)).order_by(seasons.c.started_at.desc())
    found: dict[int, list[Season]] = {}
    for row in await tx.execute(query):
        found.setdefault(row.chat, []).append(_season(row))
    return dict(found)


async def start(tx: Tx, chat: int, name: str, now: datetime) -> bool:
    """Whether it was started: not while another one runs."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    made = await tx.execute(
        insert(seasons)
        .values(chat=chat, name=name, started_at=now)
        .on_conflict_do_nothing()
        .returning(seasons.c.id)
    )
    return made.first() is not None


async def end(tx: Tx, season_id: int, now: datetime) -> bool:
    """Whether it ended just now."""
    ended = await tx.execute(
        update(seasons)
        .where(seasons.c.id == season_id, seasons.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    return ended.rowcount == 1


def _season(row: Row[Any]) -> Season:
    return Season(row.id, row.chat, row.name, row.started_at, row.ended_at)
