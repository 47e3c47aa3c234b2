"""Who belongs to a group counts; strangers are found slowly and taken out again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.people.membership import Presence, Unknown
from bot.domain.people.person import Who
from bot.services.groups.memberships import AT_ONCE, Memberships
from bot.services.groups.settling import GroupService
from bot.services.rounds.lobby import RoundTap
from bot.storage import tables
from bot.storage.boards import proving
from bot.storage.database import Database
from bot.storage.groups import members
from bot.storage.people import accounts, people
from bot.storage.rounds import polls
from bot.storage.rounds.polls import Asked
from tests.conftest import Clock
from tests.plans import plans, statements
from tests.services.rounds.stage import ALMA, BORIS, CHEN, GROUP, MEMBER, Stage, stage_with, vote


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
    asked = await voted(stage, ALMA, BORIS, CHEN)
    await stage.fire()
    await stage.pay("round_table")
    found = await one(service, BORIS)
    await service.looked_up(found, Presence.STRANGER, stage.clock())
    assert await names(stage) == ["Alma", "Chen"]
    assert [debt.place for debt in await stage.debts("round_table")] == ["table:1:1"]
    scene = await stage.reading.scene(1)
    assert scene is not None and scene.outcome is not None
    assert (scene.outcome.answered, scene.outcome.right) == (2, 2)
    async with stage.database.read() as tx:
        assert set((await tx.execute(select(tables.totals.c.person_id))).scalars()) == {1, 3}
        assert await proving.differences(tx) == []
    assert await stage.count("responses") == 3
    second = await stage.send_poll("p2")
    assert second.poll_id != asked.poll_id
    await stage.vote(BORIS, second, "a")
    assert await stage.count("responses") == 3, "a stranger's votes are not taken any more"


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


async def totals(stage: Stage) -> dict[str, tuple[int, int, int]]:
    """Score, responses and rounds of all time, by name; they are what the log says."""
    boards, of, accounts = tables.boards, tables.totals, tables.accounts
    query = select(accounts.c.first_name, of.c.score, of.c.responses, of.c.rounds).where(
        of.c.board_id == boards.c.id, of.c.person_id == accounts.c.person_id,
        boards.c.period == "all", boards.c.topic == 0,
    )  # fmt: skip
    async with stage.database.read() as tx:
        assert await proving.differences(tx) == []
        return {name: (score, number, own) for name, score, number, own in await tx.execute(query)}


async def test_who_left_and_votes_on_a_forwarded_poll_loses_that_vote_and_nothing_before(
    stage: Stage, service: Memberships
) -> None:
    await voted(stage, BORIS, ALMA, CHEN)
    await service.seen(GROUP.id, [BORIS.telegram_id], stage.clock(), present=False)
    stage.clock.advance(25 * 3600)
    await stage.directing.stop(MEMBER, GROUP, stage.clock())
    await stage.pay("poll")
    await stage.rounds.start(MEMBER, GROUP, "8 20", stage.clock())
    second = await stage.send_poll("p2")
    for who in (ALMA, CHEN, BORIS):
        await stage.vote(who, second, "a")
    assert (await totals(stage))["Boris"][0] == 200, "provisionally"
    found = await one(service, BORIS)
    for _ in range(2):
        await service.looked_up(found, Presence.STRANGER, stage.clock())
        assert (await totals(stage))["Boris"] == (100, 1, 1)
        assert "Boris" in await names(stage), "in the table of when they were there"
        scene = await stage.reading.scene(2)
        assert scene is not None
        assert [line.label for line in scene.lines] == ["Alma", "Chen"]
        assert BORIS.telegram_id not in {each.telegram_id for each in await service.unknown()}
        stage.clock.advance(23 * 3600)
    await service.seen(GROUP.id, [BORIS.telegram_id], stage.clock(), present=True)
    scene = await stage.reading.scene(2)
    assert scene is not None and len(scene.lines) == 3


async def test_a_stranger_who_was_first_leaves_the_round_to_the_next(
    stage: Stage, service: Memberships
) -> None:
    """The board counts the round from the first response that is left, which came a day later."""
    first = await stage.send_poll()
    stage.clock.now = stage.clock.now.replace(hour=23, minute=59)
    votes = [vote(BORIS, first, "a", at=stage.clock())]
    stage.clock.advance(120)
    votes += [vote(who, first, "a", at=stage.clock()) for who in (ALMA, CHEN)]
    await stage.polls.take_votes(votes, stage.clock())
    days = select(tables.boards.c.first_day, tables.boards.c.rounds).where(
        tables.boards.c.period == "day", tables.boards.c.topic == 0
    )
    await service.looked_up(await one(service, BORIS), Presence.STRANGER, stage.clock())
    assert await totals(stage) == {"Alma": (100, 1, 1), "Chen": (100, 1, 1)}
    async with stage.database.read() as tx:
        rounds = {day.day: number for day, number in await tx.execute(days)}
    assert rounds == {23: 0, 24: 1}


async def test_a_stranger_costs_no_walk_through_everybody(
    stage: Stage, service: Memberships
) -> None:
    crowd = [Who(6_000_000_000 + n, f"L{n}") for n in range(60)]
    await voted(stage, ALMA, BORIS, *crowd)
    found = await one(service, BORIS)
    with statements(stage.database) as seen:
        await service.looked_up(found, Presence.STRANGER, stage.clock())
    said = [one for one, _ in seen]
    assert not [one for one in said if "FROM people" in one and "LIMIT" in one]
    deleted = [one for one in said if one.startswith("DELETE FROM totals")]
    assert len(deleted) == 1 and "person_id" in deleted[0]
    assert not any("LOCK TABLE" in one for one in said)
    assert len(await totals(stage)) == 61
    if stage.database.is_sqlite:
        found_plans = await plans(stage.database, seen)
        assert not [plan for plan in found_plans if "ix_responses_firsts (board=?)" in plan]
        assert not [plan for plan in found_plans if "SCAN responses" in plan]


async def test_a_stranger_weighs_down_no_team(
    database: Database, clock: Clock, service: Memberships
) -> None:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "2 20 teams", clock())
    asked = await voted(stage, ALMA, CHEN, BORIS)
    await service.looked_up(await one(service, BORIS), Presence.STRANGER, clock())
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert [(team.score, team.members) for team in scene.teams] == [(100, 1), (100, 1)]
    second = await stage.send_poll("p2")
    assert second.poll_id != asked.poll_id
    await stage.vote(BORIS, second, "a")
    assert await stage.count("round_players") == 2, "whose vote is refused joins no team"


async def test_who_joined_a_team_before_leaving_stays_in_it_with_what_they_did_for_it(
    database: Database, clock: Clock, service: Memberships
) -> None:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "2 20 teams", clock())
    await voted(stage, ALMA, CHEN, BORIS)
    found = await one(service, BORIS)
    await stage.fire()
    clock.advance(1)
    await service.seen(GROUP.id, [BORIS.telegram_id], clock(), present=False)
    clock.advance(25 * 3600)
    await stage.vote(BORIS, await stage.send_poll("p2"), "a")
    assert await stage.count("responses") == 4, "provisionally"
    await service.looked_up(found, Presence.STRANGER, clock())
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert [(team.score, team.members) for team in scene.teams] == [(100, 2), (100, 1)]


async def test_who_is_forgotten_is_no_silent_member_of_a_team(
    database: Database, clock: Clock
) -> None:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "1 20 teams", clock())
    await voted(stage, ALMA, CHEN, BORIS)
    async with database.write() as tx:
        boris = await people.find(tx, BORIS.telegram_id)
        assert boris is not None
        await accounts.forget(tx, BORIS.telegram_id, boris.id, clock())
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert [(team.score, team.members) for team in scene.teams] == [(100, 1), (100, 1)]


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
    await stage.pay("round_lobby")
    await service.seen(GROUP.id, [BORIS.telegram_id], clock(), present=False)
    scene = await stage.reading.scene(1)
    assert scene is not None and scene.lobby is not None
    assert scene.lobby.labels == ("Alma",)
    assert len(await stage.debts("round_lobby")) == 1
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
