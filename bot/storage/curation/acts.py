"""What somebody did to drafts, of all of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.drafts.draft import EventKind
from bot.storage.database import Tx
from bot.storage.tables import draft_events, drafts

_LATEST = 100


async def acted_on(tx: Tx, person_id: int) -> list[int]:
    """The drafts that a person acted on, the latest first, each once; the last few."""
    query = (
        select(draft_events.c.draft_id)
        .where(draft_events.c.person_id == person_id)
        .order_by(draft_events.c.id.desc())
        .limit(_LATEST)
    )
    return list(dict.fromkeys((await tx.execute(query)).scalars()))


async def approved_at(tx: Tx, person_id: int, at: datetime) -> list[int]:
    """The drafts that a person approved at one instant, in the order in which it was done."""
    event = draft_events.c
    mine = (event.person_id == person_id, event.at == at, event.kind == EventKind.APPROVED.value)
    query = select(event.draft_id).where(*mine).order_by(event.id)
    return list((await tx.execute(query)).scalars())


async def acts_of(tx: Tx, person_id: int) -> list[dict[str, Any]]:
    """What a person did to drafts, for the file with their data; times as ISO 8601."""
    query = (
        select(draft_events, drafts.c.slug)
        .join(drafts, drafts.c.id == draft_events.c.draft_id)
        .where(draft_events.c.person_id == person_id)
        .order_by(draft_events.c.id)
    )
    return [
        {
            "question": row.slug,
            "act": row.kind,
            "at": row.at.isoformat(),
            "note": row.note,
            "stem": row.content and row.content["stem"],
        }
        for row in await tx.execute(query)
    ]
