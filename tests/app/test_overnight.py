"""What people did before midnight counts for that day, however late the bot comes to it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.work import Work
from bot.domain.rounds.round import PollState
from bot.sandbox.client import Sandbox
from bot.services.people.settings import People
from bot.services.quiz.answering import Answering
from bot.storage.tables import attempt_questions, boards, inbox, responses, round_questions
from tests.app.conftest import ShiftedClock, Stage, make_app, running, settings_for

EVE = datetime(2031, 3, 9, 23, 58, tzinfo=UTC)


class Gate:
    """Holds whoever calls a method of a service until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, service: type, method: str) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()
        original = getattr(service, method)

        async def held(*args: Any, **more: Any) -> Any:
            self.reached.set()
            await self.open.wait()
            return await original(*args, **more)

        monkeypatch.setattr(service, method, held)


@pytest.fixture
async def eve(stocked_url: str) -> AsyncIterator[Stage]:
    """The bot two minutes before a midnight of UTC."""
    clock = ShiftedClock()
    clock.ahead = EVE - datetime.now(UTC)
    async with Sandbox.start() as sandbox:
        app = make_app(settings_for(sandbox, stocked_url), clock)
        async with running(app):
            yield Stage(sandbox, app, clock)


async def arrived(stage: Stage, kind: str, count: int = 1) -> None:
    """Until so many updates of that kind wait in the inbox."""
    query = select(inbox.c.update_id).where(inbox.c.kind == kind, inbox.c.state == "waiting")

    async def found() -> bool | None:
        async with stage.app.database.read() as tx:
            return len((await tx.execute(query)).all()) >= count or None

    await stage.sandbox.wait_for(found, 20, f"a {kind} in the inbox")


async def days(stage: Stage) -> set[date]:
    """The days on whose boards somebody stands, once somebody does."""
    query = select(boards.c.first_day).where(boards.c.period == "day")

    async def found() -> set[date] | None:
        async with stage.app.database.read() as tx:
            return set((await tx.execute(query)).scalars()) or None

    return await stage.sandbox.wait_for(found, 20, "a total of a day")


async def test_a_tap_behind_a_slow_update_counts_for_its_own_day(
    eve: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    alma = eve.person("Alma")
    await alma.say("/quiz 1")
    asked = await alma.sees("1 of 1")
    slow = Gate(monkeypatch, People, "show")
    await alma.say("/privacy")
    await asyncio.wait_for(slow.reached.wait(), 20)
    await alma.taps("I don't know", message_id=asked["id"], wait=0)
    await arrived(eve, "callback_query")
    eve.clock.ahead += timedelta(minutes=10)
    slow.open.set()
    assert await days(eve) == {EVE.date()}
    async with eve.app.database.read() as tx:
        answered = (await tx.execute(select(responses.c.at))).scalar_one()
        put = (await tx.execute(select(attempt_questions.c.asked_at))).scalar_one()
    assert EVE <= put <= answered < EVE + timedelta(minutes=2)


async def test_a_question_is_asked_when_the_bot_asks_it_not_when_it_was_wished_for(
    eve: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time that the bot was busy is no time that the learner took."""
    alma = eve.person("Alma")
    await alma.say("/quiz 2")
    asked = await alma.sees("1 of 2")
    await alma.taps("I don't know", message_id=asked["id"])
    busy = Gate(monkeypatch, Answering, "next")
    await alma.taps("Next", message_id=asked["id"], wait=0)
    await asyncio.wait_for(busy.reached.wait(), 20)
    eve.clock.ahead += timedelta(minutes=10)
    busy.open.set()
    await alma.sees("2 of 2")
    await alma.taps("I don't know")
    await alma.taps("See the result")
    ended = await alma.sees("0 of 2")
    assert "10 min" not in ended["text"]
    assert await days(eve) == {EVE.date(), EVE.date() + timedelta(days=1)}


async def test_a_vote_cast_before_the_close_and_taken_after_it_counts_for_its_own_day(
    eve: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    alma, boris, group = eve.person("Alma"), eve.person("Boris"), await eve.group()
    await eve.advance(60)  # so that midnight comes without a leap that would look like an outage
    slow = Gate(monkeypatch, Work, "_take")
    await alma.say("/quiz 1 60", chat=group.id)
    await alma.sees_poll(group.id)
    for voter in (alma, boris):  # a round of one alone counts on no board
        await voter.vote(0, chat=group.id)
    await asyncio.wait_for(slow.reached.wait(), 20)
    await arrived(eve, "poll_answer", 2)
    await eve.advance(100)
    slow.open.set()  # the close waits for it

    async def closed() -> bool | None:
        async with eve.app.database.read() as tx:
            state = (await tx.execute(select(round_questions.c.state))).scalar_one()
        return state == PollState.CLOSED.value or None

    await eve.sandbox.wait_for(closed, 20, "the question closed")
    assert await days(eve) == {EVE.date()}
    assert await eve.app.services.boards.check_totals() == []
