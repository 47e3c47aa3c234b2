"""Finding served questions, on both databases."""

from datetime import UTC, date, timedelta

import pytest
from sqlalchemy import update

from bot.domain.question import State
from bot.domain.quizzes.search import looked_for
from bot.storage import tables
from bot.storage.bank import search
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.handlers.learner import ALMA
from tests.storage.bank_rows import AddedSet, add_set, make_question, retire
from tests.storage.people_rows import response

TODAY = date(2026, 11, 29)


@pytest.fixture
async def sets(database: Database) -> tuple[AddedSet, AddedSet]:
    """Tea in English, mountains in Russian; a draft and a retired question among them."""
    tea = [
        make_question("green", stem="How hot is the water for green tea?", topic="leaf"),
        make_question("history", stem="Who drank Green tea first?", topic="history"),
        make_question("draft", stem="Is green tea green?", state=State.DRAFT),
        make_question("gone", stem="Was green tea green?"),
    ]
    hills = [make_question("elbrus", stem="Какова высота Эльбруса?", topic="north")]
    async with database.write() as tx:
        added = await add_set(tx, "tea", tea)
        await retire(tx, added, "gone")
        topics = {"north": "Северный Кавказ"}
        return added, await add_set(tx, "hills", hills, title="Горы", topics=topics)


async def found(database: Database, query: str, skip: int = 0, limit: int = 9) -> list[str]:
    async with database.read() as tx:
        words = looked_for(query)
        return [one.question.id for one in await search.by_words(tx, words, skip=skip, limit=limit)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("green tea", ["green", "history"]),
        ("TEA water", ["green"]),
        ("wat", ["green"]),
        ("ater", []),
        ("green cold", []),
        ("высота эльбруса", ["elbrus"]),
        ("ВЫСОТА", ["elbrus"]),
        ("северный", ["elbrus"]),
        ("горы", ["elbrus"]),
        ("hills/north", ["elbrus"]),
        ("history", ["history"]),
        ("history green", ["history"]),
        ("Black", []),
    ],
)
async def test_words_find_stems_topics_and_sets(
    database: Database, sets: tuple[AddedSet, AddedSet], query: str, expected: list[str]
) -> None:
    """Only what is served, and nothing by its options: "Black" is one of each question's."""
    assert await found(database, query) == expected


async def test_pages_and_what_is_taken_back(
    database: Database, sets: tuple[AddedSet, AddedSet], clock: Clock
) -> None:
    assert await found(database, "tea", limit=1) == ["green"]
    assert await found(database, "tea", skip=1, limit=1) == ["history"]
    assert await found(database, "tea", skip=2) == []
    async with database.write() as tx:
        await tx.execute(update(tables.sets).values(withdrawn_at=clock()))
    assert await found(database, "tea") == []


async def test_without_words_what_was_met_last_comes_first(
    database: Database, sets: tuple[AddedSet, AddedSet], clock: Clock
) -> None:
    tea, hills = sets
    async with database.write() as tx:
        person = (await people.recognise(tx, ALMA, clock())).id
        for seconds, (of, slug) in enumerate([(hills, "elbrus"), (tea, "history")]):
            at = clock() + timedelta(seconds=seconds)
            given = response(person, (of.questions[slug], of.versions[slug]), at)
            await record(tx, [given], UTC)
    async with database.read() as tx:
        mine = await search.met_last(tx, person, TODAY, skip=0, limit=9)
        pages = [await search.met_last(tx, person, TODAY, skip=n, limit=1) for n in range(4)]
        nobodys = await search.met_last(tx, None, TODAY, skip=0, limit=9)
    assert [one.question.id for one in mine] == ["history", "elbrus", "green"]
    assert [one for page in pages for one in page] == mine
    assert {one.question.id for one in nobodys} == {"green", "history", "elbrus"}
    assert (mine[1].topic_title, mine[1].set_title, mine[1].language) == (
        "Северный Кавказ", "Горы", "en"
    )  # fmt: skip
