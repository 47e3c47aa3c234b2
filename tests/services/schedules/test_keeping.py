"""Schedules: who adds, pauses and removes them, on SQLite and PostgreSQL."""

from datetime import UTC, datetime

import pytest

from bot.domain.people.group import Actor, GroupChat, Tap
from bot.domain.rounds.schedule import MOST
from bot.storage.database import Database
from bot.storage.delivery import debts
from tests.conftest import Clock
from tests.services.rounds.stage import ADMIN, BORIS, CHEN, GROUP, MEMBER, stage_with
from tests.services.schedules.stage import TAP, Planning, planning_on

INSTRUCTOR = Actor(CHEN, admin=False)
ANONYMOUS = Actor(None, admin=True)
TOPIC = GroupChat(GROUP.id, GROUP.title, 12)


@pytest.fixture
async def planning(database: Database, clock: Clock) -> Planning:
    return planning_on(await stage_with(database, clock))


async def toasts(planning: Planning) -> list[object]:
    return [debt.args.get("word") for debt in await planning.stage.pay("toast")]


async def test_admins_and_instructors_schedule_and_others_get_a_kind_word(
    planning: Planning, clock: Clock
) -> None:
    add = planning.schedules.add
    await add(MEMBER, GROUP, "daily 18:00", clock())
    assert await planning.notes() == ["not_allowed"]
    assert await planning.states() == []
    await add(ADMIN, GROUP, "daily 18:00", clock())
    await add(INSTRUCTOR, GROUP, "daily 19:00 open=2h", clock())
    await add(ANONYMOUS, GROUP, "mon 20:00", clock())
    assert await planning.notes() == []
    shown = await planning.stage.pay("schedules")
    assert [(debt.place, debt.fresh) for debt in shown] == [("schedules:0", True)] * 3
    entries = (await planning.listing()).entries
    assert [entry.schedule.made_by is None for entry in entries] == [False, False, True]
    assert [entry.coming for entry in entries] == [
        datetime(2026, 11, 23, 18, tzinfo=UTC), datetime(2026, 11, 23, 19, tzinfo=UTC),
        datetime(2026, 11, 23, 20, tzinfo=UTC),
    ]  # fmt: skip
    for number, entry in enumerate(entries, start=1):
        timer = await planning.timer(number)
        assert timer is not None
        assert timer.due == entry.coming


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("18:00", "bad_days"), ("daily", "bad_time"), ("daily 18:00 n=99", "bad_questions"),
        ("daily 18:00 topic=cakes", "bad_topic"), ("daily 12:30", "taken"),
    ],
)  # fmt: skip
async def test_a_line_that_cannot_be_met_is_answered_once(
    planning: Planning, clock: Clock, text: str, note: str
) -> None:
    await planning.add("mon 12:30")
    await planning.schedules.add(ADMIN, GROUP, text, clock())
    assert await planning.notes() == [note]
    assert await planning.states() == ["active"]


async def test_a_topic_that_could_be_meant_is_offered(database: Database, clock: Clock) -> None:
    planning = planning_on(await stage_with(database, clock, topics={"leaf": "Exercises"}))
    await planning.schedules.add(ADMIN, GROUP, "daily 18:00 topic=exercizes n=3", clock())
    (said,) = await planning.stage.pay("schedule_note")
    offered = "/schedule daily 18:00 topic=leaf n=3"
    assert said.args == {"note": "topic_slip", "requests": offered}


async def test_a_group_has_a_limit_and_nothing_that_no_group_can_be_asked(
    planning: Planning, clock: Clock
) -> None:
    for minute in range(MOST):
        await planning.add(f"daily 18:{minute:02}", TOPIC if minute % 2 else GROUP)
    await planning.schedules.add(ADMIN, GROUP, "daily 20:00", clock())
    (said,) = await planning.stage.pay("schedule_note")
    assert said.args == {"note": "most_elsewhere", "n": MOST // 2}
    assert len(await planning.states()) == MOST
    assert len((await planning.listing(12)).entries) == MOST // 2, "a topic lists its own"


async def test_a_full_list_says_to_remove_one(planning: Planning, clock: Clock) -> None:
    for minute in range(MOST):
        await planning.add(f"daily 18:{minute:02}")
    await planning.schedules.add(ADMIN, GROUP, "daily 20:00", clock())
    assert await planning.notes() == ["most"]


async def test_a_bank_without_questions_for_groups_is_told_at_once(
    database: Database, clock: Clock
) -> None:
    planning = planning_on(await stage_with(database, clock, []))
    await planning.schedules.add(ADMIN, GROUP, "daily 18:00", clock())
    assert await planning.notes() == ["nothing_fits"]


async def test_buttons_pause_let_go_on_and_remove(planning: Planning, clock: Clock) -> None:
    await planning.add("daily 18:00")
    async with planning.stage.database.write() as tx:
        await debts.show(tx, GROUP.id, "schedules:0", TAP.message_id, clock())
    await planning.schedules.pause(ADMIN, GROUP, TAP, 1, clock())
    assert (await planning.states(), await planning.timer()) == (["paused"], None)
    assert [debt.fresh for debt in await planning.stage.pay("schedules")] == [False]
    clock.advance(7 * 3600)
    await planning.schedules.go_on(INSTRUCTOR, GROUP, TAP, 1, clock())
    timer = await planning.timer()
    assert timer is not None
    assert timer.due == datetime(2026, 11, 24, 18, tzinfo=UTC), "what came in the pause is over"
    await planning.schedules.remove(ADMIN, GROUP, Tap("q", 40), 1, clock())
    assert (await planning.states(), await planning.timer()) == ([], None)
    shown = [debt.fresh for debt in await planning.stage.pay("schedules")]
    assert shown == [False, True], "below an older list a new one comes"
    await planning.schedules.go_on(ADMIN, GROUP, TAP, 1, clock())
    assert await toasts(planning) == [
        f"schedule.toast.{word}" for word in ("paused", "active", "removed", "gone")
    ]


async def test_taps_of_others_and_of_other_groups_change_nothing(
    planning: Planning, clock: Clock
) -> None:
    await planning.add("daily 18:00")
    for actor in (MEMBER, Actor(BORIS, admin=False)):
        await planning.schedules.remove(actor, GROUP, TAP, 1, clock())
    await planning.schedules.remove(ADMIN, GroupChat(-77, "Elsewhere"), TAP, 1, clock())
    assert await planning.states() == ["active"]
    assert await toasts(planning) == [
        "schedule.toast.not_allowed", "schedule.toast.not_allowed", "schedule.toast.gone",
    ]  # fmt: skip


async def test_a_list_names_topics_and_those_that_are_no_more(
    planning: Planning, clock: Clock
) -> None:
    await planning.add("daily 18:00")
    await planning.add("daily 19:00 topic=tea")
    named = [entry.topic for entry in (await planning.listing()).entries]
    assert named[0] is None
    assert named[1]


async def test_another_time_zone_moves_what_is_scheduled(planning: Planning, clock: Clock) -> None:
    await planning.add("daily 18:00")
    await planning.add("daily 19:00")
    await planning.schedules.pause(ADMIN, GROUP, TAP, 2, clock())
    await planning.groups.name_zone(ADMIN, GROUP, "Tashkent", clock())
    timer = await planning.timer()
    assert timer is not None
    assert timer.due == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert await planning.timer(2) is None
    assert str((await planning.listing()).zone) == "Asia/Tashkent"
