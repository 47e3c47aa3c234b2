"""Texts that answer no question: a set's code, or something typed beneath the offer to go on."""

import pytest
from sqlalchemy import func, select, update

from bot.domain.question import Question, QuestionType
from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.learner import ALMA, Bot
from tests.storage.bank_rows import add_set, make_question, sample_questions

YEAR, NUMBER, CHOICE, PORT = (
    next(one for one in sample_questions() if one.type is kind)
    for kind in (
        QuestionType.YEAR, QuestionType.NUMBER, QuestionType.SINGLE, QuestionType.TEXT,
    )
)  # fmt: skip
OFFER = "Go on with it, or start anew?"
NOT_TAKEN = "I have not taken that as an answer"


async def bot_with(database: Database, clock: Clock, *questions: Question) -> Bot:
    async with database.write() as tx:
        await add_set(tx, questions=questions)
    return Bot(database, clock)


async def responses(database: Database) -> int:
    async with database.read() as tx:
        counted = await tx.execute(select(func.count()).select_from(tables.responses))
        number: int = counted.scalar_one()
        return number


# --- a set's code ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["tea", "TEA", "  Tea\n"])
async def test_a_bare_code_starts_its_set(database: Database, clock: Clock, typed: str) -> None:
    async with database.write() as tx:
        await add_set(tx, "tea", questions=[CHOICE])
        coffee = [make_question("coffee-1")]
        await add_set(tx, "coffee", questions=coffee, title="All about coffee")
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, typed)
    assert CHOICE.stem in wall.last.text
    assert "1 of 1" in wall.last.text, "the set alone"


@pytest.mark.parametrize("typed", ["teas", "tea coffee", "t"])
async def test_a_word_that_is_no_code_gets_the_usual_hint(
    database: Database, clock: Clock, typed: str
) -> None:
    bot = await bot_with(database, clock, CHOICE)
    assert (await bot.writes(ALMA, typed)).other == ["hint"]


async def test_the_code_of_a_set_that_was_taken_back_gets_the_usual_hint(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx, "tea", questions=[CHOICE])
        await tx.execute(
            update(tables.sets).where(tables.sets.c.id == tea.id).values(withdrawn_at=clock())
        )
    assert (await Bot(database, clock).writes(ALMA, "tea")).other == ["hint"]


@pytest.mark.parametrize("before", [(), ("/quiz",)])
async def test_what_looks_like_a_code_is_told_that_no_set_has_it(
    database: Database, clock: Clock, before: tuple[str, ...]
) -> None:
    bot = await bot_with(database, clock, CHOICE)
    for text in before:
        await bot.writes(ALMA, text)
    assert (await bot.writes(ALMA, "K7MQPA")).other == ["hint code"]


@pytest.mark.parametrize("called", ["/start s_tea", "tea", "/quiz tea", "/quiz all about tea"])
async def test_a_set_starts_the_same_quiz_however_it_is_called(
    database: Database, clock: Clock, called: str
) -> None:
    async with database.write() as tx:
        asked = [make_question(f"tea-{n}") for n in range(12)]
        await add_set(tx, "tea", questions=asked)
        coffee = [make_question("coffee-1")]
        await add_set(tx, "coffee", questions=coffee, title="All about coffee")
    wall = await Bot(database, clock).writes(ALMA, called)
    assert wall.last.text.startswith("All about tea: 10 questions, one at a time;")
    assert "1 of 10" in wall.last.text


@pytest.mark.parametrize("asked", [YEAR, PORT])
async def test_a_code_below_a_question_that_is_to_be_typed_offers_both_ways(
    database: Database, clock: Clock, asked: Question
) -> None:
    async with database.write() as tx:
        await add_set(tx, questions=[asked])
        await add_set(tx, "coffee", questions=[CHOICE], code="74DDMW", title="All about coffee")
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/quiz tea")
    await bot.writes(ALMA, "74ddmw")
    assert wall.last.text == (
        "You have a quiz open: All about tea, question 1 of 1."
        " Go on with it, or start anew with All about coffee?"
    )
    assert wall.last.labels == ["Resume", "Start anew"]
    assert await responses(database) == 0
    await bot.taps(ALMA, "Start anew")
    assert CHOICE.stem in wall.last.text


@pytest.mark.parametrize(
    ("asked", "code"), [(YEAR, "1848"), (PORT, "COLOMBO"), (PORT, "KOLAMBA"), (PORT, "KANDY")]
)
async def test_a_code_that_the_question_knows_as_an_answer_answers_it(
    database: Database, clock: Clock, asked: Question, code: str
) -> None:
    async with database.write() as tx:
        await add_set(tx, questions=[asked])
        await add_set(tx, "other", questions=[CHOICE], code=code)
    bot = Bot(database, clock)
    await bot.writes(ALMA, "/quiz tea")
    await bot.writes(ALMA, code)
    assert await responses(database) == 1


async def test_a_code_below_a_question_with_buttons_offers_both_ways(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, CHOICE)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "tea")
    assert wall.last.text.endswith("or start anew with All about tea?")
    await bot.taps(ALMA, "Start anew")
    assert "1 of 1" in wall.last.text


# --- beneath the offer ----------------------------------------------------------------------------


async def test_what_is_typed_beneath_the_offer_answers_nothing(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, YEAR)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "/quiz")
    assert wall.last.text.endswith(OFFER)
    await bot.writes(ALMA, "1773")
    assert wall.last.text.startswith(NOT_TAKEN)
    assert await responses(database) == 0
    await bot.taps(ALMA, "Resume")
    assert YEAR.stem in wall.last.text, "shown again, it takes a text"
    await bot.writes(ALMA, "1773")
    assert "✓ 1773" in wall.last.text
    assert await responses(database) == 1


@pytest.mark.parametrize("shown_by", ["/resume", "/start"])
async def test_however_the_question_comes_back_it_takes_a_text(
    database: Database, clock: Clock, shown_by: str
) -> None:
    bot = await bot_with(database, clock, YEAR)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, shown_by)
    if shown_by == "/start":
        await bot.taps(ALMA, "Continue · 1 of 1")
    await bot.writes(ALMA, "1773")
    assert "✓ 1773" in wall.last.text


async def test_the_offer_before_a_retake_sets_the_question_aside_too(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, YEAR)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.taps(ALMA, "I don't know")
    await bot.taps(ALMA, "See the result")
    result = wall.last
    await bot.writes(ALMA, "/quiz")
    await bot.taps(ALMA, "Retake what I missed", result)
    assert wall.last.text.endswith(OFFER)
    await bot.writes(ALMA, "1773")
    assert wall.last.text.startswith(NOT_TAKEN)
    await bot.taps(ALMA, "Resume")
    await bot.writes(ALMA, "1773")
    assert "✓ 1773" in wall.last.text


async def test_a_choice_that_is_set_aside_is_not_pointed_at(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, CHOICE)
    wall = await bot.writes(ALMA, "/quiz")
    question = wall.last
    await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "hello")
    assert wall.last.text.startswith(NOT_TAKEN), "its buttons are no longer the nearest"
    await bot.taps(ALMA, "I don't know", question)
    assert "I don't know" in question.text, "a tap names its question, so it counts all the same"


async def test_an_answered_question_keeps_the_time_it_took(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, YEAR, NUMBER)
    wall = await bot.writes(ALMA, "/quiz")
    clock.advance(seconds=42)
    await bot.taps(ALMA, "I don't know")
    await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "1773")
    assert wall.other == ["hint next"]
    await bot.writes(ALMA, "/stop")
    assert "in 42 s" in wall.last.text
