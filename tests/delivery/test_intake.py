"""Updates are durable before they are confirmed, and a trouble of the line loses none."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

import pytest
from sqlalchemy import insert
from telegram.error import NetworkError, TimedOut

from bot.delivery.contact import Contact
from bot.delivery.intake import BATCH, LONG_POLL, Intake, Poller
from bot.delivery.metrics import Metrics
from bot.domain.errors import SecondPoller, TokenRejected
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.delivery import inbox
from bot.storage.delivery.numbering import Mark, mark_of
from tests.conftest import Clock
from tests.delivery.conftest import ALMA, Ticker, closed, one_database, text
from tests.delivery.telegram_double import BOT_ID, TelegramDouble, ok, refusal


class Line:
    """A poller and the Telegram it polls."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.clock = clock
        self.database = database
        self.telegram = TelegramDouble()
        self.ticker = Ticker(clock)
        self.metrics = Metrics()
        self.contact = Contact(clock)
        self.woken: list[str] = []
        self.looks: list[object] = []
        intake = Intake(
            database, bot_id=BOT_ID, wake=self.woken.extend, look=self.looks.extend, clock=clock,
            metrics=self.metrics,
        )  # fmt: skip
        self.poller = Poller(
            intake,
            self.telegram,
            "http://x/bot1:a",
            clock=clock,
            rng=random.Random(1),
            metrics=self.metrics,
            contact=self.contact,
            pause=self.ticker.pause,
        )

    def gives(self, *batches: Any) -> None:
        self.telegram.next("getUpdates", *batches)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.poller.run())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def polled(self, times: int) -> list[dict[str, list[str]]]:
        """Wait for that many calls of getUpdates; what they asked."""
        calls = await self.telegram.until(times, "getUpdates")
        return [parse_qs(call.params["query"]) for call in calls]

    async def states(self) -> dict[int, str]:
        async with self.database.read() as tx:
            return {
                row.update_id: row.lane
                for lane in await inbox.waiting_lanes(tx)
                for row in await inbox.waiting(tx, lane, 100)
            }


@pytest.fixture
def line(database: Database, clock: Clock) -> Line:
    return Line(database, clock)


async def test_the_offset_moves_only_with_the_batch_in_the_inbox(line: Line) -> None:
    stored: list[dict[int, str]] = []

    async def second(_: Any) -> Any:
        stored.append(await line.states())
        return ok([])

    line.gives(ok([text(7, "a"), text(8, "b")]), second)
    async with line.running():
        asked = await line.polled(3)
    assert ["offset" in one for one in asked] == [False, True, True]
    assert asked[1]["offset"] == ["9"]
    assert stored == [{7: str(ALMA), 8: str(ALMA)}]
    assert line.woken == [str(ALMA)]


@one_database
async def test_looks_are_handed_on_and_never_stored(line: Line) -> None:
    """A batch of nothing else is confirmed all the same, and not even the offset is written."""
    look = {"update_id": 7, "inline_query": {"id": "1", "from": {"id": ALMA}, "query": "te"}}
    nobodys = {"update_id": 9, "inline_query": {"id": "3", "query": "tea"}}
    marks: list[Mark | None] = []

    async def second(_: Any) -> Any:
        async with line.database.read() as tx:
            marks.append(await mark_of(tx, BOT_ID))
        return ok([look | {"update_id": 8}, nobodys, text(10, "a")])

    line.gives(ok([look]), second)
    async with line.running():
        asked = await line.polled(3)
    assert [one.get("offset") for one in asked] == [None, ["8"], ["11"]]
    assert marks == [None]
    assert line.looks == [look, look | {"update_id": 8}]
    assert await line.states() == {9: "other", 10: str(ALMA)}


@one_database
async def test_the_webhook_is_deleted_first_and_the_kinds_are_named(line: Line) -> None:
    async with line.running():
        (asked,) = await line.polled(1)
    assert [call.method for call in line.telegram.calls] == ["deleteWebhook", "getUpdates"]
    assert json.loads(asked["allowed_updates"][0]) == [
        "message",
        "callback_query",
        "poll",
        "poll_answer",
        "inline_query",
        "my_chat_member",
        "chat_member",
    ]


@one_database
async def test_the_first_poll_is_answered_at_once_and_later_ones_when_something_comes(
    line: Line,
) -> None:
    line.gives(ok([]), ok([]))
    async with line.running():
        asked = await line.polled(3)
    assert [one["timeout"] for one in asked] == [["0"], [str(LONG_POLL)], [str(LONG_POLL)]]


