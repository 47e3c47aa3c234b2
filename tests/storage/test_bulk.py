"""Many rows as one parameter: what comes out is what went in, on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage.bulk import among, inserting
from bot.storage.database import Database
from bot.storage.tables import boards, inbox, people, timers
from tests.conftest import Clock

WORDS = ("", "plain", 'it\'s "quoted"', "back\\slash \\n \\u0041", "line\nbreak\ttab", "Ёж 🦔 $[0]")
MOMENT = datetime(2026, 3, 29, 1, 59, 59, 123456, tzinfo=UTC)


async def test_texts_times_and_values_come_back_as_they_were(database: Database) -> None:
    rows: list[dict[str, Any]] = [
        {
            "key": f"{n}{word}",
            "due": MOMENT,
            "chat": -(2**62) - n,
            "kind": word,
            "args": {"n": word},
        }
        for n, word in enumerate(WORDS)
    ]
    async with database.write() as tx:
        insert, values = inserting(tx.dialect, timers, rows)
        await tx.execute(insert, values)
    async with database.read() as tx:
        found = await tx.execute(select(timers).order_by(timers.c.chat.desc()))
        assert [dict(row) for row in found.mappings()] == rows


async def test_what_is_left_empty_is_null_and_a_day_is_a_day(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        insert, values = inserting(tx.dialect, people, [{"first_seen": clock()}] * 3)
        made = (await tx.execute(insert.returning(people.c.id), values)).scalars().all()
        insert, values = inserting(tx.dialect, boards, [_board(one) for one in made])
        await tx.execute(insert, values)
        insert, values = inserting(tx.dialect, inbox, [_done(7, clock)])
        await tx.execute(insert, values)
    async with database.read() as tx:
        days = await tx.execute(select(boards.c.first_day).where(boards.c.chat.in_(made)))
        assert days.scalars().all() == [date(1970, 1, 1)] * 3
        row = (await tx.execute(select(inbox))).one()
        assert (row.raw, row.sender, row.received_at) == (None, None, clock())


async def test_a_conflict_adds_or_does_nothing(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        insert, values = inserting(tx.dialect, inbox, [_done(1, clock), _done(2, clock)])
        await tx.execute(insert, values)
        insert, values = inserting(tx.dialect, inbox, [_done(2, clock), _done(3, clock)])
        new = insert.on_conflict_do_nothing().returning(inbox.c.update_id)
        assert (await tx.execute(new, values)).scalars().all() == [3]
        statement = insert.on_conflict_do_update(
            index_elements=["update_id"],
            set_={"failures": inbox.c.failures + insert.excluded.failures},
        )
        await tx.execute(statement, values)
        found = await tx.execute(select(inbox.c.failures).order_by(inbox.c.update_id))
        assert found.scalars().all() == [1, 2, 2]


async def test_what_no_database_can_keep_is_refused_when_it_is_written(
    database: Database, clock: Clock
) -> None:
    """Not when somebody reads it, which would be too late."""
    with pytest.raises(UnicodeEncodeError):
        async with database.write() as tx:
            insert, values = inserting(tx.dialect, inbox, [{**_done(1, clock), "raw": "\ud800"}])
            await tx.execute(insert, values)


async def test_a_time_without_a_zone_is_refused(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        with pytest.raises(ValueError, match="naive"):
            inserting(tx.dialect, inbox, [{**_done(1, clock), "done_at": datetime(2026, 1, 1)}])  # noqa: DTZ001


@pytest.mark.parametrize("ids", [[], [2], list(range(2, 5000)), [2, -(2**63), 2**63 - 1]])
async def test_any_number_of_ids_can_be_looked_for(
    database: Database, clock: Clock, ids: list[int]
) -> None:
    async with database.write() as tx:
        insert, values = inserting(tx.dialect, inbox, [_done(n, clock) for n in (1, 2, 4999)])
        await tx.execute(insert, values)
        query = select(inbox.c.update_id).where(among(tx.dialect, inbox.c.update_id, ids))
        found = (await tx.execute(query)).scalars().all()
    assert set(found) == {1, 2, 4999} & set(ids)


def _done(number: int, clock: Clock) -> dict[str, Any]:
    return {
        "update_id": number, "lane": "1", "kind": "message", "raw": None, "sender": None,
        "state": "done", "received_at": clock(), "done_at": clock(), "failures": 1,
    }  # fmt: skip


def _board(chat: int) -> dict[str, Any]:
    return {
        "chat": chat, "period": "all", "first_day": date(1970, 1, 1), "topic": 0, "season": 0,
        "rounds": 0,
    }  # fmt: skip
