"""The versions of a disputed question: which of them a ruling is about, and the one it makes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.disputes.ruling import Standard, Verdict, asks_alike, standard_of
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, State
from bot.storage.bank import question_json, question_rows
from bot.storage.database import Tx
from bot.storage.disputes import standards
from bot.storage.tables import question_versions, questions, rulings, sets


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a question: as it was written, and what counts as right by now."""

    id: int
    number: int
    question: Question
    standard: Standard
    frozen: bool
    served: bool


async def of_question(tx: Tx, question_id: int, *, hold: bool = False) -> dict[int, Version]:
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
        await of_question(tx, question_id), await _rewordings(tx, question_id), version_id
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
    found = await of_question(tx, question_id, hold=True)
    if version_id not in found:
        return found, set()
    rewordings = await _rewordings(tx, question_id)
    return found, alike_among(found, rewordings, version_id)


async def add(tx: Tx, question_id: int, made: Question, now: datetime) -> int:
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
