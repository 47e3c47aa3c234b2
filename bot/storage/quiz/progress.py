"""What a learner has done so far: scores overall, by topic, and of past attempts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from bot.domain.boards.board import EVERY_TOPIC, EVERYONE
from bot.domain.boards.period import Period
from bot.domain.marking import FULL
from bot.domain.quizzes.attempt import Attempt, AttemptKind, AttemptState
from bot.storage.bank.topic_titles import TITLES, topic_title
from bot.storage.database import Tx
from bot.storage.quiz.attempts import attempt_of
from bot.storage.tables import (
    attempts,
    boards,
    question_versions,
    questions,
    responses,
    sets,
    totals,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Responses counted: ``score`` in hundredths of a question."""

    responses: int
    right: int
    score: int

    def plus(self, responses: int, right: int, score: int) -> "Tally":
        return Tally(self.responses + responses, self.right + right, self.score + score)


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """An attempt that has ended; ``topic_title`` and ``set_title`` are None for a mix.

    ``answered`` and ``total`` leave out what counts for nobody.
    """

    attempt: Attempt
    score: int
    answered: int
    total: int
    set_title: str | None
    topic_title: str | None


async def best_score(tx: Tx, like: Attempt) -> int | None:
    """The person's best score in finished attempts of the same scope and length before ``like``."""
    scores = (
        select(func.sum(responses.c.mark).label("score"))
        .join(attempts, attempts.c.id == responses.c.attempt_id)
        .where(
            attempts.c.person_id == like.person_id,
            attempts.c.kind == AttemptKind.QUIZ.value,
            attempts.c.state == AttemptState.FINISHED.value,
            attempts.c.id < like.id,
            attempts.c.total == like.total,
            attempts.c.set_id.is_not_distinct_from(like.scope.set_id),
            attempts.c.topic.is_not_distinct_from(like.scope.topic),
        )
        .group_by(attempts.c.id)
        .subquery()
    )
    best = (await tx.execute(select(func.max(scores.c.score)))).scalar_one()
    return None if best is None else int(best)


async def tally(tx: Tx, person_id: int) -> Tally:
    """Everything the person answered in private quizzes."""
    row = (await tx.execute(select(*_SUMS).where(_counted(person_id)))).one()
    return Tally(row.responses, int(row.right or 0), int(row.score or 0))


async def tally_in_groups(tx: Tx, person_id: int) -> Tally:
    """What the person has on the boards of their groups, of all time, added up."""
    sums = (func.sum(totals.c.responses), func.sum(totals.c.right), func.sum(totals.c.score))
    row = (
        await tx.execute(
            select(*(func.coalesce(one, 0) for one in sums))
            .join(boards, boards.c.id == totals.c.board_id)
            .where(
                totals.c.person_id == person_id,
                boards.c.period == Period.ALL.value,
                boards.c.topic == EVERY_TOPIC,
                boards.c.chat != EVERYONE,
            )
        )
    ).one()
    return Tally(*map(int, row))


async def tally_by_topic(tx: Tx, person_id: int) -> list[tuple[str, Tally]]:
    """The same by topic's title, most answered first.

    Topics of a set that are called the same are one: a slug may have changed in between.
    """
    rows = await tx.execute(
        select(sets.c.id, *TITLES, question_versions.c.topic, *_SUMS)
        .select_from(
            responses.join(question_versions, question_versions.c.id == responses.c.version_id)
            .join(questions, questions.c.id == responses.c.question_id)
            .join(sets, sets.c.id == questions.c.set_id)
        )
        .where(_counted(person_id))
        .group_by(sets.c.id, question_versions.c.topic)
    )
    found: dict[tuple[int, str], Tally] = {}
    for row in rows:
        title = topic_title(row.topic, row.topics, row.former_topics, row.set_title)
        before = found.get((row.id, title), Tally(0, 0, 0))
        found[row.id, title] = before.plus(row.responses, int(row.right), int(row.score))
    titled = [(title, whole) for (_, title), whole in found.items()]
    return sorted(titled, key=lambda pair: (-pair[1].responses, pair[0]))


async def recent(tx: Tx, person_id: int, limit: int) -> list[PastAttempt]:
    """The attempts that ended last, newest first; unanswered ones are left out."""
    rows = await tx.execute(
        select(
            attempts,
            *TITLES,
            func.count(),
            func.count().filter(responses.c.void),
            func.sum(responses.c.mark),
        )
        .select_from(
            attempts.join(responses, responses.c.attempt_id == attempts.c.id).outerjoin(
                sets, sets.c.id == attempts.c.set_id
            )
        )
        .where(
            attempts.c.person_id == person_id,
            attempts.c.state != AttemptState.OPEN.value,
        )
        .group_by(attempts.c.id, sets.c.id)
        .order_by(attempts.c.id.desc())
        .limit(limit)
    )
    found = []
    for row in rows:
        *_, topics, former, set_title, answered, void, score = row
        topic = topic_title(row.topic, topics, former, set_title) if row.topic else None
        of = attempt_of(row)
        counts = (int(score), answered - void, of.total - void)
        found.append(PastAttempt(of, *counts, set_title, topic))
    return found


_SUMS = (
    func.count().label("responses"),
    func.count().filter(responses.c.mark == FULL).label("right"),
    func.sum(responses.c.mark).label("score"),
)


def _counted(person_id: int) -> Any:
    return and_(
        responses.c.person_id == person_id,
        responses.c.board == EVERYONE,
        responses.c.void.is_(False),
    )
