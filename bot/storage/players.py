"""Who joined a round before its first question."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.naming import board_label
from bot.domain.person import BoardName
from bot.storage.database import Tx
from bot.storage.tables import accounts, round_players


async def join(tx: Tx, round_id: int, person_id: int, now: datetime) -> bool:
    """Add somebody; False when they are in already."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    made = await tx.execute(
        insert(round_players)
        .values(round_id=round_id, person_id=person_id, joined_at=now)
        .on_conflict_do_nothing()
        .returning(round_players.c.person_id)
    )
    return made.first() is not None


async def leave(tx: Tx, round_id: int, person_id: int) -> None:
    """Take somebody out again; no harm when they are not in."""
    await tx.execute(
        delete(round_players).where(
            round_players.c.round_id == round_id, round_players.c.person_id == person_id
        )
    )


async def number(tx: Tx, round_id: int) -> int:
    """How many people are in."""
    query = select(func.count()).where(round_players.c.round_id == round_id)
    return int((await tx.execute(query)).scalar_one())


async def labels(tx: Tx, round_id: int, limit: int) -> list[str | None]:
    """What to call the first who joined, in order; None for those without a name or an account."""
    rows = await tx.execute(
        select(accounts.c.first_name, accounts.c.last_name, accounts.c.board_name, accounts.c.alias)
        .select_from(round_players)
        .outerjoin(accounts, accounts.c.person_id == round_players.c.person_id)
        .where(round_players.c.round_id == round_id)
        .order_by(round_players.c.joined_at, round_players.c.person_id)
        .limit(limit)
    )
    return [
        board_label(
            BoardName(row.board_name), f"{row.first_name} {row.last_name or ''}".strip(), row.alias
        )
        if row.board_name is not None
        else None
        for row in rows
    ]
