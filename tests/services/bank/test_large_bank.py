"""A bank too large to look through: drawn from by sample, loaded whole, never read whole."""

import random
from collections import Counter
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.generated import SETS, TOPICS, question, source, write_bank
from bot.bank.reading import read_bank
from bot.domain.boards.board import EVERYONE
from bot.domain.marking import Given, Mark
from bot.domain.people.group import Actor, GroupChat
from bot.domain.people.person import Who
from bot.domain.question import Option, Question
from bot.domain.quizzes.attempt import EVERYTHING, AttemptKind, AttemptState, Scope
from bot.services.bank.shipping import Shipping, pack
from bot.services.bank.taking_in import Bank
from bot.services.quiz.starting import Quiz
from bot.services.rounds.opening import RoundService
from bot.services.rounds.reading import RoundReading
from bot.storage.bank import questions, sampling
from bot.storage.database import Database, Tx
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.plans import plans, statements
from tests.storage.bank_rows import AddedSet, add_set, make_question

ALMA = Who(5_000_000_001, "Alma", "en")
BORIS = Who(5_000_000_002, "Boris", "en")
LARGE = 3 * sampling.PER_QUESTION


@pytest.fixture
async def large(database: Database) -> AddedSet:
    """A set that is large enough for a quiz of one to be drawn from a sample."""
    made = [make_question(f"many-{n}") for n in range(LARGE)]
    async with database.write() as tx:
        return await add_set(tx, "many", made)


async def asked(tx: Tx, attempt_id: int) -> list[Question]:
    return [step.question for step in await attempts.steps(tx, attempt_id)]


async def answer(tx: Tx, who: Who, of: AddedSet, slugs: list[str], clock: Clock) -> None:
    """Have somebody answer those questions, one attempt each fifty."""
    person = await people.recognise(tx, who, clock())
    for start in range(0, len(slugs), 50):
        some = slugs[start : start + 50]
        frozen = [attempts.Frozen(of.versions[slug], ("a", "b", "c")) for slug in some]
        attempt = await attempts.begin(
            tx, person.id, frozen, kind=AttemptKind.QUIZ, scope=EVERYTHING, now=clock()
        )
        await attempts.end(tx, attempt, AttemptState.STOPPED, clock())
        given = [
            NewResponse(
                person_id=person.id, question_id=of.questions[slug], version_id=of.versions[slug],
                board=EVERYONE, given=Given(), mark=Mark(0), at=clock(), attempt_id=attempt,
                position=position,
            )
            for position, slug in enumerate(some, 1)
        ]  # fmt: skip
        await record(tx, given, UTC)


@pytest.mark.parametrize("left", [1, LARGE // 2])
async def test_what_is_new_comes_first_also_when_little_of_it_is_left(
    database: Database, rng: random.Random, clock: Clock, large: AddedSet, left: int
) -> None:
    slugs = sorted(large.questions)
    new, old = set(slugs[:left]), slugs[left:]
    async with database.write() as tx:
        await answer(tx, ALMA, large, old, clock)
    quiz = Quiz(database, rng)
    await quiz.quiz(ALMA, "1", clock())
    async with database.read() as tx:
        attempt = await attempts.last_of(tx, 1)
        assert attempt is not None
        [drawn] = await asked(tx, attempt.id)
    assert drawn.id in new


async def test_different_people_are_asked_different_questions(
    database: Database, rng: random.Random, clock: Clock, large: AddedSet
) -> None:
    quiz = Quiz(database, rng)
    for number in range(20):
        await quiz.quiz(Who(1_000 + number, "Somebody", "en"), "1", clock())
    async with database.read() as tx:
        drawn = {(await asked(tx, number))[0].id for number in range(1, 21)}
    assert len(drawn) > 10


async def test_a_round_finds_what_can_be_asked_beyond_the_sample(
    database: Database, clock: Clock
) -> None:
    """Nearly everything lacks a second option: the one that has it is found all the same."""
    alone = [Option("a", "Green", key=True)]
    made = [make_question(f"many-{n}", options=alone) for n in range(30 * LARGE)]
    made[7] = make_question("many-7")
    async with database.write() as tx:
        await add_set(tx, "many", made)
    rounds = RoundService(database, random.Random(5), reached_since=lambda: None)
    actor = Actor(ALMA, admin=True)
    await rounds.start(actor, GroupChat(-100, "Readers"), "3", clock())
    poll = await RoundReading(database).poll_to_send(1, 1)
    assert poll is not None
    assert (poll.question.id, poll.total) == ("many-7", 1)


# --- ten thousand, on both databases ------------------------------------------------------------

TEN_THOUSAND = 10_000


@pytest.fixture(scope="module")
def ten_thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank")
    write_bank(folder, TEN_THOUSAND)
    return folder


@pytest.mark.prove
async def test_ten_thousand_questions_are_loaded_and_drawn_from(
    database: Database, rng: random.Random, clock: Clock, ten_thousand: Path
) -> None:
    shipping = Shipping(Bank(database, rng))
    done = await shipping.take_in(await pack(ten_thousand), clock())
    assert done is not None
    assert (len(done.published), done.refused) == (SETS, [])
    assert sum(len(one.added) for one in done.published.values()) == TEN_THOUSAND
    assert await shipping.take_in(await pack(ten_thousand), clock()) is None
    held = {one.slug: one for one, _ in await shipping.bank.export()}
    files = {file.set.slug: file.set for file in read_bank(ten_thousand).sets if file.set}
    assert held == files
    assert held["set-3"].questions[1] == question(3 + SETS, source(3))

    async with database.write() as tx:
        await tx.execute(text("ANALYZE"))
    quiz = Quiz(database, rng)
    with statements(database) as seen:
        await quiz.quiz(ALMA, "10", clock())
        await quiz.quiz(BORIS, "", clock())
    async with database.read() as tx:
        drawn = await asked(tx, 1)
        assert len(await questions.topics(tx)) == SETS * TOPICS
        one_set = await questions.candidates(tx, 1, Scope(1))
        assert len(one_set) == TEN_THOUSAND // SETS
    assert len({one.id for one in drawn}) == 10
    assert Counter(one.difficulty for one in drawn).most_common()[-1][1] >= 3
    whole = ("SCAN questions", "SCAN question_versions", "SCAN responses", "Seq Scan on question")
    read = await plans(database, seen)
    assert any("question_versions" in plan for plan in read)
    assert [plan for plan in read if any(part in plan for part in whole)] == []
