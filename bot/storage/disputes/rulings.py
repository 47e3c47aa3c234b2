"""Rulings on questions as they are written down and read again, and whose question it was."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from bot.domain.disputes.ruling import Standard, Verdict
from bot.storage.bank import set_versions
from bot.storage.database import Tx
from bot.storage.disputes import disputes, standards
from bot.storage.disputes.versions import Version
from bot.storage.tables import accounts, question_versions, questions, rulings, sets

RESCORING, REDRAWING, TELLING, DONE = "rescoring", "redrawing", "telling", "done"
# what is done about one, in this order


@dataclass(frozen=True, slots=True)
class SetOf:
    """The set that a question is of. ``owner`` is the Telegram id of the instructor whose it is;
    None for a set of the bank, and where its owner has gone.
    """

    slug: str
    title: str
    language: str
    owner: int | None
    shipped: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """``before`` is what counted as right in the versions whose marks it changes, before it, and
    ``new_version_id`` what it made. ``pending`` while responses are being marked by it, ``last``
    while no other ruling on the question has come after it.
    """

    id: int
    question_id: int
    version_id: int
    verdict: Verdict
    reason: str | None
    before: Mapping[int, Standard]
    new_version_id: int | None
    at: datetime
    last: bool
    pending: bool = False


async def set_of(tx: Tx, question_id: int) -> SetOf | None:
    """The set of a question."""
    query = (
        select(
            sets.c.slug, sets.c.title, sets.c.language, accounts.c.telegram_id,
            set_versions.shipped().label("shipped"),
        )
        .join(questions, questions.c.set_id == sets.c.id)
        .outerjoin(accounts, accounts.c.person_id == sets.c.owner_id)
        .where(questions.c.id == question_id)
    )  # fmt: skip
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    owner = None if row.shipped else row.telegram_id
    return SetOf(row.slug, row.title, row.language, owner, row.shipped)


async def keepers(tx: Tx, question_id: int, instructors: Collection[int]) -> list[int]:
    """Whom a disputed question concerns: the instructors and the owner of its set."""
    of = await set_of(tx, question_id)
    owner = {of.owner} if of and of.owner is not None else set()
    return sorted({*instructors, *owner})


# --- writing -------------------------------------------------------------------------------------


async def make(
    tx: Tx,
    about: Mapping[int, Version],
    question_id: int,
    version_id: int,
    *,
    verdict: Verdict,
    reason: str | None,
    now_right: Mapping[int, Standard],
    new_version_id: int | None,
    by: int,
    now: datetime,
) -> int:
    """Write a ruling down and put it in force on the versions ``about``; its id.

    ``now_right`` is what counts as right in those whose responses are to be marked anew. What was
    reported on any of them is answered by it, and they may be asked again.
    """
    made = await tx.execute(
        insert(rulings)
        .values(
            question_id=question_id,
            version_id=version_id,
            verdict=verdict.value,
            reason=reason,
            standards=_by_version(now_right),
            before=_by_version({one: about[one].standard for one in now_right}),
            new_version_id=new_version_id,
            person_id=by,
            at=now,
            state=RESCORING if now_right else TELLING,
            reached=0,
        )
        .returning(rulings.c.id)
    )
    ruling_id = int(made.scalar_one())
    columns = question_versions.c
    for one, standard in now_right.items():
        marked = {"standard": standards.to_json(standard), "void": standard.void}
        change = update(question_versions).where(columns.id == one)
        await tx.execute(change.values(ruling_id=ruling_id, **marked))
    thawed = update(question_versions).where(columns.id.in_(about))
    await tx.execute(thawed.values(frozen_at=None))
    if verdict is not Verdict.REVERSED:
        await disputes.close(tx, about, ruling_id)
    return ruling_id


def _by_version(held: Mapping[int, Standard]) -> dict[str, Any]:
    return {str(one): standards.to_json(standard) for one, standard in held.items()}


# --- reading -------------------------------------------------------------------------------------


async def find(tx: Tx, ruling_id: int) -> Ruling | None:
    """The ruling with that id."""
    row = (await tx.execute(select(rulings).where(rulings.c.id == ruling_id))).one_or_none()
    return None if row is None else await _ruling(tx, row)


async def standard_by(tx: Tx, ruling: Ruling, on: Version) -> Standard:
    """What counted as right in a version when a ruling was made, whatever was ruled since."""
    name = str(on.id)
    columns = (rulings.c.id, rulings.c.standards, rulings.c.before)
    mine = (rulings.c.question_id == ruling.question_id) & (rulings.c.id >= ruling.id)
    for row in await tx.execute(select(*columns).where(mine).order_by(rulings.c.id)):
        told = row.standards if row.id == ruling.id else row.before
        if (standard := standards.from_json(told.get(name))) is not None:
            return standard
    return on.standard


async def last_on(tx: Tx, question_id: int) -> Ruling | None:
    """The last ruling on a question."""
    query = select(rulings).where(rulings.c.question_id == question_id)
    row = (await tx.execute(query.order_by(rulings.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else await _ruling(tx, row)


async def recent(tx: Tx, limit: int) -> list[Ruling]:
    """The rulings made last, the newest first."""
    rows = (await tx.execute(select(rulings).order_by(rulings.c.id.desc()).limit(limit))).all()
    return [await _ruling(tx, row) for row in rows]


async def _ruling(tx: Tx, row: Any) -> Ruling:
    later = select(rulings.c.id).where(
        rulings.c.question_id == row.question_id, rulings.c.id > row.id
    )
    before = {
        int(one): standard
        for one, content in row.before.items()
        if (standard := standards.from_json(content))
    }
    return Ruling(
        row.id, row.question_id, row.version_id, Verdict(row.verdict), row.reason, before,
        row.new_version_id, row.at, (await tx.execute(later.limit(1))).first() is None,
        row.state == RESCORING,
    )  # fmt: skip


async def standing(tx: Tx) -> list[tuple[str, str, Ruling]]:
    """The last ruling on each question of the bank's own sets: set, question, ruling."""
    newest = select(func.max(rulings.c.id)).group_by(rulings.c.question_id)
    rows = await tx.execute(
        select(rulings, sets.c.slug.label("set"), questions.c.slug.label("question"))
        .join(questions, questions.c.id == rulings.c.question_id)
        .join(sets, sets.c.id == questions.c.set_id)
        .where(rulings.c.id.in_(newest), set_versions.shipped())
        .order_by(sets.c.slug, questions.c.slug)
    )
    return [(row.set, row.question, await _ruling(tx, row)) for row in rows.all()]
