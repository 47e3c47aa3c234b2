"""Published sets as they stand: taken back or offered, and what of them nobody has compared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from bot.domain.sets.upload import Standing
from bot.storage.bank import set_versions
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
    """Offer that version of an instructor's set no more; False when it is not what is offered.

    The version before it comes back, when there is one that was not taken back itself; else the
    whole set is offered no more.
    """
    standing = await _held(tx, set_id)
    if standing is None or not standing.offers(version):
        return False
    await set_versions.mark(tx, set_id, version, now)
    if standing.earlier is None:
        await tx.execute(update(sets).where(sets.c.id == set_id).values(withdrawn_at=now))
    else:
        await set_versions.keep(tx, set_id)
        await set_versions.restore(tx, set_id, standing.earlier)
    return True


async def offer_again(tx: Tx, set_id: int, version: int) -> bool:
    """Offer again a version that was taken back; False when another one has come since."""
    standing = await _held(tx, set_id)
    if standing is None:
        return False
    if standing.version == version and standing.withdrawn:
        await tx.execute(update(sets).where(sets.c.id == set_id).values(withdrawn_at=None))
    elif standing.version < version and await set_versions.is_shelved(tx, set_id, version):
        await set_versions.keep(tx, set_id)
        await set_versions.restore(tx, set_id, version)
    else:
        return False
    await set_versions.mark(tx, set_id, version, None)
    return True


async def _held(tx: Tx, set_id: int) -> Standing | None:
    """An instructor's set, locked to the end of the transaction: two may tap at once."""
    mine = (sets.c.id == set_id) & _UPLOADED
    await tx.execute(select(sets.c.id).where(mine).with_for_update())
    row = (await tx.execute(_standing().where(mine))).one_or_none()
    return None if row is None else _read(row)


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
    return select(
        sets,
        asked.label("questions"),
        set_versions.earlier().label("earlier"),
        set_versions.later().label("later"),
    )


def _read(row: Any) -> Standing:
    return Standing(
        row.id,
        row.code,
        row.version,
        row.title,
        row.questions,
        row.withdrawn_at is not None,
        row.earlier,
        row.later,
    )
