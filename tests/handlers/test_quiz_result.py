"""The result and the answers of a quiz change places in one message."""

import pytest

from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS, PROBLEM, Bot
from tests.storage.bank_rows import add_set, make_question


@pytest.fixture
async def bot(database: Database, clock: Clock) -> Bot:
    """A bank of two questions."""
    async with database.write() as tx:
        await add_set(tx, questions=[make_question("tea-1"), make_question("tea-2")])
    return Bot(database, clock)


async def test_from_the_result_to_the_answers_and_back(bot: Bot) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    for onward in ("Next", "See the result"):
        await bot.taps(ALMA, "Black")
        await bot.taps(ALMA, onward)
    result, keyboard = wall.last.html, wall.last.keyboard
    assert "✓" not in result, "nothing in it looks as if it had been answered right"
    assert "The answer: Green" in result
    messages = len(wall.bubbles)
    await bot.taps(ALMA, "Show my answers")
    assert "Your answers" in wall.last.text
    await bot.taps(ALMA, "← Back to the result")
    assert (wall.last.html, wall.last.keyboard) == (result, keyboard)
    assert len(wall.bubbles) == messages, "it is one message all the time"


async def test_a_question_that_waits_stays_below_a_result_that_is_asked_for_late(bot: Bot) -> None:
    wall = await bot.writes(ALMA, "/quiz 1")
    await bot.taps(ALMA, "Green")
    answered = wall.last
    await bot.writes(ALMA, "/quiz 2")
    asked = wall.last
    await bot.taps(ALMA, "See the result", answered)
    assert wall.screens[-4:-1] == ["quiz.end", "quiz.bare", "quiz.step"]
    assert wall.last.text == asked.text, "the question of the newer quiz, asked again"
    assert asked.labels == [], "and it is answered there, not above"
    assert "Green" in wall.last.labels


async def test_the_result_of_others_and_of_open_quizzes_is_kept(bot: Bot) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    await bot.sends_data(ALMA, "q.end:1")
    assert wall.toasts[-1] == "quiz.toast.finish_first"
    assert (await bot.sends_data(BORIS, "q.end:1")).toasts[-1] == "quiz.toast.foreign"


async def test_the_next_question_does_not_wait_for_the_tidying_of_the_last(bot: Bot) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    first = wall.last
    await bot.taps(ALMA, "Green")
    await bot.taps(ALMA, "Next", first)
    assert wall.screens[-2:] == ["quiz.step", "quiz.kept"]
    assert first.labels == ["Source", PROBLEM]


async def test_a_number_behind_an_unknown_topic_is_not_forgotten(bot: Bot) -> None:
    wall = await bot.writes(ALMA, "/quiz coffee 1")
    assert "no topic of that name" in wall.last.text
    topic = next(label for label in wall.last.labels if label.startswith("The leaf"))
    await bot.taps(ALMA, topic)
    assert wall.last.text.startswith("1 of 1"), "one question of the two, as asked for"
