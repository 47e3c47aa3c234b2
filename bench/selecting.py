"""A quiz begun through the real service, again and again."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC

from bench.timing import Taken, timed
from bot.app import utc_now
from bot.domain.boards.board import EVERYONE
from bot.domain.marking import Given, Mark
from bot.domain.people.person import Who
from bot.domain.quizzes.attempt import EVERYTHING, LONGEST, AttemptKind, AttemptState
from bot.services.quiz.starting import Quiz
from bot.storage.bank import questions
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record

WISH = "10"
"""What stands behind /quiz."""

VETERAN = Who(1, "Veteran", "en")


async def newcomers(database: Database, draws: int) -> list[Taken]:
    """What a quiz of ten takes, each begun by somebody who never answered anything."""
    quiz = Quiz(database, random.Random(2))
    return [
        await timed(_begin(quiz, Who(1_000 + number, "Newcomer", "en"))) for number in range(draws)
    ]


async def veteran(database: Database, draws: int, answered: int) -> list[Taken]:
    """The same for one person who has answered many questions, stopping each quiz in between."""
    await _answer(database, answered)
    quiz = Quiz(database, random.Random(3))
    taken = []
    for _ in range(draws):
        taken.append(await timed(_begin(quiz, VETERAN)))
        await quiz.stop(VETERAN, utc_now())
    return taken


def _begin(quiz: Quiz, who: Who) -> Callable[[], Awaitable[None]]:
    return lambda: quiz.quiz(who, WISH, utc_now())


async def _answer(database: Database, count: int) -> None:
    """Have the veteran answer ``count`` questions, in attempts as long as they may be."""
    now = utc_now()
    async with database.write() as tx:
        person = await people.recognise(tx, VETERAN, now)
        answered = random.Random(4).sample(await questions.candidates(tx, person.id), count)
        for start in range(0, count, LONGEST):
            some = answered[start : start + LONGEST]
            asked = [attempts.Frozen(one.version_id, ()) for one in some]
            attempt = await attempts.begin(
                tx, person.id, asked, kind=AttemptKind.QUIZ, scope=EVERYTHING, now=now
            )
            await attempts.end(tx, attempt, AttemptState.STOPPED, now)
            responses = [
                NewResponse(
                    person_id=person.id, question_id=one.question_id, version_id=one.version_id,
                    board=EVERYONE, given=Given(), mark=Mark(0), at=now,
                    attempt_id=attempt, position=position,
                )
                for position, one in enumerate(some, 1)
            ]  # fmt: skip
            await record(tx, responses, UTC)
