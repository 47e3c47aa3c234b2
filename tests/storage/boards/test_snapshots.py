"""Ranks of an earlier day: noted once a day, two days kept."""

from datetime import UTC, timedelta

from sqlalchemy import func, select

from bot.domain.boards.board import EVERYONE, BoardKey
from bot.domain.boards.period import EPOCH, Period
from bot.storage import tables
from bot.storage.boards import boards, snapshots
from bot.storage.database import Database, Tx
from bot.storage.people.accounts import forget
from bot.storage.quiz.responses import record
from tests.storage.people_rows import DAY, add_people, add_questions, response

TODAY = DAY.date()
NEXT = timedelta(days=1)


async def board_of(tx: Tx) -> int:
    found = await boards.find(tx, BoardKey(EVERYONE, Period.ALL, EPOCH))
    assert found is not None
    return found.number


async def test_the_first_look_of_a_day_is_kept(database: Database) -> None:
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        first, second, third = await add_questions(tx, 3)
        await record(tx, [response(alma, first), response(boris, first, mark=0)], UTC)
        board = await board_of(tx)
        await snapshots.take(tx, board, TODAY)
        await record(tx, [response(boris, second), response(boris, third)], UTC)
        overtaken = {
            one.standing.total.person: one.standing.rank
            for one in await boards.page(tx, board, 0, 9)
        }
        assert overtaken == {boris: 1, alma: 2}
        await snapshots.take(tx, board, TODAY)
        assert await snapshots.before(tx, board, TODAY) is None
        assert await snapshots.before(tx, board, TODAY + NEXT) == (TODAY, {alma: 1, boris: 2})
        # Another look by a clock that went back a day changes nothing.
        await snapshots.take(tx, board, TODAY - NEXT)
        assert await snapshots.before(tx, board, TODAY + NEXT) == (TODAY, {alma: 1, boris: 2})
        # A look on a later day notes the ranks of then, and leaves those of before.
        await snapshots.take(tx, board, TODAY + NEXT)
        assert await snapshots.before(tx, board, TODAY + 2 * NEXT) == (TODAY + NEXT, overtaken)
        assert await snapshots.before(tx, board, TODAY + NEXT) == (TODAY, {alma: 1, boris: 2})


async def test_only_the_last_two_days_are_kept(database: Database) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        await record(tx, [response(alma, question)], UTC)
        board = await board_of(tx)
        for days in (0, 1, 5):
            await snapshots.take(tx, board, TODAY + days * NEXT)
        kept = await tx.execute(select(tables.snapshots.c.day).order_by(tables.snapshots.c.day))
        assert list(kept.scalars()) == [TODAY + NEXT, TODAY + 5 * NEXT]


async def test_who_is_forgotten_is_in_none(database: Database) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        await record(tx, [response(alma, question)], UTC)
        await snapshots.take(tx, await board_of(tx), TODAY)
        await forget(tx, 8_000_000_000 + alma, alma, DAY)
        left = await tx.execute(select(func.count()).select_from(tables.snapshots))
        assert left.scalar_one() == 0
