"""Boards of many people: read without looking at everybody."""

import pytest

from bench.board_log import fill
from bot.domain.period import Period
from bot.services.boards.reading import PAGE, Boards
from bot.services.boards.wish import Wish
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


@pytest.mark.parametrize("page", [1, 20, 199, 200])
async def test_pages_hold_everybody_once(database: Database, clock: Clock, page: int) -> None:
    """The lines of a page and of the next are neighbours, whatever ranks are shared."""
    await fill(database, LEARNERS, 2 * LEARNERS)
    boards = Boards(database)
    here = await boards.board(7, Wish(Period.ALL, page=page), None, clock(), limit=2 * PAGE)
    after = await boards.board(7, Wish(Period.ALL, page=page + 1), None, clock())
    if page < here.pages:
        assert list(here.lines[PAGE:]) == list(after.lines)
    else:
        assert (after.wish.page, len(here.lines)) == (page, PAGE)
    ranks = [line.standing.rank for line in here.lines]
    assert ranks == sorted(ranks) and ranks[0] <= (page - 1) * PAGE + 1