@one_database
async def test_what_telegram_held_is_here_when_a_batch_comes_that_is_not_full(line: Line) -> None:
    complete: list[bool] = []

    def then(*batch: Any) -> Any:
        async def answer(_: Any) -> Any:
            complete.append(line.contact.complete)
            return ok(list(batch))

        return answer

    full = [text(number, "a") for number in range(1, BATCH + 1)]
    line.gives(then(*full), then(text(BATCH + 1, "last")), then(), TimedOut(), then(), then())
    async with line.running() as task:
        await line.polled(4)
        await line.ticker.waiting(task)
        line.ticker.advance(60)
        asked = await line.polled(7)
    assert complete == [False, False, True, False, True]
    held = ["0", "0", str(LONG_POLL), str(LONG_POLL), "0", str(LONG_POLL), str(LONG_POLL)]
    assert [one["timeout"][0] for one in asked] == held


@one_database
async def test_the_line_is_held_longer_than_telegram_may_hold_the_answer(line: Line) -> None:
    line.gives(ok([]))
    async with line.running():
        asked = await line.polled(2)
    held = [int(one["timeout"][0]) for one in asked]
    assert held == [0, LONG_POLL]
    for call, seconds in zip(line.telegram.of("getUpdates"), held, strict=True):
        assert call.read_timeout is not None
        assert call.read_timeout > seconds


async def test_a_restart_goes_on_where_it_stopped(
    line: Line, database: Database, clock: Clock
) -> None:
    line.gives(ok([text(7, "a")]))
    async with line.running():
        await line.polled(2)
    again = Line(database, clock)
    async with again.running():
        assert (await again.polled(1))[0]["offset"] == ["8"]


async def test_an_old_offset_is_not_trusted(line: Line) -> None:
    line.gives(ok([text(7, "a")]), ok([]))
    async with line.running():
        await line.polled(2)
        line.clock.advance(2 * 24 * 3600 + 1)
        line.gives(ok([]))
    again = Line(line.database, line.clock)
    async with again.running():
        assert "offset" not in (await again.polled(1))[0]


async def test_an_offset_of_unknown_age_is_not_trusted(line: Line) -> None:
    """What came in before it is forgotten: it may have been long ago."""
    async with line.database.write() as tx:
        await tx.execute(insert(tables.poller).values(bot_id=BOT_ID, next_update_id=8))
    async with line.running():
        assert "offset" not in (await line.polled(1))[0]


async def test_the_same_batch_twice_is_stored_once(line: Line) -> None:
    line.gives(ok([text(7, "a")]), ok([text(7, "a")]))
    async with line.running():
        await line.polled(3)
    assert await line.states() == {7: str(ALMA)}


