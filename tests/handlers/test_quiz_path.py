"""A learner's way through a quiz, from /start to the summary, through PTB's Application."""

from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.conftest import both_databases
from tests.handlers.learner import ALMA, PROBLEM, Bot
from tests.storage.bank_rows import add_set


@both_databases
async def test_a_learner_plays_a_quiz_to_its_end(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        await add_set(tx)
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/start")
    assert "9 questions · 1 document" in wall.last.text
    await bot.taps(ALMA, "Quick quiz · 5")
    for position in range(1, 6):
        assert f"{position} of 5" in wall.last.text
        clock.advance(12)
        question = wall.last
        await bot.taps(ALMA, "I don't know")
        assert wall.last is question, "feedback stands in the question's own message"
        assert "📖 Tea book (May 2021), ¶" in question.text
        await bot.taps(ALMA, "Next" if position < 5 else "See the result")
        assert question.labels == ["Source", PROBLEM]
    assert wall.last.text.startswith("0 of 5 in 1 min")
    assert wall.last.labels == ["Retake what I missed", "Show my answers", "Topics"]
