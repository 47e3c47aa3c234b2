"""Now and then: what is old goes, and what nobody was told of is found."""

from datetime import timedelta

from sqlalchemy import insert

from bot.domain.owed import Owed
from bot.storage import tables
from bot.storage.cause import Cause, bound
from tests.delivery.conftest import ALMA, Bench, text


async def test_what_is_old_is_forgotten(bench: Bench) -> None:
    bad = text(2, "bad")
    await bench.receive(text(1, "hello"), bad)
    await bench.settle()
    await bench.shown(ALMA, "score", 7)
    bench.clock.advance(timedelta(days=2, seconds=1).total_seconds())
    await bench.runtime.housekeeping.tidy()
    assert await bench.states() == {2: "dead"}
    bench.clock.advance(timedelta(days=29).total_seconds())
    await bench.runtime.housekeeping.tidy()
    assert await bench.states() == {}


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
