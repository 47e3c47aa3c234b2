"""In which set the approved drafts of a document are published."""

from sqlalchemy import insert, select

from bot.storage.database import Tx
from bot.storage.tables import document_sets, sets


async def slug_of(tx: Tx, document_id: int) -> str | None:
    """The id of the document's set, if it has one."""
    found: str | None = (
        await tx.execute(
            select(sets.c.slug)
            .join(document_sets, document_sets.c.set_id == sets.c.id)
            .where(document_sets.c.document_id == document_id)
        )
    ).scalar_one_or_none()
    return found


async def note(tx: Tx, document_id: int, set_id: int) -> None:
    """Remember which set it is."""
    await tx.execute(insert(document_sets).values(document_id=document_id, set_id=set_id))
