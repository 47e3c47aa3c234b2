"""Jobs that draft from documents, from their being asked for to their end."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.drafts.draft_job import DraftJob, JobState, Plain
from bot.storage.database import Tx
from bot.storage.tables import draft_jobs

_OPEN = draft_jobs.c.state.in_([state.value for state in JobState if state.is_open])


async def ask(
    tx: Tx,
    *,
    person_id: int,
    chat: int,
    version_id: int,
    backend: str,
    most: int | None,
    now: datetime,
) -> int | None:
    """The id of a new job; None while one for this version of a document is open."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    made = await tx.execute(
        dialect.insert(draft_jobs)
        .values(
            person_id=person_id,
            chat=chat,
            version_id=version_id,
            backend=backend,
            most=most,
            state=JobState.QUEUED.value,
            done=0,
            total=0,
            begun=0,
            at=now,
        )
        .on_conflict_do_nothing()
        .returning(draft_jobs.c.id)
    )
    return made.scalar_one_or_none()


async def find(tx: Tx, job_id: int) -> DraftJob | None:
    """The job with that id."""
    return await _one(tx, draft_jobs.c.id == job_id)


async def latest(tx: Tx, version_id: int, backend: str | None = None) -> DraftJob | None:
    """The last job that was asked for about this version of a document, of that backend's."""
    which: ColumnElement[bool] = draft_jobs.c.version_id == version_id
    return await _one(tx, which & (draft_jobs.c.backend == backend) if backend else which)


async def running(tx: Tx) -> list[DraftJob]:
    """Those that somebody is at; after a start of the bot, those that its end interrupted."""
    query = select(draft_jobs).where(draft_jobs.c.state == JobState.RUNNING.value)
    return [_job(row) for row in await tx.execute(query.order_by(draft_jobs.c.id))]


async def put_back(tx: Tx, job: DraftJob) -> bool:
    """Let a job that was begun wait again; False when it is not to go on."""
    values = {"state": JobState.QUEUED.value, "done": 0, "total": 0}
    put = await tx.execute(update(draft_jobs).where(*_same(job)).values(values))
    return put.rowcount == 1


async def begin_next(tx: Tx, backend: str) -> DraftJob | None:
    """Begin the backend's job that has waited longest; ``begun`` tells this start from others."""
    queued = draft_jobs.c.state == JobState.QUEUED.value
    its_own = draft_jobs.c.backend == backend
    first = select(draft_jobs.c.id).where(queued, its_own).order_by(draft_jobs.c.id).limit(1)
    begun = (
        update(draft_jobs)
        .where(draft_jobs.c.id == first.scalar_subquery(), queued)
        .values(state=JobState.RUNNING.value, begun=draft_jobs.c.begun + 1)
        .returning(draft_jobs)
    )
    row = (await tx.execute(begun)).one_or_none()
    return None if row is None else _job(row)


async def is_on(tx: Tx, job: DraftJob) -> bool:
    """Whether this start of the job is still to go on."""
    return (await tx.execute(select(draft_jobs.c.id).where(*_same(job)))).first() is not None


async def advance(tx: Tx, job: DraftJob, done: int, total: int) -> bool:
    """Write down how far this start of a job is; False when it is not to go on."""
    moved = await tx.execute(update(draft_jobs).where(*_same(job)).values(done=done, total=total))
    return moved.rowcount == 1


async def end(tx: Tx, job: DraftJob, state: JobState, outcome: Plain, now: datetime) -> bool:
    """Bring this start of a job to its end; False when it is not to go on."""
    ended = await tx.execute(
        update(draft_jobs)
        .where(*_same(job))
        .values(state=state.value, outcome=dict(outcome), ended_at=now)
    )
    return ended.rowcount == 1


async def cancel(tx: Tx, job_id: int, now: datetime) -> bool:
    """Whether an open job was cancelled just now."""
    cancelled = await tx.execute(
        update(draft_jobs)
        .where(draft_jobs.c.id == job_id, _OPEN)
        .values(state=JobState.CANCELLED.value, ended_at=now)
    )
    return cancelled.rowcount == 1


async def forget(tx: Tx, person_id: int, now: datetime, *, nobody: int) -> None:
    """Cancel what a person asked for, and let go of their chat, for which ``nobody`` stands."""
    mine = draft_jobs.c.person_id == person_id
    await tx.execute(
        update(draft_jobs).where(mine, _OPEN).values(state=JobState.CANCELLED.value, ended_at=now)
    )
    await tx.execute(update(draft_jobs).where(mine).values(chat=nobody))


async def of_person(tx: Tx, person_id: int) -> list[dict[str, Any]]:
    """What a person asked for, for the file with their data; times as ISO 8601."""
    mine = draft_jobs.c.person_id == person_id
    rows = await tx.execute(select(draft_jobs).where(mine).order_by(draft_jobs.c.id))
    return [
        {"id": row.id, "document_version": row.version_id, "state": row.state,
         "at": row.at.isoformat()}
        for row in rows
    ]  # fmt: skip


def _same(job: DraftJob) -> tuple[ColumnElement[bool], ...]:
    """Of this start only: one that was begun anew belongs to somebody else."""
    running = draft_jobs.c.state == JobState.RUNNING.value
    return draft_jobs.c.id == job.id, running, draft_jobs.c.begun == job.begun


async def _one(tx: Tx, which: ColumnElement[bool]) -> DraftJob | None:
    query = select(draft_jobs).where(which).order_by(draft_jobs.c.id.desc()).limit(1)
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _job(row)


def _job(row: Row[Any]) -> DraftJob:
    return DraftJob(
        row.id,
        row.person_id,
        row.chat,
        row.version_id,
        row.backend,
        row.most,
        JobState(row.state),
        row.done,
        row.total,
        row.begun,
        row.outcome,
    )
