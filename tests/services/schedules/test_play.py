"""Schedules whose time has come: what opens, what is skipped, and that nothing comes twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, update

from bot.domain.owed import Owed
from bot.domain.people.group import GroupChat, Membership, Right
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import Phase, RoundKind, RoundState
from bot.services.rounds.lobby import RoundTap
from bot.storage import tables
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import cancel_timer
from bot.storage.groups import schedules
from bot.storage.people import people
from tests.conftest import Clock
from tests.held import one_after_the_other
from tests.services.rounds.stage import ADMIN, ALMA, BORIS, DANA, GROUP, MEMBER, stage_with
from tests.services.schedules.stage import TAP, Planning, planning_on

HOUR = 3600
NEW = -1_001_234_567_890


@pytest.fixture
async def planning(database: Database, clock: Clock) -> Planning:
    return planning_on(await stage_with(database, clock))


async def test_its_time_opens_a_lobby_once_and_sets_the_next_time(planning: Planning) -> None:
    await planning.add("daily 18:00 n=3 seconds=20 mode=teams")
    timer = await planning.due()
    (of,) = await planning.rounds()
    assert (of.kind, of.phase, of.mode) == (RoundKind.ROUND, Phase.LOBBY, Mode.TEAMS)
    assert (of.total, of.seconds, of.scheduled) == (3, 20, True)
    following = await planning.timer()
    assert following is not None
    assert following.due == timer.due + timedelta(days=1)
    assert not await planning.fire(timer), "a lane that starts again finds it done"
    assert len(await planning.rounds()) == 1
    await planning.stage.lobby.join(ALMA, RoundTap(GROUP.id, of.id, "q"), planning.stage.clock())
    await planning.stage.lobby.start_now(ADMIN, RoundTap(GROUP.id, of.id, "q"), timer.due)
    assert len(await planning.stage.debts("poll")) == 1


async def test_it_comes_where_it_was_scheduled_by_whoever_did_so_with_time_to_join(
    planning: Planning,
) -> None:
    await planning.add("daily 18:00", GroupChat(GROUP.id, GROUP.title, 12))
    timer = await planning.due(late=5)
    (of,) = await planning.rounds()
    assert (of.chat, of.thread) == (GROUP.id, 12)
    async with planning.stage.database.read() as tx:
        dana = await people.find(tx, DANA.telegram_id)
    assert dana is not None
    assert of.started_by == dana.id
    assert of.lobby_until == timer.due + timedelta(seconds=5, minutes=2)
    assert {debt.thread for debt in await planning.stage.debts("round")} == {12}


async def test_its_day_is_over_even_if_its_timer_came_back(planning: Planning) -> None:
    """As after a restored backup, or where a hand moved the timer."""
    await planning.add("daily 18:00")
    timer = await planning.due()
    await planning.stage.directing.stop(ADMIN, GROUP, planning.stage.clock())
    async with planning.stage.database.write() as tx:
        await tx.execute(update(tables.timers).values(due=timer.due))
    assert await planning.fire(timer)
    assert (len(await planning.rounds()), await planning.notes()) == (1, [])
    following = await planning.timer()
    assert following is not None
    assert following.due == timer.due + timedelta(days=1)


@pytest.mark.parametrize(
    ("late", "caught_up"), [(59 * 60, True), (61 * 60, False)], ids=["caught-up", "skipped"]
)
async def test_a_missed_time_is_caught_up_within_an_hour_and_else_skipped(
    planning: Planning, late: float, caught_up: bool
) -> None:
    await planning.add("daily 18:00")
    await planning.due(late=late)
    assert len(await planning.rounds()) == caught_up
    assert await planning.notes() == ([] if caught_up else ["missed"])


@pytest.mark.parametrize(("after", "number"), [(30 * 60, 1), (5 * HOUR, 0)])
async def test_several_missed_times_are_one_at_most(
    planning: Planning, after: float, number: int
) -> None:
    """Away for three days, back some time after the fourth evening's time."""
    await planning.add("daily 18:00")
    timer = await planning.due(late=3 * 24 * HOUR + after)
    assert len(await planning.rounds()) == number
    assert len(await planning.notes()) == 1 - number, "one word, however many were missed"
    following = await planning.timer()
    assert following is not None
    assert following.due == timer.due + timedelta(days=4)


async def test_a_time_at_which_a_round_runs_is_left_out_with_a_word(planning: Planning) -> None:
    await planning.add("daily 18:00")
    await planning.stage.rounds.start(MEMBER, GROUP, "2", planning.stage.clock())
    timer = await planning.due()
    assert [of.scheduled for of in await planning.rounds()] == [False]
    assert await planning.notes() == ["busy"]
    following = await planning.timer()
    assert following is not None
    assert following.due == timer.due + timedelta(days=1)


