"""Groups: greeting, rights, settings, leaving and moving, on SQLite and PostgreSQL."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select, update

from bot.domain.boards.board import EVERY_TOPIC
from bot.domain.people.group import Actor, GroupChat, Membership, Right, Tap
from bot.domain.people.person import WhoMayStart
from bot.domain.rounds.round import RESULT_KEPT, PollState, RoundKind
from bot.domain.sent import Sent
from bot.services.groups.seasons import Seasons
from bot.services.groups.settling import GroupService
from bot.services.people.zones import spoken_zones
from bot.services.rounds.choosing import OptionTap
from bot.services.rounds.lobby import RoundTap
from bot.services.rounds.returning import Unshown
from bot.storage import tables
from bot.storage.boards import proving, seasons
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.people import people
from tests.conftest import Clock
from tests.services.rounds.stage import ADMIN, ALMA, BORIS, CHEN, GROUP, MEMBER, Stage, stage_with
from tests.storage.bank_rows import make_question

TAP = Tap("q1", 50)
NEW = -1_001_234_567_890


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    return await stage_with(database, clock)


@pytest.fixture
def service(stage: Stage) -> GroupService:
    return GroupService(stage.database, spoken_zones(), ("en", "ru"))


def added(status: str = "member", *missing: Right) -> Membership:
    return Membership(GROUP, status, frozenset(missing), BORIS)


async def show(stage: Stage, message_id: int) -> None:
    """The settings stand in that message."""
    async with stage.database.write() as tx:
        await debts.show(tx, GROUP.id, "group", message_id, stage.clock())


# --- coming and going -----------------------------------------------------------------------------


async def test_a_group_is_greeted_once_in_the_language_of_who_added_the_bot(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added(), stage.clock())
    await service.membership(added("administrator"), stage.clock())
    (greeting,) = await stage.debts()
    assert (greeting.screen, greeting.place, greeting.fresh) == ("group", "group", True)
    assert greeting.args["greet"] is True
    state = await service.state(GROUP.id)
    assert state is not None
    assert (state.group.title, state.group.locale, state.status) == (
        "Tea room", "ru", "administrator",
    )  # fmt: skip


async def test_a_group_that_adds_the_bot_again_gets_a_line_and_keeps_what_it_chose(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added(), stage.clock())
    await service.choose_locale(ADMIN, GROUP, TAP, "en", stage.clock())
    await service.membership(added("kicked"), stage.clock())
    await stage.pay("group")
    await show(stage, 50)
    await service.membership(added(), stage.clock())
    assert await stage.debts("group") == []
    assert [debt.args["about"] for debt in await stage.debts("group_word")] == ["back"]
    state = await service.state(GROUP.id)
    assert state is not None
    assert state.group.locale == "en"


async def test_missing_rights_are_known_and_the_greeting_changes_when_they_come(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added("restricted", Right.POLLS), stage.clock())
    await stage.pay("group")
    await show(stage, 50)
    state = await service.state(GROUP.id)
    assert state is not None
    assert state.missing == {Right.POLLS}
    await service.membership(added("administrator"), stage.clock())
    (drawn,) = await stage.debts()
    assert (drawn.place, drawn.fresh) == ("group", False)
    state = await service.state(GROUP.id)
    assert state is not None
    assert state.missing == frozenset()


async def test_polls_that_are_forbidden_take_one_line_also_where_nothing_was_said_before(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added(), stage.clock())
    await stage.pay("group")
    await service.membership(added("restricted", Right.POLLS), stage.clock())
    assert [debt.args["about"] for debt in await stage.pay("group_word")] == ["rights"]
    await service.membership(added(), stage.clock())
    assert await stage.debts() == [], "that the right is back is said nowhere anew"


async def test_a_bot_without_a_voice_tells_in_private_who_added_it(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added("restricted", Right.MESSAGES), stage.clock())
    assert await stage.debts() == []  # Boris never wrote to the bot: it may not write to him
    await service.membership(added("left"), stage.clock())
    async with stage.database.write() as tx:
        await people.recognise(tx, BORIS, stage.clock())
    await service.membership(added("restricted", Right.MESSAGES), stage.clock())
    (told,) = await stage.debts()
    assert (told.chat, told.screen) == (BORIS.telegram_id, "group_mute")
    await service.membership(added("member"), stage.clock())
    assert [debt.args["greet"] for debt in await stage.debts("group")] == [True]


async def test_leaving_stops_the_round_and_says_so_to_who_started_it_alone(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added(), stage.clock())
    await stage.rounds.start(MEMBER, GROUP, "3", stage.clock())
    asked = await stage.send_poll()
    before = await stage.debts()
    await service.membership(added("left"), stage.clock())
    (told,) = [debt for debt in await stage.debts() if debt not in before]
    assert (told.chat, told.screen) == (ALMA.telegram_id, "group_cut_off")
    assert await stage.timers() == {"return:1": RESULT_KEPT.total_seconds()}
    assert await stage.reading.poll_to_send(1, 2) is None
    await stage.vote(ALMA, asked, "a")
    assert await stage.count("responses") == 1


@pytest.mark.parametrize(
    ("silence", "away", "owed"),
    [
        (added("kicked"), 20, ["round_result", "stop_poll", "round"]),
        (added("restricted", Right.MESSAGES), 40, ["round_result", "round"]),
    ],
)
async def test_what_became_of_a_round_is_shown_once_when_the_bot_may_write_again(
    stage: Stage, service: GroupService, silence: Membership, away: float, owed: list[str]
) -> None:
    await service.membership(added(), stage.clock())
    await stage.rounds.start(MEMBER, GROUP, "3 30", stage.clock())
    await stage.send_poll()
    await service.membership(silence, stage.clock())
    await stage.pay("round")
    stage.clock.advance(away)
    await service.membership(added("restricted", Right.POLLS), stage.clock())
    about = [debt for debt in await stage.debts() if debt.chat == GROUP.id]
    assert [debt.screen for debt in about if debt.screen[:5] != "group"] == owed
    assert await stage.timers() == {}
    for screen in owed:
        await stage.pay(screen)
    await service.membership(silence, stage.clock())
    await service.membership(added(), stage.clock())
    assert await stage.debts("round_result") == []


async def test_a_result_that_telegram_does_not_take_is_kept_for_the_return(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added(), stage.clock())
    await stage.rounds.start(MEMBER, GROUP, "3 30", stage.clock())
    await stage.send_poll()
    await stage.directing.stop(MEMBER, GROUP, stage.clock())
    (result,) = await stage.pay("round_stopped")
    async with stage.database.write() as tx:
        await Unshown(stage.database).failed(tx, result)
    await service.membership(added("kicked"), stage.clock())
    await service.membership(added(), stage.clock())
    assert len(await stage.debts("round_result")) == 1


async def test_leaving_a_group_nobody_knows_leaves_no_trace(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added("left"), stage.clock())
    assert await stage.count("groups") == 0


# --- settings -------------------------------------------------------------------------------------


async def test_settings_open_at_the_bottom_for_admins_only(
    stage: Stage, service: GroupService
) -> None:
    await service.open_settings(MEMBER, GROUP, stage.clock())
    assert await stage.notes() == ["admins_only"]
    await service.open_settings(Actor(None, admin=True), GROUP, stage.clock())
    (screen,) = await stage.debts("group")
    assert (screen.place, screen.fresh, screen.args["page"]) == ("group", True, "main")


Choose = Callable[[GroupService, Actor, Clock], Awaitable[None]]
CHOICES: dict[str, tuple[Choose, tuple[str | None, str, WhoMayStart]]] = {
    "locale": (
        lambda s, a, c: s.choose_locale(a, GROUP, TAP, "ru", c()),
        ("ru", "UTC", WhoMayStart.EVERYONE),
    ),
    "zone": (
        lambda s, a, c: s.choose_zone(a, GROUP, TAP, "Asia/Tashkent", c()),
        (None, "Asia/Tashkent", WhoMayStart.EVERYONE),
    ),
    "start": (
        lambda s, a, c: s.choose_start(a, GROUP, TAP, "admins", c()),
        (None, "UTC", WhoMayStart.ADMINS),
    ),
    "forged locale": (
        lambda s, a, c: s.choose_locale(a, GROUP, TAP, "xx", c()),
        (None, "UTC", WhoMayStart.EVERYONE),
    ),
    "forged zone": (
        lambda s, a, c: s.choose_zone(a, GROUP, TAP, "Mars/Base", c()),
        (None, "UTC", WhoMayStart.EVERYONE),
    ),
    "forged start": (
        lambda s, a, c: s.choose_start(a, GROUP, TAP, "nobody", c()),
        (None, "UTC", WhoMayStart.EVERYONE),
    ),
    "forged page": (
        lambda s, a, c: s.turn_to(a, GROUP, TAP, "secret", c()),
        (None, "UTC", WhoMayStart.EVERYONE),
    ),
}


@pytest.mark.parametrize("name", CHOICES)
async def test_an_admins_tap_changes_what_it_names_and_gets_one_toast(
    stage: Stage, service: GroupService, name: str
) -> None:
    choose, expected = CHOICES[name]
    await show(stage, TAP.message_id)
    await choose(service, ADMIN, stage.clock)
    answer, *drawn = await stage.debts()
    assert (answer.screen, answer.callback) == ("toast", "q1")
    state = await service.state(GROUP.id)
    assert state is not None
    group = state.group
    assert (group.locale, group.timezone, group.who_may_start) == expected
    if name.startswith("forged"):
        assert (answer.args["word"], drawn) == ("group.toast.stale", [])
    else:
        assert answer.args == {}
        assert [(one.place, one.fresh, one.args["page"]) for one in drawn] == [
            ("group", False, "main")
        ]


@pytest.mark.parametrize("name", CHOICES)
async def test_anybody_elses_tap_changes_nothing_and_is_told_why(
    stage: Stage, service: GroupService, name: str
) -> None:
    await CHOICES[name][0](service, MEMBER, stage.clock)
    (answer,) = await stage.debts()
    assert answer.args == {"word": "group.toast.admins_only"}
    state = await service.state(GROUP.id)
    assert state is not None
    assert (state.group.locale, state.group.timezone) == (None, "UTC")
    assert state.group.who_may_start is WhoMayStart.EVERYONE


@pytest.mark.parametrize(("people", "kept"), [("5", 5), ("4", 2), ("1", 2), ("x", 2)])
async def test_an_admin_chooses_from_how_many_people_a_round_counts(
    stage: Stage, service: GroupService, people: str, kept: int
) -> None:
    await service.choose_ranked_from(MEMBER, GROUP, TAP, "3", stage.clock())
    await service.choose_ranked_from(ADMIN, GROUP, TAP, people, stage.clock())
    state = await service.state(GROUP.id)
    assert state is not None
    assert state.group.ranked_from == kept


async def test_a_forged_tap_outside_a_group_is_answered(
    stage: Stage, service: GroupService
) -> None:
    await service.stale_tap(ALMA.telegram_id, "q1", stage.clock())
    (answer,) = await stage.debts()
    assert (answer.callback, answer.args) == ("q1", {"word": "group.toast.stale"})


async def test_a_tap_on_an_old_settings_message_opens_a_new_one(
    stage: Stage, service: GroupService
) -> None:
    await show(stage, 99)
    await service.turn_to(ADMIN, GROUP, TAP, "zone", stage.clock())
    _, drawn = await stage.debts()
    assert (drawn.fresh, drawn.args["page"]) == (True, "zone")


@pytest.mark.parametrize(
    ("text", "zone", "owed"),
    [
        ("Europe/Berlin", "Europe/Berlin", ("group", "main")),
        ("europe/berlin", "Europe/Berlin", ("group", "main")),
        ("", "UTC", ("group", "zone")),
        ("Europe/Berlim", "UTC", ("round_note", "zone_near")),
        ("q", "UTC", ("round_note", "zone_unknown")),
    ],
)
async def test_an_admin_names_a_time_zone(
    stage: Stage, service: GroupService, text: str, zone: str, owed: tuple[str, str]
) -> None:
    await service.name_zone(ADMIN, GROUP, text, stage.clock())
    (debt,) = await stage.debts()
    assert (debt.screen, debt.args.get("page") or debt.args.get("note")) == owed
    state = await service.state(GROUP.id)
    assert state is not None
    assert state.group.timezone == zone


async def test_others_cannot_name_a_time_zone(stage: Stage, service: GroupService) -> None:
    await service.name_zone(MEMBER, GROUP, "Europe/Berlin", stage.clock())
    assert await stage.notes() == ["admins_only"]


async def test_a_new_zone_moves_the_days_of_the_board(stage: Stage, service: GroupService) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    asked = await stage.send_poll()
    for who in (ALMA, BORIS):
        await stage.vote(who, asked, "a")  # 23 November, 12:00 UTC
    await service.name_zone(ADMIN, GROUP, "Pacific/Kiritimati", stage.clock())  # UTC+14
    async with stage.database.read() as tx:
        days = await tx.execute(
            select(tables.boards.c.first_day)
            .join(tables.totals, tables.totals.c.board_id == tables.boards.c.id)
            .where(tables.boards.c.period == "day", tables.boards.c.topic == EVERY_TOPIC)
            .distinct()
        )
        assert [day.isoformat() for day in days.scalars()] == ["2026-11-24"]
        assert await proving.differences(tx) == []


# --- moving ---------------------------------------------------------------------------------------


async def moved(stage: Stage) -> dict[str, set[int]]:
    """The chats that each table speaks of."""
    found = {}
    async with stage.database.read() as tx:
        for column in (
            tables.rounds.c.chat, tables.owed.c.chat, tables.timers.c.chat, tables.shown.c.chat,
            tables.responses.c.board, tables.boards.c.chat, tables.seasons.c.chat,
        ):  # fmt: skip
            rows = await tx.execute(select(column).distinct())
            found[column.table.name] = set(rows.scalars())
    return found


async def test_everything_moves_with_the_group_and_the_round_goes_on(
    stage: Stage, service: GroupService
) -> None:
    await service.membership(added("administrator"), stage.clock())
    await service.choose_start(ADMIN, GROUP, TAP, "admins", stage.clock())
    await service.name_zone(ADMIN, GROUP, "Berlin", stage.clock())
    await Seasons(stage.database).start(ADMIN, GROUP, "Oolong", stage.clock())
    await show(stage, 50)
    await stage.rounds.start(ADMIN, GROUP, "2", stage.clock())
    asked = await stage.send_poll()
    for who in (ALMA, CHEN):
        await stage.vote(who, asked, "a")
    await service.choose_ranked_from(ADMIN, GROUP, TAP, "5", stage.clock())
    for _ in range(2):  # both chats tell it
        await service.migrate(GROUP.id, NEW, stage.clock())
    assert await moved(stage) == {
        "rounds": {NEW}, "owed": {NEW}, "timers": {NEW}, "shown": set(),
        "responses": {NEW}, "boards": {NEW}, "seasons": {NEW},
    }  # fmt: skip
    state, old = await service.state(NEW), await service.state(GROUP.id)
    assert state is not None
    assert old is not None
    assert (state.group.title, state.group.locale, state.status) == (
        "Tea room", "ru", "administrator",
    )  # fmt: skip
    assert state.group.who_may_start is WhoMayStart.ADMINS
    assert (state.group.timezone, state.group.ranked_from) == ("Europe/Berlin", 5)
    assert old.status == "migrated"
    await stage.vote(BORIS, asked, "a")
    await stage.pay("round")
    await stage.fire()
    assert {debt.chat for debt in await stage.debts("round_table")} == {NEW}
    async with stage.database.read() as tx:
        assert await proving.differences(tx) == []


async def test_votes_that_reached_the_new_board_first_are_added_up(
    stage: Stage, service: GroupService
) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    await stage.vote(ALMA, await stage.send_poll("p1"), "a")
    await stage.rounds.start(MEMBER, GroupChat(NEW, "Tea room"), "1", stage.clock())
    asked = await stage.send_poll("p2")
    for who in (ALMA, BORIS):
        await stage.vote(who, asked, "a")
    async with stage.database.write() as tx:
        await service.migrated(tx, GROUP.id, NEW)
    async with stage.database.read() as tx:
        assert await proving.differences(tx) == []
        open_rounds = await tx.execute(
            select(tables.rounds.c.id).where(tables.rounds.c.state == "open")
        )
        assert open_rounds.scalars().all() == [2]  # one chat, one open round: the new one's
    assert (await moved(stage))["boards"] == {NEW}


async def test_where_a_season_was_begun_in_the_new_chat_that_one_runs_on(
    stage: Stage, service: GroupService
) -> None:
    began = stage.clock()
    for chat, name in ((GROUP, "Oolong"), (GroupChat(NEW, "Tea room"), "Sencha")):
        await service.membership(Membership(chat, "member", frozenset(), BORIS), began)
        await Seasons(stage.database).start(ADMIN, chat, name, began)
    stage.clock.advance(60)
    async with stage.database.write() as tx:
        await service.migrated(tx, GROUP.id, NEW)
        found = await seasons.of_chats(tx, {NEW, GROUP.id})
    assert list(found) == [NEW]
    assert {one.name: one.ended_at for one in found[NEW]} == {
        "Oolong": stage.clock(), "Sencha": None,
    }  # fmt: skip


@pytest.mark.parametrize("kind", RoundKind)
async def test_where_a_round_was_begun_in_the_new_chat_the_old_one_ends_as_if_stopped(
    database: Database, clock: Clock, kind: RoundKind
) -> None:
    long = make_question("tea-long", stem="x" * 400)
    stage = await stage_with(database, clock, [long])
    service = GroupService(database, {}, ("en",))
    await stage.rounds.start(MEMBER, GROUP, "1", clock())
    (debt,) = await stage.pay("round_question")
    async with database.write() as tx:
        await stage.polls.sent(tx, debt, Sent(GROUP.id, 7, clock()))
    on = OptionTap(RoundTap(GROUP.id, 1, "q"), 1, 0)
    await stage.choosing.choose(ALMA, on, clock())
    await stage.rounds.start(MEMBER, GroupChat(NEW, "Tea room"), "1", clock())
    async with database.write() as tx:
        await tx.execute(update(tables.rounds).values(kind=kind.value))
    await service.migrate(GROUP.id, NEW, clock())
    assert (await stage.asked(debt)).state is PollState.CLOSED
    assert await stage.timers() == {}
    assert await stage.count("round_choices") == 0
    assert await stage.count("responses") == 1
    results = [(one.chat, one.args) for one in await stage.debts("round_result")]
    assert results == [(NEW, {"round": 1})]
    async with database.read() as tx:
        states = select(tables.rounds.c.state).order_by(tables.rounds.c.id)
        assert (await tx.execute(states)).scalars().all() == ["stopped", "open"]
        assert await proving.differences(tx) == []


async def test_a_group_that_nobody_knows_does_not_move(stage: Stage, service: GroupService) -> None:
    await service.migrate(GROUP.id, NEW, stage.clock())
    assert await stage.count("groups") == 0
