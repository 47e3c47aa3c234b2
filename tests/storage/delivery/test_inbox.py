"""The inbox: what came in, once, in order, and for how long."""

from dataclasses import replace
from datetime import timedelta

from bot.storage.cause import Cause, bound
from bot.storage.database import Database
from bot.storage.delivery import inbox
from bot.storage.delivery.inbox import Arrival
from tests.conftest import Clock


def arrival(number: int, lane: str = "1", kind: str = "message") -> Arrival:
    return Arrival(number, lane, kind, "{}", sender=5)


async def put(database: Database, clock: Clock, *arrivals: Arrival) -> None:
    async with database.write() as tx:
        await inbox.put(tx, arrivals, clock())


async def done(database: Database, *numbers: int) -> None:
    with bound(Cause(updates=numbers)):
        async with database.write():
            pass


async def test_an_update_stands_there_once_even_when_it_is_done(
    database: Database, clock: Clock
) -> None:
    await put(database, clock, arrival(1), arrival(1), arrival(2))
    await done(database, 1)
    await put(database, clock, arrival(1), arrival(2))
    async with database.read() as tx:
        assert [row.update_id for row in await inbox.waiting(tx, "1", 10)] == [2]


async def test_another_update_under_an_id_that_is_taken_is_told(
    database: Database, clock: Clock
) -> None:
    await put(database, clock, arrival(1), arrival(2), arrival(3))
    await done(database, 2, 3)
    again = [arrival(1), replace(arrival(1), raw="other"), arrival(2), arrival(3, "elsewhere")]
    async with database.write() as tx:
        # Of what is done the content is forgotten: only another lane or kind can tell.
        assert await inbox.put(tx, again, clock()) == [1, 3]
        assert await inbox.put(tx, [arrival(4), arrival(4)], clock()) == []
        assert [row.raw for row in await inbox.waiting(tx, "1", 1)] == [arrival(1).raw]


async def test_lanes_come_by_their_oldest_update(database: Database, clock: Clock) -> None:
    await put(database, clock, arrival(3, "a"), arrival(1, "b"), arrival(2, "c"), arrival(9, "b"))
    await done(database, 2)
    async with database.read() as tx:
        assert await inbox.waiting_lanes(tx) == ["b", "a"]


async def test_waiting_updates_come_in_order_and_by_kind(database: Database, clock: Clock) -> None:
    await put(database, clock, *(arrival(n, kind="poll" if n == 3 else "vote") for n in (5, 4, 3)))
    async with database.read() as tx:
        assert [row.update_id for row in await inbox.waiting(tx, "1", 2)] == [3, 4]
        assert [row.update_id for row in await inbox.waiting(tx, "1", 9, kind="poll")] == [3]


async def test_what_is_done_is_not_buried(database: Database, clock: Clock) -> None:
    await put(database, clock, arrival(1), arrival(2))
    await done(database, 1)
    async with database.write() as tx:
        assert await inbox.bury(tx, [1, 2, 3], "why", clock()) == [2]
        state = await inbox.state(tx)
    assert (state.waiting, state.oldest, state.dead) == (0, None, 1)


async def test_old_rows_are_forgotten_by_their_state(database: Database, clock: Clock) -> None:
    await put(database, clock, arrival(1), arrival(2), arrival(3))
    await done(database, 1)
    async with database.write() as tx:
        await inbox.bury(tx, [2], "why", clock())
    clock.advance(10)
    now = clock()
    async with database.write() as tx:
        await inbox.prune(tx, done_before=now, dead_before=now - timedelta(seconds=10))
    await put(database, clock, arrival(1), arrival(2), arrival(3))
    async with database.read() as tx:
        assert [row.update_id for row in await inbox.waiting(tx, "1", 10)] == [1, 3]
        assert (await inbox.state(tx)).dead == 1


async def test_a_failed_try_is_counted_for_one_update(database: Database, clock: Clock) -> None:
    await put(database, clock, arrival(1), arrival(2))
    async with database.write() as tx:
        await inbox.add_failure(tx, 2)
        await inbox.add_failure(tx, 2)
        assert [row.failures for row in await inbox.waiting(tx, "1", 9)] == [0, 2]


async def test_the_oldest_that_waits_is_the_one_received_first(
    database: Database, clock: Clock
) -> None:
    await put(database, clock, arrival(1))
    clock.advance(9)
    await put(database, clock, arrival(2))
    async with database.read() as tx:
        assert (await inbox.state(tx)).oldest == clock() - timedelta(seconds=9)