@one_database
async def test_an_id_that_comes_again_with_another_content_is_logged_by_its_id_only(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.gives(ok([text(7, "a")]), ok([text(7, "a"), text(7, "secret")]))
    async with line.running():
        await line.polled(3)
    [told] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert told.message == "left out: its id is another update's"
    assert told.__dict__["update"] == 7
    assert await line.states() == {7: str(ALMA)}


async def test_running_counts_are_dropped_and_confirmed(line: Line) -> None:
    counts = [closed(7, "p", is_closed=False), closed(9, "r", is_closed=False)]
    line.gives(ok([counts[0], closed(8, "q"), counts[1]]))
    async with line.running():
        asked = await line.polled(2)
    assert asked[1]["offset"] == ["10"]
    assert await line.states() == {8: "poll:q"}


async def test_poison_is_kept_aside_and_confirmed(line: Line) -> None:
    line.gives(ok(["poison", {"update_id": 7, "message": 1}, text(8, "fine")]))
    async with line.running():
        asked = await line.polled(2)
    assert asked[1]["offset"] == ["9"]
    assert await line.states() == {8: str(ALMA)}
    async with line.database.read() as tx:
        assert (await inbox.state(tx)).dead == 2


async def test_a_batch_that_could_not_be_stored_is_not_confirmed(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, failures = inbox.put, [ConnectionError("the database is away")]

    async def failing(*args: Any) -> list[int]:
        if failures:
            raise failures.pop()
        return await put(*args)

    monkeypatch.setattr(inbox, "put", failing)
    line.gives(ok([text(7, "a")]))
    async with line.running():
        await line.polled(1)
        await line.ticker.waiting()
        assert len(line.telegram.of("getUpdates")) == 1
        line.ticker.advance(1)
        await line.polled(2)
    assert await line.states() == {7: str(ALMA)}


@one_database
@pytest.mark.parametrize(
    "trouble",
    [
        TimedOut(),
        NetworkError("reset"),
        refusal(502, "Bad Gateway"),
        refusal(429, "Too Many Requests", retry_after=1),
        (200, {"ok": True, "result": "what"}),
    ],
)
async def test_a_trouble_of_the_line_passes(line: Line, trouble: Any) -> None:
    line.gives(trouble, ok([text(7, "a")]))
    async with line.running():
        await line.polled(1)
        await line.ticker.waiting()
        line.ticker.advance(30)
        await line.polled(3)
    assert await line.states() == {7: str(ALMA)}


@one_database
async def test_a_trouble_is_logged_seldom_and_its_end_once(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.gives(*[TimedOut()] * 4, ok([]))
    with caplog.at_level("INFO"):
        async with line.running():
            for times in range(1, 5):
                await line.polled(times)
                await line.ticker.waiting()
                line.ticker.advance(30)
            await line.polled(6)
    assert caplog.messages == [
        *(
            f"updates do not come in (TimedOut); trying again until they do, tries so far: {tries}"
            for tries in (1, 2, 4)
        ),
        "updates come in again",
    ]


@one_database
async def test_a_rejected_token_ends_the_poller(line: Line) -> None:
    line.telegram.next("deleteWebhook", refusal(401, "Unauthorized"))
    with pytest.raises(TokenRejected, match="BOT_TOKEN"):
        await line.poller.run()


CONFLICT = refusal(409, "Conflict: terminated by other getUpdates request")


@one_database
async def test_a_second_poller_ends_it_after_a_while(line: Line) -> None:
    line.gives(*[CONFLICT] * 100)
    async with line.running() as task:
        while not task.done():
            if line.ticker.waits:
                line.ticker.advance(3)
            await asyncio.sleep(0)
        with pytest.raises(SecondPoller, match="another program is polling"):
            await task


async def gives_up_after(line: Line, step: float) -> float:
    """Seconds from the first conflict to the end, each pause being ``step`` long."""
    async with line.running() as task:
        await line.ticker.waiting()
        met = line.clock()
        while not task.done():
            if line.ticker.waits:
                line.ticker.advance(step)
            await asyncio.sleep(0)
        with pytest.raises(SecondPoller):
            await task
    return (line.clock() - met).total_seconds()


@one_database
@pytest.mark.parametrize(("alone", "patience"), [(59, 20), (60, 180)])
async def test_the_newcomer_gives_way_not_who_polled_before(
    line: Line, caplog: pytest.LogCaptureFixture, alone: int, patience: int
) -> None:
    """Whoever polled undisturbed for a minute waits three of them, a newcomer 20 seconds."""

    async def held(_: Any) -> Any:
        line.clock.advance(alone)
        return ok([])

    line.gives(held, *[CONFLICT] * 100)
    assert patience <= await gives_up_after(line, 3) < patience + 3
    (said,) = caplog.messages
    assert said == (f"another program polls with this token; waiting {patience} s for it to stop")


@one_database
async def test_what_came_between_conflicts_makes_nobody_the_first(line: Line) -> None:
    """The newcomer's calls sometimes go through: that is not yet polling undisturbed."""
    line.gives(*[ok([]), CONFLICT] * 100)
    assert 20 <= await gives_up_after(line, 3) < 23


@one_database
async def test_a_conflict_after_a_minute_of_calm_is_a_new_one(line: Line) -> None:
    async def held(_: Any) -> Any:
        line.clock.advance(61)
        return ok([])

    line.gives(CONFLICT, held, CONFLICT, ok([text(7, "a")]))
    async with line.running() as task:
        for _ in range(2):
            await line.ticker.waiting(task)
            line.ticker.advance(3)
        await line.polled(5)
    assert await line.states() == {7: str(ALMA)}


@one_database
async def test_a_short_overlap_of_pollers_is_tolerated(line: Line) -> None:
    line.gives(CONFLICT, CONFLICT, ok([text(7, "a")]))
    async with line.running():
        for times in (1, 2):
            await line.polled(times)
            await line.ticker.waiting()
            line.ticker.advance(3)
        await line.polled(4)
    assert await line.states() == {7: str(ALMA)}


# --- contact -------------------------------------------------------------------------------------


@one_database
async def test_telegram_is_in_reach_from_its_first_answer(line: Line) -> None:
    line.gives(TimedOut(), ok([]))
    async with line.running():
        await line.polled(1)
        await line.ticker.waiting()
        assert line.contact.since is None
        line.ticker.advance(1)
        await line.polled(3)
        assert line.contact.since == line.clock()


@one_database
async def test_an_outage_of_the_line_begins_the_contact_anew(line: Line) -> None:
    line.gives(ok([]), TimedOut(), ok([]))
    async with line.running():
        await line.polled(2)
        await line.ticker.waiting()
        assert line.contact.since is None
        line.ticker.advance(3600)
        await line.polled(4)
        assert line.contact.since == line.clock()


@one_database
async def test_a_batch_that_leaves_something_at_telegram_is_no_contact(line: Line) -> None:
    since: list[datetime | None] = []

    async def second(_: Any) -> Any:
        since.append(line.contact.since)
        return ok([])

    line.gives(ok([text(number, "a") for number in range(BATCH)]), second)
    async with line.running():
        await line.polled(3)
    assert since == [None]
    assert line.contact.since == line.clock()
