"""Skip, pause and resume: who may, what each does to the open poll and its timer."""

import pytest
from sqlalchemy import select

from bot.domain.people.group import Actor, GroupChat
from bot.domain.rounds.round import Phase, RoundState
from bot.storage import tables
from bot.storage.cause import bound
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.rounds import polls
from tests.conftest import Clock
from tests.services.rounds.stage import ADMIN, ALMA, BORIS, GROUP, MEMBER, Stage, shown, stage_with

STRANGER = Actor(BORIS, admin=False)


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "3 20", clock())
    return stage


async def standing(stage: Stage) -> tuple[str, str, int]:
    async with stage.database.read() as tx:
        row = (await tx.execute(select(tables.rounds))).one()
        return row.state, row.phase, row.position


# --- skip -----------------------------------------------------------------------------------------


async def test_skipping_closes_the_poll_and_leaves_its_last_votes_a_moment(stage: Stage) -> None:
    asked = await stage.send_poll()
    await stage.directing.skip(MEMBER, GROUP, stage.clock())
    assert [debt.place for debt in await stage.pay("stop_poll")] == ["poll:1:1"]
    assert await stage.timers() == {"round:1:1": 1.0}
    await stage.vote(ALMA, asked, "a")
    await stage.fire()
    assert await standing(stage) == ("open", "asking", 2)
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert [line.label for line in scene.lines] == ["Alma"], "what was answered counts"


async def test_told_twice_it_skips_once(stage: Stage) -> None:
    await stage.send_poll()
    for _ in range(2):
        await stage.directing.skip(ADMIN, GROUP, stage.clock())
    assert len(await stage.debts("stop_poll")) == 1
    await stage.fire()
    assert await standing(stage) == ("open", "asking", 2)
    assert await stage.notes() == []


async def test_a_question_on_its_way_cannot_be_skipped(stage: Stage) -> None:
    await stage.directing.skip(ADMIN, GROUP, stage.clock())
    assert await stage.notes() == ["nothing_to_skip"]
    assert await standing(stage) == ("open", "asking", 1)


async def test_a_poll_that_may_be_out_is_waited_for_so_that_its_votes_find_it(
    stage: Stage,
) -> None:
    lost = await stage.lose_poll()
    before = await stage.timers()
    await stage.directing.skip(ADMIN, GROUP, stage.clock())
    assert await stage.notes() == ["nothing_to_skip"]
    assert await stage.timers() == before
    await stage.polls.seen(shown(lost, "late"), stage.clock())
    async with stage.database.read() as tx:
        found = await polls.asked(tx, lost.round.id, lost.position)
    assert found is not None
    await stage.vote(ALMA, found, "a")
    assert await stage.count("responses") == 1


# --- pause and resume -----------------------------------------------------------------------------


async def test_a_pause_begins_when_the_open_question_is_over(stage: Stage) -> None:
    asked = await stage.send_poll()
    await stage.directing.pause(MEMBER, GROUP, stage.clock())
    assert await stage.notes() == ["paused"]
    assert (await stage.timers())["round:1:1"] == 21.0, "the poll runs on"
    await stage.vote(ALMA, asked, "a")
    async with stage.database.write() as tx:
        await tx.execute(tables.timers.delete().where(tables.timers.c.key == "pause:1"))
    await stage.fire()
    assert await standing(stage) == ("open", "paused", 1)
    assert [debt.place for debt in await stage.debts("round_table")] == ["table:1:1"]
    assert await stage.debts("poll") == []
    await stage.directing.resume(MEMBER, GROUP, stage.clock())
    assert await standing(stage) == ("open", "asking", 2)
    assert [debt.args["position"] for debt in await stage.debts("poll")] == [2]


async def test_resumed_before_the_question_is_over_nothing_was_paused(stage: Stage) -> None:
    await stage.send_poll()
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    await stage.directing.resume(ADMIN, GROUP, stage.clock())
    assert await stage.notes() == ["paused", "resumed"]
    assert await stage.timers() == {"round:1:1": 21.0}
    await stage.fire()
    assert await standing(stage) == ("open", "asking", 2)


async def test_both_can_be_told_twice(stage: Stage) -> None:
    await stage.send_poll()
    await stage.directing.resume(ADMIN, GROUP, stage.clock())
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    assert await stage.notes() == ["not_paused", "paused", "paused_already"]


