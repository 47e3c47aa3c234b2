"""A person's part in rounds and schedules of groups, for the file they can ask for."""

from typing import Any

from sqlalchemy import select

from bot.storage.database import Tx
from bot.storage.tables import round_players, rounds, schedules

Data = dict[str, Any]


async def rounds_started(tx: Tx, person: int) -> list[Data]:
    """What they opened in groups."""
    rows = await tx.execute(
        select(rounds).where(rounds.c.started_by == person).order_by(rounds.c.id)
    )
    return [
        {
            "id": row.id,
            "group": row.chat,
            "state": row.state,
            "started_at": row.started_at.isoformat(),
        }
        for row in rows
    ]


async def schedules_made(tx: Tx, person: int) -> list[Data]:
    """What they scheduled in groups."""
    rows = await tx.execute(
        select(schedules).where(schedules.c.made_by == person).order_by(schedules.c.id)
    )
    return [
        {"id": row.id, "group": row.chat, "state": row.state, "made_at": row.made_at.isoformat()}
        for row in rows
    ]


async def rounds_joined(tx: Tx, person: int) -> list[Data]:
    """What they joined in groups."""
    rows = await tx.execute(
        select(round_players, rounds.c.chat)
        .join(rounds, rounds.c.id == round_players.c.round_id)
        .where(round_players.c.person_id == person)
        .order_by(round_players.c.round_id)
    )
    return [
        {"id": row.round_id, "group": row.chat, "joined_at": row.joined_at.isoformat()}
        for row in rows
    ]
