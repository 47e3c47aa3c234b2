"""Ranks of a board as they were when it was looked at first on a day: its first 100 people.

The newest of an earlier day is kept, and today's; no more is needed to see what has moved.
"""

from datetime import date

from sqlalchemy import delete, func, insert, select

from bot.storage.boards.boards import page
from bot.storage.database import Tx
from bot.storage.tables import snapshots

PEOPLE = 100


async def take(tx: Tx, board: int, today: date) -> None:
    """Note today's ranks, once."""
    of = snapshots.c.board_id == board
    known = (await tx.execute(select(func.max(snapshots.c.day)).where(of))).scalar_one()
    if known is not None and known >= today:
        return
    rows = [
        {
            "board_id": board, "day": today, "person_id": line.standing.total.person,
            "rank": line.standing.rank,
        }
        for line in await page(tx, board, 0, PEOPLE)
    ]  # fmt: skip
    if known is not None:
        await tx.execute(delete(snapshots).where(of, snapshots.c.day < known))
    if rows:
        await tx.execute(insert(snapshots), rows)


async def before(tx: Tx, board: int, today: date) -> tuple[date, dict[int, int]] | None:
    """The newest of an earlier day, and the ranks by person then; None without one."""
    of = snapshots.c.board_id == board
    newest = select(func.max(snapshots.c.day)).where(of, snapshots.c.day < today)
    day = (await tx.execute(newest)).scalar_one()
    if day is None:
        return None
    columns = (snapshots.c.person_id, snapshots.c.rank)
    rows = await tx.execute(select(*columns).where(of, snapshots.c.day == day))
    return day, {row.person_id: row.rank for row in rows}
