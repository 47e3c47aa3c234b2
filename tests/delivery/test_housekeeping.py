"""Now and then: what is old goes, and what nobody was told of is found."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy import Column, insert, select

from bot.delivery.housekeeping import Housekeeping
from bot.domain.owed import Owed
from bot.storage import tables
from bot.storage.cause import Cause, bound
from bot.storage.database import Database
from tests.conftest import Clock
from tests.delivery.conftest import ALMA, Bench, Ticker, one_database, text

TWO_DAYS, THIRTY_DAYS = timedelta(days=2), timedelta(days=30)
LONG = timedelta(days=400)
MOMENT = timedelta(microseconds=1)


def housekeeping(
    database: Database, clock: Clock, ticker: Ticker, looks: list[str]
) -> Housekeeping:
    """One that only notes when it looked for work."""

    async def look() -> None:
        looks.append("looked")

    return Housekeeping(database, look=look, clock=clock, pause=ticker.pause)


async def tidied(database: Database, clock: Clock) -> None:
    await housekeeping(database, clock, Ticker(clock), []).tidy()


async def kept(database: Database, column: Column[int]) -> set[int]:
    async with database.read() as tx:
        return set((await tx.execute(select(column))).scalars())


async def updates(
    database: Database, clock: Clock, rows: Iterable[tuple[int, str, timedelta]]
) -> None:
    """Updates by id, state, and how long ago they came and, unless they wait, came to an end."""
    values = [
        {
            "update_id": number,
            "lane": "1",
            "kind": "message",
            "state": state,
            "received_at": clock() - ago,
            "done_at": None if state == "waiting" else clock() - ago,
        }
        for number, state, ago in rows
    ]
    async with database.write() as tx:
        await tx.execute(insert(tables.inbox), values)


async def test_updates_are_kept_by_their_state_for_two_or_thirty_days_to_the_moment(
    database: Database, clock: Clock
) -> None:
    rows = (
        (1, "done", TWO_DAYS),
        (2, "done", TWO_DAYS + MOMENT),
        (3, "dead", TWO_DAYS + MOMENT),
        (4, "dead", THIRTY_DAYS),
        (5, "dead", THIRTY_DAYS + MOMENT),
        (6, "waiting", LONG),
    )
    await updates(database, clock, rows)
    await tidied(database, clock)
    assert await kept(database, tables.inbox.c.update_id) == {1, 3, 4, 6}


async def test_an_update_is_kept_from_its_end_not_from_its_coming(
    database: Database, clock: Clock
) -> None:
    row = {
        "update_id": 1,
        "lane": "1",
        "kind": "message",
        "state": "done",
        "received_at": clock() - LONG,
        "done_at": clock(),
    }
    async with database.write() as tx:
        await tx.execute(insert(tables.inbox).values(row))
    await tidied(database, clock)
    assert await kept(database, tables.inbox.c.update_id) == {1}


async def test_what_failed_is_kept_for_thirty_days_and_what_is_owed_for_ever(
    database: Database, clock: Clock
) -> None:
    rows = (
        (1, "failed", THIRTY_DAYS),
        (2, "failed", THIRTY_DAYS + MOMENT),
        (3, "unknown", THIRTY_DAYS),
        (4, "unknown", THIRTY_DAYS + MOMENT),
        (5, "due", LONG),
        (6, "sending", LONG),
    )
    values = [
        {"id": number, "chat": 1, "screen": "x", "args": {}, "state": state, "created_at": at}
        for number, state, ago in rows
        if (at := clock() - ago)
    ]
    async with database.write() as tx:
        await tx.execute(insert(tables.owed), values)
    await tidied(database, clock)
    assert await kept(database, tables.owed.c.id) == {1, 3, 5, 6}


async def test_a_place_is_remembered_for_thirty_days(database: Database, clock: Clock) -> None:
    values = [
        {"chat": 1, "place": str(number), "message_id": number, "at": clock() - ago}
        for number, ago in ((1, THIRTY_DAYS), (2, THIRTY_DAYS + MOMENT))
    ]
    async with database.write() as tx:
        await tx.execute(insert(tables.shown), values)
    await tidied(database, clock)
    assert await kept(database, tables.shown.c.message_id) == {1}


@one_database
async def test_it_looks_and_tidies_every_minute_bound_to_nobodys_update(
    database: Database, clock: Clock
) -> None:
    ticker, looks = Ticker(clock), list[str]()
    await updates(database, clock, [(1, "done", TWO_DAYS)])
    with bound(Cause([99])):
        task = asyncio.create_task(housekeeping(database, clock, ticker, looks).run())
    for minute in range(3):
        await ticker.waiting(task)
        assert (ticker.waits, looks) == ([60.0], ["looked"] * minute)
        ticker.advance(60.0)
    await ticker.waiting(task)
    assert await kept(database, tables.inbox.c.update_id) == set()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_update_that_nobody_was_told_of_is_worked_off(bench: Bench) -> None:
    async with bench.database.write() as tx:
        row = {
            "update_id": 1,
            "lane": str(ALMA),
            "kind": "message",
            "state": "waiting",
            "raw": '{"update_id": 1}',
            "received_at": bench.clock(),
            "failures": 0,
        }
        await tx.execute(insert(tables.inbox).values(row))
    await bench.runtime.housekeeping.tidy()
    await bench.settle()
    assert await bench.states() == {1: "done"}


async def test_a_debt_that_nobody_was_told_of_is_paid(bench: Bench) -> None:
    await bench.owe(Owed(ALMA, "echo", {"text": "found"}))
    with bound(Cause()):
        await bench.runtime.housekeeping.tidy()
    assert await bench.runtime.sender._look() is None
    await bench.telegram.until(1, "sendMessage")
    await bench.settle()
    assert bench.telegram.texts() == ["found"]


async def test_an_update_that_is_forgotten_and_comes_again_is_taken_for_a_new_one(
    bench: Bench,
) -> None:
    """Why two days: Telegram itself keeps an update for one."""
    await bench.receive(text(1, "hello"))
    await bench.settle()
    bench.clock.advance(TWO_DAYS.total_seconds())
    await bench.runtime.housekeeping.tidy()
    await bench.receive(text(1, "hello"))
    await bench.settle()
    assert bench.telegram.texts() == ["hello"]
