"""The sources that questions cite: shared by every set, or a set's own."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, or_, select

from bot.domain.question import Source
from bot.storage import tables
from bot.storage.database import Tx


async def put(tx: Tx, sources: Sequence[Source], set_id: int | None) -> None:
    """Replace the sources of a set, or with None those that every shipped set may cite."""
    column = tables.sources.c.set_id
    mine = column.is_(None) if set_id is None else column == set_id
    await tx.execute(delete(tables.sources).where(mine))
    if sources:
        await tx.execute(
            insert(tables.sources),
            [
                {
                    "set_id": set_id,
                    "slug": source.id,
                    "content": {**asdict(source), "paragraphs": list(source.paragraphs)},
                }
                for source in sources
            ],
        )


async def load(tx: Tx, set_slug: str | None = None) -> list[Source]:
    """The sources that every set may cite, and with a slug those of that set too."""
    column = tables.sources.c.set_id
    shared = column.is_(None)
    return await _sources(tx, shared if set_slug is None else or_(shared, column == _id(set_slug)))


async def own(tx: Tx, set_slug: str) -> list[Source]:
    """The sources that came with a set."""
    return await _sources(tx, tables.sources.c.set_id == _id(set_slug))


def _id(set_slug: str) -> Any:
    return select(tables.sets.c.id).where(tables.sets.c.slug == set_slug).scalar_subquery()


async def _sources(tx: Tx, which: ColumnElement[bool]) -> list[Source]:
    content = select(tables.sources.c.content).where(which).order_by(tables.sources.c.slug)
    return [
        Source(**{**one, "paragraphs": tuple(one["paragraphs"])})
        for one in (await tx.execute(content)).scalars()
    ]
