"""Two transactions on one round at the same moment: the second waits, and sees what was done."""

from datetime import UTC

import pytest
from sqlalchemy import select

from bot.domain.marking import Given, mark
from bot.domain.owed import Owed
from bot.domain.people.group import Membership
from bot.domain.people.membership import Presence
from bot.domain.rounds.round import SEEN_GRACE, PollState
from bot.domain.sent import Sent
from bot.services.groups.memberships import Memberships
from bot.services.groups.settling import GroupService
from bot.services.people.zones import spoken_zones
from bot.services.rounds.course import end_early
from bot.storage import tables
from bot.storage.boards import proving
from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.database import Database, Tx
from bot.storage.delivery import due
from bot.storage.groups import groups, members
from bot.storage.people import people
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from bot.storage.rounds import round_results, rounds
from tests.conftest import Clock
from tests.held import one_after_the_other
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    CHEN,
    GROUP,
    MEMBER,
    Stage,
    shown,
    stage_with,
    vote,
)


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "2 20", clock())
    return stage


async def poll_states(stage: Stage) -> list[str]:
    async with stage.database.read() as tx:
        query = select(tables.round_questions.c.state).order_by(tables.round_questions.c.position)
        return list((await tx.execute(query)).scalars())


async def round_state(stage: Stage) -> tuple[str, int]:
    async with stage.database.read() as tx:
        row = (await tx.execute(select(tables.rounds))).one()
        return row.state, row.position


def sent_as(debt: Owed, stage: Stage) -> Sent:
    return Sent(debt.chat, 7, stage.clock(), "p1", ("o0", "o1", "o2", "o3"))


async def test_a_poll_sent_while_the_round_is_being_stopped_is_closed(stage: Stage) -> None:
    (debt,) = await stage.pay("poll")

    async def stop(tx: Tx) -> None:
        going = await rounds.open_round(tx, GROUP.id)
        assert going is not None
        await end_early(tx, going, stage.clock())

    async def send() -> None:
        async with stage.database.write() as tx:
            await stage.polls.sent(tx, debt, sent_as(debt, stage))

    await one_after_the_other(stage.database, stop, send)
    assert await round_state(stage) == ("stopped", 1)
    assert await poll_states(stage) == ["closed", "waiting"]
    assert [one.args for one in await stage.debts("stop_poll")] == [{"round": 1, "position": 1}]
    assert await stage.timers() == {}


async def test_a_round_stopped_while_its_poll_is_being_recorded_closes_it(stage: Stage) -> None:
    (debt,) = await stage.pay("poll")

    async def send(tx: Tx) -> None:
        await stage.polls.sent(tx, debt, sent_as(debt, stage))

    async def stop() -> None:
        await stage.directing.stop(ADMIN, GROUP, stage.clock())

    await one_after_the_other(stage.database, send, stop)
    assert await round_state(stage) == ("stopped", 1)
    assert await poll_states(stage) == ["closed", "waiting"]
    assert [one.args for one in await stage.debts("stop_poll")] == [{"round": 1, "position": 1}]
    assert await stage.timers() == {}


async def test_a_poll_seen_closing_while_it_is_being_recorded_is_recorded_once(
    stage: Stage,
) -> None:
    (debt,) = await stage.debts("poll")
    lost = await stage.lose_poll()

    async def send(tx: Tx) -> None:
        await stage.polls.sent(tx, debt, sent_as(debt, stage))

    async def see() -> None:
        await stage.polls.seen(shown(lost, "p1"), stage.clock())

    await one_after_the_other(stage.database, send, see)
    assert (await stage.asked(debt)).message_id == 7
    grace = SEEN_GRACE.total_seconds()
    assert await stage.timers() == {"round:1:1": grace}, "Telegram has closed it"


async def test_a_group_left_while_a_poll_is_being_recorded_has_none_open(stage: Stage) -> None:
    (debt,) = await stage.pay("poll")
    service = GroupService(stage.database, {}, ("en",))

    async def send(tx: Tx) -> None:
        await stage.polls.sent(tx, debt, sent_as(debt, stage))

    async def leave() -> None:
        gone = Membership(GROUP, "kicked", frozenset(), ALMA)
        await service.membership(gone, stage.clock())

    await one_after_the_other(stage.database, send, leave)
    assert await round_state(stage) == ("stopped", 1)
    assert await poll_states(stage) == ["closed", "waiting"]
    assert list(await stage.timers()) == ["return:1"], "what is told should the bot come back"


@pytest.mark.parametrize("fate", ["fate_unknown", "refused"])
async def test_a_poll_that_goes_amiss_while_the_round_is_being_stopped_changes_nothing(
    stage: Stage, fate: str
) -> None:
    (debt,) = await stage.pay("poll")

    async def stop(tx: Tx) -> None:
        going = await rounds.open_round(tx, GROUP.id)
        assert going is not None
        await end_early(tx, going, stage.clock())

    async def lose() -> None:
        async with stage.database.write() as tx:
            await getattr(stage.polls, fate)(tx, debt)

    await one_after_the_other(stage.database, stop, lose)
    assert await round_state(stage) == ("stopped", 1)
    assert await poll_states(stage) == ["waiting", "waiting"]
    assert await stage.timers() == {}
    assert await stage.notes() == []


