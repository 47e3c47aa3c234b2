"""Attempts on both databases: frozen questions, one open per person, what they came to."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.boards.board import EVERYONE
from bot.domain.marking import Given, Mark
from bot.domain.quizzes.attempt import EVERYTHING, Attempt, AttemptKind, AttemptState, Scope
from bot.storage.database import Database, Tx
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.quiz.attempts import Frozen
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS
from tests.storage.bank_rows import AddedSet, add_question, add_set, make_question, retire

SLUGS = ("tea-colour", "tea-party-year")


async def begin(
    tx: Tx,
    tea: AddedSet,
    person_id: int,
    clock: Clock,
    scope: Scope = EVERYTHING,
    *,
    kind: AttemptKind = AttemptKind.QUIZ,
    total: int = 2,
) -> Attempt:
    asked = [Frozen(tea.versions["tea-colour"], ("c", "a", "b")),
             Frozen(tea.versions["tea-party-year"], ())]  # fmt: skip
    made = await attempts.begin(tx, person_id, asked[:total], kind=kind, scope=scope, now=clock())
    attempt = await attempts.find(tx, made)
    assert attempt is not None
    return attempt


async def answer(
    tx: Tx, tea: AddedSet, attempt: Attempt, marks: Sequence[int], clock: Clock
) -> None:
    await record(
        tx,
        [
            NewResponse(
                person_id=attempt.person_id, question_id=tea.questions[slug],
                version_id=tea.versions[slug], board=EVERYONE, given=Given(value=Decimal("1773.5")),
                mark=Mark(mark), at=clock() + timedelta(seconds=9), attempt_id=attempt.id,
                position=position,
            )
            for position, (slug, mark) in enumerate(zip(SLUGS, marks, strict=False), start=1)
        ],
        UTC,
    )  # fmt: skip


async def test_an_attempt_keeps_the_versions_it_froze(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        attempt = await begin(tx, tea, person.id, clock)
        await add_question(tx, tea, make_question("tea-colour", stem="Reworded?"))
        await retire(tx, tea, "tea-party-year")
    async with database.read() as tx:
        steps = await attempts.steps(tx, attempt.id)
    assert [step.question.stem for step in steps] == [
        "Which tea is not oxidised?",
        "In which year was the tea thrown into the harbour?",
    ]
    first, second = steps
    assert first.order == ("c", "a", "b")
    assert (first.position, first.total, first.language) == (1, 2, "en")
    assert (first.topic_title, second.topic_title) == ("The leaf", "History of tea")
    assert (first.asked_at, second.asked_at) == (clock(), None)
    assert not first.answered


async def test_a_step_holds_what_was_given(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        attempt = await begin(tx, tea, person.id, clock)
        await answer(tx, tea, attempt, [50], clock)
        await attempts.select_options(tx, attempt.id, 2, ["b", "a"])
        await attempts.note_asked(tx, attempt.id, 2, clock())
        step = await attempts.step(tx, attempt.id, 1)
        other = await attempts.step(tx, attempt.id, 2)
        assert await attempts.step(tx, attempt.id, 3) is None
    assert step is not None and other is not None
    assert step.given == Given(value=Decimal("1773.5"))
    assert step.mark == Mark(50)
    assert step.answered_at == clock() + timedelta(seconds=9)
    assert other.selected == ("b", "a")
    assert other.asked_at == clock()


async def test_a_person_has_one_open_attempt(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        alma = await people.recognise(tx, ALMA, clock())
        boris = await people.recognise(tx, BORIS, clock())
        attempt = await begin(tx, tea, alma.id, clock)
        await begin(tx, tea, boris.id, clock)
        assert await attempts.open_of(tx, alma.id) == attempt
    with pytest.raises(IntegrityError):
        async with database.write() as tx:
            await begin(tx, tea, alma.id, clock)
    async with database.write() as tx:
        await attempts.move_to(tx, attempt.id, 2)
        await attempts.end(tx, attempt.id, AttemptState.STOPPED, clock())
        assert await attempts.open_of(tx, alma.id) is None
        ended = await attempts.last_of(tx, alma.id)
        assert ended is not None
        assert (ended.state, ended.position, ended.ended_at) == (AttemptState.STOPPED, 2, clock())
        await begin(tx, tea, alma.id, clock)


async def test_titles_of_scopes(database: Database) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        assert await attempts.title_of(tx, Scope()) is None
        assert await attempts.title_of(tx, Scope(tea.id)) == "All about tea"
        assert await attempts.title_of(tx, Scope(tea.id, "history")) == "History of tea"


async def test_the_last_attempt_is_the_one_begun_last_by_that_person(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        alma = await people.recognise(tx, ALMA, clock())
        boris = await people.recognise(tx, BORIS, clock())
        assert await attempts.last_of(tx, alma.id) is None
        for person in (alma, alma, boris):
            begun = await begin(tx, tea, person.id, clock)
            await attempts.end(tx, begun.id, AttemptState.FINISHED, clock())
        last = await attempts.last_of(tx, alma.id)
        assert last is not None
        assert (last.id, last.person_id) == (begun.id - 1, alma.id)
