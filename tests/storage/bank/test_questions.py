"""What may be drawn, its topics and sources, on both databases."""

from dataclasses import replace
from datetime import UTC, timedelta

from bot.domain.boards.board import EVERYONE
from bot.domain.marking import Given, Mark
from bot.domain.question import Difficulty, State
from bot.domain.quizzes.attempt import AttemptKind, AttemptState, Scope
from bot.storage.bank import questions
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS
from tests.storage.bank_rows import (
    TEA_BOOK,
    AddedSet,
    add_question,
    add_set,
    make_question,
    retire,
    sample_questions,
)


async def two_sets(database: Database) -> tuple[AddedSet, AddedSet]:
    async with database.write() as tx:
        tea = await add_set(tx)
        more = [make_question("more-leaf"), make_question("more-draft", state=State.DRAFT)]
        own = replace(TEA_BOOK, title="Another edition")
        return tea, await add_set(tx, "more", more, title="More tea", sources=[own])


async def test_only_served_questions_may_be_drawn_within_their_scope(database: Database) -> None:
    tea, more = await two_sets(database)
    async with database.write() as tx:
        await retire(tx, tea, "tea-chests")
    async with database.read() as tx:
        everything = await questions.candidates(tx, 1)
        history = await questions.candidates(tx, 1, Scope(tea.id, "history"))
        of_more = await questions.candidates(tx, 1, Scope(more.id))
    assert len(everything) == len(sample_questions())  # one of them retired, one more set
    assert [c.question_id for c in history] == [
        tea.questions[slug] for slug in ("tea-party-year", "tea-port")
    ]
    assert [c.version_id for c in of_more] == [more.versions["more-leaf"]]
    assert {c.topic for c in everything} == {
        f"{tea.id}:leaf",
        f"{tea.id}:history",
        f"{more.id}:leaf",
    }
    assert history[0].difficulty is Difficulty.MEDIUM


async def test_a_candidate_knows_when_this_person_last_saw_it(
    database: Database, clock: Clock
) -> None:
    tea, _ = await two_sets(database)
    slug = "tea-colour"
    async with database.write() as tx:
        alma = await people.recognise(tx, ALMA, clock())
        boris = await people.recognise(tx, BORIS, clock())
        for hour in (1, 2):
            version = tea.versions[slug]
            attempt = await attempts.begin(
                tx,
                alma.id,
                [attempts.Frozen(version, ("a", "b", "c"))],
                kind=AttemptKind.QUIZ,
                scope=Scope(),
                now=clock(),
            )
            await attempts.end(tx, attempt, AttemptState.STOPPED, clock())
            given = NewResponse(
                person_id=alma.id, question_id=tea.questions[slug], version_id=version,
                board=EVERYONE, given=Given(), mark=Mark(0), at=clock() + timedelta(hours=hour),
                attempt_id=attempt, position=1,
            )  # fmt: skip
            await record(tx, [given], UTC)
        hers = await questions.candidates(tx, alma.id, only=[tea.questions[slug]])
        his = await questions.candidates(tx, boris.id, only=[tea.questions[slug]])
    assert [c.last_seen for c in hers] == [clock() + timedelta(hours=2)]
    assert [c.last_seen for c in his] == [None]


async def test_topics_with_the_number_of_their_questions(database: Database) -> None:
    await two_sets(database)
    async with database.read() as tx:
        found = await questions.topics(tx)
    assert [(t.set_title, t.title, t.slug, t.count) for t in found] == [
        ("All about tea", "History of tea", "history", 3),
        ("All about tea", "The leaf", "leaf", 6),
        ("More tea", "The leaf", "leaf", 1),
    ]


async def test_a_code_leads_to_its_set_in_any_case(database: Database) -> None:
    tea, _ = await two_sets(database)
    async with database.read() as tx:
        assert await questions.set_with_code(tx, "tea") == tea.id
        assert await questions.set_with_code(tx, "TEA") == tea.id
        assert await questions.set_with_code(tx, "coffee") is None


async def test_the_welcome_counts_what_is_served(database: Database) -> None:
    async with database.read() as tx:
        empty = await questions.counts(tx)
    assert (empty.questions, empty.documents, empty.newest) == (0, 0, None)
    await two_sets(database)
    async with database.read() as tx:
        counts = await questions.counts(tx)
    asked = len(sample_questions()) + 1
    assert (counts.questions, counts.newest) == (asked, ("More tea", "en"))


async def test_documents_say_how_many_questions_cite_them(database: Database) -> None:
    await two_sets(database)
    async with database.read() as tx:
        found = await questions.documents(tx)
    assert [(d.source.title, d.questions) for d in found] == [
        ("A short book of tea", len(sample_questions())),
        ("Another edition", 1),
    ]


async def test_a_set_may_bring_its_own_edition_of_a_source(database: Database) -> None:
    tea, more = await two_sets(database)
    hers, theirs = tea.versions["tea-colour"], more.versions["more-leaf"]
    async with database.read() as tx:
        found = await questions.sources_for(tx, [hers, theirs])
    assert found[hers]["tea-book"].title == "A short book of tea"
    assert found[theirs]["tea-book"].title == "Another edition"


async def test_a_new_version_takes_the_old_ones_place(database: Database) -> None:
    tea, _ = await two_sets(database)
    old = tea.versions["tea-colour"]
    async with database.write() as tx:
        await add_question(tx, tea, make_question("tea-colour", stem="Reworded?"))
    async with database.read() as tx:
        drawn = await questions.candidates(tx, 1, only=[tea.questions["tea-colour"]])
        loaded = await questions.load(tx, [old, tea.versions["tea-colour"]])
    assert [c.version_id for c in drawn] == [tea.versions["tea-colour"]] != [old]
    assert loaded[old].stem == "Which tea is not oxidised?"
    assert loaded[tea.versions["tea-colour"]].stem == "Reworded?"
