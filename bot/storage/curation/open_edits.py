"""Edits that are open in chats: what a curator's next text is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from bot.storage.database import Tx
from bot.storage.tables import open_edits, shown


@dataclass(frozen=True, slots=True)
class OpenEdit:
    """A draft in the revision that was shown, and the field that the text will be."""

    draft: int
    revision: int
    field: str
    document: int
    at: datetime


async def put(tx: Tx, person_id: int, edit: OpenEdit) -> None:
    """Open an edit, in place of the one that the person has open."""
    await close(tx, person_id)
    await tx.execute(
        insert(open_edits).values(
            person_id=person_id,
            draft_id=edit.draft,
            revision=edit.revision,
            field=edit.field,
            document=edit.document,
            at=edit.at,
        )
    )


async def of(tx: Tx, person_id: int) -> OpenEdit | None:
    """The person's open edit."""
    query = select(open_edits).where(open_edits.c.person_id == person_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    return OpenEdit(row.draft_id, row.revision, row.field, row.document, row.at)


async def close(tx: Tx, person_id: int) -> None:
    """Let go of it."""
    await tx.execute(delete(open_edits).where(open_edits.c.person_id == person_id))


async def shown_since(tx: Tx, chat: int, at: datetime, but: Sequence[str]) -> bool:
    """Whether anything was shown in a chat since, but for places whose names begin so."""
    others = [shown.c.place.not_like(f"{name}%") for name in but]
    query = select(func.count()).where(shown.c.chat == chat, shown.c.at > at, *others)
    return bool((await tx.execute(query)).scalar_one())
