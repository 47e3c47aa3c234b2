"""Published sets as they stand: taken back or offered, and what of them nobody has compared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from bot.domain.upload import Standing
from bot.storage.database import Tx
from bot.storage.tables import question_versions, questions, sets

OFFERED: ColumnElement[bool] = sets.c.withdrawn_at.is_(None)
"""Whether learners are offered a set at all."""

_UPLOADED: ColumnElement[bool] = sets.c.origin == "upload"


async def stand(tx: Tx, set_id: int, unchecked: Sequence[str]) -> None:
    """Offer what was published; ``unchecked`` sources were not compared with a document."""
    await tx.execute(
        update(sets).where(sets.c.id == set_id).values(withdrawn_at=None, unchecked=list(unchecked))
    )


async def take_back(tx: Tx, set_id: int, version: int, now: datetime) -> bool:
    """Offer an instructor's set no more; False when it does not stand at that version, offered."""
    return await _turn(tx, set_id, version, OFFERED, now)


async def offer_again(tx: Tx, set_id: int, version: int) -> bool:
    """Offer it again; False when it is not that version that was taken back."""
    return await _turn(tx, set_id, version, ~OFFERED, None)


async def _turn(
    tx: Tx, set_id: int, version: int, was: ColumnElement[bool], withdrawn_at: datetime | None
) -> bool:
    turned = await tx.execute(
        update(sets)
        .where(sets.c.id == set_id, sets.c.version == version, _UPLOADED, was)
        .values(withdrawn_at=withdrawn_at)
    )
    return bool(turned.rowcount)


async def is_withdrawn(tx: Tx, code: str) -> bool:
    """Whether a code leads to a set that was taken back; codes are read in any case."""
    found = select(sets.c.id).where(func.upper(sets.c.code) == code.upper(), ~OFFERED)
    return (await tx.execute(found)).scalar_one_or_none() is not None


async def with_slug(tx: Tx, slug: str) -> Standing | None:
    """The set with that slug."""
    row = (await tx.execute(_standing().where(sets.c.slug == slug))).one_or_none()
    return None if row is None else _read(row)


async def with_id(tx: Tx, set_id: int) -> Standing | None:
    """The set with that id."""
    row = (await tx.execute(_standing().where(sets.c.id == set_id))).one_or_none()
    return None if row is None else _read(row)


async def uploaded(tx: Tx) -> list[Standing]:
    """Every set whose newest version an instructor published, by title."""
    rows = await tx.execute(_standing().where(_UPLOADED))
    return sorted(map(_read, rows), key=lambda one: (one.title, one.set_id))


async def unchecked_sources(tx: Tx, version_id: int) -> frozenset[str]:
    """The sources of a question's set that were not compared with a document."""
    found = await tx.execute(
        select(sets.c.unchecked)
        .join(questions, questions.c.set_id == sets.c.id)
        .join(question_versions, question_versions.c.question_id == questions.c.id)
        .where(question_versions.c.id == version_id)
    )
    return frozenset(found.scalar_one_or_none() or ())


def _standing() -> Select[Any]:
    asked = (
        select(func.count())
        .where(questions.c.set_id == sets.c.id, questions.c.version_id.is_not(None))
        .scalar_subquery()
    )
    return select(sets, asked.label("questions"))


def _read(row: Any) -> Standing:
    return Standing(
        row.id, row.code, row.version, row.title, row.questions, row.withdrawn_at is not None
    )
