"""Reports that a refused reply should count: once for a response, and what stays of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import insert, select, update

from bot.domain.boards.board import EVERYONE
from bot.domain.disputes.appeal import Reply
from bot.domain.disputes.dispute import Kind
from bot.domain.marking import Given, mark
from bot.domain.question import QuestionType
from bot.domain.quizzes.attempt import AttemptKind, AttemptState, Scope
from bot.storage import tables
from bot.storage.bank.question_json import to_json
from bot.storage.database import Database, Tx
from bot.storage.disputes import appeals, disputes
from bot.storage.people import accounts, people
from bot.storage.people.my_data import my_data
from bot.storage.quiz import attempts
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS
from tests.storage.bank_rows import AddedSet, add_set, sample_questions

BY_TYPE = {question.type: question for question in sample_questions()}
PORT, MAKING, WATER, PARTY = (
    BY_TYPE[kind]
    for kind in (
        QuestionType.TEXT,
        QuestionType.ORDERING,
        QuestionType.MATCHING,
        QuestionType.YEAR,
    )
)


async def answered(
    tx: Tx, tea: AddedSet, person: int, now: datetime, *given: tuple[str, Given]
) -> int:
    """An attempt of these questions with these responses; its id."""
    questions = {question.id: question for question in sample_questions()}
    frozen = [attempts.Frozen(tea.versions[slug], ()) for slug, _ in given]
    attempt = await attempts.begin(
        tx, person, frozen, kind=AttemptKind.QUIZ, scope=Scope(), now=now
    )
    new = [
        NewResponse(
            person_id=person, question_id=tea.questions[slug], version_id=tea.versions[slug],
            board=EVERYONE, given=said, mark=mark(questions[slug], said), at=now,
            attempt_id=attempt, position=position,
        )
        for position, (slug, said) in enumerate(given, 1)
    ]  # fmt: skip
    await record(tx, new, UTC)
    return attempt


async def appealed(tx: Tx, attempt: int, position: int, now: datetime) -> bool:
    """Report that a reply should count; whether that is new."""
    step = await attempts.step(tx, attempt, position)
    assert step is not None and step.response_id is not None
    about = await disputes.answered(tx, step.response_id)
    assert about is not None
    return await disputes.make(tx, about, Kind.COUNTS, now) is not None


async def test_a_response_is_reported_once(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        attempt = await answered(tx, tea, person.id, clock(), (PORT.id, Given(text="Galle")))
        assert not await appeals.is_made(tx, attempt, 1)
        assert await appealed(tx, attempt, 1, clock())
        assert await appeals.is_made(tx, attempt, 1)
        assert not await appealed(tx, attempt, 1, clock() + timedelta(hours=1))
    async with database.read() as tx:
        (row,) = await tx.execute(select(tables.disputes))
    assert (row.person_id, row.version_id) == (person.id, tea.versions[PORT.id])
    assert row.at == clock()


async def test_the_log_holds_what_was_given_so_that_it_can_be_marked_again(
    database: Database, clock: Clock
) -> None:
    given = [
        (PORT.id, Given(text="kolmbo")),
        (MAKING.id, Given(sequence=("b", "a", "c", "d"))),
        (WATER.id, Given(sequence=("a", "d", "c"))),
    ]
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        attempt = await answered(tx, tea, person.id, clock(), *given)
        steps = await attempts.steps(tx, attempt)
    assert [step.given for step in steps] == [one for _, one in given]
    assert [step.mark for step in steps] == [mark(s.question, s.given or Given()) for s in steps]
    assert [step.mark.value for step in steps if step.mark] == [0, 67, 67]


async def test_a_persons_file_says_what_was_typed_ordered_matched_and_reported(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        attempt = await answered(
            tx, tea, person.id, clock(),
            (PORT.id, Given(text="Galle")),
            (MAKING.id, Given(sequence=("b", "a", "c", "d"))),
            (WATER.id, Given(sequence=("a", "d", "c"))),
        )  # fmt: skip
        await appealed(tx, attempt, 1, clock())
        data = await my_data(tx, ALMA.telegram_id)
    assert data is not None
    typed, ordered, matched = data["responses"]
    assert typed["typed"] == "Galle"
    assert "ordered" not in typed
    assert ordered["ordered"] == [
        "The leaf is rolled", "The leaf is left to wither", "The leaf takes up air",
        "The leaf is dried",
    ]  # fmt: skip
    assert matched["matched"] == [
        ["White tea", "80 degrees"], ["Oolong", "Lukewarm"], ["Black tea", "Boiling"],
    ]  # fmt: skip
    assert data["reports"] == [
        {
            "at": clock().isoformat(),
            "kind": "counts",
            "words": None,
            "poll": None,
            "attempt": attempt,
            "position": 1,
            "question": PORT.id,
            "version": 1,
            "typed": "Galle",
        }
    ]


async def test_forgetting_clears_words_typed_in_vain_and_keeps_what_was_reported(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        alma = await people.recognise(tx, ALMA, clock())
        boris = await people.recognise(tx, BORIS, clock())
        for person in (alma, boris):
            for text in ("I am Alma", "Galle", "Colombo"):
                attempt = await answered(tx, tea, person.id, clock(), (PORT.id, Given(text=text)))
                if text == "Galle":
                    await appealed(tx, attempt, 1, clock())
                await attempts.end(tx, attempt, AttemptState.STOPPED, clock())
        await accounts.forget(tx, ALMA.telegram_id, alma.id, clock())
        query = select(tables.responses.c.given).order_by(tables.responses.c.id)
        hers = await tx.execute(query.where(tables.responses.c.person_id == alma.id))
        his = await tx.execute(query.where(tables.responses.c.person_id == boris.id))
        left = [given.get("text") for given in hers.scalars()]
        untouched = [given.get("text") for given in his.scalars()]
    assert left == [None, "Galle", "Colombo"]
    assert untouched == ["I am Alma", "Galle", "Colombo"]


async def test_reports_are_listed_by_question_and_name_nobody(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        for who, text in ((ALMA, "Galle"), (BORIS, "GALLE "), (BORIS, "Kandy"), (ALMA, "Kotte")):
            person = await people.recognise(tx, who, clock())
            attempt = await answered(tx, tea, person.id, clock(), (PORT.id, Given(text=text)))
            if text != "Kotte":
                await appealed(tx, attempt, 1, clock())
            await attempts.end(tx, attempt, AttemptState.STOPPED, clock())
            clock.advance(3600)
        person = await people.recognise(tx, ALMA, clock())
        year = Given(value=Decimal(1774))
        attempt = await answered(tx, tea, person.id, clock(), (PARTY.id, year))
        await appealed(tx, attempt, 1, clock())
    start = clock() - timedelta(hours=4)
    async with database.read() as tx:
        by_id = {one.question.id: one for one in await appeals.listed(tx)}
        assert [one.question.id for one in await appeals.listed(tx, "tea")] == list(by_id)
        assert await appeals.listed(tx, "coffee") == []
        assert await appeals.has_set(tx, "tea")
        assert not await appeals.has_set(tx, "coffee")
    assert by_id.keys() == {PORT.id, PARTY.id}
    assert list(by_id) == sorted(by_id)
    assert by_id[PORT.id].set == "tea"
    assert by_id[PORT.id].question == PORT
    assert by_id[PORT.id].replies == (
        Reply("GALLE ", 2, start + timedelta(hours=1)),
        Reply("Kandy", 1, start + timedelta(hours=2)),
    )
    assert [(one.typed, one.times) for one in by_id[PARTY.id].replies] == [("1774", 1)]


async def test_a_reported_question_stands_as_it_is_today(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        attempt = await answered(tx, tea, person.id, clock(), (PORT.id, Given(text="Galle")))
        await appealed(tx, attempt, 1, clock())
        assert PORT.text_key is not None
        wider = replace(PORT, text_key=replace(PORT.text_key, accept=("Galle",)))
        version = await tx.execute(
            insert(tables.question_versions)
            .values(
                question_id=tea.questions[PORT.id], version=2, fingerprint="0" * 16,
                state="approved", topic=PORT.topic, type=PORT.type, difficulty=PORT.difficulty,
                content=to_json(wider), created_at=clock(),
            )
            .returning(tables.question_versions.c.id)
        )  # fmt: skip
        newest = version.scalar_one()
        row = tables.questions.c.id == tea.questions[PORT.id]
        for served in (newest, None):
            await tx.execute(update(tables.questions).where(row).values(version_id=served))
            (found,) = await appeals.listed(tx)
            assert found.question == wider
        old = tea.versions[PORT.id]
        await tx.execute(update(tables.questions).where(row).values(version_id=old))
        (found,) = await appeals.listed(tx)
        assert found.question == PORT
