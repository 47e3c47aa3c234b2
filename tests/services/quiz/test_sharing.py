"""What is offered to whoever asks inline: pages, words, and the own score."""

import random
from collections.abc import Sequence

import pytest

from bot.domain.people.person import Who
from bot.services.quiz.sharing import FARTHEST, PAGE, InlineReading, Offer, best_topics
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.quiz.progress import Tally
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.storage.bank_rows import AddedSet, add_set, make_question
from tests.storage.people_rows import response

ALMA = Who(5_000_000_001, "Alma", language_code="en")
CHEN = Who(5_000_000_003, "Chen", language_code="ru")


@pytest.fixture
def reading(database: Database) -> InlineReading:
    return InlineReading(database, random.Random(7))


async def tea(database: Database, number: int) -> AddedSet:
    async with database.write() as tx:
        return await add_set(tx, "tea", [make_question(f"tea-{n}") for n in range(number)])


def shown(offer: Offer) -> list[str]:
    return [step.question.id for step in offer.questions]


async def test_pages_follow_each_other_to_the_end(
    reading: InlineReading, database: Database, clock: Clock
) -> None:
    await tea(database, PAGE + 2)
    first = await reading.offer(ALMA, "", 0, clock())
    assert (len(first.questions), first.next, first.nothing) == (PAGE, PAGE, False)
    second = await reading.offer(ALMA, "", PAGE, clock())
    assert (len(second.questions), second.next) == (2, None)
    assert len({*shown(first), *shown(second)}) == PAGE + 2
    past = await reading.offer(ALMA, "", FARTHEST, clock())
    assert (shown(past), past.next, past.nothing) == ([], None, False)


async def test_options_stand_as_chance_has_it(database: Database, clock: Clock) -> None:
    """An order that is always the same would tell where the key stands."""
    await tea(database, 1)
    orders = set()
    for seed in range(20):
        offer = await InlineReading(database, random.Random(seed)).offer(ALMA, "", 0, clock())
        orders.add(offer.questions[0].order)
    assert {order[0] for order in orders} == {"a", "b", "c"}


async def test_words_that_find_nothing_say_so(
    reading: InlineReading, database: Database, clock: Clock
) -> None:
    await tea(database, 2)
    assert (await reading.offer(ALMA, "coffee", 0, clock())).nothing
    found = await reading.offer(ALMA, "asked tea", 0, clock())
    assert (len(found.questions), found.nothing) == (2, False)


async def test_who_asks_for_a_score_and_has_none_is_told(
    reading: InlineReading, database: Database, clock: Clock
) -> None:
    await tea(database, 1)
    assert (await reading.offer(ALMA, "score", 0, clock())).no_score
    for query, skip in (("", 0), ("tea", 0), ("score", PAGE)):
        assert not (await reading.offer(ALMA, query, skip, clock())).no_score, query


async def test_who_is_unknown_has_no_score_and_stays_unknown(
    reading: InlineReading, database: Database, clock: Clock
) -> None:
    await tea(database, 1)
    offer = await reading.offer(CHEN, "", 0, clock())
    assert offer.card is None
    assert offer.voice.wishes == (None, "ru")
    async with database.read() as tx:
        assert await people.find(tx, CHEN.telegram_id) is None


async def test_the_score_comes_first_and_when_asked_for(
    reading: InlineReading, database: Database, clock: Clock
) -> None:
    added = await tea(database, 2)
    async with database.write() as tx:
        person = (await people.recognise(tx, ALMA, clock())).id
        pairs = list(zip(added.questions.values(), added.versions.values(), strict=True))
        given = [
            response(person, pairs[0], clock(), mark=50),
            response(person, pairs[1], clock(), mark=100),
            response(person, pairs[1], clock(), mark=100, board=-1),
        ]
        for one in given:
            await record(tx, [one], clock().tzinfo)  # type: ignore[arg-type]
    for query in ("", "my score", "счёт"):
        card = (await reading.offer(ALMA, query, 0, clock())).card
        assert card is not None, query
        assert card.overall == Tally(responses=2, right=1, score=150), "in private"
        assert card.best == (), "too little to tell"
        assert card.in_groups == Tally(responses=1, right=1, score=100)
        assert not (await reading.offer(ALMA, query, 0, clock())).no_score
    for query, skip in (("tea", 0), ("", PAGE)):
        assert (await reading.offer(ALMA, query, skip, clock())).card is None


@pytest.mark.parametrize(
    ("topics", "best"),
    [
        ([("a", 3, 150), ("b", 3, 300), ("c", 9, 900), ("d", 4, 300)], "cbd"),
        ([("a", 2, 200), ("b", 3, 0)], ""),
        ([("b", 3, 100), ("a", 3, 100)], "ab"),
    ],
)
def test_best_topics_have_enough_answers(topics: Sequence[tuple[str, int, int]], best: str) -> None:
    tallies = [(title, Tally(responses, 0, score)) for title, responses, score in topics]
    assert "".join(title for title, _ in best_topics(tallies)) == best
