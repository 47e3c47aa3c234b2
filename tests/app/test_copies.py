"""A message may arrive though its answer is lost, and is sent again: people may tap either copy."""

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.sandbox.humans import Human
from bot.storage.tables import responses
from tests.app.conftest import Stage


async def copies(stage: Stage, person: Human) -> list[dict[str, Any]]:
    """Both copies of a quiz's first question."""

    async def found() -> list[dict[str, Any]] | None:
        asked = [m for m in await person.messages() if "1 of 3" in (m.get("text") or "")]
        return asked if len(asked) == 2 else None

    await stage.sandbox.faults("sendMessage", "reset")
    await person.say("/quiz 3")
    return await stage.sandbox.wait_for(found, 30, "a second copy of the question")


def data_of(message: dict[str, Any]) -> list[str]:
    return [button["callback_data"] for row in message["keyboard"] or [] for button in row]


@pytest.mark.parametrize("tapped", [0, 1])
async def test_the_quiz_goes_on_in_the_copy_that_was_tapped(stage: Stage, tapped: int) -> None:
    alma = stage.person("Alma")
    both = await copies(stage, alma)
    mine, other = both[tapped]["id"], both[1 - tapped]["id"]
    await alma.taps("I don't know", message_id=mine)
    await alma.taps("Next", message_id=mine)
    await alma.sees("2 of 3")
    await stage.settled()
    now = {message["id"]: message for message in await alma.messages()}
    assert "¶" in now[mine]["text"], "the feedback stands where the tap was"
    kept = {data.partition(":")[0] for data in data_of(now[mine])}
    assert kept == {"q.source", "o.ask"}, "nothing leads on from there"
    assert "¶" not in now[other]["text"]
    # A copy that never was known keeps its buttons; they say kindly that it is answered.
    left = data_of(now[other])
    assert left == [] or tapped == 1
    async with stage.app.database.read() as tx:
        count = await tx.execute(select(func.count()).select_from(responses))
        assert count.scalar_one() == 1


async def test_a_tap_on_an_answered_question_is_only_told_so(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz 3")
    asked = await alma.sees("1 of 3")
    passing = next(data for data in data_of(asked) if data.startswith("q.pass"))
    await alma.taps("I don't know", message_id=asked["id"])
    await alma.taps("Next", message_id=asked["id"])
    second = await alma.sees("2 of 3")
    await stage.settled()
    before = [(m["id"], m.get("text"), m["keyboard"]) for m in await alma.messages()]
    answer = await alma.forges(passing, second["id"])
    assert answer["text"]
    await stage.settled()
    assert [(m["id"], m.get("text"), m["keyboard"]) for m in await alma.messages()] == before
