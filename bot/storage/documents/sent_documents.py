"""Documents that instructors sent, until they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, select, update

from bot.domain.documents.sent_document import SentDocument, SentState
from bot.storage.database import Tx
from bot.storage.tables import sent_documents

Plain = Mapping[str, Any]
_WITHOUT_DATA = [
    column for column in sent_documents.c if column.name not in {"begun", "data", "at"}
]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is to be read; ``begun``: how often that was started, this time included."""

    id: int
    chat: int
    file_name: str
    data: bytes
    begun: int


async def add(
    tx: Tx, *, person_id: int, chat: int, file_name: str, data: bytes, now: datetime
) -> int:
    """Keep a file until it is read; its id."""
    made = await tx.execute(
        insert(sent_documents)
        .values(
            person_id=person_id,
            chat=chat,
            file_name=file_name[:255],
            state=SentState.WAITING.value,
            data=data,
            said={},
            at=now,
        )
        .returning(sent_documents.c.id)
    )
    return int(made.scalar_one())


async def find(tx: Tx, sent_id: int) -> SentDocument | None:
    """The document with that id."""
    return await _one(tx, select(*_WITHOUT_DATA).where(sent_documents.c.id == sent_id))


async def latest_read(tx: Tx, chat: int) -> SentDocument | None:
    """The one that waits for its sender's word; the latest of several."""
    query = select(*_WITHOUT_DATA).where(
        sent_documents.c.chat == chat, sent_documents.c.state == SentState.READ.value
    )
    return await _one(tx, query.order_by(sent_documents.c.id.desc()).limit(1))


async def all_read(tx: Tx, chat: int) -> list[SentDocument]:
    """All that wait for their sender's word; the latest first."""
    query = select(*_WITHOUT_DATA).where(
        sent_documents.c.chat == chat, sent_documents.c.state == SentState.READ.value
    )
    return [_read(row) for row in await tx.execute(query.order_by(sent_documents.c.id.desc()))]


async def brought_by(tx: Tx, person_id: int) -> set[str]:
    """The ids of the documents that a person sent and that were kept, or were held already."""
    columns, ended = sent_documents.c, (SentState.KEPT.value, SentState.HELD.value)
    query = select(columns.outcome).where(columns.person_id == person_id, columns.state.in_(ended))
    return {outcome["document"] for outcome in (await tx.execute(query)).scalars() if outcome}


async def outcome_of(tx: Tx, slug: str, version: int) -> Plain | None:
    """What was told when that version of a document was kept, where it came by chat."""
    columns = sent_documents.c
    kept = (
        columns.state == SentState.KEPT.value,
        columns.outcome["document"].as_string() == slug,
        columns.outcome["version"].as_integer() == version,
    )
    query = select(columns.outcome).where(*kept).order_by(columns.id.desc()).limit(1)
    found: Plain | None = (await tx.execute(query)).scalar_one_or_none()
    return found


async def begin_next(tx: Tx) -> Unread | None:
    """Begin to read the file that has waited longest; one whose reading was interrupted lets those
    go first that were begun less often. ``begun`` tells this start from any other.
    """
    columns = sent_documents.c
    waiting = columns.state == SentState.WAITING.value
    first = select(columns.id).where(waiting).order_by(columns.begun, columns.id).limit(1)
    begun = (
        update(sent_documents)
        .where(columns.id == first.scalar_subquery(), waiting)
        .values(begun=columns.begun + 1)
        .returning(columns.id, columns.chat, columns.file_name, columns.data, columns.begun)
    )
    row = (await tx.execute(begun)).one_or_none()
    if row is None:
        return None
    return Unread(row.id, row.chat, row.file_name, row.data or b"", row.begun)


async def was_read(
    tx: Tx, unread: Unread, state: SentState, *, reading: Plain | None, outcome: Plain | None
) -> bool:
    """Write down what this start of reading came to and let the file go; False when nobody waits
    for it.
    """
    return await _move(
        tx, unread.id, SentState.WAITING, sent_documents.c.begun == unread.begun,
        state=state.value, data=None, reading=reading, outcome=outcome,
    )  # fmt: skip


async def end(tx: Tx, sent_id: int, state: SentState, outcome: Plain | None = None) -> bool:
    """Bring one that was read to its end; False when it has come to one already."""
    return await _move(
        tx, sent_id, SentState.READ, state=state.value, reading=None, outcome=outcome
    )


async def say(tx: Tx, sent_id: int, said: Plain) -> bool:
    """Write down what its sender says of it; False when that matters no more."""
    return await _move(tx, sent_id, SentState.READ, said=dict(said))


async def forget(tx: Tx, person_id: int, *, nobody: int) -> None:
    """Let go of what a person sent and did not keep, of their files' names, and of their chat, for
    which ``nobody`` stands then.
    """
    mine = sent_documents.c.person_id == person_id
    open_ones = sent_documents.c.state.in_((SentState.WAITING.value, SentState.READ.value))
    await tx.execute(
        update(sent_documents)
        .where(mine, open_ones)
        .values(state=SentState.CANCELLED.value, data=None, reading=None)
    )
    await tx.execute(update(sent_documents).where(mine).values(chat=nobody, file_name="", said={}))


async def of_person(tx: Tx, person_id: int) -> list[dict[str, Any]]:
    """What a person sent, for the file with their data; times as ISO 8601."""
    mine = sent_documents.c.person_id == person_id
    rows = await tx.execute(select(sent_documents).where(mine).order_by(sent_documents.c.id))
    return [
        {
            "id": row.id,
            "file_name": row.file_name,
            "state": row.state,
            "at": row.at.isoformat(),
            "said": row.said,
        }
        for row in rows
    ]


async def _move(
    tx: Tx, sent_id: int, expected: SentState, *more: ColumnElement[bool], **values: object
) -> bool:
    is_it: ColumnElement[bool] = sent_documents.c.id == sent_id
    moved = await tx.execute(
        update(sent_documents)
        .where(is_it, sent_documents.c.state == expected.value, *more)
        .values(**values)
    )
    return bool(moved.rowcount)


async def _one(tx: Tx, query: Select[Any]) -> SentDocument | None:
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _read(row)


def _read(row: Row[Any]) -> SentDocument:
    return SentDocument(
        row.id,
        row.person_id,
        row.chat,
        row.file_name,
        SentState(row.state),
        row.reading,
        row.said,
        row.outcome,
    )
