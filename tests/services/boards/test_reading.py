"""Boards as a service: whose board, which period, and the proof of the totals."""

from datetime import UTC, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.domain.boards.board import EVERYONE
from bot.domain.boards.movement import Way
from bot.domain.boards.period import Period
from bot.domain.people.person import Person, Who
from bot.services.boards.reading import Boards, Call
from bot.services.boards.wish import Wish
from bot.storage import tables
from bot.storage.boards import seasons
from bot.storage.database import Database
from bot.storage.people import people as people_rows
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.storage.people_rows import add_questions, response, round_of

GROUP = -1_001_234_567_890
NAMES = [Who(7_000_000_000 + n, f"P{n}") for n in range(4)]


@pytest.fixture
async def everybody(database: Database, clock: Clock) -> list[Person]:
    """P0 to P3 with 3, 2, 2 and 0 right of three; P1 and P2 share a rank."""
    async with database.write() as tx:
        questions = await add_questions(tx, 3)
        made = [await people_rows.recognise(tx, who, clock()) for who in NAMES]
        for person, right in zip(made, (3, 2, 2, 0), strict=True):
            marks = [100] * right + [0] * (3 - right)
            new = [
                response(person.id, question, clock(), mark=mark)
                for question, mark in zip(questions, marks, strict=True)
            ]
            await record(tx, new, UTC)
    return made


async def test_the_own_standing_and_the_way_to_the_next_place(
    database: Database, clock: Clock, everybody: list[Person]
) -> None:
    boards = Boards(database)
    found = []
    for person in everybody:
        board = await boards.board(person.who.telegram_id, Wish(Period.DAY), person.id, clock())
        assert board.own is not None
        found.append((board.own.standing.rank, board.own.gap))
    assert found == [(1, None), (2, 100), (2, 100), (4, 200)]


async def test_the_first_lines_are_as_many_as_asked_for(
    database: Database, clock: Clock, everybody: list[Person]
) -> None:
    board = await Boards(database).board(1, Wish(Period.ALL), None, clock(), limit=2)
    assert [line.label for line in board.lines] == ["P0", "P1"]
    assert (board.people, board.own, board.title, board.rounds) == (len(everybody), None, None, 0)


async def test_a_group_nobody_knows_has_an_empty_board(
    database: Database, clock: Clock, everybody: list[Person]
) -> None:
    board = await Boards(database).board(GROUP, Wish(Period.WEEK), everybody[0].id, clock())
    assert (board.lines, board.people, board.own, board.title) == ([], 0, None, None)


async def test_yesterday_is_not_today(
    database: Database, clock: Clock, everybody: list[Person]
) -> None:
    boards = Boards(database)
    clock.now += timedelta(days=1)
    assert (await boards.board(1, Wish(Period.DAY), everybody[0].id, clock())).own is None
    assert (await boards.board(1, Wish(Period.WEEK), everybody[0].id, clock())).own is not None


