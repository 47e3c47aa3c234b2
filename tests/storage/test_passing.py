"""Which database errors pass by themselves."""

import asyncio

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import tables
from bot.storage.database import Database
from bot.storage.passing import passing
from tests.conftest import Clock


async def test_a_locked_sqlite_passes(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("SQLite has one writer")
    impatient = create_async_engine(database.url, connect_args={"timeout": 0})
    async with database.write():
        with pytest.raises(DBAPIError, match="locked") as caught:
            async with impatient.begin() as connection:
                await connection.execute(insert(tables.poller).values(bot_id=1, next_update_id=0))
    await impatient.dispose()
    assert passing(caught.value)


async def test_a_deadlock_passes(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has one writer")
    async with database.write() as tx:
        for number in (1, 2):
            await tx.execute(insert(tables.poller).values(bot_id=number, next_update_id=0))
    met = asyncio.Barrier(2)

    async def cross(first: int, second: int) -> None:
        async with database.write() as tx:
            move = text("UPDATE poller SET next_update_id = 1 WHERE bot_id = :id")
            await tx.execute(move, {"id": first})
            await met.wait()
            await tx.execute(move, {"id": second})

    done = await asyncio.gather(cross(1, 2), cross(2, 1), return_exceptions=True)
    (deadlock,) = [error for error in done if error is not None]
    assert passing(deadlock)


async def test_a_database_that_is_away_passes(database: Database, clock: Clock) -> None:
    if database.is_sqlite:
        pytest.skip("a server can be away")
    away = Database(database.url.set(port=1), clock)
    with pytest.raises(DBAPIError) as caught:
        async with away.read() as tx:
            await tx.execute(text("SELECT 1"))
    await away.close()
    assert passing(caught.value)


async def test_a_connection_cut_by_the_server_passes(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("a server can cut connections")
    with pytest.raises(DBAPIError) as caught:
        async with database.read() as tx:
            await tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert passing(caught.value)


@pytest.mark.parametrize(
    "statement", ["SELECT nonsense", "INSERT INTO poller (bot_id) VALUES (NULL)"]
)
async def test_a_statement_that_is_wrong_does_not_pass(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.write() as tx:
            await tx.execute(text(statement))
    assert not passing(caught.value)


def test_other_errors_do_not_pass() -> None:
    assert not passing(ZeroDivisionError())
    assert passing(ConnectionResetError())
