"""The commit point: one transaction per cause, on SQLite and PostgreSQL."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import SettingError
from bot.domain.owed import Timer
from bot.domain.people.person import Who
from bot.storage import tables
from bot.storage.cause import AlreadyDone, Cause, SecondWrite, bound
from bot.storage.database import Database, database_url
from bot.storage.delivery.owing import set_timer
from bot.storage.people import people
from tests.conftest import Clock

ALMA = Who(5_000_000_001, "Alma")


async def receive(database: Database, clock: Clock, *ids: int) -> None:
    async with database.write() as tx:
        for update_id in ids:
            await tx.execute(
                insert(tables.inbox).values(
                    update_id=update_id,
                    lane="1",
                    kind="message",
                    raw="{}",
                    state="waiting",
                    received_at=clock(),
                )
            )


async def states(database: Database) -> dict[int, tuple[str, str | None]]:
    async with database.read() as tx:
        rows = await tx.execute(select(tables.inbox))
        return {row.update_id: (row.state, row.raw) for row in rows}


async def test_a_write_marks_its_update_done_and_forgets_the_raw_text(
    database: Database, clock: Clock
) -> None:
    await receive(database, clock, 7, 8)
    with bound(Cause(updates=[7])):
        async with database.write() as tx:
            await people.recognise(tx, ALMA, clock())
    assert await states(database) == {7: ("done", None), 8: ("waiting", "{}")}


async def test_a_second_delivery_of_an_update_has_no_effect(
    database: Database, clock: Clock
) -> None:
    await receive(database, clock, 7)
    with bound(Cause(updates=[7])):
        async with database.write():
            pass
    with bound(Cause(updates=[7])), pytest.raises(AlreadyDone):
        async with database.write() as tx:
            await people.recognise(tx, ALMA, clock())
    async with database.read() as tx:
        assert await people.find(tx, ALMA.telegram_id) is None


async def test_a_batch_of_which_one_was_done_meanwhile_has_no_effect(
    database: Database, clock: Clock
) -> None:
    """The others wait for another batch, without it."""
    await receive(database, clock, 7, 8)
    with bound(Cause(updates=[7])):
        async with database.write():
            pass
    with bound(Cause(updates=[7, 8])), pytest.raises(AlreadyDone):
        async with database.write() as tx:
            await people.recognise(tx, ALMA, clock())
    assert await states(database) == {7: ("done", None), 8: ("waiting", "{}")}
    async with database.read() as tx:
        assert await people.find(tx, ALMA.telegram_id) is None


async def test_a_failed_use_case_leaves_its_update_waiting(
    database: Database, clock: Clock
) -> None:
    await receive(database, clock, 7)
    with bound(Cause(updates=[7])), pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await people.recognise(tx, ALMA, clock())
            raise ZeroDivisionError
    assert (await states(database))[7] == ("waiting", "{}")
    async with database.read() as tx:
        assert await people.find(tx, ALMA.telegram_id) is None


async def test_two_writes_for_one_cause_are_a_mistake(database: Database, clock: Clock) -> None:
    await receive(database, clock, 7)
    with bound(Cause(updates=[7])):
        async with database.write():
            pass
        with pytest.raises(SecondWrite):
            async with database.write():
                pass


async def test_a_timer_that_was_moved_meanwhile_does_not_fire(
    database: Database, clock: Clock
) -> None:
    due = clock()
    async with database.write() as tx:
        await set_timer(tx, Timer("close:1", due, -5, "close"))
        await set_timer(tx, Timer("close:1", due + timedelta(seconds=5), -5, "close"))
    with bound(Cause(timer="close:1", due=due)), pytest.raises(AlreadyDone):
        async with database.write():
            pass
    with bound(Cause(timer="close:1", due=due + timedelta(seconds=5))):
        async with database.write():
            pass


async def test_what_is_read_is_one_view(database: Database, clock: Clock) -> None:
    """What is committed between two statements of a read is not seen by the second."""
    await receive(database, clock, 7)
    counted = select(func.count()).select_from(tables.inbox)
    async with database.read() as tx:
        assert (await tx.execute(counted)).scalar_one() == 1
        await asyncio.create_task(receive(database, clock, 8))
        assert (await tx.execute(counted)).scalar_one() == 1
    async with database.read() as tx:
        assert (await tx.execute(counted)).scalar_one() == 2


async def test_nothing_is_written_where_something_is_read(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        async with database.read() as tx:
            await tx.execute(delete(tables.inbox))
    async with database.write() as tx:
        await tx.execute(delete(tables.inbox))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_postgresql_is_durable_whatever_it_prefers(database: Database, clock: Clock) -> None:
    name = database.url.database
    async with database.write() as tx:
        await tx.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    given = database.url.update_query_dict({"options": "-c work_mem=5MB"})
    again = Database(given, clock)
    async with again.write() as tx:
        found = [
            (await tx.execute(text(f"SHOW {setting}"))).scalar_one()
            for setting in ("synchronous_commit", "work_mem")
        ]
    await again.close()
    assert found == ["on", "5MB"]


async def test_sqlite_is_durable_and_checks_foreign_keys(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("SQLite's settings")
    async with database.write() as tx:
        settings = [
            (await tx.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("mysql://x/y", "mysql://"),
        ("postgres://x/y", "old style"),
        ("what", "not a database URL"),
        ("sqlite:///a.db?foo=bar", "takes no options; leave out ?foo"),
    ],
)
def test_a_wrong_url_names_the_setting_and_the_mend(url: str, names: str) -> None:
    with pytest.raises(SettingError) as caught:
        database_url(url)
    assert str(caught.value).startswith("DATABASE_URL: ")
    assert names in str(caught.value)
