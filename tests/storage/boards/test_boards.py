"""Boards in SQL: ranks as the domain ranks, and totals that the log can prove."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select, update

from bot.domain.boards.board import EVERYONE, BoardKey, Total, ranked
from bot.domain.boards.period import EPOCH, Period
from bot.domain.people.person import Who
from bot.storage import tables
from bot.storage.boards.boards import Shown, find, groups_of, page, place_of, stands_in
from bot.storage.boards.proving import differences
from bot.storage.boards.rebuilding import rebuild
from bot.storage.boards.totals import add_totals
from bot.storage.database import Database
from bot.storage.people import people as people_rows
from bot.storage.people.accounts import forget
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.storage.people_rows import DAY, add_people, add_questions, response, round_of

BERLIN, MOSCOW, APIA = -100_1, -100_2, -100_3
ZONES = {BERLIN: "Europe/Berlin", MOSCOW: "Europe/Moscow", APIA: "Pacific/Apia"}
ALL = BoardKey(EVERYONE, Period.ALL, EPOCH)


async def put(database: Database, *numbers: tuple[int, int, int]) -> tuple[int, list[Total]]:
    """People with accounts and totals of these scores, responses and right ones; their board."""
    made: list[Total] = []
    async with database.write() as tx:
        for index, (score, number, right) in enumerate(numbers):
            person = await people_rows.recognise(tx, Who(9_000_000_000 + index, f"P{index}"), DAY)
            made.append(Total(person.id, score, number, right))
        await add_totals(
            tx, {(ALL, one.person): (one.score, one.responses, one.right, 0) for one in made}
        )
        board = await find(tx, ALL)
        assert board is not None
    return board.number, made


async def test_equal_ranks_are_shared_and_the_next_is_skipped(database: Database) -> None:
    board, made = await put(
        database, (300, 4, 3), (500, 5, 5), (300, 4, 3), (300, 3, 3), (100, 2, 1)
    )
    async with database.read() as tx:
        lines = await page(tx, board, 0, 10)
        assert [(line.standing.rank, line.label) for line in lines] == [
            (1, "P1"), (2, "P3"), (3, "P0"), (3, "P2"), (5, "P4"),
        ]  # fmt: skip
        found = [await place_of(tx, board, total.person) for total in made]
        assert [(one.standing.rank, one.ahead) for one in found if one] == [
            (3, 2), (1, 0), (3, 3), (2, 1), (5, 4),
        ]  # fmt: skip
        assert await find(tx, ALL) == Shown(board, 5, 0)
        assert [one.above for one in found if one] == [300, None, 300, 500, 300]


async def test_sql_and_domain_rank_alike(database: Database, rng: random.Random) -> None:
    """Few share a rank, or nearly everybody does; every page and everybody's place."""
    numbers = []
    for most in (9, 2):
        for _ in range(25):
            number = rng.randint(1, most)
            right = rng.randint(0, number)
            numbers.append((right * 100 + rng.choice((0, 0, 50)), number, right))
    board, made = await put(database, *numbers, *[(0, 1, 0)] * 10)
    expected = ranked(made)
    async with database.read() as tx:
        for skip in range(len(expected) + 2):
            some = [line.standing for line in await page(tx, board, skip, 7)]
            assert some == expected[skip : skip + 7]
        for ahead, standing in enumerate(expected):
            found = await place_of(tx, board, standing.total.person)
            assert found is not None
            assert (found.standing, found.ahead) == (standing, ahead)


async def test_growing_totals_keep_the_ranks(database: Database, rng: random.Random) -> None:
    board, made = await put(database, *[(100, 1, 1)] * 5, *[(0, 1, 0)] * 5)
    sums = {total.person: (total.score, total.responses, total.right) for total in made}
    for _ in range(12):
        some = rng.sample(made, 4)
        more = {one.person: rng.choice([(100, 1, 1), (50, 1, 0), (0, 1, 0)]) for one in some}
        async with database.write() as tx:
            await add_totals(tx, {(ALL, who): (*numbers, 0) for who, numbers in more.items()})
        for who, numbers in more.items():
            old = sums[who]
            sums[who] = (old[0] + numbers[0], old[1] + numbers[1], old[2] + numbers[2])
        expected = ranked(Total(who, *numbers) for who, numbers in sums.items())
        async with database.read() as tx:
            assert [line.standing for line in await page(tx, board, 0, 10)] == expected
            assert await find(tx, ALL) == Shown(board, 10, 0)
            left = (await tx.execute(select(tables.ranks.c.people))).scalars().all()
            assert 0 not in left


