"""What files and uploads bring again of questions that were ruled on in the meantime."""

from dataclasses import replace
from typing import Any

from sqlalchemy import and_, or_, select, update

from bot.domain.question import Question, State
from bot.storage.bank import question_json
from bot.storage.database import Tx
from bot.storage.tables import question_versions, questions, rulings


async def fingerprints(tx: Tx, set_id: int) -> set[tuple[int, str]]:
    """Questions of a set with fingerprints of theirs that rulings have changed: who brings one of
    these again has not heard of the ruling.
    """
    changed = and_(rulings.c.version_id == question_versions.c.id, rulings.c.new_version_id > 0)
    query = (
        select(questions.c.id, question_versions.c.fingerprint)
        .join(questions, questions.c.id == question_versions.c.question_id)
        .outerjoin(rulings, changed)
        .where(
            questions.c.set_id == set_id,
            or_(question_versions.c.ruling_id.is_not(None), rulings.c.id.is_not(None)),
        )
    )
    return {(row[0], row[1]) for row in await tx.execute(query)}


async def is_by_ruling(tx: Tx, version_id: int) -> bool:
    """Whether a ruling made that version."""
    query = select(rulings.c.id).where(rulings.c.new_version_id == version_id)
    return (await tx.execute(query.limit(1))).first() is not None


def as_ruled(brought: Question, newest: Any) -> Question:
    """A question whose file has not heard of a ruling: as the ruling made it, but for what an
    approval does not cover.
    """
    made = question_json.from_json(newest.content)
    return replace(
        made,
        topic=brought.topic,
        difficulty=brought.difficulty,
        tags=brought.tags,
        note=brought.note,
        treats=brought.treats,
        picture=brought.picture,
        objective=brought.objective,
        waivers=brought.waivers,
        state=brought.state if brought.state is State.RETIRED else made.state,
    )


async def carry_over(tx: Tx, old: Any, version_id: int) -> None:
    """Let a new version of a question that asks the same stand where the old one (its row) does."""
    if old.frozen_at is None and old.ruling_id is None:
        return
    await tx.execute(
        update(question_versions)
        .where(question_versions.c.id == version_id)
        .values(
            frozen_at=old.frozen_at, ruling_id=old.ruling_id, void=old.void,
            **({"standard": old.standard} if old.standard else {}),
        )
    )  # fmt: skip
