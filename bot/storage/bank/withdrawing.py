"""Questions that may be asked no more leave what is open, where nobody has seen them yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select, update

from bot.domain.quizzes.attempt import AttemptState
from bot.domain.rounds.round import Phase, PollState, RoundState
from bot.storage.database import Tx
from bot.storage.rounds import rounds as round_rows
from bot.storage.tables import (
    attempt_questions,
    attempts,
    question_versions,
    responses,
    round_questions,
    rounds,
)

_AT_ONCE = 200

_GONE: ColumnElement[bool] = or_(
    question_versions.c.frozen_at.is_not(None), question_versions.c.void
)

Positions = Mapping[int, Sequence[int]]
"""Positions that leave, by the id of what they are in."""


async def withdraw(tx: Tx) -> bool:
    """Take them out of some open attempts and rounds; False when there are none.

    What follows moves up, so that whoever is at a question goes on to the next that may be asked.
    A round, or an attempt, that would have nothing left keeps its question.
    """
    theirs = await _of_attempts(tx)
    await _close_up(tx, attempts, attempt_questions, theirs)
    await _finish(tx, theirs)
    in_rounds = await _of_rounds(tx)
    await _close_up(tx, rounds, round_questions, in_rounds)
    return bool(theirs or in_rounds)


async def _of_attempts(tx: Tx) -> Positions:
    query = (
        select(attempt_questions.c.attempt_id, attempt_questions.c.position)
        .join(attempts, attempts.c.id == attempt_questions.c.attempt_id)
        .join(question_versions, question_versions.c.id == attempt_questions.c.version_id)
        .where(
            attempts.c.state == AttemptState.OPEN.value,
            attempt_questions.c.position > attempts.c.position,
            _GONE,
        )
        .order_by(attempt_questions.c.attempt_id, attempt_questions.c.position)
        .limit(_AT_ONCE)
    )
    return _grouped((await tx.execute(query)).all())


async def _of_rounds(tx: Tx) -> Positions:
    # In a lobby nothing is asked yet, but one question has to be left.
    unseen = or_(
        round_questions.c.position > rounds.c.position,
        and_(rounds.c.phase == Phase.LOBBY.value, rounds.c.total > 1),
    )
    which = and_(
        rounds.c.state == RoundState.OPEN.value,
        round_questions.c.state == PollState.WAITING.value,
        unseen,
        _GONE,
    )
    query = (
        select(round_questions.c.round_id, round_questions.c.position)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .join(question_versions, question_versions.c.id == round_questions.c.version_id)
        .where(which)
        .order_by(round_questions.c.round_id, round_questions.c.position)
        .limit(_AT_ONCE)
    )
    first = _grouped((await tx.execute(query)).all())
    await round_rows.hold(tx, first)
    held = _grouped((await tx.execute(query)).all())
    totals = await tx.execute(select(rounds.c.id, rounds.c.total).where(rounds.c.id.in_(held)))
    most = {row.id: row.total - 1 for row in totals}
    return {one: positions[: most[one]] for one, positions in held.items() if one in first}


async def _close_up(tx: Tx, of: Table, asked: Table, leaving: Positions) -> None:
    name = "attempt_id" if of is attempts else "round_id"
    for one, positions in leaving.items():
        mine = asked.c[name] == one
        for position in reversed(positions):
            await tx.execute(delete(asked).where(mine, asked.c.position == position))
            later: dict[str, Any] = {"position": -(asked.c.position - 1)}
            await tx.execute(update(asked).where(mine, asked.c.position > position).values(later))
            await tx.execute(
                update(asked).where(mine, asked.c.position < 0).values(position=-asked.c.position)
            )
        left = of.c.total - len(positions)
        await tx.execute(update(of).where(of.c.id == one).values(total=left))


async def _finish(tx: Tx, ids: Positions) -> None:
    """An attempt at whose last question somebody has answered is over."""
    answered = exists().where(
        responses.c.attempt_id == attempts.c.id, responses.c.position == attempts.c.position
    )
    at = select(responses.c.at).where(
        responses.c.attempt_id == attempts.c.id, responses.c.position == attempts.c.position
    )
    await tx.execute(
        update(attempts)
        .where(attempts.c.id.in_(ids), attempts.c.position == attempts.c.total, answered)
        .values(state=AttemptState.FINISHED.value, ended_at=at.scalar_subquery())
    )


def _grouped(rows: Sequence[Any]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, position in rows:
        found[one].append(position)
    return dict(found)
