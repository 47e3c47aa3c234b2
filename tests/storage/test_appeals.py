"""Reports that a refused reply should count: once for a response, and what stays of them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.domain.attempt import AttemptKind, AttemptState, Scope
from bot.domain.board import EVERYONE
from bot.domain.marking import Given, mark
from bot.domain.question import QuestionType
from bot.storage import accounts, appeals, attempts, people, tables
from bot.storage.database import Database, Tx
from bot.storage.my_data import my_data
from bot.storage.responses import NewResponse, record
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


async def test_a_response_is_reported_once(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        tea = await add_set(tx)
        person = await people.recognise(tx, ALMA, clock())
        attempt = await answered(tx, tea, person.id, clock(), (PORT.id, Given(text="Galle")))
        assert not await appeals.is_made(tx, attempt, 1)
        assert await appeals.make(tx, attempt, 1, clock())
        assert await appeals.is_made(tx, attempt, 1)
        assert not await appeals.make(tx, attempt, 1, clock() + timedelta(hours=1))
    async with database.read() as tx:
        (row,) = await tx.execute(select(tables.appeals))
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
    assert [step.mark.value for step in steps if step.mark] == [0, 66, 66]


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
        await appeals.make(tx, attempt, 1, clock())
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
    assert data["reported_replies"] == [
        {
            "at": clock().isoformat(),
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
                    await appeals.make(tx, attempt, 1, clock())
                await attempts.end(tx, attempt, AttemptState.STOPPED, clock())
        await accounts.forget(tx, ALMA.telegram_id, alma.id, clock())
        query = select(tables.responses.c.given).order_by(tables.responses.c.id)
        hers = await tx.execute(query.where(tables.responses.c.person_id == alma.id))
        his = await tx.execute(query.where(tables.responses.c.person_id == boris.id))
        left = [given.get("text") for given in hers.scalars()]
        untouched = [given.get("text") for given in his.scalars()]
    assert left == [None, "Galle", "Colombo"]
    assert untouched == ["I am Alma", "Galle", "Colombo"]
