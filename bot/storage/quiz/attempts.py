"""Attempts and their steps, each question frozen in the version it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, insert, select, update

from bot.domain.disputes.ruling import Standard
from bot.domain.marking import Mark
from bot.domain.quizzes.attempt import Attempt, AttemptKind, AttemptState, Scope, Step
from bot.storage.bank.topic_titles import TITLES, topic_title
from bot.storage.database import Tx
from bot.storage.disputes import standards
from bot.storage.quiz import given_json
from bot.storage.tables import (
    attempt_questions,
    attempts,
    question_versions,
    questions,
    responses,
    sets,
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A question version as an attempt will ask it, with its options in that order."""

    version_id: int
    order: tuple[str, ...]


async def begin(
    tx: Tx,
    person_id: int,
    asked: Sequence[Frozen],
    *,
    kind: AttemptKind,
    scope: Scope,
    now: datetime,
    round_id: int | None = None,
) -> int:
    """Freeze ``asked`` as a new open attempt; its id. A person has at most one that is open.

    ``round_id`` is the round that it reviews.
    """
    made = await tx.execute(
        insert(attempts)
        .values(
            person_id=person_id,
            kind=kind.value,
            set_id=scope.set_id,
            topic=scope.topic,
            state=AttemptState.OPEN.value,
            position=1,
            total=len(asked),
            started_at=now,
            round_id=round_id,
        )
        .returning(attempts.c.id)
    )
    attempt_id: int = made.scalar_one()
    await tx.execute(
        insert(attempt_questions),
        [
            {
                "attempt_id": attempt_id,
                "position": position,
                "version_id": frozen.version_id,
                "option_order": list(frozen.order),
                "selected": [],
                "asked_at": now if position == 1 else None,
            }
            for position, frozen in enumerate(asked, start=1)
        ],
    )
    return attempt_id


async def find(tx: Tx, attempt_id: int) -> Attempt | None:
    """The attempt with that id."""
    row = (await tx.execute(select(attempts).where(attempts.c.id == attempt_id))).one_or_none()
    return None if row is None else attempt_of(row)


async def open_of(tx: Tx, person_id: int) -> Attempt | None:
    """The attempt that the person has open."""
    row = (
        await tx.execute(
            select(attempts).where(
                attempts.c.person_id == person_id, attempts.c.state == AttemptState.OPEN.value
            )
        )
    ).one_or_none()
    return None if row is None else attempt_of(row)


async def last_of(tx: Tx, person_id: int) -> Attempt | None:
    """The attempt that the person began last."""
    query = select(attempts).where(attempts.c.person_id == person_id)
    row = (await tx.execute(query.order_by(attempts.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else attempt_of(row)


async def move_to(tx: Tx, attempt_id: int, position: int) -> None:
    """Set the position that the attempt is at."""
    await tx.execute(update(attempts).where(attempts.c.id == attempt_id).values(position=position))


async def note_asked(tx: Tx, attempt_id: int, position: int, now: datetime) -> None:
    """Remember that the question at ``position`` is put to the learner (again) now."""
    await tx.execute(
        update(attempt_questions).where(_at(attempt_id, position)).values(asked_at=now)
    )


async def set_aside(tx: Tx, attempt_id: int, position: int) -> None:
    """Something else has come before the learner than the question at ``position``.

    It has not been asked until it is put to them again; one that is answered stays as it is.
    """
    unanswered = ~exists().where(
        responses.c.attempt_id == attempt_id, responses.c.position == position
    )
    await tx.execute(
        update(attempt_questions).where(_at(attempt_id, position), unanswered).values(asked_at=None)
    )


async def select_options(tx: Tx, attempt_id: int, position: int, selected: Sequence[str]) -> None:
    """Keep which options are toggled on at ``position``, or put in their places, in that order."""
    await tx.execute(
        update(attempt_questions).where(_at(attempt_id, position)).values(selected=list(selected))
    )


async def end(tx: Tx, attempt_id: int, state: AttemptState, now: datetime) -> None:
    """Close an attempt, finished or stopped."""
    await tx.execute(
        update(attempts).where(attempts.c.id == attempt_id).values(state=state.value, ended_at=now)
    )


def _at(attempt_id: int, position: int) -> Any:
    return and_(
        attempt_questions.c.attempt_id == attempt_id, attempt_questions.c.position == position
    )


# --- steps ----------------------------------------------------------------------------------------

_STEPS = (
    select(
        attempt_questions,
        attempts.c.total,
        question_versions.c.question_id,
        question_versions.c.content,
        question_versions.c.standard,
        question_versions.c.void,
        question_versions.c.topic,
        *TITLES,
        sets.c.language,
        responses.c.id.label("response_id"),
        responses.c.given,
        responses.c.mark,
        responses.c.at,
    )
    .select_from(
        attempt_questions.join(attempts, attempts.c.id == attempt_questions.c.attempt_id)
        .join(question_versions, question_versions.c.id == attempt_questions.c.version_id)
        .join(questions, questions.c.id == question_versions.c.question_id)
        .join(sets, sets.c.id == questions.c.set_id)
        .outerjoin(
            responses,
            and_(
                responses.c.attempt_id == attempt_questions.c.attempt_id,
                responses.c.position == attempt_questions.c.position,
            ),
        )
    )
    .order_by(attempt_questions.c.position)
)


async def step(tx: Tx, attempt_id: int, position: int) -> Step | None:
    """One step of an attempt, with the response to it if there is one."""
    row = (await tx.execute(_STEPS.where(_at(attempt_id, position)))).one_or_none()
    return None if row is None else _step(row)


async def steps(tx: Tx, attempt_id: int) -> list[Step]:
    """Every step of an attempt, in order."""
    rows = await tx.execute(_STEPS.where(attempt_questions.c.attempt_id == attempt_id))
    return [_step(row) for row in rows]


async def title_of(tx: Tx, scope: Scope) -> str | None:
    """The title of the scope's topic, else of its set; None for a mix of everything."""
    query = select(*TITLES).where(sets.c.id == scope.set_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    if scope.topic is None:
        return str(row.set_title)
    return topic_title(scope.topic, row.topics, row.former_topics, row.set_title)


# --- rows to values -------------------------------------------------------------------------------


def attempt_of(row: Row[Any]) -> Attempt:
    """An attempt from a row that holds the columns of its table."""
    return Attempt(
        id=row.id,
        person_id=row.person_id,
        kind=AttemptKind(row.kind),
        scope=Scope(row.set_id, row.topic),
        state=AttemptState(row.state),
        position=row.position,
        total=row.total,
        started_at=row.started_at,
        ended_at=row.ended_at,
        round_id=row.round_id,
    )


def _step(row: Row[Any]) -> Step:
    return Step(
        attempt_id=row.attempt_id,
        position=row.position,
        total=row.total,
        question_id=row.question_id,
        version_id=row.version_id,
        question=standards.standing(row.content, row.standard),
        order=tuple(row.option_order),
        topic_title=topic_title(row.topic, row.topics, row.former_topics, row.set_title),
        language=row.language,
        set_title=row.set_title,
        selected=tuple(row.selected),
        asked_at=row.asked_at,
        given=None if row.given is None else given_json.from_json(row.given),
        mark=None if row.mark is None else Mark(row.mark),
        answered_at=row.at,
        response_id=row.response_id,
        void=row.void,
        also=(standards.from_json(row.standard) or Standard()).also,
    )
