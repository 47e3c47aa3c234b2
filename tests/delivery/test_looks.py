"""Inline queries: answered at once, only a person's newest, and nothing of them stays."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest

from bot.delivery.looks import SIDE_BY_SIDE, Looks, is_look
from bot.delivery.metrics import Metrics
from tests.conftest import Clock

ALMA, BORIS = 5_000_000_001, 5_000_000_002


def look(words: str, person: int = ALMA) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "A"}
    query = {"id": f"{person}:{words}", "from": sender, "query": words, "offset": ""}
    return {"update_id": 7, "inline_query": query}


class Handler:
    """Notes what it is given; holds each one until ``let`` is set."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.let = asyncio.Event()
        self.fails: Exception | None = None

    async def __call__(self, update: Update) -> None:
        assert update.inline_query is not None
        self.begun.append(update.inline_query.query)
        await self.let.wait()
        if self.fails is not None:
            raise self.fails


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def looks(handler: Handler, clock: Clock) -> Looks:
    return Looks(Bot("1:a"), handle=handler, clock=clock, metrics=Metrics())


Until = Callable[[int], Awaitable[None]]


async def begun(handler: Handler, number: int) -> None:
    async with asyncio.timeout(60):
        while len(handler.begun) < number:  # noqa: ASYNC110 - one turn of the loop each
            await asyncio.sleep(0)


async def test_of_a_person_only_the_newest_is_answered(looks: Looks, handler: Handler) -> None:
    looks.take([look("t")])
    await begun(handler, 1)
    looks.take([look("te"), look("tea"), look("x", BORIS)])
    await begun(handler, 2)
    handler.let.set()
    await looks.idle()
    assert handler.begun == ["t", "x", "tea"], "others do not wait behind it"


async def test_only_some_are_worked_on_at_a_time(looks: Looks, handler: Handler) -> None:
    looks.take(look(str(number), number) for number in range(1, SIDE_BY_SIDE + 3))
    await begun(handler, SIDE_BY_SIDE)
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(handler.begun) == SIDE_BY_SIDE
    handler.let.set()
    await looks.idle()
    assert len(handler.begun) == SIDE_BY_SIDE + 2


async def test_what_waited_too_long_is_dropped(
    looks: Looks, handler: Handler, clock: Clock
) -> None:
    looks.take([look("t")])
    await begun(handler, 1)
    looks.take([look("tea")])
    clock.advance(10)
    handler.let.set()
    await looks.idle()
    assert handler.begun == ["t"]


@pytest.mark.parametrize("error", [BadRequest("Query is too old"), RuntimeError("tea leaves")])
async def test_a_failure_ends_there_and_quotes_nothing(
    looks: Looks, handler: Handler, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    handler.let.set()
    handler.fails = error
    looks.take([look("secret")])
    await looks.idle()
    handler.fails = None
    looks.take([look("next")])
    await looks.idle()
    assert handler.begun == ["secret", "next"]
    [record] = caplog.records
    assert "secret" not in record.getMessage()


async def test_what_cannot_be_parsed_stops_nobody(looks: Looks, handler: Handler) -> None:
    handler.let.set()
    broken = look("t")
    del broken["inline_query"]["id"]
    looks.take([broken, look("x", BORIS)])
    await looks.idle()
    assert handler.begun == ["x"]


async def test_at_the_end_nothing_more_is_answered(looks: Looks, handler: Handler) -> None:
    looks.take([look("t")])
    await begun(handler, 1)
    looks.take([look("tea")])
    await looks.close()
    assert handler.begun == ["t"]


@pytest.mark.parametrize(
    "item",
    [None, {}, {"inline_query": None}, {"inline_query": {}}, {"inline_query": {"from": {}}},
     {"inline_query": {"from": {"id": True}}}, {"message": {"from": {"id": 1}}}],
)  # fmt: skip
def test_what_names_no_sender_is_no_look(item: object) -> None:
    assert not is_look(item)
