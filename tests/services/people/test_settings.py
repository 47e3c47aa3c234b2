"""Decisions about oneself, under the cause that brought them."""

import asyncio
from datetime import UTC

import pytest
from sqlalchemy import insert, select

from bot.domain.boards.period import Period
from bot.domain.owed import Owed
from bot.domain.people.person import BoardName, Person, Who
from bot.services.boards.reading import Boards
from bot.services.boards.wish import Wish
from bot.services.people.settings import People
from bot.storage import tables
from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.database import Database
from bot.storage.people import people as people_rows
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.storage.people_rows import add_questions, response

ALMA = Who(5_000_000_001, "Alma", language_code="en")
BORIS = Who(5_000_000_002, "Boris")


async def take_in(database: Database, clock: Clock, update_id: int, who: Who, lane: str) -> None:
    async with database.write() as tx:
        await tx.execute(
            insert(tables.inbox).values(
                update_id=update_id, lane=lane, kind="callback_query", raw="{}",
                sender=who.telegram_id, state="waiting", received_at=clock(),
            )
        )  # fmt: skip


async def person_of(database: Database, who: Who) -> Person | None:
    async with database.read() as tx:
        return await people_rows.find(tx, who.telegram_id)


async def debts(database: Database) -> list[tuple[int, str]]:
    async with database.read() as tx:
        rows = await tx.execute(
            select(tables.owed.c.chat, tables.owed.c.screen).order_by(tables.owed.c.id)
        )
        return [(row.chat, row.screen) for row in rows]


async def test_a_tap_delivered_twice_is_answered_once(database: Database, clock: Clock) -> None:
    people = People(database)
    await take_in(database, clock, 1, ALMA, "1")
    with bound(Cause(updates=[1])):
        await people.choose_board_name(ALMA, "q", BoardName.HIDDEN, clock())
    with bound(Cause(updates=[1])), pytest.raises(AlreadyDone):
        await people.choose_board_name(ALMA, "q", BoardName.NAME, clock())
    alma = await person_of(database, ALMA)
    assert alma is not None and alma.board_name is BoardName.HIDDEN
    assert await debts(database) == [
        (ALMA.telegram_id, "toast"), (ALMA.telegram_id, "people.settings"),
    ]  # fmt: skip


async def test_forgetting_spares_everybody_else(database: Database, clock: Clock) -> None:
    people = People(database)
    for who in (ALMA, BORIS):
        await people.open_settings(who, clock())
    alma = await person_of(database, ALMA)
    assert alma is not None
    until = int(clock().timestamp()) + 60
    await people.forget(ALMA, "q", alma.id, until, clock())
    assert await person_of(database, ALMA) is None
    assert await person_of(database, BORIS) is not None
    assert await debts(database) == [
        (BORIS.telegram_id, "people.settings"),
        (ALMA.telegram_id, "toast"),
        (ALMA.telegram_id, "people.farewell"),
    ]


async def test_a_farewell_that_never_arrives_leaves_no_record(
    database: Database, clock: Clock
) -> None:
    people = People(database)
    await people.open_settings(ALMA, clock())
    alma = await person_of(database, ALMA)
    assert alma is not None
    await people.forget(ALMA, "q", alma.id, int(clock().timestamp()) + 60, clock())
    farewell = Owed(ALMA.telegram_id, "people.farewell", {"language": "en"})
    async with database.write() as tx:
        await people.farewell_lost(tx, farewell)
    assert await debts(database) == [(ALMA.telegram_id, "toast")]


async def test_two_confirmations_at_once_forget_once(database: Database, clock: Clock) -> None:
    people = People(database)
    await people.open_settings(ALMA, clock())
    alma = await person_of(database, ALMA)
    assert alma is not None
    until = int(clock().timestamp()) + 60
    await asyncio.gather(
        *(people.forget(ALMA, query, alma.id, until, clock()) for query in ("q1", "q2"))
    )
    assert await person_of(database, ALMA) is None
    assert [screen for _, screen in await debts(database)].count("people.farewell") >= 1


async def test_a_vote_of_a_forgotten_person_counts_for_nobody_shown(
    database: Database, clock: Clock
) -> None:
    people, boards = People(database), Boards(database)
    async with database.write() as tx:
        questions = await add_questions(tx, 2)
        alma = await people_rows.recognise(tx, ALMA, clock())
        boris = await people_rows.recognise(tx, BORIS, clock())
        await record(tx, [response(p.id, questions[0], clock()) for p in (alma, boris)], UTC)
    await people.forget(ALMA, "q", alma.id, int(clock().timestamp()) + 60, clock())
    async with database.write() as tx:  # taken in before she was forgotten, worked off after
        await record(tx, [response(alma.id, questions[1], clock())], UTC)
        rows = (await tx.execute(tables.totals.select())).all()
    assert {row.person_id for row in rows} == {boris.id}
    board = await boards.board(BORIS.telegram_id, Wish(Period.ALL), None, clock())
    assert [line.label for line in board.lines] == ["Boris"]
    assert board.people == 1
    assert await boards.check_totals() == []
    assert await boards.rebuild_totals() == 8