async def test_a_poll_on_its_way_is_still_asked_in_a_pause(stage: Stage) -> None:
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    assert await stage.reading.poll_to_send(1, 1) is not None
    asked = await stage.send_poll()
    assert asked.round.phase is Phase.PAUSED
    assert asked.state.value == "open"


async def test_the_last_question_ends_a_round_that_is_paused(
    database: Database, clock: Clock
) -> None:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "1 20", clock())
    await stage.send_poll()
    await stage.directing.pause(ADMIN, GROUP, clock())
    await stage.rounds.close(1, 1, clock())
    assert (await standing(stage))[0] == "finished"
    assert await stage.timers() == {}


async def test_a_pause_that_nobody_ends_is_over_after_a_day(stage: Stage) -> None:
    await stage.send_poll()
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    assert (await stage.timers())["pause:1"] == 24 * 3600
    await stage.rounds.close(1, 1, stage.clock())
    await stage.directing.pause_over(1, stage.clock())
    assert (await standing(stage))[0] == "stopped"
    assert len(await stage.debts("round_result")) == 1


async def test_a_pause_is_over_only_when_what_people_wrote_before_is_done(stage: Stage) -> None:
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    written = await stage.waiting(1, "message")
    stage.clock.advance(24 * 3600)
    await stage.directing.pause_over(1, stage.clock())
    assert await stage.timers() == {"pause:1": 0.1}, "a message waits: look again soon"
    with bound(written):
        await stage.directing.resume(ADMIN, GROUP, stage.clock())
    await stage.directing.pause_over(1, stage.clock())
    assert (await standing(stage))[0] == "open"


async def test_a_pause_that_was_ended_stops_nothing(stage: Stage) -> None:
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    await stage.directing.resume(ADMIN, GROUP, stage.clock())
    await stage.directing.pause_over(1, stage.clock())
    assert (await standing(stage))[0] == RoundState.OPEN.value
    assert await stage.timers() == {}


# --- all of them ----------------------------------------------------------------------------------

ACTS = ["skip", "pause", "resume", "stop"]


@pytest.mark.parametrize("act", ACTS)
async def test_only_the_starter_and_admins_direct(stage: Stage, act: str) -> None:
    await stage.send_poll()
    before = await standing(stage)
    await getattr(stage.directing, act)(STRANGER, GROUP, stage.clock())
    assert await stage.notes() == ["not_yours"]
    assert await standing(stage) == before
    assert await stage.debts("stop_poll") == []


@pytest.mark.parametrize("act", ACTS)
async def test_where_nothing_runs_each_says_so(stage: Stage, act: str) -> None:
    elsewhere = GroupChat(GROUP.id, GROUP.title, 12)
    await getattr(stage.directing, act)(ADMIN, elsewhere, stage.clock())
    assert await stage.notes() == ["none_open"]


@pytest.mark.parametrize("act", ["skip", "pause", "resume"])
async def test_a_lobby_has_nothing_to_direct(database: Database, clock: Clock, act: str) -> None:
    stage = await stage_with(database, clock)
    await stage.rounds.open_lobby(MEMBER, GROUP, "", clock())
    await getattr(stage.directing, act)(ADMIN, GROUP, clock())
    assert await stage.notes() == ["not_begun"]
    assert (await standing(stage))[:2] == ("open", "lobby")


async def test_the_same_refusal_is_said_once_in_a_minute_and_again_after_it(stage: Stage) -> None:
    stranger, topic = STRANGER, GroupChat(GROUP.id, GROUP.title, 12)
    for message in (31, 32):
        of_message = GroupChat(GROUP.id, GROUP.title, None, message)
        await stage.directing.stop(stranger, of_message, stage.clock())
    await stage.directing.stop(stranger, topic, stage.clock())
    first, elsewhere = await stage.pay("round_note")
    assert (first.args["note"], first.args["quotes"]) == ("not_yours", 31)
    assert (elsewhere.args["note"], elsewhere.thread) == ("none_open", 12)
    assert first.place is not None
    async with stage.database.write() as tx:
        await debts.show(tx, GROUP.id, first.place, 40, stage.clock())
    for after, said in ((59, []), (1, ["not_yours"])):
        stage.clock.advance(after)
        await stage.directing.skip(stranger, GROUP, stage.clock())
        assert await stage.notes() == said
    for _ in range(2):
        await stage.directing.pause(ADMIN, GROUP, stage.clock())
        await stage.directing.resume(ADMIN, GROUP, stage.clock())
    assert (await stage.notes())[1:] == ["paused", "resumed"] * 2, "these are no refusals"
