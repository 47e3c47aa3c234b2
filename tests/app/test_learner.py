"""A learner plays: from /start to the end of a quiz and what follows it."""

from sqlalchemy import func, select

from bot.bank.reading import read_bank
from bot.domain.question import State
from bot.storage.tables import attempts, responses
from bot.views.words import words
from tests.app.conftest import QUESTIONS, Stage


def served() -> int:
    """How many questions the shipped bank serves."""
    placed = read_bank(QUESTIONS).questions
    return sum(one.question.state is State.APPROVED for one in placed)


async def recorded(stage: Stage) -> int:
    async with stage.app.database.read() as tx:
        return int((await tx.execute(select(func.count()).select_from(responses))).scalar_one())


async def test_a_whole_quiz_by_taps(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.start()
    welcome = await alma.sees("I show you where every answer is written")
    assert f"{served()} questions" in welcome["text"]
    await alma.say("/quiz treaty 3")
    for position in (1, 2, 3):
        asked = await alma.sees(f"{position} of 3")
        await alma.taps("I don't know", message_id=asked["id"])
        told = await alma.sees("¶", after=asked["id"] - 1)
        assert told["id"] == asked["id"], "the question itself is edited, nothing new is sent"
        await alma.taps("Next" if position < 3 else "See the result", message_id=asked["id"])
    await alma.sees("0 of 3")
    assert await recorded(stage) == 3


async def test_a_second_tap_changes_nothing_and_says_so(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz 3")
    asked = await alma.sees("1 of 3")
    data = [b["callback_data"] for row in asked["keyboard"] for b in row]
    passing = next(one for one in data if one.startswith("q.pass"))
    first = await alma.forges(passing, asked["id"])
    again = await alma.forges(passing, asked["id"])
    assert first["answered"]
    assert again["answered"]
    assert again["text"] == words("en").plain("quiz.toast.answered")
    await stage.settled()
    assert await recorded(stage) == 1


async def test_russian_is_spoken_to_who_speaks_it(stage: Stage) -> None:
    boris = stage.person("Boris")
    await boris.start()
    await boris.sees(words("ru").plain("quiz.n_questions", n=served()))


async def open_attempts(stage: Stage) -> int:
    await stage.settled()
    async with stage.app.database.read() as tx:
        open_now = select(func.count()).select_from(attempts).where(attempts.c.state == "open")
        return int((await tx.execute(open_now)).scalar_one())


async def test_one_attempt_is_open_at_a_time(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz 3")
    await alma.sees("1 of 3")
    said = await alma.say("/quiz 2")
    offer = await alma.sees(words("en").plain("quiz.offer", position=1, total=3), after=said["id"])
    assert await open_attempts(stage) == 1
    await alma.taps("Resume", message_id=offer["id"])
    await alma.sees("1 of 3", after=said["id"])
    assert await open_attempts(stage) == 1

    again = await alma.say("/quiz 2")
    offer = await alma.sees(words("en").plain("quiz.offer", position=1, total=3), after=again["id"])
    await alma.taps("Start anew", message_id=offer["id"])
    await alma.sees("1 of 2", after=again["id"])
    assert await open_attempts(stage) == 1
