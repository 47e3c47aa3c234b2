"""The sandbox's bot shares its database with no other one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.errors import SettingError
from bot.storage.apart import must_be_apart
from bot.storage.database import Database, database_url
from bot.storage.delivery import numbering
from tests.conftest import Clock

SANDBOX, FIRST, SECOND = 4_200_000_001, 7, 8


@asynccontextmanager
async def of(url: str, clock: Clock) -> AsyncIterator[Database]:
    made = Database(database_url(url), clock)
    yield made
    await made.close()


async def test_a_database_that_has_served_nobody_is_anybodys(empty_url: str, clock: Clock) -> None:
    async with of(empty_url, clock) as empty:
        await must_be_apart(empty, FIRST, SANDBOX)
        await must_be_apart(empty, SANDBOX, SANDBOX)


@pytest.mark.parametrize(("before", "now"), [(FIRST, FIRST), (FIRST, SECOND), (SANDBOX, SANDBOX)])
async def test_a_token_may_be_exchanged(
    database: Database, clock: Clock, before: int, now: int
) -> None:
    async with database.write() as tx:
        await numbering.advance(tx, before, clock())
    await must_be_apart(database, now, SANDBOX)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [(FIRST, SANDBOX, "this database serves bot 7"), (SANDBOX, FIRST, "people of the sandbox")],
)
async def test_the_sandbox_and_telegram_do_not_mix(
    database: Database, clock: Clock, before: int, now: int, said: str
) -> None:
    async with database.write() as tx:
        await numbering.advance(tx, before, clock())
    with pytest.raises(SettingError, match=f"DATABASE_URL: {said}"):
        await must_be_apart(database, now, SANDBOX)
