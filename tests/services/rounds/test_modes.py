"""Modes over the one engine: the log stays the same, the table does not; on both databases."""

import pytest
from sqlalchemy import delete, select

from bot.domain.people.group import Actor
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import RoundState, Scene
from bot.services.rounds.lobby import RoundTap
from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    CHEN,
    DANA,
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


async def scene(stage: Stage) -> Scene:
    found = await stage.reading.scene(1)
    assert found is not None
    return found


async def standings(stage: Stage) -> list[tuple[int, str | None, int]]:
    lines = (await scene(stage)).lines
    return [(line.standing.rank, line.label, line.standing.total.score) for line in lines]


async def test_speed_takes_off_for_time_and_leaves_the_log_alone(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1 20 speed", stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    stage.clock.advance(10)
    await stage.vote(BORIS, asked, "a")
    await stage.vote(CHEN, asked, "b")
    await stage.fire()
    assert await standings(stage) == [(1, "Alma", 100), (2, "Boris", 75), (3, "Chen", 0)]
    async with stage.database.read() as tx:
        marks = (await tx.execute(select(tables.responses.c.mark))).scalars().all()
        scores = (await tx.execute(select(tables.totals.c.score))).scalars().all()
    assert sorted(marks) == [0, 100, 100]
    assert set(scores) == {0, 100}, "boards know no mode"


async def test_a_knock_out_ends_when_one_is_left(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "4 20 knockout", stage.clock())
    first = await stage.send_poll("p1")
    for who, option in ((ALMA, "a"), (BORIS, "a"), (CHEN, "b")):
        await stage.vote(who, first, option)
    await stage.fire()
    assert (await scene(stage)).state is RoundState.OPEN
    second = await stage.send_poll("p2")
    assert (await scene(stage)).fell == 1
    await stage.vote(ALMA, second, "a")
    await stage.fire()
    over = await scene(stage)
    assert (over.state, over.position) == (RoundState.FINISHED, 2)
    assert [(line.label, line.out) for line in over.lines] == [
        ("Alma", None), ("Boris", 2), ("Chen", 1),
    ]  # fmt: skip
    assert await stage.debts("poll") == []


async def test_a_knock_out_whose_first_question_was_lost_begins_with_the_next(stage: Stage) -> None:
    """Nobody answered that one, which makes nobody a mere onlooker."""
    await stage.rounds.start(MEMBER, GROUP, "4 20 knockout", stage.clock())
    await stage.lose_poll()
    await stage.fire()
    async with stage.database.write() as tx:
        await tx.execute(delete(tables.owed).where(tables.owed.c.state == "unknown"))
    second = await stage.send_poll("p2")
    for who, option in ((ALMA, "a"), (BORIS, "a"), (CHEN, "b")):
        await stage.vote(who, second, option)
    await stage.fire()
    outs = {line.label: line.out for line in (await scene(stage)).lines}
    assert outs == {"Alma": None, "Boris": None, "Chen": 2}


async def test_who_comes_late_only_watches_and_who_is_out_gathers_no_more_points(
    stage: Stage,
) -> None:
    await stage.rounds.start(MEMBER, GROUP, "4 20 knockout", stage.clock())
    right = ((ALMA, BORIS, DANA), (ALMA, CHEN, DANA), (ALMA, BORIS, CHEN, DANA))
    for number, people in enumerate(right, start=1):
        asked = await stage.send_poll(f"p{number}")
        for who in people:
            await stage.vote(who, asked, "a")
        if number == 2:
            await stage.vote(BORIS, asked, "b")
        await stage.fire()
    await stage.vote(ALMA, await stage.send_poll("p4"), "a")
    assert await standings(stage) == [(1, "Alma", 300), (1, "Dana", 300), (3, "Boris", 100)]


async def test_who_joined_and_was_silent_at_once_is_out(stage: Stage) -> None:
    await stage.rounds.open_lobby(MEMBER, GROUP, "3 20 knockout", stage.clock())
    for who in (ALMA, BORIS, CHEN):
        await stage.lobby.join(who, TAP, stage.clock())
    await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    await stage.vote(BORIS, asked, "a")
    await stage.fire()
    outs = {line.label: line.out for line in (await scene(stage)).lines}
    assert outs == {"Alma": None, "Boris": None, "Chen": 1}


async def test_teams_by_button_and_late_ones_into_the_smaller(stage: Stage) -> None:
    await stage.rounds.open_lobby(MEMBER, GROUP, "1 20 teams", stage.clock())
    await stage.lobby.join(ALMA, TAP, stage.clock(), 0)
    await stage.lobby.join(BORIS, TAP, stage.clock(), 0)
    await stage.lobby.join(BORIS, TAP, stage.clock(), 1)
    told = [debt.args["word"] for debt in await stage.pay("toast")]
    assert told == ["round.toast.team.0", "round.toast.team.0", "round.toast.team.1"]
    lobby = (await scene(stage)).lobby
    assert lobby is not None
    assert lobby.teams == (1, 1)
    assert (lobby.labels, lobby.sides) == (("Alma", "Boris"), (0, 1))
    await stage.lobby.join(BORIS, TAP, stage.clock(), 0)
    await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    await stage.vote(DANA, asked, "a")
    await stage.fire()
    teams = (await scene(stage)).teams
    assert [(team.rank, team.team, team.score, team.members) for team in teams] == [
        (1, 1, 100, 1), (2, 0, 50, 2),
    ]  # fmt: skip


async def test_many_late_voters_are_spread_in_one_go(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1 20 teams", stage.clock())
    asked = await stage.send_poll()
    votes = [vote(who, asked, "a") for who in (ALMA, BORIS, CHEN, DANA)]
    for _ in range(2):
        await stage.polls.take_votes(votes, stage.clock())
    await stage.fire()
    assert [team.members for team in (await scene(stage)).teams] == [2, 2]


async def test_the_mode_is_chosen_in_the_lobby_by_who_directs(stage: Stage) -> None:
    await stage.rounds.open_lobby(MEMBER, GROUP, "1", stage.clock())
    await stage.lobby.join(ALMA, TAP, stage.clock())
    await stage.lobby.join(BORIS, TAP, stage.clock())
    await stage.pay("toast")
    stranger = Actor(BORIS, admin=False)
    await stage.lobby.choose_mode(stranger, TAP, Mode.SPEED, stage.clock())
    assert (await scene(stage)).mode is Mode.CLASSIC
    await stage.lobby.choose_mode(ADMIN, TAP, Mode.TEAMS, stage.clock())
    assert (await scene(stage)).mode is Mode.TEAMS
    await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    await stage.lobby.choose_mode(ADMIN, TAP, Mode.SPEED, stage.clock())
    assert (await scene(stage)).mode is Mode.TEAMS, "it has begun"
    await stage.send_poll()
    await stage.fire()
    assert [team.members for team in (await scene(stage)).teams] == [1, 1], "who chose none has one"


async def test_a_team_that_there_is_not_is_nobodys(stage: Stage) -> None:
    await stage.rounds.open_lobby(MEMBER, GROUP, "1", stage.clock())
    await stage.lobby.join(ALMA, TAP, stage.clock(), 0)
    await stage.lobby.choose_mode(ADMIN, TAP, Mode.TEAMS, stage.clock())
    await stage.lobby.join(ALMA, TAP, stage.clock(), 2)
    assert await stage.count("round_players") == 0
