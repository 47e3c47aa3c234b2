"""Reports that a typed reply should have counted; rulings on them are another matter."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Tx
from bot.storage.tables import appeals, responses


async def make(tx: Tx, attempt_id: int, position: int, now: datetime) -> bool:
    """Keep that the response at this position should count; False when that is known already."""
    insert_ = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    reported = select(responses.c.person_id, responses.c.version_id, responses.c.id).where(
        responses.c.attempt_id == attempt_id, responses.c.position == position
    )
    row = (await tx.execute(reported)).one()
    made = await tx.execute(
        insert_(appeals)
        .values(person_id=row.person_id, version_id=row.version_id, response_id=row.id, at=now)
        .on_conflict_do_nothing()
        .returning(appeals.c.id)
    )
    return made.one_or_none() is not None


async def is_made(tx: Tx, attempt_id: int, position: int) -> bool:
    """Whether the response at this position was reported."""
    found = await tx.execute(
        select(appeals.c.id)
        .join(responses, responses.c.id == appeals.c.response_id)
        .where(responses.c.attempt_id == attempt_id, responses.c.position == position)
    )
    return found.one_or_none() is not None
