"""Whose reports a ruling is about."""

from sqlalchemy import ColumnElement, and_, func, select

from bot.domain.disputes.ruling import Verdict
from bot.storage.database import Tx
from bot.storage.disputes import rulings, versions
from bot.storage.tables import disputes
from bot.storage.tables import rulings as table


async def reports(tx: Tx, ruling_id: int) -> ColumnElement[bool]:
    """The reports that a ruling answers; of one that takes another back those that wait again by
    it: open, and made before what is undone.
    """
    ruling = await rulings.find(tx, ruling_id)
    if ruling is None or ruling.verdict is not Verdict.REVERSED:
        return disputes.c.ruling_id == ruling_id
    earlier = (table.c.question_id == ruling.question_id) & (table.c.id < ruling_id)
    undone = select(func.max(table.c.id)).where(earlier).scalar_subquery()
    at = select(table.c.at).where(table.c.id == undone).scalar_subquery()
    alike = await versions.alike(tx, ruling.question_id, ruling.version_id)
    return and_(
        disputes.c.ruling_id.is_(None), disputes.c.version_id.in_(alike), disputes.c.at <= at
    )


async def reported(tx: Tx, ruling_id: int, person_id: int) -> bool:
    """Whether a ruling is about something that this person reported."""
    mine = and_(await reports(tx, ruling_id), disputes.c.person_id == person_id)
    return (await tx.execute(select(disputes.c.id).where(mine).limit(1))).first() is not None
