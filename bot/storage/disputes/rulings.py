"""Rulings on questions: which versions they are about, and what they make of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from bot.domain.disputes.ruling import Standard, Verdict, asks_alike, standard_of
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, State
from bot.storage.bank import question_json, question_rows, set_versions
from bot.storage.database import Tx
from bot.storage.disputes import disputes, standards
from bot.storage.tables import accounts, question_versions, questions, rulings, sets

RESCORING, REDRAWING, TELLING, DONE = "rescoring", "redrawing", "telling", "done"
# what is done about one, in this order


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a question: as it was written, and what counts as right by now."""

    id: int
    number: int
    question: Question
    standard: Standard
    frozen: bool
    served: bool


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


async def versions(tx: Tx, question_id: int, *, hold: bool = False) -> dict[int, Version]:
    """Every version of a question by its id.

    Who is to rule holds them: no response is marked by the old standard and logged after that.
    """
    columns = question_versions.c
    mine = columns.question_id == question_id
    if hold:
        # As publishing does: no version read before a ruling is served after it.
        of = select(questions.c.set_id).where(questions.c.id == question_id).scalar_subquery()
        its_set = select(sets.c.id).where(sets.c.id == of)
        await tx.execute(its_set.with_for_update(key_share=True))
        await tx.execute(select(columns.id).where(mine).order_by(columns.id).with_for_update())
    rows = await tx.execute(
        select(question_versions, (questions.c.version_id == columns.id).label("served"))
        .join(questions, questions.c.id == columns.question_id)
        .where(mine)
        .order_by(columns.id)
    )
    found = {}
    for row in rows:
        question = question_json.from_json(row.content)
        standard = standards.from_json(row.standard) or standard_of(question)
        frozen = row.frozen_at is not None
        found[row.id] = Version(row.id, row.version, question, standard, frozen, bool(row.served))
    return found


async def alike(tx: Tx, question_id: int, version_id: int) -> set[int]:
    """The versions that ask the same as this one, or the same in other words by a ruling."""
    return alike_among(
        await versions(tx, question_id), await _rewordings(tx, question_id), version_id
    )


def alike_among(
    held: Mapping[int, Version], rewordings: Collection[tuple[int, int]], version_id: int
) -> set[int]:
    """The same among versions that are read already."""
    found = {version_id}
    while True:
        linked = {two for one in rewordings for two in one if found & set(one)}
        more = {
            one.id
            for one in held.values()
            if any(asks_alike(one.question, held[known].question) for known in found)
        }
        if linked | more <= found:
            return found
        found |= linked | more


async def _rewordings(tx: Tx, question_id: int) -> list[tuple[int, int]]:
    rows = await tx.execute(
        select(rulings.c.version_id, rulings.c.new_version_id).where(
            rulings.c.question_id == question_id,
            rulings.c.verdict == Verdict.WORDING.value,
            rulings.c.new_version_id.is_not(None),
        )
    )
    return [(row.version_id, row.new_version_id) for row in rows]


async def held(tx: Tx, question_id: int, version_id: int) -> tuple[dict[int, Version], set[int]]:
    """Every version, held until the commit, and those that a ruling on this one is about: none for
    a version of another question.
    """
    found = await versions(tx, question_id, hold=True)
    if version_id not in found:
        return found, set()
    rewordings = await _rewordings(tx, question_id)
    return found, alike_among(found, rewordings, version_id)


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


async def add_version(tx: Tx, question_id: int, made: Question, now: datetime) -> int:
    """A new version, served from now on, or if it is retired none any more; its id."""
    highest = select(func.max(question_versions.c.version)).where(
        question_versions.c.question_id == question_id
    )
    number = (await tx.execute(highest)).scalar_one() + 1
    row = question_rows.version_row(
        question_id,
        number,
        made,
        content=question_json.to_json(made),
        fingerprint=fingerprint(made),
        now=now,
    )
    version_id = (await question_rows.add_versions(tx, [row]))[question_id]
    served = None if made.state is State.RETIRED else version_id
    await question_rows.serve(tx, {question_id: served})
    return version_id


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
