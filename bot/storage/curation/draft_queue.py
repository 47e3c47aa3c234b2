"""The queue of drafts: in which order they come, how many there are of each kind."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, literal, or_, select

from bot.domain.drafts.draft import DraftState, EventKind, Filter
from bot.storage.database import Tx
from bot.storage.tables import (
    document_versions,
    documents,
    draft_events,
    drafts,
    question_versions,
    questions,
    sets,
)

_DECIDES = draft_events.c.kind.in_((EventKind.APPROVED.value, EventKind.REJECTED.value))
_KEPT = (DraftState.APPROVED.value, DraftState.PUBLISHED.value)


async def order(tx: Tx, which: Filter, scores: Mapping[str, float]) -> list[int]:
    """The ids of the drafts that fit, in the order in which they are looked at: by the score of
    their template, then by how little was found in them at first, then as they were drafted.
    """
    score = case(dict(scores), value=drafts.c.template, else_=0.5) if scores else literal(0.5)
    order = (score.desc(), drafts.c.rank, drafts.c.id)
    found = await tx.execute(_fitting(select(drafts.c.id), which).order_by(*order))
    return list(found.scalars())


async def document_named(tx: Tx, slug: str) -> int:
    """A document's number, as buttons hold it; 0 where there is none of that id."""
    found = await tx.execute(select(documents.c.id).where(documents.c.slug == slug))
    return found.scalar_one_or_none() or 0


async def document_numbered(tx: Tx, number: int) -> str | None:
    """The inverse of :func:`document_named`; None for 0."""
    found = await tx.execute(select(documents.c.slug).where(documents.c.id == number))
    slug: str | None = found.scalar_one_or_none()
    return slug


async def newest_edition(tx: Tx, slug: str) -> int:
    """The number of a document's newest version."""
    query = (
        select(func.max(document_versions.c.version))
        .join(documents, documents.c.id == document_versions.c.document_id)
        .where(documents.c.slug == slug)
    )
    return (await tx.execute(query)).scalar_one() or 1


async def approved(tx: Tx) -> dict[str, int]:
    """How many drafts wait to be published, by document."""
    query = _fitting(
        select(documents.c.slug, func.count().label("drafts")), Filter(state=DraftState.APPROVED)
    ).group_by(documents.c.slug)
    counts = await tx.execute(query.order_by(documents.c.slug))
    return {row.slug: row.drafts for row in counts}


async def with_approvals(tx: Tx, by: int | None = None) -> list[int]:
    """The drafts that wait, for a second curator or to be published, and that somebody approved, or
    that person.
    """
    waiting = (DraftState.WAITING.value, DraftState.APPROVED.value)
    whose = [] if by is None else [draft_events.c.person_id == by]
    query = (
        select(drafts.c.id)
        .distinct()
        .join(draft_events, draft_events.c.draft_id == drafts.c.id)
        .where(draft_events.c.kind == EventKind.APPROVED.value, drafts.c.state.in_(waiting), *whose)
        .order_by(drafts.c.id)
    )
    return list((await tx.execute(query)).scalars())


async def decided_by(tx: Tx, person_id: int, since: datetime) -> list[datetime]:
    """When somebody approved or rejected something later than ``since``, newest first."""
    query = select(draft_events.c.at).distinct().order_by(draft_events.c.at.desc())
    mine = (draft_events.c.person_id == person_id, draft_events.c.at > since, _DECIDES)
    return list((await tx.execute(query.where(*mine))).scalars())


async def tally(tx: Tx, before: datetime | None = None) -> dict[str, tuple[int, int]]:
    """By template: how many drafts were approved as they were drafted, and how many decided; of
    those that nobody decided about at ``before`` or later.
    """
    decided = drafts.c.state != DraftState.WAITING.value
    if before is not None:
        later = (draft_events.c.draft_id == drafts.c.id, draft_events.c.at >= before, _DECIDES)
        decided &= ~exists().where(*later)
    as_drafted = drafts.c.state.in_(_KEPT) & drafts.c.edited.is_(False)
    query = (
        select(
            drafts.c.template,
            func.sum(case((as_drafted, 1), else_=0)).label("kept"),
            func.count().label("decided"),
        )
        .where(decided)
        .group_by(drafts.c.template)
    )
    return {row.template: (int(row.kept), row.decided) for row in await tx.execute(query)}


async def states(tx: Tx, document: str | None = None) -> Counter[DraftState]:
    """How many drafts are in which state, of one document or of all."""
    query = _fitting(select(drafts.c.state, func.count()), Filter(document, state=None))
    rows = await tx.execute(query.group_by(drafts.c.state))
    return Counter({DraftState(state): count for state, count in rows})


async def published(tx: Tx, document: str) -> dict[str, int]:
    """The published drafts of a document by their questions' ids; of several the last."""
    query = select(drafts.c.slug, drafts.c.id).order_by(drafts.c.id)
    rows = await tx.execute(_fitting(query, Filter(document, state=DraftState.PUBLISHED)))
    return {row.slug: row.id for row in rows}


async def with_learners(tx: Tx, document: str) -> int:
    """How many published drafts of a document are asked still: not those that were made void, were
    retired, or whose set was taken back.
    """
    which = Filter(document, state=DraftState.PUBLISHED)
    asked = (
        _fitting(select(func.count(drafts.c.id.distinct())), which)
        .join(questions, questions.c.slug == drafts.c.slug)
        .join(question_versions, question_versions.c.id == questions.c.version_id)
        .join(sets, sets.c.id == questions.c.set_id)
        .where(question_versions.c.void.is_(False), sets.c.withdrawn_at.is_(None))
    )
    count: int = (await tx.execute(asked)).scalar_one()
    return count


async def kinds(tx: Tx, which: Filter) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many of the drafts that fit are from which document, by which template, and have which
    code among their remarks.
    """
    query = select(documents.c.slug, drafts.c.template, drafts.c.codes)
    by_document: Counter[str] = Counter()
    by_template: Counter[str] = Counter()
    by_code: Counter[str] = Counter()
    for row in await tx.execute(_fitting(query, which)):
        by_document[row.slug] += 1
        by_template[row.template] += 1
        by_code.update(row.codes.split())
    return by_document, by_template, by_code


def _fitting(query: Any, which: Filter) -> Any:
    wanted: list[ColumnElement[bool]] = []
    if which.document is not None:
        wanted.append(documents.c.slug == which.document)
    if which.template is not None:
        wanted.append(drafts.c.template == which.template)
    if which.finding is not None:
        wanted.append(drafts.c.codes.contains(f" {which.finding} ", autoescape=True))
    if which.state is not None:
        wanted.append(drafts.c.state == which.state.value)
    if which.curator is not None:
        wanted.append(or_(drafts.c.first_id.is_(None), drafts.c.first_id != which.curator))
    return (
        query.join_from(
            drafts, document_versions, document_versions.c.id == drafts.c.document_version_id
        )
        .join(documents, documents.c.id == document_versions.c.document_id)
        .where(*wanted)
    )