async def test_a_question_closes_once_when_two_close_it(stage: Stage) -> None:
    await stage.send_poll()

    async def close(tx: Tx) -> None:
        await rounds.hold(tx, [1])
        await rounds.move_to(tx, 1, 2)

    async def again() -> None:
        await stage.rounds.close(1, 1, stage.clock())

    await one_after_the_other(stage.database, close, again)
    assert await round_state(stage) == ("open", 2)
    assert await stage.debts("poll") == []


async def test_a_table_is_drawn_when_the_votes_under_way_are_in(stage: Stage) -> None:
    asked = await stage.send_poll()
    await stage.pay("round")
    assert asked.state is PollState.OPEN

    async def close(tx: Tx) -> None:
        going = await rounds.open_round(tx, GROUP.id)
        assert going is not None
        await end_early(tx, going, stage.clock())
        # As if the sender had drawn the end before the vote came.
        await tx.execute(tables.owed.delete().where(tables.owed.c.screen == "round_result"))

    async def take() -> None:
        await stage.polls.take_votes([vote(ALMA, asked, "a")], stage.clock())

    await one_after_the_other(stage.database, close, take)
    assert [one.args for one in await stage.debts("round_result")] == [{"round": 1}]


async def test_a_timer_that_comes_due_while_it_is_being_moved_waits_and_is_not_done(
    stage: Stage,
) -> None:
    asked = await stage.send_poll()
    stage.clock.advance(21)
    async with stage.database.read() as tx:
        (timer,) = await due.due(tx, stage.clock())

    async def hold(tx: Tx) -> None:
        await rounds.hold(tx, [1])

    async def fire() -> None:
        with bound(Cause.of_timer(timer)), pytest.raises(AlreadyDone):
            await stage.rounds.close(1, 1, stage.clock())

    async def move(tx: Tx) -> None:
        await rounds.set_close(tx, asked.round, 1, stage.clock() + SEEN_GRACE)

    await one_after_the_other(stage.database, hold, fire, move)
    assert await poll_states(stage) == ["open", "waiting"]
    assert await stage.timers() == {"round:1:1": 0.25}


async def test_votes_come_in_while_a_strangers_answers_are_taken_away(stage: Stage) -> None:
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    await stage.vote(BORIS, asked, "a")
    memberships = Memberships(stage.database)
    boris = next(one for one in await memberships.unknown() if one.telegram_id == BORIS.telegram_id)

    async def hold(tx: Tx) -> None:
        await rounds.hold(tx, [1])

    async def look_up() -> None:
        await memberships.looked_up(boris, Presence.STRANGER, stage.clock())

    async def count(tx: Tx) -> None:
        chen = await people.recognise(tx, CHEN, stage.clock())
        given = Given(frozenset({"a"}))
        new = NewResponse(
            chen.id, asked.question_id, asked.version_id, GROUP.id, given,
            mark(asked.question, given), stage.clock(), poll_id=asked.poll_id,
        )  # fmt: skip
        await members.note(tx, GROUP.id, [boris.person_id], Presence.MEMBER, stage.clock())
        await record(tx, [new], UTC)

    await one_after_the_other(stage.database, hold, look_up, count)
    async with stage.database.read() as tx:
        assert await proving.differences(tx) == []
        lines, _ = await round_results.table(tx, 1, 10)
    assert [line.label for line in lines] == ["Alma", "Boris", "Chen"], "seen there meanwhile"


async def test_votes_come_in_while_the_totals_are_derived_anew(stage: Stage) -> None:
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    service = GroupService(stage.database, spoken_zones(), ("en",))

    async def hold(tx: Tx) -> None:
        await rounds.hold(tx, [1])

    async def choose() -> None:
        await service.name_zone(ADMIN, GROUP, "Berlin", stage.clock())

    async def count(tx: Tx) -> None:
        boris = await people.recognise(tx, BORIS, stage.clock())
        given = Given(frozenset({"a"}))
        new = NewResponse(
            boris.id, asked.question_id, asked.version_id, GROUP.id, given,
            mark(asked.question, given), stage.clock(), poll_id=asked.poll_id,
        )  # fmt: skip
        await record(tx, [new], await groups.zone(tx, GROUP.id))

    await one_after_the_other(stage.database, hold, choose, count)
    async with stage.database.read() as tx:
        assert await proving.differences(tx) == []


async def test_a_group_that_both_chats_say_has_moved_moves_once(stage: Stage) -> None:
    service, new = GroupService(stage.database, {}, ("en",)), -1_001_234_567_890
    await service.membership(Membership(GROUP, "administrator", frozenset(), ALMA), stage.clock())

    async def move(tx: Tx) -> None:
        await service.migrated(tx, GROUP.id, new)

    async def again() -> None:
        await service.migrate(GROUP.id, new, stage.clock())

    await one_after_the_other(stage.database, move, again)
    state = await service.state(new)
    assert state is not None
    assert state.status == "administrator"