async def test_what_people_wrote_before_goes_first(planning: Planning) -> None:
    await planning.add("daily 18:00")
    waiting = {
        "update_id": 7, "lane": str(GROUP.id), "kind": "callback_query", "raw": "{}",
        "state": "waiting", "received_at": planning.stage.clock(),
    }  # fmt: skip
    async with planning.stage.database.write() as tx:
        await tx.execute(insert(tables.inbox).values(**waiting))
    timer = await planning.due()
    later = await planning.timer()
    assert later is not None
    assert timer.due < later.due < timer.due + timedelta(seconds=1)
    assert await planning.rounds() == []
    await planning.schedules.remove(ADMIN, GROUP, TAP, 1, planning.stage.clock())
    assert not await planning.fire(later)
    assert await planning.rounds() == []


async def test_removed_while_its_time_comes_it_opens_nothing(planning: Planning) -> None:
    await planning.add("daily 18:00")
    timer = await planning.timer()
    assert timer is not None
    planning.stage.clock.now = timer.due

    async def remove(tx: Tx) -> None:
        await schedules.find(tx, 1)
        await cancel_timer(tx, timer.key)
        await schedules.remove(tx, 1)

    async def fire() -> None:
        await planning.fire(timer)

    await one_after_the_other(planning.stage.database, remove, fire)
    assert (await planning.rounds(), await planning.timer()) == ([], None)


async def test_removed_while_it_is_let_go_on_it_comes_no_more(planning: Planning) -> None:
    """In the supergroup that the group became: taps of one chat wait for each other."""
    await planning.add("daily 18:00")
    await planning.schedules.pause(ADMIN, GROUP, TAP, 1, planning.stage.clock())
    await planning.stage.pay("toast")

    async def remove(tx: Tx) -> None:
        await schedules.find(tx, 1)
        await schedules.remove(tx, 1)

    async def go_on() -> None:
        await planning.schedules.go_on(ADMIN, GROUP, TAP, 1, planning.stage.clock())

    await one_after_the_other(planning.stage.database, remove, go_on)
    words = [debt.args["word"] for debt in await planning.stage.debts("toast")]
    assert (words, await planning.timer()) == (["schedule.toast.gone"], None)


async def test_a_question_of_the_day_is_open_beside_a_round(planning: Planning) -> None:
    stage = planning.stage
    await planning.add("daily 9:00 open=8h")
    timer = await planning.due()
    (day,) = await planning.rounds()
    assert (day.kind, day.phase, day.seconds) == (RoundKind.DAY, Phase.ASKING, 8 * HOUR)
    asked = await stage.send_poll("day")
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    round_poll = await stage.send_poll("round")
    await stage.vote(ALMA, asked, "a")
    await stage.vote(BORIS, asked, "b")
    await stage.vote(ALMA, round_poll, "a")
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    assert [of.state for of in await planning.rounds()] == [RoundState.OPEN, RoundState.STOPPED]
    stage.clock.now = timer.due + timedelta(hours=8, seconds=2)
    await stage.rounds.close(day.id, 1, stage.clock())
    scene = await stage.reading.scene(day.id)
    assert scene is not None
    assert (scene.state, scene.people, scene.kind) == (RoundState.FINISHED, 2, RoundKind.DAY)
    assert scene.ranked, "two people make it count, as in a round"


async def test_a_question_of_the_day_waits_for_none_but_its_own_kind(planning: Planning) -> None:
    await planning.add("daily 9:00 open=20h")
    await planning.add("daily 10:00 open=2h")
    await planning.due()
    await planning.due(2)
    assert len(await planning.rounds()) == 1
    assert await planning.notes() == ["busy_day"]
    await planning.stage.directing.stop(ADMIN, GROUP, planning.stage.clock())
    assert [of.state for of in await planning.rounds()] == [RoundState.STOPPED]
    await planning.due(2)
    assert len(await planning.rounds()) == 2


async def test_without_questions_left_it_pauses_and_says_so(planning: Planning) -> None:
    await planning.add("daily 18:00")
    async with planning.stage.database.write() as tx:
        await tx.execute(update(tables.sets).values(withdrawn_at=planning.stage.clock()))
    await planning.due()
    assert (await planning.states(), await planning.timer()) == (["paused"], None)
    assert await planning.notes() == ["nothing_left"]


# --- where the bot cannot write -------------------------------------------------------------------


def standing(status: str, *missing: Right) -> Membership:
    return Membership(GROUP, status, frozenset(missing), DANA)


