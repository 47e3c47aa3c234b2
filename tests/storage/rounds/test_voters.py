"""Many people recognised at once."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.domain.people.person import Who
from bot.storage import tables
from bot.storage.database import Database, Tx
from bot.storage.people import people
from bot.storage.rounds.voters import recognise_many
from tests.conftest import Clock
from tests.held import one_after_the_other

ALMA = Who(5_000_000_001, "Alma", "Ng", "alma", "en")
BORIS = Who(5_000_000_002, "Борис", language_code="ru")


async def test_new_and_known_people_get_their_ids_and_their_newest_names(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        known = await people.recognise(tx, ALMA, clock())
    renamed = replace(ALMA, first_name="Alma Maria", last_name=None)
    async with database.write() as tx:
        found = await recognise_many(tx, [BORIS, renamed, BORIS], clock())
    assert found[ALMA.telegram_id] == known.id
    assert found.keys() == {ALMA.telegram_id, BORIS.telegram_id}
    async with database.read() as tx:
        again = await people.find(tx, ALMA.telegram_id)
        other = await people.find(tx, BORIS.telegram_id)
        number = (await tx.execute(select(func.count()).select_from(tables.people))).scalar_one()
    assert again is not None
    assert other is not None
    assert (again.who, other.who) == (renamed, BORIS)
    assert other.id == found[BORIS.telegram_id]
    assert number == 2


async def test_each_new_person_is_somebody_else(database: Database, clock: Clock) -> None:
    crowd = [Who(6_000_000_000 + n, f"L{n}" * 100) for n in range(2100)]
    async with database.write() as tx:
        found = await recognise_many(tx, crowd, clock())
        again = await recognise_many(tx, reversed(crowd), clock())
    assert len(set(found.values())) == 2100
    assert again == found


async def test_nobody_is_nobody(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        assert await recognise_many(tx, [], clock()) == {}


@pytest.mark.parametrize("known", [False, True], ids=["new", "renamed"])
async def test_two_who_meet_the_same_people_do_so_in_the_same_order(
    database: Database, clock: Clock, known: bool
) -> None:
    if known:
        async with database.write() as tx:
            for who in (BORIS, ALMA):
                await people.recognise(tx, who, clock())
    alma, boris = replace(ALMA, first_name="A"), replace(BORIS, first_name="B")

    def meets(who: Who) -> Callable[[Tx], Awaitable[None]]:
        async def meet(tx: Tx) -> None:
            await recognise_many(tx, [who], clock())

        return meet

    async def meet_both() -> None:
        async with database.write() as tx:
            await recognise_many(tx, [boris, alma], clock())

    await one_after_the_other(database, meets(alma), meet_both, meets(boris))
    async with database.read() as tx:
        names = select(tables.accounts.c.first_name).order_by(tables.accounts.c.telegram_id)
        assert (await tx.execute(names)).scalars().all() == ["A", "B"]
