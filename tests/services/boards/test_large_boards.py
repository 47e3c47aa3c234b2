"""Boards of many people: read without looking at everybody."""

from sqlalchemy import select

from bench.board_log import fill
from bot.domain.boards.board import EVERY_TOPIC, Total, ranked
from bot.domain.boards.period import Period
from bot.services.boards.reading import PAGE, Boards
from bot.services.boards.wish import Wish
from bot.storage import tables
from bot.storage.boards.proving import differences
from bot.storage.database import Database
from tests.conftest import Clock
from tests.plans import plans, statements

LEARNERS = 2_000


async def test_no_page_and_no_place_is_found_by_looking_at_everybody(
    database: Database, clock: Clock
) -> None:
    await fill(database, LEARNERS, 5 * LEARNERS)
    boards = Boards(database)
    with statements(database) as seen:
        for page in (1, LEARNERS // 2 // PAGE, LEARNERS):
            shown = await boards.board(7, Wish(Period.ALL, page=page), 7, clock())
            assert (shown.people, len(shown.lines)) == (LEARNERS, PAGE)
            assert shown.own is not None
    found = await plans(database, seen)
    assert len(found) >= 15
    skipping = await plans(database, [one for one in seen if "totals.precedence >=" in one[0]])
    assert len(skipping) >= 3
    for plan in skipping:
        assert "COVERING INDEX ix_totals_pre" in plan or "Index Only Scan using ix_tot" in plan
    for plan in found:
        for table in ("responses", "totals", "accounts"):
            assert f"Seq Scan on {table}" not in plan
            assert f"SCAN {table}" not in plan


async def test_the_log_of_the_bench_is_what_its_totals_say(database: Database) -> None:
    await fill(database, 300, 3_000)
    async with database.read() as tx:
        wrong = [one for one in await differences(tx) if one.key.period is Period.ALL]
    assert wrong == []


async def test_pages_hold_everybody_once(database: Database, clock: Clock) -> None:
    """Each page, and the double one that begins there, is its part of all totals in their order."""
    await fill(database, LEARNERS, 2 * LEARNERS)
    boards, of = Boards(database), tables.totals.c
    everyone = select(of.person_id, of.score, of.responses, of.right, of.rounds).join_from(
        tables.totals,
        tables.boards,
        (tables.boards.c.id == of.board_id)
        & (tables.boards.c.period == Period.ALL.value)
        & (tables.boards.c.topic == EVERY_TOPIC),
    )
    async with database.read() as tx:
        everybody = ranked(Total(*row) for row in await tx.execute(everyone))
    assert len(everybody) == LEARNERS
    assert len({one.rank for one in everybody}) < LEARNERS, "some share a rank"
    for page in (1, 20, 199, 200):
        for limit in (PAGE, 2 * PAGE):
            board = await boards.board(7, Wish(Period.ALL, page=page), None, clock(), limit=limit)
            skip = (page - 1) * PAGE
            assert [line.standing for line in board.lines] == everybody[skip : skip + limit]
