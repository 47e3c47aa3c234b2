"""Ids of another bot, or of a numbering that Telegram began anew, are no repetition."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.database import Database
from bot.storage.delivery import inbox, numbering
from bot.storage.delivery.inbox import Arrival
from bot.storage.delivery.numbering import SILENCE, Mark
from bot.storage.tables import inbox as inbox_table
from tests.conftest import Clock

BOT, OTHER_BOT = 7, 8


async def come(
    database: Database,
    clock: Clock,
    *numbers: int,
    bot: int = BOT,
    lane: str = "1",
    raw: str = "{}",
) -> None:
    """Updates with these ids come in by webhook, for one lane."""
    async with database.write() as tx:
        await numbering.advance(tx, bot, clock())
        arrivals = [Arrival(number, lane, "message", raw) for number in numbers]
        assert await inbox.put(tx, arrivals, clock()) == []


async def done(database: Database, *numbers: int) -> None:
    with bound(Cause(updates=numbers)):
        async with database.write():
            pass


async def raws(database: Database, lane: str = "1") -> list[str]:
    async with database.read() as tx:
        return [row.raw for row in await inbox.waiting(tx, lane, 10)]


async def mark(database: Database, bot: int = BOT) -> Mark | None:
    async with database.read() as tx:
        return await numbering.mark_of(tx, bot)


async def test_the_offset_is_kept_for_each_bot_with_its_age(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        for bot, next_id in ((BOT, 100), (BOT, 200), (OTHER_BOT, 5)):
            await numbering.advance(tx, bot, clock(), next_id)
            clock.advance(9)
    now = clock()
    assert await mark(database) == Mark(BOT, 200, now - timedelta(seconds=18))
    assert await mark(database, OTHER_BOT) == Mark(OTHER_BOT, 5, now - timedelta(seconds=9))
    assert await mark(database, 9) is None


async def test_an_id_that_another_bot_had_is_taken_in(database: Database, clock: Clock) -> None:
    await come(database, clock, 1, 2)
    await done(database, 1)
    await come(database, clock, 1, 2, bot=OTHER_BOT, raw="new")
    assert await raws(database) == ["{}", "new", "new"]


async def test_after_a_long_silence_an_id_may_come_anew(database: Database, clock: Clock) -> None:
    await come(database, clock, 1, 2, 3)
    await done(database, 2)
    async with database.write() as tx:
        await inbox.bury(tx, [3], "why", clock())
    clock.advance(SILENCE.total_seconds() + 1)
    await come(database, clock, 1, 2, 3, raw="new")
    assert await raws(database) == ["{}", "new", "new", "new"]
    async with database.read() as tx:
        assert (await inbox.state(tx)).dead == 1


async def test_within_a_numbering_an_id_comes_once(database: Database, clock: Clock) -> None:
    await come(database, clock, 1)
    await done(database, 1)
    clock.advance(SILENCE.total_seconds())
    await come(database, clock, 1)
    assert await raws(database) == []


async def test_what_waits_stays_in_order_and_before_the_new(
    database: Database, clock: Clock
) -> None:
    for numbers, lane in (((50, 40), "1"), ((45,), "2"), ((60,), "1")):
        await come(database, clock, *numbers, lane=lane, raw=str(numbers))
    await come(database, clock, 3, bot=OTHER_BOT, raw="second")
    await come(database, clock, 9, bot=BOT, raw="third")
    assert await raws(database) == ["(50, 40)", "(50, 40)", "(60,)", "second", "third"]
    assert await raws(database, "2") == ["(45,)"]
    async with database.read() as tx:
        assert await inbox.waiting_lanes(tx) == ["1", "2"]
        ids = list((await tx.execute(select(inbox_table.c.update_id))).scalars())
    assert len(set(ids)) == len(ids) == 6


async def test_what_is_worked_on_meanwhile_is_done_under_its_new_id_only(
    database: Database, clock: Clock
) -> None:
    await come(database, clock, 5)
    await come(database, clock, 1, bot=OTHER_BOT, raw="new")
    with pytest.raises(AlreadyDone):
        await done(database, 5)
    assert await raws(database) == ["{}", "new"]


async def test_an_offset_of_the_numbering_before_is_forgotten(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await numbering.advance(tx, BOT, clock(), 100)
    clock.advance(SILENCE.total_seconds() + 1)
    await come(database, clock, 1)
    assert await mark(database) == Mark(BOT, None, clock())


async def test_a_delivery_keeps_the_offset_and_is_noted_once_a_minute(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await numbering.advance(tx, BOT, clock(), 100)
    began = clock()
    clock.advance(59)
    await come(database, clock, 1)
    assert await mark(database) == Mark(BOT, 100, began)
    clock.advance(1)
    await come(database, clock, 2)
    assert await mark(database) == Mark(BOT, 100, clock())