async def cut_off(planning: Planning) -> list[int]:
    """Whom it was told in private that schedules are paused."""
    return [chat for chat, _ in await told(planning)]


async def told(planning: Planning) -> list[tuple[int, bool]]:
    """The same, with whether only polls are not taken there."""
    paid = await planning.stage.pay("schedule_cut_off")
    return [(debt.chat, bool(debt.args["polls"])) for debt in paid]


@pytest.mark.parametrize(
    "gone", [standing("left"), standing("restricted", Right.MESSAGES)], ids=["left", "silenced"]
)
async def test_where_the_bot_may_not_write_what_is_scheduled_pauses(
    planning: Planning, gone: Membership
) -> None:
    now = planning.stage.clock
    await planning.groups.membership(standing("member"), now())
    await planning.add("daily 18:00")
    await planning.add("daily 19:00")
    await planning.schedules.pause(ADMIN, GROUP, TAP, 2, now())
    await planning.groups.membership(gone, now())
    assert await planning.states() == ["cut_off", "paused"]
    assert await cut_off(planning) == [DANA.telegram_id]
    assert (await planning.timer(), await planning.notes()) == (None, [])
    await planning.groups.membership(standing("member"), now())
    assert await planning.states() == ["cut_off", "paused"], "an admin lets it go on"
    assert await planning.notes() == ["may_go_on"]
    await planning.schedules.go_on(ADMIN, GROUP, TAP, 1, now())
    assert await planning.timer() is not None


async def test_a_lobby_that_telegram_does_not_take_pauses_what_brought_it(
    planning: Planning,
) -> None:
    stage = planning.stage
    await planning.add("daily 18:00")
    await planning.add("daily 18:00", GroupChat(GROUP.id, GROUP.title, 12))
    await planning.due()
    (head,) = await stage.pay("round")
    async with stage.database.write() as tx:
        await stage.lobby.not_taken(tx, head)
    assert await planning.states() == ["cut_off", "active"], "other topics are taken, perhaps"
    assert await told(planning) == [(DANA.telegram_id, False)]
    assert [of.state for of in await planning.rounds()] == [RoundState.STOPPED]
    assert set(await stage.timers()) == {"schedule:2"}


async def test_polls_that_telegram_does_not_take_pause_it_too(planning: Planning) -> None:
    stage = planning.stage
    await planning.add("daily 9:00 open=2h")
    await planning.due()
    (poll,) = await stage.debts("poll")
    async with stage.database.write() as tx:
        await stage.polls.refused(tx, poll)
    assert await planning.states() == ["cut_off"]
    assert await told(planning) == [(DANA.telegram_id, True)]
    assert await stage.notes() == ["refused.scheduled"]
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    await planning.schedules.go_on(ADMIN, GROUP, TAP, 1, stage.clock())
    poll = Owed(GROUP.id, "poll", {"round": 2, "position": 1})
    async with stage.database.write() as tx:
        await stage.polls.refused(tx, poll)
    assert await planning.states() == ["active"], "that one came by no schedule"
    assert await stage.notes() == ["refused.scheduled", "refused"]


async def test_where_nothing_is_left_to_go_on_no_button_is_named(planning: Planning) -> None:
    stage = planning.stage
    await planning.add("daily 9:00 open=2h")
    await planning.due()
    await planning.schedules.remove(ADMIN, GROUP, TAP, 1, stage.clock())
    (poll,) = await stage.debts("poll")
    async with stage.database.write() as tx:
        await stage.polls.refused(tx, poll)
    assert (await stage.notes(), await cut_off(planning)) == (["refused"], [])


async def test_a_supergroup_keeps_what_its_group_had_scheduled(planning: Planning) -> None:
    stage = planning.stage
    await planning.add("daily 18:00")
    await planning.add("daily 13:00 open=20h")
    await planning.due(2)
    await planning.groups.migrate(GROUP.id, NEW, stage.clock())
    await planning.due()
    assert {(of.chat, of.kind) for of in await planning.rounds()} == {
        (NEW, RoundKind.ROUND), (NEW, RoundKind.DAY),
    }  # fmt: skip
    supergroup = GroupChat(NEW, GROUP.title)
    listing = await planning.schedules.listing(NEW, None)
    assert [entry.coming for entry in listing.entries] == [
        datetime(2026, 11, 24, 18, tzinfo=UTC), datetime(2026, 11, 24, 13, tzinfo=UTC),
    ]  # fmt: skip
    await planning.schedules.remove(ADMIN, supergroup, TAP, 1, stage.clock())
    assert await planning.states() == ["active"]
