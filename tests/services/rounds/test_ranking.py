"""A round counts once enough people of the group have answered in it; on both databases."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.people.membership import Presence
from bot.domain.people.person import Who
from bot.services.groups.memberships import Memberships
from bot.services.rounds.lobby import RoundTap
from bot.storage import tables
from bot.storage.boards import proving
from bot.storage.database import Database
from bot.storage.groups import groups, members
from bot.storage.people import people
from bot.storage.rounds.polls import Asked
from tests.conftest import Clock
from tests.plans import statements
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    CHEN,
    GROUP,
    MEMBER,
    Stage,
    stage_with,
    vote,
)

TAP = RoundTap(GROUP.id, 1, "q")


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    return await stage_with(database, clock)


async def quiz(stage: Stage, text: str = "2 20") -> Asked:
    await stage.rounds.start(MEMBER, GROUP, text, stage.clock())
    return await stage.send_poll()


async def scores(stage: Stage) -> dict[str, tuple[int, int]]:
    """Score and rounds of all time and all topics, by name; they are what the log says."""
    boards, totals, accounts = tables.boards, tables.totals, tables.accounts
    query = select(accounts.c.first_name, totals.c.score, totals.c.rounds).where(
        totals.c.board_id == boards.c.id, totals.c.person_id == accounts.c.person_id,
        boards.c.period == "all", boards.c.topic == 0,
    )  # fmt: skip
    async with stage.database.read() as tx:
        assert await proving.differences(tx) == []
        return {row.first_name: (row.score, row.rounds) for row in await tx.execute(query)}


async def ranked(stage: Stage) -> Sequence[bool]:
    """What the log says of each response, in its order."""
    async with stage.database.read() as tx:
        query = select(tables.responses.c.ranked).order_by(tables.responses.c.id)
        return (await tx.execute(query)).scalars().all()


async def counts(stage: Stage) -> bool:
    scene = await stage.reading.scene(1)
    assert scene is not None
    return scene.ranked


async def test_alone_nobody_gains_anything_by_quiz(stage: Stage) -> None:
    await stage.vote(ALMA, await quiz(stage), "a")
    await stage.fire()
    await stage.vote(ALMA, await stage.send_poll("p2"), "a")
    assert await ranked(stage) == [False, False]
    assert await scores(stage) == {}
    assert not await counts(stage)


async def test_with_the_answer_that_makes_it_enough_the_earlier_ones_count_too(
    stage: Stage,
) -> None:
    await stage.vote(ALMA, await quiz(stage), "a")
    await stage.fire()
    second = await stage.send_poll("p2")
    await stage.vote(ALMA, second, "a")
    await stage.vote(BORIS, second, "b")
    assert await ranked(stage) == [True, True, True]
    assert await scores(stage) == {"Alma": (200, 1), "Boris": (0, 1)}
    assert await counts(stage)
    await stage.vote(CHEN, second, "a")
    assert await scores(stage) == {"Alma": (200, 1), "Boris": (0, 1), "Chen": (100, 1)}


async def test_who_joined_and_was_silent_makes_no_round_count(stage: Stage) -> None:
    await stage.rounds.open_lobby(MEMBER, GROUP, "1 20", stage.clock())
    for who in (ALMA, BORIS, CHEN):
        await stage.lobby.join(who, TAP, stage.clock())
    await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    await stage.vote(ALMA, await stage.send_poll(), "a")
    assert await scores(stage) == {}


async def test_who_answers_without_having_joined_makes_it_count(stage: Stage) -> None:
    await stage.rounds.open_lobby(MEMBER, GROUP, "1 20", stage.clock())
    await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    asked = await stage.send_poll()
    await stage.polls.take_votes([vote(who, asked, "a") for who in (ALMA, BORIS)], stage.clock())
    assert await scores(stage) == {"Alma": (100, 1), "Boris": (100, 1)}


async def test_a_vote_that_comes_twice_is_one_person(stage: Stage) -> None:
    asked = await quiz(stage)
    for _ in range(2):
        await stage.vote(ALMA, asked, "a")
    assert await ranked(stage) == [False]


async def test_a_group_chooses_how_many_people_it_takes(stage: Stage) -> None:
    asked = await quiz(stage)
    async with stage.database.write() as tx:
        await groups.choose(tx, GROUP.id, ranked_from=3)
    await stage.vote(ALMA, asked, "a")
    await stage.vote(BORIS, asked, "a")
    assert await scores(stage) == {}
    await stage.vote(CHEN, asked, "a")
    assert await scores(stage) == dict.fromkeys(("Alma", "Boris", "Chen"), (100, 1))


async def test_practice_never_counts(stage: Stage) -> None:
    asked = await quiz(stage, "1 20 practice")
    await stage.polls.take_votes([vote(who, asked, "a") for who in (ALMA, BORIS)], stage.clock())
    await stage.vote(CHEN, asked, "a")
    assert await ranked(stage) == [False] * 3
    assert await scores(stage) == {}


async def test_whom_the_group_does_not_have_makes_no_round_count(stage: Stage) -> None:
    asked = await quiz(stage)
    await stage.vote(ALMA, asked, "a")
    service = Memberships(stage.database)
    await service.seen(GROUP.id, [ALMA.telegram_id], stage.clock(), present=True)
    await stage.vote(BORIS, asked, "a")
    assert await counts(stage), "provisionally"
    (boris,) = await service.unknown()
    await service.looked_up(boris, Presence.STRANGER, stage.clock())
    assert not await counts(stage)
    assert await ranked(stage) == [False, False]
    assert await scores(stage) == {}
    await stage.vote(CHEN, asked, "a")
    assert await scores(stage) == {"Alma": (100, 1), "Chen": (100, 1)}, "and now it does"
    assert await ranked(stage) == [True, False, True]


async def test_whom_the_group_did_not_have_helps_it_to_count_once_seen_there_again(
    stage: Stage,
) -> None:
    """However long ago that was: the votes are taken by then, but are on no table either."""
    long_ago = stage.clock() - timedelta(hours=25)
    async with stage.database.write() as tx:
        boris = await people.recognise(tx, BORIS, long_ago)
        await members.note(tx, GROUP.id, [boris.id], Presence.STRANGER, long_ago)
    asked = await quiz(stage)
    for who in (ALMA, BORIS):
        await stage.vote(who, asked, "a")
    assert await ranked(stage) == [False, False]
    service = Memberships(stage.database)
    await service.seen(GROUP.id, [BORIS.telegram_id], stage.clock(), present=True)
    await stage.fire()
    await stage.vote(ALMA, await stage.send_poll("p2"), "a")
    assert await scores(stage) == {"Alma": (200, 1), "Boris": (100, 1)}


async def test_a_round_that_counts_no_more_takes_nobody_along(stage: Stage) -> None:
    """Neither who was believed to be back, whose look-up is still to come."""
    service = Memberships(stage.database)
    asked = await quiz(stage)
    async with stage.database.write() as tx:
        chen = await people.recognise(tx, CHEN, stage.clock())
        long_ago = stage.clock() - timedelta(days=2)
        await members.note(tx, GROUP.id, [chen.id], Presence.STRANGER, long_ago)
    for who in (ALMA, BORIS, CHEN):
        await stage.vote(who, asked, "a")
    assert len(await scores(stage)) == 3
    (boris,) = [one for one in await service.unknown() if one.telegram_id == BORIS.telegram_id]
    await service.looked_up(boris, Presence.STRANGER, stage.clock())
    assert await scores(stage) == {}
    assert await ranked(stage) == [False] * 3


async def test_the_check_is_made_once_for_all_votes_and_never_again(stage: Stage) -> None:
    asked = await quiz(stage)

    def checks(seen: list[tuple[str, object]]) -> int:
        return sum("SELECT DISTINCT responses.person_id" in said for said, _ in seen)

    crowd = [Who(6_000_000_000 + n, f"L{n}") for n in range(40)]
    with statements(stage.database) as seen:
        votes = [vote(who, asked, "a") for who in crowd[:20]]
        await stage.polls.take_votes(votes, stage.clock())
    assert checks(seen) == 1
    with statements(stage.database) as seen:
        votes = [vote(who, asked, "a") for who in crowd[20:]]
        await stage.polls.take_votes(votes, stage.clock())
    assert checks(seen) == 0
    assert len(await scores(stage)) == len(crowd)


async def test_what_was_practised_is_no_first_when_its_round_begins_to_count(
    stage: Stage,
) -> None:
    """Another round, in which the same question was asked meanwhile, keeps its standing."""
    async with stage.database.write() as tx:
        await people.recognise(tx, ALMA, stage.clock())
    asked = await quiz(stage, "8 20 practice")
    await stage.vote(ALMA, asked, "a")
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    await stage.rounds.start(MEMBER, GROUP, "8 20", stage.clock())
    stems = set()
    for number in range(8):
        now = await stage.send_poll(f"q{number}")
        stems.add(now.question.stem)
        await stage.vote(ALMA, now, "a")
        await stage.vote(BORIS, now, "a")
        await stage.fire()
    assert asked.question.stem in stems
    assert await scores(stage) == {"Alma": (700, 1), "Boris": (800, 1)}
