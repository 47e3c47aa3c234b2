"""Which questions a chat may be asked, and when it was asked each."""

from collections.abc import Collection

from sqlalchemy import func, select

from bot.domain.question import POLLED, Difficulty
from bot.domain.quizzes.attempt import Scope
from bot.domain.quizzes.draw import Candidate
from bot.storage.bank.published import OFFERED
from bot.storage.bank.questions import ASKABLE
from bot.storage.database import Tx
from bot.storage.rounds.rounds import IS_OPEN
from bot.storage.tables import question_versions, questions, round_questions, rounds, sets


async def candidates(
    tx: Tx, chat: int, scope: Scope, only: Collection[int] | None = None
) -> list[Candidate]:
    """The served questions of a scope that are not typed, with when ``chat`` was asked each.

    ``only`` narrows it to those question ids. What was drawn and never put, as by a lobby that was
    called off, is not used up; what a round that is open may still ask is.
    """
    asked = (
        select(question_versions.c.question_id, func.max(rounds.c.started_at).label("last_seen"))
        .join(round_questions, round_questions.c.version_id == question_versions.c.id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .where(rounds.c.chat == chat, round_questions.c.poll_id.is_not(None) | IS_OPEN)
        .group_by(question_versions.c.question_id)
        .subquery()
    )
    query = (
        select(
            questions.c.id, questions.c.version_id, questions.c.set_id,
            question_versions.c.topic, question_versions.c.difficulty, asked.c.last_seen,
        )
        .join(question_versions, (question_versions.c.id == questions.c.version_id) & ASKABLE)
        .join(sets, (sets.c.id == questions.c.set_id) & OFFERED)
        .outerjoin(asked, asked.c.question_id == questions.c.id)
        .where(question_versions.c.type.in_([kind.value for kind in POLLED]))
        .order_by(questions.c.id)
    )  # fmt: skip
    if only is not None:
        query = query.where(questions.c.id.in_(only))
    if scope.set_id is not None:
        query = query.where(questions.c.set_id == scope.set_id)
    if scope.topic is not None:
        query = query.where(question_versions.c.topic == scope.topic)
    return [
        Candidate(
            row.id,
            row.version_id,
            f"{row.set_id}/{row.topic}",
            Difficulty(row.difficulty),
            row.last_seen,
        )
        for row in await tx.execute(query)
    ]
