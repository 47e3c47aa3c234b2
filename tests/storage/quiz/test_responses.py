"""The response log and what of it counts."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update

from bot.domain.boards.board import EVERY_TOPIC, EVERYONE, BoardKey
from bot.domain.boards.period import CALENDAR, Period
from bot.domain.boards.season import Season
from bot.domain.marking import Given, Mark
from bot.storage import tables
from bot.storage.boards import seasons
from bot.storage.boards.proving import differences
from bot.storage.boards.rebuilding import rebuild
from bot.storage.boards.totals import Entry, Sums, counted
from bot.storage.database import Database
from bot.storage.people.accounts import forget
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.storage.people_rows import DAY, add_people, add_questions, response, round_of

GROUP = -1_001_000_000_001


async def totals_of(
    database: Database, chat: int = EVERYONE, topic: int | None = EVERY_TOPIC
) -> dict[tuple[str, date, int], tuple[int, int, int]]:
    """Of a topic, or (None) of every single one."""
    boards, totals = tables.boards, tables.totals
    of = boards.c.topic != EVERY_TOPIC if topic is None else boards.c.topic == topic
    async with database.read() as tx:
        rows = await tx.execute(
            select(totals, boards.c.period, boards.c.first_day)
            .join(boards, boards.c.id == totals.c.board_id)
            .where(boards.c.chat == chat, of)
        )
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
    assert len(totals) == 5 * len(CALENDAR)
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
    assert len(await totals_of(database, GROUP, topic=None)) == 2000


@pytest.mark.parametrize(
    "place",
    [{}, {"poll_id": "p", "attempt_id": 1, "position": 1}, {"attempt_id": 1}, {"position": 1}],
)
def test_a_response_belongs_to_an_attempt_or_a_poll(place: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="attempt"):
        NewResponse(1, 1, 1, 0, Given(), Mark(0), DAY, **place)  # type: ignore[arg-type]


async def test_a_response_counts_on_the_board_of_its_topic_too(database: Database) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        leaf, cup = await add_questions(tx, 2)
        await tx.execute(
            update(tables.question_versions)
            .where(tables.question_versions.c.id == cup[1])
            .values(topic="cups")
        )
        await record(tx, [response(alma, leaf, mark=50), response(alma, cup)], UTC)
        topics = {row.slug: row.id for row in await tx.execute(tables.topics.select())}
    everywhere = "all", date(1970, 1, 1), alma
    assert (await totals_of(database))[everywhere] == (150, 2, 1)
    assert (await totals_of(database, topic=topics["t"]))[everywhere] == (50, 1, 0)
    assert (await totals_of(database, topic=topics["cups"]))[everywhere] == (100, 1, 1)


async def test_a_question_that_moves_to_another_topic_counts_once_on_each(
    database: Database,
) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        await record(tx, [response(alma, question, mark=0)], UTC)
        moved = await tx.execute(
            insert(tables.question_versions)
            .values(
                question_id=question[0], version=2, fingerprint="g", state="approved", topic="u",
                type="single", difficulty="easy", content={}, created_at=DAY,
            )
            .returning(tables.question_versions.c.id)
        )  # fmt: skip
        await record(tx, [response(alma, (question[0], moved.scalar_one()))], UTC)
        topics = {row.slug: row.id for row in await tx.execute(tables.topics.select())}
    everywhere = "all", date(1970, 1, 1), alma
    assert (await totals_of(database))[everywhere] == (0, 1, 0)
    assert (await totals_of(database, topic=topics["t"]))[everywhere] == (0, 1, 0)
    assert (await totals_of(database, topic=topics["u"]))[everywhere] == (100, 1, 1)


async def test_what_is_not_ranked_counts_nowhere_and_is_a_first_all_the_same(
    database: Database,
) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        alone = replace(response(alma, question, mark=0, board=GROUP), ranked=False)
        assert await record(tx, [alone], UTC) == [alone]
        tomorrow = DAY + timedelta(days=1)
        await record(tx, [response(alma, question, DAY, board=GROUP)], UTC)
        await record(tx, [response(alma, question, tomorrow, board=GROUP)], UTC)
        assert await differences(tx) == []
    # What practice taught counts in no period that the practice falls into.
    assert await totals_of(database, GROUP) == {("day", date(2026, 11, 24), alma): (100, 1, 1)}
    assert await logged(database) == 3


async def test_practice_elsewhere_is_no_first_here(database: Database) -> None:
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        (question,) = await add_questions(tx, 1)
        await record(tx, [replace(response(alma, question, board=-7), ranked=False)], UTC)
        await record(tx, [response(alma, question, board=GROUP)], UTC)
    assert len(await totals_of(database, GROUP)) == len(CALENDAR)


async def test_a_round_counts_for_who_learnt_its_questions_by_practice(database: Database) -> None:
    """They stand on the board with a round and nothing else, and what they answer next is added."""
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        first, second = await add_questions(tx, 2)
        await record(tx, [replace(response(alma, first, board=GROUP), ranked=False)], UTC)
        await round_of(tx, GROUP, "p1", first, at=DAY, state="finished", person=alma)
        assert await differences(tx) == []
    assert (await totals_of(database, GROUP))["all", date(1970, 1, 1), alma] == (0, 0, 0)
    async with database.write() as tx:
        await round_of(tx, GROUP, "p2", second, at=DAY, state="finished", person=alma)
        assert await differences(tx) == []
    assert (await totals_of(database, GROUP))["all", date(1970, 1, 1), alma] == (100, 1, 1)
    assert await rounds_on(database) == ({alma: 2}, 2)


async def test_who_was_forgotten_meanwhile_stands_on_no_board(database: Database) -> None:
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        (question,) = await add_questions(tx, 1)
        await record(tx, [response(alma, question), response(boris, question)], UTC)
        await forget(tx, 8_000_000_000 + alma, alma, DAY)
        new = [response(alma, question, DAY + timedelta(days=1))]
        assert await record(tx, new, UTC) == new
        assert await differences(tx) == []
    assert {person for _, _, person in await totals_of(database)} == {boris}
    assert await totals_of(database, topic=None) != {}


async def rounds_on(database: Database) -> tuple[dict[int, int], int]:
    """Rounds by person, and those of the whole board, of all time in the group."""
    boards, totals = tables.boards, tables.totals
    async with database.read() as tx:
        query = select(boards.c.rounds, totals.c.person_id, totals.c.rounds.label("own")).where(
            totals.c.board_id == boards.c.id, boards.c.chat == GROUP, boards.c.period == "all",
            boards.c.topic == EVERY_TOPIC,
        )  # fmt: skip
        rows = (await tx.execute(query)).all()
    return {row.person_id: row.own for row in rows}, rows[0].rounds


async def test_a_round_counts_once_for_the_board_and_for_each_who_took_part(
    database: Database,
) -> None:
    async with database.write() as tx:
        alma, boris = await add_people(tx, 2)
        first, second = await add_questions(tx, 2)
        await round_of(tx, GROUP, "p1", first, at=DAY, state="finished", person=alma)
        await record(tx, [response(boris, first, board=GROUP, poll="p1")], UTC)
        (of,) = (await tx.execute(select(tables.rounds.c.id))).scalars()
        await tx.execute(
            insert(tables.round_questions).values(
                round_id=of, position=2, version_id=second[1], option_order=["a"], poll_id="p2",
                state="open",
            )
        )  # fmt: skip
        await record(tx, [response(alma, second, board=GROUP, poll="p2")], UTC)
    assert await rounds_on(database) == ({alma: 1, boris: 1}, 1)
    async with database.write() as tx:
        # Another round, with a question that counts no more.
        await round_of(tx, GROUP, "p3", first, at=DAY, state="open", person=alma)
    assert await rounds_on(database) == ({alma: 2, boris: 1}, 2)
    async with database.write() as tx:
        assert await differences(tx) == []
        await rebuild(tx)
    assert await rounds_on(database) == ({alma: 2, boris: 1}, 2)


async def test_a_season_counts_what_came_in_while_it_ran(database: Database) -> None:
    hour = timedelta(hours=1)
    async with database.write() as tx:
        (alma,) = await add_people(tx, 1)
        questions = await add_questions(tx, 4)
        await tx.execute(insert(tables.groups).values(id=GROUP, title="Tea", first_seen=DAY))
        assert await seasons.start(tx, GROUP, "Autumn", DAY)
        assert not await seasons.start(tx, GROUP, "Winter", DAY)
        (autumn,) = (await seasons.of_chats(tx, {GROUP}))[GROUP]
        await record(tx, [response(alma, questions[0], DAY, board=GROUP)], UTC)
        assert await seasons.end(tx, autumn.id, DAY + hour)
        assert not await seasons.end(tx, autumn.id, DAY + 2 * hour)
        late = [
            response(alma, questions[1], DAY + hour, board=GROUP),
            response(alma, questions[2], DAY + hour / 2, board=GROUP),
            response(alma, questions[3], DAY - hour, board=GROUP),
            response(alma, questions[3], DAY, board=EVERYONE),
        ]
        await record(tx, late, UTC)
        assert await differences(tx) == []
        await rebuild(tx, GROUP)
        assert await differences(tx) == []
    for topic in (EVERY_TOPIC, None):  # the questions are of one topic
        found = await totals_of(database, GROUP, topic)
        assert {key: value for key, value in found.items() if key[0] == "season"} == {
            ("season", date(1970, 1, 1), alma): (200, 2, 2)
        }


SEASONS = {
    GROUP: [Season(7, GROUP, "Autumn", datetime(2026, 10, 24, tzinfo=UTC), None)],
}


def test_a_response_stands_on_the_boards_of_its_days_and_season_with_and_without_its_topic() -> (
    None
):
    """22:30 UTC on Saturday is Sunday 25 October in Berlin; everyone's days are UTC's, and everyone
    has no seasons. Rounds count where all topics do.
    """
    saturday = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    log = [
        Entry(chat, 1, 1, 5, Mark(50), saturday, joins=chat == GROUP) for chat in (GROUP, EVERYONE)
    ]
    monday, month, ever = date(2026, 10, 19), date(2026, 10, 1), date(1970, 1, 1)
    day, week, of_month, all_time = Period.DAY, Period.WEEK, Period.MONTH, Period.ALL
    alone, joined = (50, 1, 0, 0), (50, 1, 0, 1)
    assert counted(log, ZoneInfo("Europe/Berlin"), SEASONS) == {
        (BoardKey(GROUP, day, date(2026, 10, 25), 0, 0), 1): joined,
        (BoardKey(GROUP, day, date(2026, 10, 25), 5, 0), 1): alone,
        (BoardKey(GROUP, week, monday, 0, 0), 1): joined,
        (BoardKey(GROUP, week, monday, 5, 0), 1): alone,
        (BoardKey(GROUP, of_month, month, 0, 0), 1): joined,
        (BoardKey(GROUP, of_month, month, 5, 0), 1): alone,
        (BoardKey(GROUP, all_time, ever, 0, 0), 1): joined,
        (BoardKey(GROUP, all_time, ever, 5, 0), 1): alone,
        (BoardKey(GROUP, Period.SEASON, ever, 0, 7), 1): joined,
        (BoardKey(GROUP, Period.SEASON, ever, 5, 7), 1): alone,
        (BoardKey(EVERYONE, day, date(2026, 10, 24), 0, 0), 1): alone,
        (BoardKey(EVERYONE, day, date(2026, 10, 24), 5, 0), 1): alone,
        (BoardKey(EVERYONE, week, monday, 0, 0), 1): alone,
        (BoardKey(EVERYONE, week, monday, 5, 0), 1): alone,
        (BoardKey(EVERYONE, of_month, month, 0, 0), 1): alone,
        (BoardKey(EVERYONE, of_month, month, 5, 0), 1): alone,
        (BoardKey(EVERYONE, all_time, ever, 0, 0), 1): alone,
        (BoardKey(EVERYONE, all_time, ever, 5, 0), 1): alone,
    }


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """A log of few people and questions around the clock change of 25 October 2026."""
    change = datetime(2026, 10, 25, 1, tzinfo=UTC)
    minutes = st.integers(-3 * 1440, 3 * 1440).map(lambda n: change + timedelta(minutes=n))
    entry = st.builds(
        Entry,
        chat=st.sampled_from([EVERYONE, GROUP]),
        person=st.integers(1, 2),
        question=st.integers(1, 3),
        topic=st.integers(1, 2),
        joins=st.booleans(),
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
        before = [replace(entry, counts=False) for entry in log[:begin]]
        for key, new in counted([*before, *log[begin:end]], ZoneInfo(zone), SEASONS).items():
            old = batches.get(key, (0, 0, 0, 0))
            batches[key] = (old[0] + new[0], old[1] + new[1], old[2] + new[2], old[3] + new[3])
    assert batches == counted(log, ZoneInfo(zone), SEASONS)


@given(log=logs())
def test_every_board_counts_each_question_once(log: list[Entry]) -> None:
    sums = counted(log, ZoneInfo("Europe/Berlin"), SEASONS)
    for (key, person), (score, number, right, rounds) in sums.items():
        mine = [e for e in log if (e.chat, e.person) == (key.chat, person)]
        if key.topic != EVERY_TOPIC:
            mine = [e for e in mine if e.topic == key.topic]
            assert rounds == 0
        if key.period is Period.ALL:
            assert number == len({e.question for e in mine})
            assert key.topic != EVERY_TOPIC or rounds == sum(e.joins for e in mine)
        assert 1 <= number <= 3
        assert 100 * right <= score <= 100 * number
        assert (key.period is Period.SEASON) == (key.season == 7)
