"""Debts and what they leave on a chat's wall."""

from datetime import timedelta

from sqlalchemy import select

from bot.domain.owed import Owed, Timer
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.delivery import debts, due
from bot.storage.delivery.owing import owe, set_timer
from tests.conftest import Clock


async def put(database: Database, clock: Clock, *owed: Owed) -> list[int]:
    async with database.write() as tx:
        await owe(tx, owed, clock())
        ids = await tx.execute(select(tables.owed.c.id).order_by(tables.owed.c.id))
        return list(ids.scalars())


async def test_a_debt_comes_back_as_it_was_owed(database: Database, clock: Clock) -> None:
    owed = Owed(-5, "score", {"n": 1, "x": None}, "p", True, 7, None, clock(), True)
    await put(database, clock, owed)
    async with database.read() as tx:
        (debt,) = await debts.of_chat(tx, -5, 10)
    assert debt.owed == owed
    assert (debt.created_at, debt.not_before, debt.tries) == (clock(), None, 0)


async def test_a_chat_waits_as_long_as_any_of_its_debts(database: Database, clock: Clock) -> None:
    first, second, *_ = await put(
        database, clock, Owed(1, "a"), Owed(1, "b"), Owed(1, "c"), Owed(2, "d")
    )
    soon, later = (clock() + timedelta(seconds=seconds) for seconds in (5, 9))
    async with database.write() as tx:
        await debts.postpone(tx, [first], soon, counted=True)
        await debts.postpone(tx, [second], later, counted=False)
    async with database.read() as tx:
        assert await debts.chats(tx) == {1: later, 2: None}
        mine = [(debt.not_before, debt.tries) for debt in await debts.of_chat(tx, 1, 10)]
        assert mine == [(soon, 1), (later, 0), (None, 0)]


async def test_a_place_that_is_drawn_again_is_not_an_old_one(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await debts.show(tx, 1, "score", 7, clock())
        clock.advance(60)
        await debts.show(tx, 1, "score", 7, clock())
        await debts.prune(tx, shown_before=clock(), kept_before=clock())
        assert await debts.shown_at(tx, 1, "score") == 7


async def test_toasts_come_oldest_first_and_only_of_the_chats_asked_for(
    database: Database, clock: Clock
) -> None:
    taps = [Owed(chat, "toast", callback=f"q{n}") for n, chat in enumerate((1, 2, 1, 3))]
    await put(database, clock, *taps)
    async with database.read() as tx:
        assert [debt.owed.callback for debt in await debts.toasts(tx, 3)] == ["q0", "q1", "q2"]
        mine = await debts.toasts(tx, 9, [1, 3])
        assert [debt.owed.callback for debt in mine] == ["q0", "q2", "q3"]


async def test_toasts_are_not_on_the_wall(database: Database, clock: Clock) -> None:
    await put(database, clock, Owed(1, "toast", callback="q"))
    async with database.read() as tx:
        assert await debts.chats(tx) == {}
        assert [debt.owed.callback for debt in await debts.toasts(tx, 10)] == ["q"]


async def test_a_call_is_begun_once(database: Database, clock: Clock) -> None:
    (number,) = await put(database, clock, Owed(1, "poll", once=True))
    async with database.write() as tx:
        assert await debts.begin_once(tx, number)
        assert not await debts.begin_once(tx, number)
        assert [debt.id for debt in await debts.begun(tx)] == [number]
        assert await debts.chats(tx) == {}


async def test_a_moved_group_takes_debts_and_timers_along(database: Database, clock: Clock) -> None:
    (number,) = await put(database, clock, Owed(-1, "a", place="p"))
    async with database.write() as tx:
        await debts.postpone(tx, [number], clock() + timedelta(seconds=9), counted=False)
        await debts.show(tx, -1, "p", 7, clock())
        await set_timer(tx, Timer("k", clock(), -1, "close"))
        await debts.move_chat(tx, -1, -2)
    async with database.read() as tx:
        assert await debts.chats(tx) == {-2: None}
        assert [timer.chat for timer in await due.due(tx, clock())] == [-2]
        assert await debts.shown_at(tx, -2, "p") is None


async def test_states_are_counted_and_old_ones_forgotten(database: Database, clock: Clock) -> None:
    one, two, _ = await put(database, clock, Owed(1, "a"), Owed(1, "b"), Owed(1, "c"))
    async with database.write() as tx:
        await debts.give_up(tx, [one], "failed", "why")
        await debts.give_up(tx, [two], "unknown", "why")
        await debts.show(tx, 1, "p", 7, clock())
        state = await debts.state(tx)
        assert (state.due, state.failed, state.unknown) == (1, 1, 1)
        later = clock() + timedelta(seconds=1)
        await debts.prune(tx, shown_before=later, kept_before=later)
        state = await debts.state(tx)
        assert (state.due, state.failed, state.unknown) == (1, 0, 0)
        assert await debts.shown_at(tx, 1, "p") is None


async def test_timers_are_due_in_order_and_the_next_is_known(
    database: Database, clock: Clock
) -> None:
    now = clock()
    async with database.write() as tx:
        for key, seconds in (("late", 5), ("b", 0), ("a", 0), ("early", -5)):
            await set_timer(tx, Timer(key, now + timedelta(seconds=seconds), 1, "x"))
        assert [timer.key for timer in await due.due(tx, now)] == ["early", "a", "b"]
        assert await due.next_due(tx, now) == now + timedelta(seconds=5)
        assert await due.next_due(tx, now + timedelta(seconds=5)) is None


async def test_a_place_follows_the_message_that_is_acted_on(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await debts.show(tx, 7, "step:1:1", 20, clock())
        await debts.show(tx, 7, "score", 30, clock())
        assert await debts.follow(tx, 7, "step:1:1", 20, clock()) is None, "it is there already"
        assert await debts.follow(tx, 7, "step:1:1", 19, clock()) == 20
        assert await debts.follow(tx, 7, "step:1:1", 30, clock()) is None, (
            "that one shows the score"
        )
        assert await debts.follow(tx, 7, "step:1:2", 21, clock()) is None, (
            "nothing was shown before"
        )
        assert await debts.shown_at(tx, 7, "step:1:1") == 19
        assert await debts.shown_at(tx, 7, "step:1:2") == 21
