"""Boards in SQL: ranks as the domain ranks, and totals that the log can prove."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, update

from bot.domain.board import EVERYONE, Total, ranked
from bot.domain.period import Period, first_day
from bot.domain.person import Who
from bot.storage import people as people_rows
from bot.storage import tables
from bot.storage.boards import (
    BoardKey,
    differences,
    next_score,
    people_on,
    rebuild,
    rounds_since,
    standing_of,
    top,
)
from bot.storage.database import Database
from bot.storage.responses import record
from tests.conftest import Clock
from tests.storage.people_rows import DAY, add_people, add_questions, response, round_of

BERLIN, MOSCOW, APIA = -100_1, -100_2, -100_3
ZONES = {BERLIN: "Europe/Berlin", MOSCOW: "Europe/Moscow", APIA: "Pacific/Apia"}
ALL = BoardKey(EVERYONE, Period.ALL, first_day(Period.ALL, DAY, UTC))


async def put(database: Database, *numbers: tuple[int, int, int]) -> list[Total]:
    """People with accounts and totals of these scores, responses and right ones."""
    made: list[Total] = []
    async with database.write() as tx:
        for index, (score, number, right) in enumerate(numbers):
            person = await people_rows.recognise(tx, Who(9_000_000_000 + index, f"P{index}"), DAY)
            made.append(Total(person.id, score, number, right))
            await tx.execute(
                insert(tables.totals).values(
                    board=ALL.board, period=ALL.period.value, first_day=ALL.first_day,
                    person_id=person.id, score=score, responses=number, right=right,
                )
            )  # fmt: skip
    return made


async def test_equal_ranks_are_shared_and_the_next_is_skipped(database: Database) -> None:
    made = await put(database, (300, 4, 3), (500, 5, 5), (300, 4, 3), (300, 3, 3), (100, 2, 1))
    async with database.read() as tx:
        lines = await top(tx, ALL, 10)
        assert [(line.standing.rank, line.label) for line in lines] == [
            (1, "P1"), (2, "P3"), (3, "P0"), (3, "P2"), (5, "P4"),
        ]  # fmt: skip
        assert [(await standing_of(tx, ALL, total.person)).rank for total in made] == [  # type: ignore[union-attr]
            3, 1, 3, 2, 5,
        ]  # fmt: skip
        assert await people_on(tx, ALL) == 5
        assert [await next_score(tx, ALL, total) for total in made] == [300, None, 300, 500, 300]


async def test_sql_and_domain_rank_alike(database: Database, rng: random.Random) -> None:
    numbers = []
    for _ in range(60):
        number = rng.randint(1, 9)
        right = rng.randint(0, number)
        numbers.append((right * 100 + rng.choice((0, 0, 50)), number, right))
    expected = ranked(await put(database, *numbers))
    async with database.read() as tx:
        assert [line.standing for line in await top(tx, ALL, 100)] == expected
        assert [line.standing for line in await top(tx, ALL, 10)] == expected[:10]
        for standing in expected:
            assert await standing_of(tx, ALL, standing.total.person) == standing


async def test_who_has_no_account_is_not_on_the_board(database: Database) -> None:
    best, second = await put(database, (200, 2, 2), (100, 1, 1))
    async with database.write() as tx:
        await tx.execute(delete(tables.accounts).where(tables.accounts.c.person_id == best.person))
    async with database.read() as tx:
        assert [line.standing.total for line in await top(tx, ALL, 10)] == [second]
        assert await people_on(tx, ALL) == 1
        assert await standing_of(tx, ALL, best.person) is None
        assert (await standing_of(tx, ALL, second.person)).rank == 1  # type: ignore[union-attr]
        assert await next_score(tx, ALL, second) is None


async def test_people_appear_as_they_chose(database: Database) -> None:
    made = await put(database, (300, 3, 3), (200, 2, 2), (100, 1, 1))
    async with database.write() as tx:
        for total, (chosen, alias) in zip(
            made[1:], [("alias", "Quiet owl"), ("hidden", "Old alias")], strict=True
        ):
            await tx.execute(
                update(tables.accounts)
                .where(tables.accounts.c.person_id == total.person)
                .values(board_name=chosen, alias=alias)
            )
    async with database.read() as tx:
        assert [line.label for line in await top(tx, ALL, 10)] == ["P0", "Quiet owl", None]


async def test_rounds_are_counted_whose_points_are_of_the_period(database: Database) -> None:
    before, after = DAY - timedelta(microseconds=1), DAY + timedelta(seconds=9)
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        counts = {
            "in it": {"chat": BERLIN, "at": DAY, "ended_at": after},
            "open": {"chat": BERLIN, "at": DAY, "state": "open"},
            "ended before, but this vote came late": {
                "chat": BERLIN, "at": DAY, "ended_at": before,
            },
        }  # fmt: skip
        counts_not = {
            "answered before, ended in it": {"chat": BERLIN, "at": before, "ended_at": after},
            "of a third, answered before, and open": {
                "chat": APIA,
                "at": before,
                "state": "open",
            },
            "of another group": {"chat": MOSCOW, "at": DAY},
            "without an answer": {"chat": BERLIN, "at": DAY, "person": None},
        }
        for poll, case in (counts | counts_not).items():
            of: dict[str, Any] = {"state": "finished", "person": alma} | case
            await round_of(tx, of.pop("chat"), poll, question, **of)
        (boris,) = await add_people(tx, 1)
        await record(tx, [response(boris, question, DAY, board=BERLIN, poll="in it")], UTC)
        assert await rounds_since(tx, BERLIN, DAY) == len(counts)
        assert await rounds_since(tx, BERLIN, before) == len(counts) + 1
        assert await rounds_since(tx, APIA, DAY) == 0
        assert await rounds_since(tx, APIA, before) == 1


async def random_log(database: Database, rng: random.Random, batches: int) -> None:
    """A log over days around two clock changes, in four boards, with repeats and late arrivals."""
    async with database.write() as tx:
        everybody = await add_people(tx, 6)
        questions = await add_questions(tx, 5)
        for chat, zone in ZONES.items():
            await tx.execute(
                insert(tables.groups).values(
                    id=chat, title="G", timezone=zone, who_may_start="everyone", status="member",
                    first_seen=DAY,
                )
            )  # fmt: skip
    # Clocks in Berlin went back on 25 October 2026, 1:00 UTC, and forward on 28 March 2027.
    around = [datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)]
    for _ in range(batches):
        board = rng.choice([EVERYONE, *ZONES])
        new = []
        for _ in range(rng.randint(1, 12)):
            at = rng.choice(around) + timedelta(minutes=rng.randint(-3 * 1440, 3 * 1440))
            person, question = rng.choice(everybody), rng.choice(questions)
            poll = f"shared-{rng.randint(0, 30)}" if rng.random() < 0.3 else None
            new.append(
                response(
                    person, question, at, mark=rng.choice((0, 50, 100)), board=board, poll=poll
                )
            )
        async with database.write() as tx:
            await record(tx, new, ZoneInfo(ZONES.get(board, "UTC")))


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_totals_kept_and_totals_rebuilt_are_equal(database: Database, seed: int) -> None:
    await random_log(database, random.Random(seed), batches=25)
    async with database.read() as tx:
        assert await differences(tx) == []
    async with database.write() as tx:
        kept = sorted(map(tuple, await tx.execute(tables.totals.select())))
        assert len(kept) > 50
        assert await rebuild(tx) == len(kept)
        assert sorted(map(tuple, await tx.execute(tables.totals.select()))) == kept


async def test_a_wrong_total_is_found_and_mended(database: Database, rng: random.Random) -> None:
    await random_log(database, rng, batches=10)
    async with database.write() as tx:
        row = (await tx.execute(tables.totals.select().limit(1))).one()
        key = ("board", "period", "first_day", "person_id")
        where = [tables.totals.c[name] == getattr(row, name) for name in key]
        await tx.execute(update(tables.totals).where(*where).values(score=row.score + 1))
        (found,) = await differences(tx)
        assert found.key == (row.board, Period(row.period), row.first_day, row.person_id)
        assert found.stored == (row.score + 1, row.responses, row.right)
        assert found.derived == (row.score, row.responses, row.right)
        await tx.execute(delete(tables.totals).where(*where))
        (found,) = await differences(tx)
        assert found.stored is None
        await rebuild(tx)
        assert await differences(tx) == []


async def test_a_group_that_moves_to_another_zone_keeps_its_responses(
    database: Database, clock: Clock
) -> None:
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # in Moscow already the next day
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        await tx.execute(
            insert(tables.groups).values(
                id=MOSCOW, title="G", timezone="UTC", who_may_start="everyone", status="member",
                first_seen=DAY,
            )
        )  # fmt: skip
        await record(tx, [response(alma, question, late, board=MOSCOW)], UTC)
        await record(tx, [response(alma, question, late)], UTC)
        await tx.execute(update(tables.groups).values(timezone="Europe/Moscow"))
        assert len(await differences(tx)) == 2
        assert await rebuild(tx, MOSCOW) == 4
        assert await differences(tx) == []