async def test_who_is_forgotten_leaves_the_board(database: Database) -> None:
    board, (best, second) = await put(database, (200, 2, 2), (100, 1, 1))
    async with database.write() as tx:
        await forget(tx, 9_000_000_000, best.person, DAY)
    async with database.read() as tx:
        assert [line.standing.total for line in await page(tx, board, 0, 10)] == [second]
        assert await find(tx, ALL) == Shown(board, 1, 0)
        assert await place_of(tx, board, best.person) is None
        found = await place_of(tx, board, second.person)
        assert found is not None
        assert (found.standing.rank, found.above) == (1, None)


async def test_people_appear_as_they_chose(database: Database) -> None:
    board, made = await put(database, (300, 3, 3), (200, 2, 2), (100, 1, 1))
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
        assert [line.label for line in await page(tx, board, 0, 10)] == ["P0", "Quiet owl", None]


async def test_ones_groups_are_those_where_one_has_answered(database: Database) -> None:
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        (question,) = await add_questions(tx, 1)
        for chat, title in ((BERLIN, "Tea"), (MOSCOW, "Coffee"), (APIA, "Cocoa")):
            await tx.execute(insert(tables.groups).values(id=chat, title=title, first_seen=DAY))
        await record(tx, [response(alma, question, board=BERLIN)], UTC)
        await record(tx, [response(alma, question, board=MOSCOW)], UTC)
        await record(tx, [response(alma, question, board=EVERYONE)], UTC)
        await record(tx, [response(boris, question, board=APIA)], UTC)
        assert await groups_of(tx, alma, 8) == [(MOSCOW, "Coffee"), (BERLIN, "Tea")]
        assert await groups_of(tx, alma, 1) == [(MOSCOW, "Coffee")]
        standing = [await stands_in(tx, chat, alma) for chat in (BERLIN, MOSCOW, APIA, EVERYONE)]
        assert standing == [True, True, False, False]


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
        ranks = sorted(map(tuple, await tx.execute(tables.ranks.select())))
        assert len(kept) > 100
        assert await rebuild(tx) == len(kept)
        assert sorted(map(tuple, await tx.execute(tables.totals.select()))) == kept
        assert sorted(map(tuple, await tx.execute(tables.ranks.select()))) == ranks


async def test_a_wrong_precedence_and_who_took_part_are_found_and_mended(
    database: Database,
) -> None:
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        (question,) = await add_questions(tx, 1)
        await round_of(tx, BERLIN, "p1", question, at=DAY, state="finished", person=alma)
        totals, taken = tables.totals, tables.round_people
        row = (await tx.execute(totals.select().limit(1))).one()
        here = totals.c.board_id == row.board_id
        await tx.execute(update(totals).where(here).values(precedence=5))
        await tx.execute(
            update(tables.ranks).where(tables.ranks.c.board_id == row.board_id).values(precedence=5)
        )
        (found,) = await differences(tx)
        numbers = (row.score, row.responses, row.right, row.rounds)
        assert (found.stored, found.derived) == ((*numbers, 5), (*numbers, row.precedence))
        await rebuild(tx)
        assert await differences(tx) == []
        await tx.execute(update(taken).values(person_id=boris))
        (of,) = (await tx.execute(select(taken.c.round_id))).scalars()
        assert [(one.of, one.stored, one.derived) for one in await differences(tx)] == [
            (f"person {boris} in round {of}", (1,), None),
            (f"person {alma} in round {of}", None, (1,)),
        ]
        await rebuild(tx)
        assert await differences(tx) == []


async def test_a_wrong_total_is_found_and_mended(database: Database, rng: random.Random) -> None:
    await random_log(database, rng, batches=10)
    totals, boards = tables.totals, tables.boards
    async with database.write() as tx:
        row = (await tx.execute(totals.select().limit(1))).one()
        where = [totals.c.board_id == row.board_id, totals.c.person_id == row.person_id]
        numbers = (row.responses, row.right, row.rounds, row.precedence)
        await tx.execute(update(totals).where(*where).values(score=row.score + 1))
        (found,) = await differences(tx)
        assert (
            await tx.execute(select(boards.c.chat).where(boards.c.id == row.board_id))
        ).scalar() == (found.key.chat)
        assert found.of == f"person {row.person_id}"
        assert found.stored == (row.score + 1, *numbers)
        assert found.derived == (row.score, *numbers)
        await tx.execute(delete(totals).where(*where))
        gone, rank = await differences(tx)
        assert (gone.of, gone.stored) == (f"person {row.person_id}", None)
        assert (rank.key, rank.of) == (gone.key, f"rank {row.precedence}")
        await tx.execute(update(boards).where(boards.c.id == row.board_id).values(rounds=99))
        assert ("rounds", (99,), (0,)) in [
            (one.of, one.stored, one.derived) for one in await differences(tx)
        ]
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
        assert {one.key.chat for one in await differences(tx)} == {MOSCOW}
        assert await rebuild(tx, MOSCOW) == 8
        assert await differences(tx) == []