async def test_rounds_count_from_the_beginning_of_the_period(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await tx.execute(
            insert(tables.groups).values(
                id=GROUP, title="Tea", timezone="Asia/Tokyo", who_may_start="everyone",
                status="member", missing="", first_seen=clock(),
            )
        )  # fmt: skip
        (question,) = await add_questions(tx, 1)
        alma = await people_rows.recognise(tx, NAMES[0], clock())
        # Midnight in Tokyo is 15:00 UTC of the day before.
        midnight = clock.now.replace(hour=15) - timedelta(days=1)
        before = midnight - timedelta(seconds=1)
        who = alma.id
        await round_of(tx, GROUP, "p1", question, at=before, state="finished", person=who)
        for number, state in enumerate(("finished", "stopped", "open"), start=2):
            poll = f"p{number}"
            await round_of(tx, GROUP, poll, question, at=midnight, state=state, person=who)
        # Nobody took part in the last one.
        await round_of(tx, GROUP, "p5", question, at=midnight, state="finished", person=None)
    boards = Boards(database)
    # Whose points count is counted, stopped or not.
    assert (await boards.board(GROUP, Wish(Period.DAY), None, clock())).rounds == 3
    assert (await boards.board(GROUP, Wish(Period.ALL), None, clock())).rounds == 4


@pytest.mark.parametrize("way", ["turn", "picture"])
async def test_what_moved_is_seen_also_by_who_comes_to_a_board_by_button(
    database: Database, clock: Clock, everybody: list[Person], way: str
) -> None:
    boards, who, wish = Boards(database), everybody[3].who, Wish(Period.ALL)
    call, looked = Call(who.telegram_id, who, query="q"), clock.now.date()
    if way == "turn":
        await boards.turn(call, 1, 0, wish, clock())
    else:
        await boards.picture(call, wish, clock())
    clock.advance(24 * 3600)
    async with database.write() as tx:
        versions = select(tables.question_versions.c.question_id, tables.question_versions.c.id)
        questions = [(of.question_id, of.id) for of in await tx.execute(versions)]
        late = await people_rows.recognise(tx, Who(7_000_000_009, "P9"), clock())
        await record(
            tx, [response(late.id, question, clock(), mark=100) for question in questions], UTC
        )
    shown = await boards.podium(who.telegram_id, wish, None, clock())
    assert shown.since == looked
    assert [(one.way, one.ranks) for one in shown.moved] == [
        (Way.SAME, 0), (Way.NEW, 0), (Way.DOWN, 1), (Way.DOWN, 1), (Way.DOWN, 1),
    ]  # fmt: skip


async def test_the_day_of_what_moved_is_that_of_the_group(database: Database, clock: Clock) -> None:
    """In Tokyo it is the next day by then."""
    boards, wish, call = Boards(database), Wish(Period.ALL), Call(GROUP, NAMES[0])
    clock.now = clock.now.replace(hour=15, minute=30)
    async with database.write() as tx:
        await tx.execute(
            insert(tables.groups).values(
                id=GROUP, title="Tea", timezone="Asia/Tokyo", who_may_start="everyone",
                status="member", missing="", first_seen=clock(),
            )
        )  # fmt: skip
        (question,) = await add_questions(tx, 1)
        alma = await people_rows.recognise(tx, NAMES[0], clock())
        await record(tx, [response(alma.id, question, clock(), board=GROUP)], UTC)
    looked = (clock.now + timedelta(days=1)).date()
    await boards.turn(call, 1, 0, wish, clock())
    clock.advance(24 * 3600)
    assert (await boards.podium(GROUP, wish, None, clock())).since == looked


async def test_in_private_a_group_s_ranks_are_noted_for_who_stands_there_alone(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await tx.execute(insert(tables.groups).values(id=GROUP, title="Tea", first_seen=clock()))
        (question,) = await add_questions(tx, 1)
        mine, other = [await people_rows.recognise(tx, who, clock()) for who in NAMES[:2]]
        await record(tx, [response(mine.id, question, clock(), board=GROUP)], UTC)
    noted = []
    for person in (other, mine):
        call, wish = Call(person.who.telegram_id, person.who), Wish(Period.ALL, group=GROUP)
        await Boards(database).turn(call, 1, 0, wish, clock())
        async with database.read() as tx:
            noted.append([*(await tx.execute(select(tables.snapshots.c.person_id))).scalars()])
    assert noted == [[], [mine.id]]


async def test_of_all_my_groups_each_shows_its_own_season(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        first, second = await add_questions(tx, 2)
        mine, other = [await people_rows.recognise(tx, who, clock()) for who in NAMES[:2]]
        for chat, ahead, behind in ((GROUP, mine, other), (GROUP - 1, other, mine)):
            await tx.execute(insert(tables.groups).values(id=chat, title="Tea", first_seen=clock()))
            assert await seasons.start(tx, chat, "Oolong", clock())
            new = [response(ahead.id, one, clock(), board=chat) for one in (first, second)]
            new.append(response(behind.id, first, clock(), board=chat))
            await record(tx, new, UTC)
    wish = Wish(Period.SEASON, mine=True)
    shown = await Boards(database).my_groups(mine.who.telegram_id, wish, mine.id, clock())
    places = {
        one.chat: (one.people, one.standing and (one.standing.rank, one.standing.total.score))
        for one in shown.groups
    }
    assert places == {GROUP: (2, (1, 200)), GROUP - 1: (2, (2, 100))}


async def test_totals_are_checked_and_rebuilt(
    database: Database, clock: Clock, everybody: list[Person]
) -> None:
    boards = Boards(database)
    assert await boards.check_totals() == []
    async with database.write() as tx:
        await tx.execute(update(tables.totals).values(right=99))
    wrong = await boards.check_totals()
    assert len(wrong) == 8 * len(everybody)
    assert {difference.key.chat for difference in wrong} == {EVERYONE}
    assert await boards.rebuild_totals() == 8 * len(everybody)
    assert await boards.check_totals() == []
