"""Who belongs to a group counts; strangers are found slowly and taken out again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.membership import Presence, Unknown
from bot.domain.person import Who
from bot.services.groups import GroupService
from bot.services.lobby import RoundTap
from bot.services.memberships import AT_ONCE, Memberships
from bot.storage import members, people, polls, rebuilding, tables
from bot.storage.database import Database
from bot.storage.polls import Asked
from tests.conftest import Clock
from tests.services.rounds_stage import ALMA, BORIS, CHEN, GROUP, MEMBER, Stage, stage_with, vote


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "2 20", clock())
    return stage


@pytest.fixture
def service(database: Database) -> Memberships:
    return Memberships(database)


async def names(stage: Stage) -> list[str | None]:
    scene = await stage.reading.scene(1)
    assert scene is not None
    return [line.label for line in scene.lines]


async def voted(stage: Stage, *people: Who) -> Asked:
    asked = await stage.send_poll()
    await stage.polls.take_votes([vote(who, asked, "a") for who in people], stage.clock())
    return asked


async def one(service: Memberships, who: Who) -> Unknown:
    (found,) = [each for each in await service.unknown() if each.telegram_id == who.telegram_id]
    return found


async def test_who_started_is_known_and_voters_count_before_they_are(
    stage: Stage, service: Memberships
) -> None:
    await voted(stage, ALMA, BORIS)
    assert [each.telegram_id for each in await service.unknown()] == [BORIS.telegram_id]
    assert await names(stage) == ["Alma", "Boris"]
    assert await stage.count("totals") == 2 * 8, "day, week, month and all time; all topics and one"


async def test_a_member_is_asked_about_once(stage: Stage, service: Memberships) -> None:
    await voted(stage, BORIS)
    found = await one(service, BORIS)
    await service.looked_up(found, Presence.MEMBER, stage.clock())
    assert await service.unknown() == []
    assert await names(stage) == ["Boris"]


async def test_a_stranger_leaves_table_and_board_and_the_log_keeps_the_answer(
    stage: Stage, service: Memberships
) -> None:
    asked = await voted(stage, ALMA, BORIS)
    await stage.fire()
    await stage.pay("round_table")
    found = await one(service, BORIS)
    await service.looked_up(found, Presence.STRANGER, stage.clock())
    assert await names(stage) == ["Alma"]
    assert [debt.place for debt in await stage.debts("round_table")] == ["table:1:1"]
    scene = await stage.reading.scene(1)
    assert scene is not None and scene.outcome is not None
    assert (scene.outcome.answered, scene.outcome.right) == (1, 1)
    async with stage.database.read() as tx:
        assert set((await tx.execute(select(tables.totals.c.person_id))).scalars()) == {1}
        assert await rebuilding.differences(tx) == []
    assert await stage.count("responses") == 2
    second = await stage.send_poll("p2")
    assert second.poll_id != asked.poll_id
    await stage.vote(BORIS, second, "a")
    assert await stage.count("responses") == 2, "a stranger's votes are not taken any more"


async def test_after_a_day_a_stranger_is_asked_about_again(
    stage: Stage, service: Memberships
) -> None:
    await voted(stage, BORIS)
    found = await one(service, BORIS)
    await service.looked_up(found, Presence.STRANGER, stage.clock() - timedelta(days=1, seconds=1))
    assert await service.unknown() == [found]
    async with stage.database.read() as tx:
        away = await members.outside(tx, GROUP.id, stage.clock() - timedelta(days=1))
    assert away == set()


async def test_who_left_keeps_what_they_answered_and_answers_no_more(
    stage: Stage, service: Memberships
) -> None:
    await voted(stage, BORIS)
    await service.seen(GROUP.id, [BORIS.telegram_id], stage.clock(), present=False)
    await stage.fire()
    await stage.vote(BORIS, await stage.send_poll("p2"), "a")
    assert await stage.count("responses") == 1
    assert await names(stage) == ["Boris"]
    await service.seen(GROUP.id, [BORIS.telegram_id, 77], stage.clock(), present=True)
    await stage.polls.take_votes([vote(BORIS, (await polled(stage, 2)), "a")], stage.clock())
    assert await stage.count("responses") == 2


async def polled(stage: Stage, position: int) -> Asked:
    async with stage.database.read() as tx:
        found = await polls.asked(tx, 1, position)
    assert found is not None
    return found


async def test_who_leaves_a_lobby_is_out_of_it(
    database: Database, clock: Clock, service: Memberships
) -> None:
    stage = await stage_with(database, clock)
    await stage.rounds.open_lobby(MEMBER, GROUP, "", clock())
    tap = RoundTap(GROUP.id, 1, "q")
    for who in (ALMA, BORIS):
        await stage.lobby.join(who, tap, clock())
    await stage.pay("round")
    await service.seen(GROUP.id, [BORIS.telegram_id], clock(), present=False)
    scene = await stage.reading.scene(1)
    assert scene is not None and scene.lobby is not None
    assert scene.lobby.labels == ("Alma",)
    assert len(await stage.debts("round")) == 1
    await service.seen(-77, [ALMA.telegram_id], clock(), present=False)
    assert await stage.count("round_players") == 1, "another group is no matter here"


async def test_of_a_crowd_only_the_best_are_looked_up_at_a_time(
    stage: Stage, service: Memberships
) -> None:
    asked = await stage.send_poll()
    crowd = [Who(6_000_000_000 + n, f"L{n}") for n in range(3 * AT_ONCE)]
    votes = [vote(who, asked, "a" if n % 3 == 0 else "b") for n, who in enumerate(crowd)]
    await stage.polls.take_votes(votes, stage.clock())
    first = await service.unknown()
    assert len(first) == AT_ONCE
    assert {(each.telegram_id - 6_000_000_000) % 3 for each in first} == {0}


async def test_in_rounds_of_long_ago_nobody_is_looked_up(
    stage: Stage, service: Memberships
) -> None:
    await voted(stage, BORIS)
    stage.clock.advance(25 * 3600)
    assert await service.unknown() == []


async def test_what_is_known_moves_with_a_group(stage: Stage) -> None:
    new = -1_001_234_567_890
    async with stage.database.write() as tx:
        person = (await people.recognise(tx, CHEN, stage.clock())).id
        await members.note(tx, GROUP.id, [person], Presence.STRANGER, stage.clock())
        await members.note(tx, new, [person], Presence.MEMBER, stage.clock())
    await GroupService(stage.database, {}, ("en",)).migrate(GROUP.id, new, stage.clock())
    async with stage.database.read() as tx:
        rows = await tx.execute(select(tables.members.c.chat, tables.members.c.presence))
        known = sorted(map(tuple, rows))
    assert known == [(new, "member"), (new, "member")], "Alma's moved; of Chen the newer is kept"
    await stage.lobby.join(ALMA, RoundTap(GROUP.id, 1, "q"), stage.clock())
    assert [debt.args["word"] for debt in await stage.debts("toast")] == ["round.toast.begun"]
