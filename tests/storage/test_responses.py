"""The response log and what of it counts."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.board import EVERYONE
from bot.domain.marking import Given, Mark
from bot.domain.period import Period
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.responses import Entry, NewResponse, Sums, counted, record
from tests.storage.people_rows import DAY, add_people, add_questions, response

GROUP = -1_001_000_000_001


async def totals_of(
    database: Database, board: int = EVERYONE
) -> dict[tuple[str, date, int], tuple[int, int, int]]:
    async with database.read() as tx:
        rows = await tx.execute(select(tables.totals).where(tables.totals.c.board == board))
        return {
            (row.period, row.first_day, row.person_id): (row.score, row.responses, row.right)
            for row in rows
        }


async def logged(database: Database) -> int:
    async with database.read() as tx:
        number: int = (
            await tx.execute(select(func.count()).select_from(tables.responses))
        ).scalar_one()
        return number


async def test_a_response_counts_in_all_four_periods(database: Database) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        new = [response(alma, question, mark=50)]
        assert await record(tx, new, UTC) == new
    # 23 November 2026 is a Monday.
    assert await totals_of(database) == {
        ("day", date(2026, 11, 23), alma): (50, 1, 0),
        ("week", date(2026, 11, 23), alma): (50, 1, 0),
        ("month", date(2026, 11, 1), alma): (50, 1, 0),
        ("all", date(1970, 1, 1), alma): (50, 1, 0),
    }


async def test_only_the_first_response_to_a_question_in_a_period_counts(
    database: Database,
) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        again = [response(alma, question, mark=0), response(alma, question)]
        assert await record(tx, again, UTC) == again
    async with database.write() as tx:
        await record(tx, [response(alma, question)], UTC)
        await record(tx, [response(alma, question, DAY + timedelta(days=1))], UTC)
    assert await totals_of(database) == {
        ("day", date(2026, 11, 23), alma): (0, 1, 0),
        ("day", date(2026, 11, 24), alma): (100, 1, 1),
        ("week", date(2026, 11, 23), alma): (0, 1, 0),
        ("month", date(2026, 11, 1), alma): (0, 1, 0),
        ("all", date(1970, 1, 1), alma): (0, 1, 0),
    }
    assert await logged(database) == 4


async def test_a_second_vote_and_a_second_tap_are_ignored(database: Database) -> None:
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        first, second = await add_questions(tx, 2)
        once = response(alma, first, poll="p1")
        assert await record(tx, [once, once, response(alma, first, poll="p1", mark=0)], UTC) == [
            once
        ]
    async with database.write() as tx:
        others = [response(alma, second, poll="p1"), response(boris, first, poll="p1")]
        assert await record(tx, others, UTC) == others[1:]
    assert await logged(database) == 2
    assert (await totals_of(database))["all", date(1970, 1, 1), alma] == (100, 1, 1)


async def test_boards_do_not_mix(database: Database) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        new = [
            response(alma, question, mark=0),
            response(alma, question, board=GROUP),
        ]
        assert await record(tx, new, UTC) == new
    everywhere = "all", date(1970, 1, 1), alma
    assert (await totals_of(database))[everywhere] == (0, 1, 0)
    assert (await totals_of(database, GROUP))[everywhere] == (100, 1, 1)
    assert await logged(database) == 2


async def test_a_group_keeps_its_own_midnight_and_everyone_keeps_utc(database: Database) -> None:
    late = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)  # in Moscow already 1 December, 1:30
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        new = [response(alma, question, late), response(alma, question, late, board=GROUP)]
        await record(tx, new, ZoneInfo("Europe/Moscow"))
    assert ("month", date(2026, 11, 1), alma) in await totals_of(database)
    assert ("month", date(2026, 12, 1), alma) in await totals_of(database, GROUP)


async def test_a_response_that_arrives_late_counts_for_its_own_day(database: Database) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        await record(tx, [response(alma, question, DAY, mark=0)], UTC)
        await record(tx, [response(alma, question, DAY - timedelta(days=2))], UTC)
    totals = await totals_of(database)
    assert totals["day", date(2026, 11, 21), alma] == (100, 1, 1)
    assert totals["week", date(2026, 11, 16), alma] == (100, 1, 1)
    assert totals["month", date(2026, 11, 1), alma] == (0, 1, 0)


async def test_two_lanes_at_once_count_a_question_once(database: Database) -> None:
    async with database.write() as tx:
        everybody = await add_people(tx, 5)
        (question,) = await add_questions(tx, 1)

    async def lane(people: list[int]) -> None:
        async with database.write() as tx:
            await record(tx, [response(person, question) for person in people], UTC)

    await asyncio.gather(*(lane(everybody[::step]) for step in (1, -1, 1, -1)))
    totals = await totals_of(database)
    assert len(totals) == 5 * len(Period)
    assert set(totals.values()) == {(100, 1, 1)}
    assert await logged(database) == 20


async def test_a_batch_of_five_hundred_goes_in_whole(database: Database) -> None:
    async with database.write() as tx:
        everybody = await add_people(tx, 500)
        (question,) = await add_questions(tx, 1)
        new = [response(person, question, poll="big", board=GROUP) for person in everybody]
        assert await record(tx, new, UTC) == new
        assert await record(tx, new, UTC) == []
    assert len(await totals_of(database, GROUP)) == 2000


@pytest.mark.parametrize(
    "place",
    [{}, {"poll_id": "p", "attempt_id": 1, "position": 1}, {"attempt_id": 1}, {"position": 1}],
)
def test_a_response_belongs_to_an_attempt_or_a_poll(place: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="attempt"):
        NewResponse(1, 1, 1, 0, Given(), Mark(0), DAY, **place)  # type: ignore[arg-type]


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """A log of few people and questions around the clock change of 25 October 2026."""
    change = datetime(2026, 10, 25, 1, tzinfo=UTC)
    minutes = st.integers(-3 * 1440, 3 * 1440).map(lambda n: change + timedelta(minutes=n))
    entry = st.builds(
        Entry,
        board=st.sampled_from([EVERYONE, GROUP]),
        person=st.integers(1, 2),
        question=st.integers(1, 3),
        mark=st.sampled_from([0, 50, 100]).map(Mark),
        at=minutes,
    )
    return draw(st.lists(entry, max_size=30))


@given(log=logs(), cuts=st.sets(st.integers(0, 30)), zone=st.sampled_from(["UTC", "Europe/Berlin"]))
def test_counting_in_batches_is_counting_at_once(
    log: list[Entry], cuts: set[int], zone: str
) -> None:
    batches: Sums = {}
    edges = [0, *sorted(cut for cut in cuts if cut < len(log)), len(log)]
    for begin, end in pairwise(edges):
        for key, new in counted(log[begin:end], ZoneInfo(zone), log[:begin]).items():
            old = batches.get(key, (0, 0, 0))
            batches[key] = (old[0] + new[0], old[1] + new[1], old[2] + new[2])
    assert batches == counted(log, ZoneInfo(zone))


@given(log=logs())
def test_every_period_counts_each_question_once(log: list[Entry]) -> None:
    sums = counted(log, ZoneInfo("Europe/Berlin"))
    for (board, period, _, person), (score, number, right) in sums.items():
        mine = [e for e in log if (e.board, e.person) == (board, person)]
        if period is Period.ALL:
            assert number == len({e.question for e in mine})
        assert 1 <= number <= 3
        assert 100 * right <= score <= 100 * number
