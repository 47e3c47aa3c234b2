"""Meeting people: one account for each, whoever meets them first."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.domain.people.person import Who
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.tables import people as people_table
from tests.conftest import Clock
from tests.held import blocked

ALMA = Who(5_000_000_001, "Alma", username="alma", language_code="en")


async def test_names_are_brought_up_to_date(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        first = await people.recognise(tx, ALMA, clock())
    renamed = Who(ALMA.telegram_id, "Alma Maria", "Meier", language_code="de")
    async with database.write() as tx:
        again = await people.recognise(tx, renamed, clock())
    assert again.id == first.id
    async with database.read() as tx:
        found = await people.find(tx, ALMA.telegram_id)
    assert found is not None
    assert found.who == renamed


async def test_nobody_else_is_renamed(database: Database, clock: Clock) -> None:
    boris = Who(5_000_000_002, "Boris")
    async with database.write() as tx:
        for who in (ALMA, boris, Who(ALMA.telegram_id, "Alma Maria")):
            await people.recognise(tx, who, clock())
        found = await people.find(tx, boris.telegram_id)
    assert found is not None
    assert found.who == boris


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_two_first_contacts_at_one_moment_are_one_person(
    database: Database, clock: Clock
) -> None:
    async def meet() -> int:
        async with database.write() as tx:
            return (await people.recognise(tx, ALMA, clock())).id

    async with database.write() as tx:
        first = await people.recognise(tx, ALMA, clock())
        second = asyncio.create_task(meet())
        await blocked(database)
    assert await second == first.id
    async with database.read() as tx:
        everybody = select(func.count()).select_from(people_table)
        assert (await tx.execute(everybody)).scalar_one() == 1
