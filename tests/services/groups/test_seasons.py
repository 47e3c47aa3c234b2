"""Seasons of a group: who starts and ends them, and the table that stays."""

from datetime import UTC, timedelta

import pytest
from sqlalchemy import select

from bot.domain.boards.period import Period
from bot.domain.boards.season import Season
from bot.domain.owed import Owed
from bot.domain.people.group import Actor, GroupChat, Tap
from bot.domain.people.person import Who
from bot.services.boards.reading import Boards
from bot.services.boards.wish import Wish
from bot.services.groups.seasons import Seasons
from bot.storage import tables
from bot.storage.boards import seasons
from bot.storage.database import Database
from bot.storage.groups import groups
from bot.storage.people import people
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.storage.people_rows import add_questions, response

ALMA = Who(7_000_000_001, "Alma")
GROUP = GroupChat(-1_001_234_567_890, "Tea circle")
ADMIN, MEMBER = Actor(ALMA, admin=True), Actor(ALMA, admin=False)
TAP = Tap("q", 5)


async def owed(database: Database) -> list[tuple[str, object]]:
    """Screens that are owed, each with its note (a toast's word)."""
    async with database.write() as tx:
        rows = (await tx.execute(select(tables.owed).order_by(tables.owed.c.id))).all()
        await tx.execute(tables.owed.delete())
    return [(row.screen, row.args.get("note", row.args.get("word"))) for row in rows]


async def known(database: Database) -> list[Season]:
    async with database.read() as tx:
        return list((await seasons.of_chats(tx, {GROUP.id})).get(GROUP.id, ()))


async def test_an_admin_starts_one_and_no_second_one(database: Database, clock: Clock) -> None:
    service = Seasons(database)
    await service.start(MEMBER, GROUP, "Spring", clock())
    assert await owed(database) == [("season", "admins_only")]
    for name, note in (("", "nameless"), (" \u200b ", "nameless"), ("x" * 41, "long")):
        await service.start(ADMIN, GROUP, name, clock())
        assert await owed(database) == [("season", note)]
    assert await known(database) == []
    await service.start(ADMIN, GROUP, "x" * 40, clock())
    assert await owed(database) == [("season", "started")]
    await service.start(ADMIN, GROUP, "Summer", clock())
    assert await owed(database) == [("season", "runs")]
    assert [season.name for season in await known(database)] == ["x" * 40]


async def test_only_an_admin_who_is_sure_ends_it(database: Database, clock: Clock) -> None:
    service = Seasons(database)
    await service.ask_end(ADMIN, GROUP, clock())
    await service.start(ADMIN, GROUP, "Spring", clock())
    await service.ask_end(MEMBER, GROUP, clock())
    await service.ask_end(ADMIN, GROUP, clock())
    assert [note for _, note in await owed(database)] == [
        "none", "started", "admins_only", "sure",
    ]  # fmt: skip
    (spring,) = await known(database)
    await service.end(MEMBER, GROUP, TAP, spring.id, clock())
    await service.keep(MEMBER, GROUP, TAP, spring.id, clock())
    assert await owed(database) == [("toast", "group.toast.admins_only")] * 2
    await service.end(ADMIN, GROUP, TAP, spring.id + 1, clock())
    assert await owed(database) == [("toast", "season.toast.stale")]
    await service.keep(ADMIN, GROUP, TAP, spring.id, clock())
    assert await owed(database) == [("toast", None), ("season", "kept")]
    assert (await known(database))[0].running
    clock.advance(60)
    await service.end(ADMIN, GROUP, TAP, spring.id, clock())
    assert await owed(database) == [("toast", None), ("season", "ended"), ("board", None)]
    assert (await known(database))[0].ended_at == clock()
    for act in (service.end, service.keep):
        await act(ADMIN, GROUP, TAP, spring.id, clock())
        assert await owed(database) == [("toast", "season.toast.stale")]


async def test_the_final_table_stays(database: Database, clock: Clock) -> None:
    service, boards = Seasons(database), Boards(database)
    async with database.write() as tx:
        await groups.ensure(tx, GROUP.id, GROUP.title, clock())
        alma = await people.recognise(tx, ALMA, clock())
        first, second = await add_questions(tx, 2)
    await service.start(ADMIN, GROUP, "Spring", clock())
    async with database.write() as tx:
        await record(tx, [response(alma.id, first, clock(), board=GROUP.id)], UTC)
    (spring,) = await known(database)
    clock.advance(60)
    await service.end(ADMIN, GROUP, TAP, spring.id, clock())
    await service.start(ADMIN, GROUP, "Summer", clock())
    async with database.write() as tx:
        new = [response(alma.id, one, clock(), mark=0, board=GROUP.id) for one in (first, second)]
        await record(tx, new, UTC)
    clock.now += timedelta(days=400)
    shown = await boards.board(GROUP.id, Wish(Period.SEASON), alma.id, clock())
    assert shown.season is not None
    assert (shown.season.name, shown.season.running) == ("Summer", True)
    assert [line.standing.total.responses for line in shown.lines] == [2]
    before = await boards.board(GROUP.id, Wish(Period.SEASON, season=spring.id), None, clock())
    assert before.season is not None
    assert (before.season.name, before.season.running) == ("Spring", False)
    assert [(line.label, line.standing.total.score) for line in before.lines] == [("Alma", 100)]
    assert await boards.check_totals() == []


@pytest.mark.parametrize("wish", [Wish(Period.SEASON), Wish(Period.SEASON, season=77)])
async def test_without_a_season_its_board_is_empty(
    database: Database, clock: Clock, wish: Wish
) -> None:
    board = await Boards(database).board(GROUP.id, wish, None, clock())
    assert (board.season, board.people, board.lines) == (None, 0, [])
    assert board.wish == Wish(Period.SEASON)


async def test_its_table_is_owed_at_the_bottom(database: Database, clock: Clock) -> None:
    await Seasons(database).show(GroupChat(GROUP.id, "Tea", 9), 31, clock())
    async with database.read() as tx:
        row = (await tx.execute(select(tables.owed))).one()
    debt = Owed(row.chat, row.screen, row.args, row.place, row.fresh, row.thread)
    assert (debt.chat, debt.screen, debt.fresh, debt.thread) == (GROUP.id, "board", True, 9)
    assert (debt.args["period"], debt.place) == ("season", "board:31")
