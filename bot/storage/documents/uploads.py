"""Files that instructors sent."""

from datetime import datetime

from sqlalchemy import insert, select, update

from bot.domain.sets.upload import Report, Upload, UploadState
from bot.storage.database import Tx
from bot.storage.tables import uploads


async def add(
    tx: Tx,
    *,
    person_id: int,
    chat: int,
    file_name: str,
    content: str | None,
    report: Report,
    state: UploadState,
    now: datetime,
) -> int:
    """Keep a checked file; its id."""
    made = await tx.execute(
        insert(uploads)
        .values(
            person_id=person_id,
            chat=chat,
            file_name=file_name[:255],
            content=content,
            report=report.to_json(),
            state=state.value,
            at=now,
        )
        .returning(uploads.c.id)
    )
    return int(made.scalar_one())


async def find(tx: Tx, upload_id: int) -> Upload | None:
    """The file with that id."""
    row = (await tx.execute(select(uploads).where(uploads.c.id == upload_id))).one_or_none()
    if row is None:
        return None
    return Upload(
        row.id,
        row.person_id,
        row.chat,
        row.file_name,
        UploadState(row.state),
        row.content,
        row.set_id,
        Report.from_json(row.report),
    )


async def published_as(tx: Tx, set_id: int, limit: int) -> list[tuple[int, int]]:
    """The newest files that were published as a set, each with the chat that it came from."""
    query = select(uploads.c.id, uploads.c.chat).where(uploads.c.set_id == set_id)
    rows = await tx.execute(query.order_by(uploads.c.id.desc()).limit(limit))
    return [(row.id, row.chat) for row in rows]


async def move(
    tx: Tx, upload_id: int, state: UploadState, *, set_id: int | None = None, keep: bool = False
) -> bool:
    """Take a checked file to its end; False when it has come to one already.

    The text is dropped unless ``keep``: what was published stands in the bank.
    """
    values: dict[str, object] = {"state": state.value, "set_id": set_id}
    if not keep:
        values["content"] = None
    moved = await tx.execute(
        update(uploads)
        .where(uploads.c.id == upload_id, uploads.c.state == UploadState.CHECKED.value)
        .values(**values)
    )
    return bool(moved.rowcount)
