"""Scores of one learner, on both databases."""

from datetime import UTC
from typing import Any

from sqlalchemy import update

from bot.domain.people.person import Person
from bot.domain.quizzes.attempt import Attempt, AttemptKind, AttemptState, Scope
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.quiz import attempts, progress
from bot.storage.quiz.progress import Tally
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS
from tests.storage.bank_rows import add_set
from tests.storage.people_rows import add_questions, response
from tests.storage.quiz.test_attempts import answer, begin


async def test_the_best_is_that_of_earlier_finished_attempts_like_it(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        everything, leaf = Scope(), Scope(tea.id, "leaf")
        for scope, marks, state in (
            (everything, [100, 0], AttemptState.FINISHED),
            (everything, [50, 0], AttemptState.FINISHED),
            (everything, [100, 100], AttemptState.STOPPED),
            (leaf, [100, 50], AttemptState.FINISHED),
        ):
            attempt = await begin(tx, tea, person.id, clock, scope)
            await answer(tx, tea, attempt, marks, clock)
            await attempts.end(tx, attempt.id, state, clock())
        last = await begin(tx, tea, person.id, clock)
        assert await progress.best_score(tx, last) == 100
        await attempts.end(tx, last.id, AttemptState.FINISHED, clock())
        of_leaf = await begin(tx, tea, person.id, clock, leaf)
        assert await progress.best_score(tx, of_leaf) == 150
        await attempts.end(tx, of_leaf.id, AttemptState.FINISHED, clock())
        first_of_history = await begin(tx, tea, person.id, clock, Scope(tea.id, "history"))
        assert await progress.best_score(tx, first_of_history) is None


async def test_nothing_else_is_the_best_of_an_attempt(database: Database, clock: Clock) -> None:
    """Not another's, not a retake, not a shorter one, not one of a set alone, not a later one."""
    async with database.write() as tx:
        tea = await add_set(tx)
        alma = await people.recognise(tx, ALMA, clock())
        boris = await people.recognise(tx, BORIS, clock())

        async def ended(person: Person, *marks: int, **more: Any) -> Attempt:
            attempt = await begin(tx, tea, person.id, clock, **more)
            await answer(tx, tea, attempt, marks, clock)
            await attempts.end(tx, attempt.id, AttemptState.FINISHED, clock())
            return attempt

        await ended(boris, 100, 100)
        await ended(alma, 100, 90, kind=AttemptKind.RETAKE)
        await ended(alma, 80, total=1)
        await ended(alma, 100, 60, scope=Scope(tea.id))
        await ended(alma, 10, 20)
        mine = await ended(alma, 50, 0)
        await ended(alma, 100, 70)
        assert await progress.best_score(tx, mine) == 30


async def test_what_is_open_or_anothers_is_no_past_attempt(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        alma = await people.recognise(tx, ALMA, clock())
        boris = await people.recognise(tx, BORIS, clock())
        his = await begin(tx, tea, boris.id, clock)
        await answer(tx, tea, his, [100], clock)
        await attempts.end(tx, his.id, AttemptState.FINISHED, clock())
        waiting = await begin(tx, tea, alma.id, clock)
        await answer(tx, tea, waiting, [100], clock)
        assert await progress.recent(tx, alma.id, 5) == []


async def test_what_was_answered_in_groups_or_by_others_is_not_in_the_own_score(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        alma = await people.recognise(tx, ALMA, clock())
        boris = await people.recognise(tx, BORIS, clock())
        (question,) = await add_questions(tx, 1)
        await record(tx, [response(alma.id, question, board=-5)], UTC)
        await record(tx, [response(boris.id, question)], UTC)
        assert await progress.tally(tx, alma.id) == Tally(0, 0, 0)
        assert await progress.tally_by_topic(tx, alma.id) == []


async def test_a_learners_own_score(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        assert await progress.tally(tx, person.id) == Tally(0, 0, 0)
        mix = await begin(tx, tea, person.id, clock)
        await answer(tx, tea, mix, [100, 50], clock)
        await attempts.end(tx, mix.id, AttemptState.FINISHED, clock())
        leaf = await begin(tx, tea, person.id, clock, Scope(tea.id, "leaf"))
        await answer(tx, tea, leaf, [100], clock)
        await attempts.end(tx, leaf.id, AttemptState.STOPPED, clock())
        unanswered = await begin(tx, tea, person.id, clock, Scope(tea.id))
        await attempts.end(tx, unanswered.id, AttemptState.STOPPED, clock())
    async with database.read() as tx:
        assert await progress.tally(tx, person.id) == Tally(3, 2, 250)
        assert await progress.tally_by_topic(tx, person.id) == [
            ("The leaf", Tally(2, 2, 200)),
            ("History of tea", Tally(1, 0, 50)),
        ]
        recent = await progress.recent(tx, person.id, 5)
    assert [(p.attempt.id, p.score, p.answered, p.set_title, p.topic_title) for p in recent] == [
        (leaf.id, 100, 1, "All about tea", "The leaf"),
        (mix.id, 150, 2, None, None),
    ]


async def answered_and_renamed(
    database: Database, clock: Clock, now: dict[str, str], former: dict[str, str]
) -> tuple[list[tuple[str, Tally]], list[str | None], list[str]]:
    """Both topics of the set answered, then its topics become ``now``: what screens read."""
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        for scope, marks in ((Scope(), [100, 0]), (Scope(tea.id, "history"), [50])):
            attempt = await begin(tx, tea, person.id, clock, scope)
            await answer(tx, tea, attempt, marks, clock)
            await attempts.end(tx, attempt.id, AttemptState.FINISHED, clock())
        await tx.execute(update(tables.sets).values(topics=now, former_topics=former))
    async with database.read() as tx:
        recent = await progress.recent(tx, person.id, 5)
        title = await attempts.title_of(tx, Scope(tea.id, "history"))
        assert title == recent[0].topic_title
        return (
            await progress.tally_by_topic(tx, person.id),
            [past.topic_title for past in recent],
            [step.topic_title for step in await attempts.steps(tx, attempt.id)],
        )


async def test_a_topic_that_has_left_is_called_as_it_was_last(
    database: Database, clock: Clock
) -> None:
    tallies, recent, asked = await answered_and_renamed(
        database, clock, {"leaf": "The leaf"}, {"history": "Old history"}
    )
    assert [title for title, _ in tallies] == ["The leaf", "Old history"]
    assert recent == ["Old history", None]
    assert asked == ["The leaf", "Old history"]


async def test_a_topic_whose_title_nobody_kept_is_called_by_its_set(
    database: Database, clock: Clock
) -> None:
    tallies, recent, asked = await answered_and_renamed(database, clock, {"other": "Other"}, {})
    assert [title for title, _ in tallies] == ["All about tea"], "never by a slug"
    assert recent == ["All about tea", None]
    assert asked == ["All about tea", "All about tea"]


async def test_a_topic_with_a_new_slug_and_the_same_title_is_one(
    database: Database, clock: Clock
) -> None:
    tallies, _, _ = await answered_and_renamed(
        database, clock, {"tea-leaf": "Tea", "history": "Tea"}, {"leaf": "Tea"}
    )
    assert tallies == [("Tea", Tally(3, 1, 150))]
