"""Two lanes on one person or one update at the same moment: each effect happens once."""

import asyncio
from datetime import UTC

import pytest
from sqlalchemy import func, insert, select, text, update

from bot.domain.people.person import Who
from bot.storage import tables
from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.database import Database, Tx
from bot.storage.people import people
from bot.storage.quiz.responses import record
from bot.storage.rounds.voters import recognise_many
from tests.conftest import Clock
from tests.held import blocked, one_after_the_other
from tests.storage.people_rows import DAY, add_people, add_questions, response

ALMA = Who(5_000_000_001, "Alma")
BORIS = Who(5_000_000_002, "Boris")

of_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
"""Locks of rows; SQLite has one writer."""


async def test_two_lanes_that_respond_for_one_person_count_a_question_once(
    database: Database,
) -> None:
    """Boris is right in one poll and wrong in another with the same question: the first counts."""
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        (question,) = await add_questions(tx, 1)

    async def first(tx: Tx) -> None:
        await record(tx, [response(boris, question)], UTC)

    async def second() -> None:
        async with database.write() as tx:
            await record(tx, [response(who, question, mark=0) for who in (alma, boris)], UTC)

    await one_after_the_other(database, first, second)
    async with database.read() as tx:
        totals = await tx.execute(
            select(tables.totals.c.person_id, tables.totals.c.score, tables.totals.c.responses)
        )
        assert set(map(tuple, totals)) == {(alma, 0, 1), (boris, 100, 1)}
        log = select(tables.responses.c.person_id).order_by(tables.responses.c.id)
        assert (await tx.execute(log)).scalars().all() == [boris, alma, boris]


@of_postgresql
async def test_people_are_held_in_the_order_of_their_ids(database: Database) -> None:
    """Otherwise two batches with the same people could wait for each other."""
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        (question,) = await add_questions(tx, 1)
        # Now Boris comes first where the table is read as it lies.
        moved = update(tables.people).where(tables.people.c.id == alma)
        await tx.execute(moved.values(first_seen=DAY))

    async def both() -> None:
        async with database.write() as tx:
            for way in ("indexscan", "indexonlyscan", "bitmapscan"):
                await tx.execute(text(f"SET LOCAL enable_{way} = off"))
            await record(tx, [response(boris, question), response(alma, question)], UTC)

    async with database.write() as tx:
        await record(tx, [response(alma, question)], UTC)
        later = asyncio.create_task(both())
        await blocked(database)
        async with database.write() as other:
            free = select(tables.people.c.id).with_for_update(skip_locked=True)
            assert (await other.execute(free)).scalars().all() == [boris]
    await later


@of_postgresql
async def test_who_is_held_may_still_be_referred_to(database: Database) -> None:
    """A quiz of somebody whose vote is being counted begins without waiting."""
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
    async with database.write() as tx:
        await record(tx, [response(alma, question)], UTC)
        async with database.write() as other:
            await other.execute(text("SET LOCAL lock_timeout = '5s'"))
            quiz = {"kind": "quiz", "state": "open", "position": 1, "total": 1, "started_at": DAY}
            await other.execute(insert(tables.attempts).values(person_id=alma, **quiz))


async def test_an_update_worked_off_by_two_at_once_has_its_effect_once(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await tx.execute(
            insert(tables.inbox).values(
                update_id=7, lane="1", kind="message", state="waiting", received_at=clock()
            )
        )

    async def effect(tx: Tx, who: Who) -> None:
        await Cause([7]).settle(tx, clock())
        await people.recognise(tx, who, clock())

    async def first(tx: Tx) -> None:
        await effect(tx, ALMA)

    async def second() -> None:
        with bound(Cause([7])), pytest.raises(AlreadyDone):
            async with database.write() as tx:
                await people.recognise(tx, BORIS, clock())

    await one_after_the_other(database, first, second)
    async with database.read() as tx:
        assert await people.find(tx, ALMA.telegram_id) is not None
        assert await people.find(tx, BORIS.telegram_id) is None


async def test_two_lanes_that_meet_somebody_make_one_person(
    database: Database, clock: Clock
) -> None:
    found: list[int] = []

    async def first(tx: Tx) -> None:
        found.append((await recognise_many(tx, [ALMA], clock()))[ALMA.telegram_id])

    async def second() -> None:
        async with database.write() as tx:
            both = await recognise_many(tx, [BORIS, ALMA], clock())
            found.append(both[ALMA.telegram_id])

    await one_after_the_other(database, first, second)
    assert found[0] == found[1]
    async with database.read() as tx:
        number = (await tx.execute(select(func.count()).select_from(tables.people))).scalar_one()
    assert number == 2
