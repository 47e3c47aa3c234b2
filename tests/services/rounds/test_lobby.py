"""Lobbies: who comes in, the countdown, and what counts, on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import select

from bot.domain.owed import Argument
from bot.domain.people.group import Actor, GroupChat, Membership, Right
from bot.domain.rounds.round import Phase, RoundState, Scene
from bot.services.groups.memberships import Memberships
from bot.services.groups.settling import GroupService
from bot.services.rounds.lobby import RoundTap
from bot.storage import tables
from bot.storage.cause import bound
from bot.storage.database import Database
from bot.storage.people import accounts, people
from tests.conftest import Clock
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    CHEN,
    GROUP,
    MEMBER,
    Stage,
    stage_with,
)

TAP = RoundTap(GROUP.id, 1, "q")


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    stage = await stage_with(database, clock)
    await stage.rounds.open_lobby(MEMBER, GROUP, "2 20", clock())
    return stage


async def scene(stage: Stage) -> Scene:
    found = await stage.reading.scene(1)
    assert found is not None
    return found


async def toasts(stage: Stage) -> list[Argument]:
    return [debt.args.get("word") for debt in await stage.pay("toast")]


async def join(stage: Stage, *people: object) -> None:
    for who in people:
        await stage.lobby.join(who, TAP, stage.clock())  # type: ignore[arg-type]
    await stage.pay("toast")


async def test_a_lobby_that_somebody_opened_stays_though_its_head_was_not_taken(
    stage: Stage,
) -> None:
    """Whoever is there can start it by a command; only what came by itself ends."""
    (head,) = await stage.debts("round")
    async with stage.database.write() as tx:
        await stage.lobby.not_taken(tx, head)
    assert (await scene(stage)).state is RoundState.OPEN
    assert await stage.timers() == {"lobby:1": 15.0}


async def test_a_lobby_asks_nothing_yet_and_counts_down(stage: Stage) -> None:
    (shown,) = await stage.debts()
    assert (shown.screen, shown.place) == ("round", "round:1")
    drawn = await scene(stage)
    assert (drawn.phase, drawn.state, drawn.outcome) == (Phase.LOBBY, RoundState.OPEN, None)
    assert drawn.lobby is not None
    assert (drawn.lobby.people, drawn.lobby.seconds_left) == (0, 45)
    assert await stage.timers() == {"lobby:1": 15.0}


async def test_who_joins_is_named_once_and_the_message_is_drawn_for_news_only(
    stage: Stage,
) -> None:
    await stage.pay("round")
    await stage.lobby.join(BORIS, TAP, stage.clock())
    await stage.lobby.join(BORIS, TAP, stage.clock())
    await stage.lobby.join(ALMA, TAP, stage.clock())
    assert await toasts(stage) == ["round.toast.joined"] * 3
    assert len(await stage.pay("round_lobby")) == 2
    lobby = (await scene(stage)).lobby
    assert lobby is not None
    assert (lobby.people, set(lobby.labels)) == (2, {"Boris", "Alma"})


async def test_who_joins_is_in_the_group_also_after_leaving_it(stage: Stage) -> None:
    await join(stage, BORIS)
    service = Memberships(stage.database)
    await service.seen(GROUP.id, [BORIS.telegram_id], stage.clock(), present=False)
    assert (await stage.presences())["Boris"] == "left"
    await join(stage, BORIS, CHEN)
    assert await stage.presences() == dict.fromkeys(("Alma", "Boris", "Chen"), "member")


async def test_the_countdown_is_drawn_at_few_moments_and_then_the_round_begins(
    stage: Stage,
) -> None:
    await join(stage, ALMA, BORIS)
    drawn = []
    for _ in range(2):
        await stage.pay("round_lobby")
        await stage.fire()
        lobby = (await scene(stage)).lobby
        assert lobby is not None
        drawn.append((len(await stage.debts("round_lobby")), lobby.seconds_left))
        assert await stage.debts("poll") == []
    assert drawn == [(1, 30), (1, 10)]
    await stage.fire()
    assert [debt.args["position"] for debt in await stage.debts("poll")] == [1]
    begun = await scene(stage)
    assert (begun.phase, begun.ranked, begun.lobby) == (Phase.ASKING, False, None)
    assert await stage.timers() == {}


async def fire_until_over(stage: Stage) -> None:
    while await stage.timers():
        await stage.fire()


async def test_where_nobody_comes_the_lobby_is_called_off(stage: Stage) -> None:
    await fire_until_over(stage)
    assert await stage.debts("poll") == []
    assert await stage.debts("round_result") == [], "there is no result of nothing"
    over = await scene(stage)
    assert (over.state, over.nobody_came) == (RoundState.STOPPED, True)
    await stage.rounds.open_lobby(MEMBER, GROUP, "", stage.clock())
    assert await stage.count("rounds") == 2


async def test_who_tapped_join_before_the_lobby_ended_is_in(stage: Stage) -> None:
    tapped = await stage.waiting(1, "callback_query")
    await stage.waiting(2, "message", chat=-77)
    stage.clock.advance(46)
    await stage.lobby.tick(1, stage.clock())
    assert await stage.timers() == {"lobby:1": 0.1}, "a tap waits: look again soon"
    with bound(tapped):
        await stage.lobby.join(BORIS, TAP, stage.clock())
    await stage.fire()
    assert (await scene(stage)).phase is Phase.ASKING, "what another chat says keeps nobody"


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (Actor(BORIS, admin=False), False), (MEMBER, True), (ADMIN, True),
        (Actor(CHEN, admin=False), True),
    ],
    ids=["member", "starter", "admin", "instructor"],
)  # fmt: skip
async def test_who_may_start_at_once_and_call_off(
    stage: Stage, actor: Actor, allowed: bool
) -> None:
    await stage.lobby.start_now(actor, TAP, stage.clock())
    word = "round.toast.starting" if allowed else "round.toast.not_yours"
    assert await toasts(stage) == [word]
    assert len(await stage.debts("poll")) == allowed
    await stage.lobby.call_off(actor, TAP, stage.clock())
    word = "round.toast.over" if allowed else "round.toast.not_yours"
    assert await toasts(stage) == [word], "a round that has begun is stopped by /stop"


async def test_starting_twice_asks_once(stage: Stage) -> None:
    for _ in range(2):
        await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    assert len(await stage.debts("poll")) == 1
    assert await toasts(stage) == ["round.toast.starting", "round.toast.over"]
    await stage.lobby.tick(1, stage.clock())
    assert len(await stage.debts("poll")) == 1


async def test_calling_off_ends_it_without_a_result(stage: Stage) -> None:
    await join(stage, ALMA)
    for screen in ("round", "round_lobby"):
        await stage.pay(screen)
    await stage.lobby.call_off(ADMIN, TAP, stage.clock())
    assert [debt.screen for debt in await stage.debts()] == ["toast", "round"]
    assert await stage.timers() == {}
    over = await scene(stage)
    assert (over.state, over.nobody_came) == (RoundState.STOPPED, False)


async def test_stop_calls_a_lobby_off_too(stage: Stage) -> None:
    await stage.directing.stop(MEMBER, GROUP, stage.clock())
    assert (await scene(stage)).state is RoundState.STOPPED
    assert await stage.debts("round_result") == []


async def test_late_and_forged_taps_are_told_so(stage: Stage) -> None:
    await stage.lobby.join(ALMA, RoundTap(-77, 1, "q"), stage.clock())
    await stage.lobby.join(ALMA, RoundTap(GROUP.id, 99, "q"), stage.clock())
    await stage.lobby.start_now(ADMIN, RoundTap(-77, 1, "q"), stage.clock())
    assert await toasts(stage) == ["round.toast.over"] * 3
    assert await stage.count("round_players") == 0
    await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    await stage.pay("toast")
    await stage.lobby.join(BORIS, TAP, stage.clock())
    assert await toasts(stage) == ["round.toast.begun"]
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    await stage.lobby.join(BORIS, TAP, stage.clock())
    assert await toasts(stage) == ["round.toast.over"]


async def test_each_topic_of_a_forum_has_a_round_of_its_own(stage: Stage) -> None:
    topic = GroupChat(GROUP.id, GROUP.title, 12)
    await stage.rounds.open_lobby(MEMBER, topic, "", stage.clock())
    assert await stage.notes() == []
    await stage.rounds.open_lobby(MEMBER, topic, "", stage.clock())
    assert [debt.thread for debt in await stage.debts("round_note")] == [12]
    assert await stage.count("rounds") == 2
    await stage.directing.stop(ADMIN, topic, stage.clock())
    assert (await scene(stage)).state is RoundState.OPEN, "the one beside it goes on"


async def test_who_hides_their_name_is_told_once_that_polls_show_it(stage: Stage) -> None:
    async with stage.database.write() as tx:
        boris = await people.recognise(tx, BORIS, stage.clock())
        await accounts.choose_alias(tx, boris.id, "Quiet owl")
    for _ in range(2):
        await stage.lobby.join(BORIS, TAP, stage.clock())
    await stage.lobby.join(ALMA, TAP, stage.clock())
    answers = await stage.pay("toast")
    assert [(debt.args["word"], debt.args.get("alert")) for debt in answers] == [
        ("round.toast.joined.polls", True),
        ("round.toast.joined", None),
        ("round.toast.joined", None),
    ]


async def test_who_votes_without_a_lobby_is_told_that_once_too_and_in_private(
    database: Database, clock: Clock
) -> None:
    stage = await stage_with(database, clock)
    async with database.write() as tx:
        boris = await people.recognise(tx, BORIS, clock())
        await accounts.choose_alias(tx, boris.id, "Quiet owl")
    await stage.rounds.start(MEMBER, GROUP, "2 20", clock())
    asked = await stage.send_poll()
    for who in (ALMA, BORIS, BORIS):
        await stage.vote(who, asked, "a")
    said = [(debt.chat, debt.args["note"]) for debt in await stage.pay("round_note")]
    assert said == [(BORIS.telegram_id, "polls_show")]
    await stage.fire()
    await stage.vote(BORIS, await stage.send_poll("p2"), "a")
    assert await stage.debts("round_note") == []


@pytest.mark.parametrize("change", ["kicked", "silenced"])
async def test_a_bot_that_may_not_write_any_more_ends_the_round_and_tells_its_starter(
    stage: Stage, change: str
) -> None:
    await join(stage, ALMA, BORIS)
    await stage.lobby.start_now(ADMIN, TAP, stage.clock())
    await stage.send_poll()
    for debt in await stage.debts():
        await stage.pay(debt.screen)
    status = "kicked" if change == "kicked" else "restricted"
    missing = frozenset() if change == "kicked" else frozenset({Right.MESSAGES})
    said = Membership(GROUP, status, missing, ALMA)
    for _ in range(2):
        await GroupService(stage.database, {}, ("en",)).membership(said, stage.clock())
    assert [(debt.chat, debt.screen) for debt in await stage.debts() if debt.screen != "group"] == [
        (ALMA.telegram_id, "group_cut_off")
    ]
    assert (await scene(stage)).state is RoundState.STOPPED
    assert list(await stage.timers()) == ["return:1"]


async def test_a_group_that_is_left_has_no_lobby(stage: Stage) -> None:
    topic = GroupChat(GROUP.id, GROUP.title, 12)
    await stage.rounds.open_lobby(MEMBER, topic, "", stage.clock())
    gone = Membership(GROUP, "kicked", frozenset(), ALMA)
    await GroupService(stage.database, {}, ("en",)).membership(gone, stage.clock())
    async with stage.database.read() as tx:
        states = (await tx.execute(select(tables.rounds.c.state))).scalars().all()
    assert states == ["stopped", "stopped"]
    assert set(await stage.timers()) == {"return:1", "return:2"}, "what their heads will say"
