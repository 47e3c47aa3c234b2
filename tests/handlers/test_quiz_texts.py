"""Typed words: read, forgiven, refused; and a refused reply that its writer reports."""

import pytest
from sqlalchemy import select

from bot.domain.question import Question, QuestionType
from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS, PROBLEM, Bot, Bubble
from tests.storage.bank_rows import add_set, make_question, sample_questions

REPORT, REPORTED = "Report: my answer should count", "Reported – thank you"
PORT, CHESTS = (
    next(one for one in sample_questions() if one.type is kind)
    for kind in (QuestionType.TEXT, QuestionType.NUMBER)
)


async def bot_with(database: Database, clock: Clock, *questions: Question) -> Bot:
    async with database.write() as tx:
        await add_set(tx, questions=questions)
    return Bot(database, clock)


async def reports(database: Database) -> list[int]:
    """The responses that were reported."""
    async with database.read() as tx:
        rows = await tx.execute(select(tables.disputes.c.response_id))
        return list(rows.scalars())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("colombo.", []),
        ("Colmobo", ["✓ Colmobo – I read that as Colombo."]),
        ("Kolamba", ["✓ Kolamba – that counts too."]),
        ("kolmba", ["✓ kolmba – I read that as Kolamba."]),
    ],
)
async def test_a_right_word(database: Database, clock: Clock, said: str, told: list[str]) -> None:
    bot = await bot_with(database, clock, PORT)
    wall = await bot.writes(ALMA, "/quiz")
    question = wall.last
    assert "Write me the answer: a word or a name." in question.text
    assert question.labels == ["I don't know"]
    await bot.writes(ALMA, said)
    assert wall.last is not question, "the feedback stands below what was written"
    assert question.keyboard == ()
    assert wall.last.text.splitlines()[3:][: len(told) + 1] == [
        *told,
        "✓ Colombo – This is why, says tea-port.",
    ]
    assert wall.last.labels == ["See the result", "Source", PROBLEM]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Kandy", "✗ Kandy – Kandy lies inland."),
        ("kandi", "✗ kandi – Kandy lies inland."),
        ("Galle <b>", "✗ Galle <b>"),
    ],
)
async def test_a_wrong_word(database: Database, clock: Clock, said: str, told: str) -> None:
    bot = await bot_with(database, clock, PORT)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, said)
    assert told in wall.last.text.splitlines()
    assert "✓ Colombo – This is why, says tea-port." in wall.last.text.splitlines()
    assert wall.last.labels == ["See the result", "Source", REPORT, PROBLEM]
    await bot.taps(ALMA, "See the result")
    await bot.taps(ALMA, "Show my answers")
    assert f"✗ {said}\nRight: Colombo" in wall.last.text


@pytest.mark.parametrize("said", ["?!", "a long message " * 9])
async def test_what_is_no_answer_leaves_the_question_open(
    database: Database, clock: Clock, said: str
) -> None:
    bot = await bot_with(database, clock, PORT)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, said)
    assert wall.last.text.startswith("That is too long to be an answer")
    await bot.writes(ALMA, "Colombo")
    assert "✓ Colombo" in wall.last.text


@pytest.mark.parametrize(("question", "said"), [(PORT, "Galle"), (CHESTS, "240")])
async def test_a_refused_reply_is_reported_with_one_tap(
    database: Database, clock: Clock, question: Question, said: str
) -> None:
    bot = await bot_with(database, clock, question)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, said)
    told = wall.last
    before = told.text
    await bot.taps(ALMA, REPORT)
    assert wall.toasts[-1] == "quiz.toast.reported"
    assert (told.text, told.labels) == (before, ["See the result", "Source", REPORTED, PROBLEM])
    await bot.taps(ALMA, REPORTED)
    assert wall.toasts[-1] == "quiz.toast.reported_before"
    assert len(await reports(database)) == 1
    await bot.taps(ALMA, "See the result")
    assert told.labels == ["Source", REPORTED, PROBLEM]


async def test_what_cannot_be_another_reading_is_not_to_be_reported(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, CHESTS)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "7000000")
    assert wall.last.labels == ["See the result", "Source", PROBLEM]
    await bot.sends_data(ALMA, "q.appeal:1:1:0")
    assert wall.toasts[-1] == "quiz.toast.unclear"
    assert await reports(database) == []


async def test_a_reply_can_be_reported_later_and_with_its_source_open(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, PORT, CHESTS)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "Galle" if "port" in wall.last.text else "240")  # wrong
    told = wall.last
    await bot.taps(ALMA, "Source")
    assert told.labels == ["Next", "Hide the source", REPORT, PROBLEM]
    await bot.taps(ALMA, "Next")
    await bot.taps(ALMA, REPORT, told)
    assert "The Kettle Press" in told.text, "the source stays open"
    assert told.labels == ["Hide the source", REPORTED, PROBLEM]
    assert "2 of 2" in wall.last.text
    assert len(await reports(database)) == 1


async def test_only_ones_own_refused_replies_can_be_reported(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, PORT, CHESTS, make_question("tea-1"))
    wall = await bot.writes(ALMA, "/quiz")
    for position in (1, 2, 3):
        await bot.sends_data(ALMA, f"q.appeal:1:{position}:0")
        assert wall.toasts[-1] == "quiz.toast.unclear", "nothing has been refused yet"
        if "Tea" in wall.last.text and "Green" in wall.last.labels:
            await bot.taps(ALMA, "Black")
        elif "port" in wall.last.text:
            await bot.writes(ALMA, "Colombo")
        else:
            await bot.taps(ALMA, "I don't know")
        await bot.sends_data(ALMA, f"q.appeal:1:{position}:0")
        assert wall.toasts[-1] == "quiz.toast.unclear", "chosen, right, or given up"
        await bot.taps(ALMA, "Next" if position < 3 else "See the result")
    await bot.writes(ALMA, "/quiz")
    while "port" not in wall.last.text:
        await bot.taps(ALMA, "I don't know")
        await bot.taps(ALMA, "Next")
    await bot.writes(ALMA, "Galle")
    his = await bot.taps(BORIS, REPORT, Bubble(0, wall.last.html, wall.last.keyboard))
    assert his.toasts[-1] == "quiz.toast.foreign"
    assert await reports(database) == []
