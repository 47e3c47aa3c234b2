"""The versions of a set: noted when published, kept as they were offered, and offered again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from bot.domain.question import Source
from bot.storage.bank import bank_sources
from bot.storage.bank.topic_titles import left_behind
from bot.storage.database import Tx
from bot.storage.tables import question_versions, questions, set_versions, sets

_LASTING = {"id", "slug", "code", "origin", "owner_id", "version", "former_topics", "withdrawn_at"}
_COPIED = [column.name for column in sets.c if column.name not in _LASTING]
"""What of a set's row changes from version to version."""
_KEPT: ColumnElement[bool] = set_versions.c.content.is_not(None)
_WITHDRAWN: ColumnElement[bool] = set_versions.c.withdrawn_at.is_not(None)


async def note(
    tx: Tx,
    set_id: int,
    version: int,
    *,
    origin: str,
    content_hash: str,
    by: int | None,
    now: datetime,
) -> None:
    """Remember that a version was published, in place of one with the same number."""
    await tx.execute(delete(set_versions).where(_is(set_id, version)))
    await tx.execute(
        insert(set_versions).values(
            set_id=set_id,
            version=version,
            origin=origin,
            content_hash=content_hash,
            published_at=now,
            published_by=by,
        )
    )


async def keep(tx: Tx, set_id: int) -> None:
    """Write down what the standing version offers, before another one takes its place."""
    standing = (await tx.execute(select(sets).where(sets.c.id == set_id))).one()
    served = (
        await tx.execute(
            select(question_versions.c.id, question_versions.c.content)
            .join(questions, questions.c.version_id == question_versions.c.id)
            .where(questions.c.set_id == set_id)
            .order_by(question_versions.c.id)
        )
    ).all()
    own = await bank_sources.own(tx, standing.slug)
    cited = {one["source"] for row in served for one in row.content["citations"]}
    content = {
        **{name: getattr(standing, name) for name in _COPIED},
        "served": [row.id for row in served],
        "sources": [bank_sources.to_json(source) for source in own],
        "shared": sorted(cited - {source.id for source in own}),
    }
    await tx.execute(
        update(set_versions).where(_is(set_id, standing.version)).values(content=content)
    )


async def restore(tx: Tx, set_id: int, version: int) -> None:
    """Offer a kept version as it was: its questions, its sources, its title and topics."""
    found = await tx.execute(select(set_versions.c.content).where(_is(set_id, version)))
    content = found.scalar_one()
    values = {name: content[name] for name in _COPIED if name in content}
    now = (
        await tx.execute(select(sets.c.topics, sets.c.former_topics).where(sets.c.id == set_id))
    ).one()
    values["former_topics"] = left_behind(now.topics, now.former_topics, content["topics"])
    await tx.execute(
        update(sets).where(sets.c.id == set_id).values(version=version, withdrawn_at=None, **values)
    )
    served = select(question_versions.c.id).where(
        question_versions.c.question_id == questions.c.id,
        question_versions.c.id.in_(content["served"]),
    )
    await tx.execute(
        update(questions)
        .where(questions.c.set_id == set_id)
        .values(version_id=served.scalar_subquery())
    )
    own: list[Source] = list(map(bank_sources.from_json, content["sources"]))
    await bank_sources.put(tx, own, set_id)


async def mark(tx: Tx, set_id: int, version: int, withdrawn_at: datetime | None) -> None:
    """Remember when a version was taken back; None once it is offered again."""
    await tx.execute(
        update(set_versions).where(_is(set_id, version)).values(withdrawn_at=withdrawn_at)
    )


async def is_shelved(tx: Tx, set_id: int, version: int) -> bool:
    """Whether a version was taken back and can be offered again."""
    found = select(set_versions.c.id).where(_is(set_id, version), _WITHDRAWN, _KEPT)
    return (await tx.execute(found)).scalar_one_or_none() is not None


def earlier() -> Any:
    """For a row of ``sets``: the version that is offered again when the standing one goes."""
    return _newest(~_WITHDRAWN, set_versions.c.version < sets.c.version, _KEPT)


def later() -> Any:
    """For a row of ``sets``: the newest version that was taken back and can take its place."""
    return _newest(_WITHDRAWN, set_versions.c.version > sets.c.version, _KEPT)


def published() -> Any:
    """For a row of ``sets``: the highest version that ever was published."""
    return _newest()


def shipped() -> Any:
    """For a row of ``sets``: whether any version came from a file, so that the bank owns it."""
    return (
        select(set_versions.c.id)
        .where(set_versions.c.set_id == sets.c.id, set_versions.c.origin == "file")
        .correlate(sets)
        .exists()
    )


def _newest(*which: ColumnElement[bool]) -> Any:
    return (
        select(func.max(set_versions.c.version))
        .where(set_versions.c.set_id == sets.c.id, *which)
        .correlate(sets)
        .scalar_subquery()
    )


def _is(set_id: int, version: int) -> ColumnElement[bool]:
    return (set_versions.c.set_id == set_id) & (set_versions.c.version == version)
