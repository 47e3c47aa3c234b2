"""The fate of polls and the votes on them, on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from bot.domain.boards.board import EVERY_TOPIC
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.domain.rounds.round import PollNotRecorded, PollState, Vote
from bot.domain.sent import Sent
from bot.storage import tables
from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.database import Database
from bot.storage.groups import groups
from bot.storage.people import people
from bot.storage.rounds import polls
from bot.storage.rounds.polls import Asked
from tests.conftest import Clock
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    CHEN,
    GROUP,
    MEMBER,
    MULTIPLE,
    Stage,
    shown,
    stage_with,
    vote,
)


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    return await stage_with(database, clock)


async def begin(stage: Stage, text: str = "2 20") -> None:
    await stage.rounds.start(MEMBER, GROUP, text, stage.clock())
    await stage.pay("round")


async def marks(stage: Stage) -> dict[str, int]:
    """Marks in the log by first name."""
    async with stage.database.read() as tx:
        rows = await tx.execute(
            select(tables.accounts.c.first_name, tables.responses.c.mark).join(
                tables.responses, tables.responses.c.person_id == tables.accounts.c.person_id
            )
        )
        return {name: mark for name, mark in rows}  # noqa: C416


# --- votes ----------------------------------------------------------------------------------------


async def test_votes_are_graded_by_persistent_ids_and_stand_on_the_groups_board(
    database: Database, clock: Clock
) -> None:
    stage = await stage_with(database, clock, [MULTIPLE])
    await begin(stage, "1")
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a", "c")
    await stage.vote(BORIS, asked, "a")
    # One of two keys and no distractor: half of the question.
    assert await marks(stage) == {"Alma": 100, "Boris": 50}
    async with database.read() as tx:
        rows = (await tx.execute(select(tables.responses))).all()
        boards = set((await tx.execute(select(tables.boards.c.chat))).scalars())
    assert {(row.board, row.poll_id) for row in rows} == {(GROUP.id, "p1")}
    assert rows[0].given == {"options": ["a", "c"], "value": None}
    assert boards == {GROUP.id}


async def test_a_vote_delivered_twice_counts_once(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    first, other = vote(ALMA, asked, "a"), vote(ALMA, asked, "b")
    await stage.polls.take_votes([first, first], stage.clock())
    await stage.polls.take_votes([other], stage.clock())
    assert await marks(stage) == {"Alma": 100}
    assert await stage.count("people") == 1


async def test_retracted_votes_and_options_nobody_offered_are_ignored(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    assert asked.poll_id is not None
    votes = [
        Vote(asked.poll_id, ALMA, (), stage.clock()),
        Vote(asked.poll_id, BORIS, ("a",), stage.clock()),
        Vote(asked.poll_id, CHEN, (), stage.clock()),
    ]
    await stage.polls.take_votes(votes, stage.clock())
    assert await marks(stage) == {}
    async with stage.database.read() as tx:
        assert await people.find(tx, CHEN.telegram_id) is None, "nothing of hers is kept"


async def test_votes_on_an_unknown_poll_wait_and_nothing_is_taken(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    votes = [vote(ALMA, asked, "a"), Vote("elsewhere", BORIS, ("o0",), stage.clock())]
    with pytest.raises(PollNotRecorded) as refused:
        await stage.polls.take_votes(votes, stage.clock())
    assert refused.value.poll_ids == {"elsewhere"}
    assert await marks(stage) == {}


async def test_late_votes_count_and_have_the_table_drawn_again(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    await stage.fire()
    await stage.pay("round_table")
    await stage.vote(ALMA, asked, "a")
    assert await marks(stage) == {"Alma": 100}
    assert [debt.place for debt in await stage.pay("round_table")] == ["table:1:1"]
    await stage.vote(ALMA, asked, "b")
    assert await stage.debts("round_table") == [], "a second vote changes no table"


async def test_a_vote_is_of_the_moment_in_which_it_came_in(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    received = stage.clock() + timedelta(hours=13)
    stage.clock.advance(timedelta(hours=20).total_seconds())
    await stage.polls.take_votes(
        [vote(who, asked, "a", at=received) for who in (ALMA, BORIS)], stage.clock()
    )
    async with stage.database.read() as tx:
        said = await tx.execute(select(tables.responses.c.at).distinct())
        assert said.scalar_one() == received
        days = select(tables.boards.c.first_day).where(
            tables.boards.c.period == "day", tables.boards.c.topic == EVERY_TOPIC
        )
        assert (await tx.execute(days)).scalar_one() == received.date()


async def test_a_vote_counts_for_the_day_of_its_group(stage: Stage) -> None:
    await begin(stage)
    async with stage.database.write() as tx:
        await groups.choose(tx, GROUP.id, timezone="Asia/Tokyo")
    asked = await stage.send_poll()
    late = stage.clock().replace(hour=20)  # in Tokyo five o'clock of the next morning
    await stage.polls.take_votes([vote(who, asked, "a", at=late) for who in (ALMA, BORIS)], late)
    async with stage.database.read() as tx:
        days = select(tables.boards.c.first_day).where(
            tables.boards.c.period == "day", tables.boards.c.topic == EVERY_TOPIC
        )
        assert (await tx.execute(days)).scalar_one() == late.date() + timedelta(days=1)


async def test_many_votes_of_known_new_and_renamed_people_in_one_transaction(
    stage: Stage,
) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    people = [Who(7_000_000_000 + n, f"L{n}") for n in range(1100)]
    await stage.polls.take_votes([vote(who, asked, "b") for who in people[:600]], stage.clock())
    renamed = [replace(who, first_name=f"M{n}") for n, who in enumerate(people)]
    await stage.polls.take_votes([vote(who, asked, "a") for who in renamed], stage.clock())
    found = await marks(stage)
    assert len(found) == 1100
    assert all(name.startswith("M") for name in found)
    assert sum(found.values()) == 500 * 100
    assert await stage.count("people") == 1101  # and Alma, who started the round


async def test_votes_and_their_updates_are_done_together_and_once(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    async with stage.database.write() as tx:
        await tx.execute(
            insert(tables.inbox).values(
                update_id=5, lane="poll:p1", kind="poll_answer", raw="{}", state="waiting",
                received_at=stage.clock(),
            )
        )  # fmt: skip
    with bound(Cause(updates=[5])):
        await stage.vote(ALMA, asked, "a")
    with bound(Cause(updates=[5])), pytest.raises(AlreadyDone):
        await stage.vote(BORIS, asked, "a")
    assert await marks(stage) == {"Alma": 100}


# --- fate -----------------------------------------------------------------------------------------


async def test_a_poll_of_unknown_fate_is_recognised_when_it_closes(stage: Stage) -> None:
    await begin(stage)
    lost = await stage.lose_poll()
    assert lost.state is PollState.UNKNOWN
    assert await stage.timers() == {"round:1:1": 35.0}
    stage.clock.advance(20)
    await stage.polls.seen(shown(lost), stage.clock())
    assert await stage.timers() == {"round:1:1": 3.0}
    await stage.polls.take_votes([Vote("late", ALMA, ("o0",), stage.clock())], stage.clock())
    assert await marks(stage) == {"Alma": 100}
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert scene.outcome is not None
    assert (scene.outcome.right, scene.lost, scene.position) == (1, (), 2)


async def test_without_a_sign_in_reach_of_telegram_the_question_is_lost_and_the_round_goes_on(
    stage: Stage,
) -> None:
    await begin(stage)
    await stage.lose_poll()
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.lost, scene.position) == ((1,), 2)
    assert [debt.args["position"] for debt in await stage.debts("poll")] == [2]


async def test_a_question_is_not_given_up_while_its_sign_may_still_be_at_telegram(
    stage: Stage,
) -> None:
    await begin(stage)
    lost = await stage.lose_poll()
    stage.telegram.began = None
    for _ in range(3):
        await stage.fire()
        assert await stage.timers() == {"round:1:1": 15.0}
    stage.clock.advance(5)
    stage.telegram.began = stage.clock()
    await stage.fire()
    assert (await stage.timers()) == {"round:1:1": 5.0}, "in reach for ten seconds only"
    assert await stage.debts("round_table") == []
    await stage.polls.seen(shown(lost), stage.clock())
    (asked,) = await everything_asked(stage)
    assert asked.state is PollState.OPEN
    await stage.vote(ALMA, asked, "a")
    assert await marks(stage) == {"Alma": 100}
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.lost, scene.position) == ((), 2)


async def test_in_reach_for_long_enough_without_a_sign_the_question_is_given_up(
    stage: Stage,
) -> None:
    await begin(stage)
    await stage.lose_poll()
    stage.telegram.began = None
    await stage.fire()
    stage.telegram.began = stage.clock()
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.lost, scene.position) == ((1,), 2)


@pytest.mark.parametrize(("hours", "found"), [(24, True), (24.1, False)])
async def test_a_question_that_was_given_up_is_taken_back_when_its_poll_shows_itself(
    stage: Stage, hours: float, found: bool
) -> None:
    """Its closing came late; so the votes on it count, and the newest table says so."""
    await begin(stage)
    lost = await stage.lose_poll()
    closes_at = stage.clock() + timedelta(seconds=20)
    await stage.fire()
    second = await second_poll(stage)
    await stage.pay("round_table")
    stage.clock.now = closes_at + timedelta(hours=hours)
    await stage.polls.seen(shown(lost), stage.clock())
    asked = await everything_asked(stage)
    assert [one.state for one in asked] == [PollState.CLOSED] * found
    assert [one.place for one in await stage.pay("round_table")] == ["table:1:1"] * found
    if not found:
        return
    votes = [vote(ALMA, asked[0], "a"), vote(BORIS, asked[0], "b")]
    await stage.polls.take_votes(votes, stage.clock())
    assert await marks(stage) == {"Alma": 100, "Boris": 0}
    assert [one.place for one in await stage.debts("round_table")] == ["table:1:1"]
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert scene.outcome is not None
    assert (scene.lost, scene.outcome.right, scene.position) == ((), 1, second.position)


async def test_the_last_question_is_taken_back_into_the_result(stage: Stage) -> None:
    await begin(stage, "1 20")
    lost = await stage.lose_poll()
    await stage.fire()
    await stage.pay("round_result")
    await stage.polls.seen(shown(lost), stage.clock())
    assert [one.place for one in await stage.pay("round_result")] == ["result:1"]
    assert await stage.timers() == {}
    (asked,) = await everything_asked(stage)
    await stage.vote(ALMA, asked, "a")
    assert await marks(stage) == {"Alma": 100}
    assert [one.place for one in await stage.debts("round_result")] == ["result:1"]


async def test_a_question_given_up_in_a_pause_is_not_asked_anew_when_it_is_taken_back(
    stage: Stage,
) -> None:
    await begin(stage)
    lost = await stage.lose_poll()
    await stage.directing.pause(ADMIN, GROUP, stage.clock())
    async with stage.database.write() as tx:
        await tx.execute(delete(tables.timers).where(tables.timers.c.key == "pause:1"))
    await stage.fire()
    await stage.polls.seen(shown(lost), stage.clock())
    assert await stage.timers() == {}, "it was closed once"
    (asked,) = await everything_asked(stage)
    assert asked.state is PollState.CLOSED
    await stage.directing.resume(ADMIN, GROUP, stage.clock())
    assert [debt.args["position"] for debt in await stage.debts("poll")] == [2]


async def test_a_poll_that_telegram_refused_is_recognised_in_no_other(stage: Stage) -> None:
    await begin(stage)
    (debt,) = await stage.pay("poll")
    async with stage.database.write() as tx:
        await stage.polls.refused(tx, debt)
    await stage.polls.seen(shown(await stage.asked(debt)), stage.clock())
    assert await everything_asked(stage) == []


async def test_only_a_closed_poll_with_our_words_is_recognised(stage: Stage) -> None:
    await begin(stage)
    lost = await stage.lose_poll()
    right = shown(lost)
    for strange in (
        replace(right, closed=False),
        replace(right, question="2/2 · Something else?"),
        replace(right, options=right.options[:-1]),
        replace(right, options=(("o0", "Coffee"), *right.options[1:])),
        replace(right, correct=(2,)),
    ):
        await stage.polls.seen(strange, stage.clock())
        with pytest.raises(PollNotRecorded):
            await stage.polls.take_votes(
                [Vote("late", ALMA, ("o0",), stage.clock())], stage.clock()
            )


async def test_a_poll_that_closes_before_its_time_is_not_waited_for(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.send_poll()
    assert list((await stage.timers()).values()) == [21]
    closed = replace(shown(asked), id="p1")
    await stage.polls.seen(replace(closed, closed=False), stage.clock())
    assert list((await stage.timers()).values()) == [21], "it is still open"
    await stage.polls.seen(closed, stage.clock())
    assert list((await stage.timers()).values()) == [0.25], "the last votes may still come"
    await stage.fire()
    second = await stage.send_poll("p2")
    await stage.polls.seen(closed, stage.clock())
    assert list((await stage.timers()).values()) == [21], "that is the next question's"
    assert second.position == 2


async def test_two_polls_that_could_be_meant_are_none(stage: Stage) -> None:
    await begin(stage, "1 20")
    await stage.rounds.start(MEMBER, replace(GROUP, id=-9), "1 20", stage.clock())
    async with stage.database.write() as tx:
        versions = (await tx.execute(select(tables.round_questions.c.version_id))).scalars().all()
        await tx.execute(update(tables.round_questions).values(version_id=versions[0]))
        await tx.execute(
            update(tables.owed).where(tables.owed.c.screen == "poll").values(state="unknown")
        )
        fate = {"state": "unknown", "closes_at": stage.clock()}
        await tx.execute(update(tables.round_questions).values(**fate))
    async with stage.database.read() as tx:
        first, second = await polls.of_unknown_fate(tx, stage.clock())
    assert first.question == second.question
    await stage.polls.seen(shown(first), stage.clock())
    with pytest.raises(PollNotRecorded):
        await stage.polls.take_votes([Vote("late", ALMA, ("o0",), stage.clock())], stage.clock())


async def test_a_sign_may_come_before_the_sender_gives_up(stage: Stage) -> None:
    await begin(stage)
    (debt,) = await stage.debts("poll")
    waiting = await stage.asked(debt)
    await stage.polls.seen(shown(waiting), stage.clock())
    assert (await stage.asked(debt)).poll_id is None  # it was not even being sent
    async with stage.database.write() as tx:
        await tx.execute(
            update(tables.owed).where(tables.owed.c.screen == "poll").values(state="sending")
        )
    await stage.polls.seen(shown(waiting), stage.clock())
    assert (await stage.asked(debt)).poll_id == "late"
    async with stage.database.write() as tx:
        sent = Sent(debt.chat, 31, stage.clock(), "late", ("o0", "o1", "o2"))
        await stage.polls.sent(tx, debt, sent)
        await stage.polls.fate_unknown(tx, debt)
    found = await stage.asked(debt)
    assert (found.state, found.message_id) == (PollState.OPEN, 31)
    assert await stage.timers() == {"round:1:1": 3.0}


async def test_a_reply_about_another_poll_does_not_touch_the_one_that_was_recognised(
    stage: Stage,
) -> None:
    await begin(stage)
    lost = await stage.lose_poll()
    (debt,) = await stage_polls(stage)
    await stage.polls.seen(shown(lost), stage.clock())
    async with stage.database.write() as tx:
        sent = Sent(debt.chat, 31, stage.clock(), "another", ("x0", "x1", "x2"))
        await stage.polls.sent(tx, debt, sent)
    found = await stage.asked(debt)
    assert (found.poll_id, found.persistent_ids[0], found.message_id) == ("late", "o0", None)


async def test_the_closing_of_a_known_poll_is_no_sign_of_another(stage: Stage) -> None:
    """Two groups are asked the same, and the poll of one of them has an unknown fate."""
    await begin(stage, "1 20")
    known = await stage.send_poll("known")
    await stage.rounds.start(MEMBER, replace(GROUP, id=-9), "1 20", stage.clock())
    async with stage.database.write() as tx:
        mine = tables.round_questions.c.poll_id.is_(None)
        same = {"version_id": known.version_id, "option_order": list(known.option_order)}
        await tx.execute(update(tables.round_questions).where(mine).values(same))
    lost = await stage.lose_poll()
    await stage.polls.seen(shown(known, "known"), stage.clock())
    (debt,) = await stage_polls(stage)
    assert (await stage.asked(debt)).state is PollState.UNKNOWN
    await stage.polls.seen(shown(lost), stage.clock())
    assert (await stage.asked(debt)).poll_id == "late", "its own sign is recognised"


@pytest.mark.parametrize(("hours", "counts"), [(24, True), (24.1, False)])
async def test_after_a_stop_a_poll_may_show_itself_as_long_as_telegram_keeps_its_updates(
    stage: Stage, hours: float, counts: bool
) -> None:
    await begin(stage)
    lost = await stage.lose_poll()
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    stage.clock.advance(20 + 3600 * hours)
    await stage.polls.seen(shown(lost), stage.clock())
    assert bool(await everything_asked(stage)) is counts


async def test_a_refused_poll_stops_the_round_which_says_so(stage: Stage) -> None:
    await begin(stage)
    (debt,) = await stage.pay("poll")
    async with stage.database.write() as tx:
        await stage.polls.refused(tx, debt)
    assert await stage.notes() == ["refused"]
    assert [one.place for one in await stage.debts("round")] == ["round:1"]
    assert await stage.debts("round_result") == [], "there is none of what nobody saw"
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.refused, scene.outcome, scene.lost) == (True, None, ())
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    assert await stage.notes() == ["refused", "none_open"]


async def test_a_poll_refused_in_the_middle_leaves_the_result_of_those_before(
    stage: Stage,
) -> None:
    await begin(stage)
    await stage.vote(ALMA, await stage.send_poll(), "a")
    await stage.fire()
    (debt,) = await stage.pay("poll")
    async with stage.database.write() as tx:
        await stage.polls.refused(tx, debt)
    assert [one.place for one in await stage.debts("round_result")] == ["result:1"]
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert scene.outcome is not None
    assert (scene.outcome.position, scene.lost, scene.people) == (1, (), 1)


async def test_a_poll_that_arrives_after_the_stop_is_closed_and_its_votes_are_taken(
    stage: Stage,
) -> None:
    await begin(stage)
    (debt,) = await stage.pay("poll")
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    async with stage.database.write() as tx:
        sent = Sent(debt.chat, 9, stage.clock(), "p1", ("o0", "o1", "o2"))
        await stage.polls.sent(tx, debt, sent)
    assert [one.place for one in await stage.debts("stop_poll")] == ["poll:1:1"]
    assert await stage.timers() == {}
    await stage.vote(ALMA, await stage.asked(debt), "a")
    assert await marks(stage) == {"Alma": 100}


async def test_votes_on_a_poll_that_showed_itself_after_the_stop_count(stage: Stage) -> None:
    await begin(stage)
    asked = await stage.lose_poll()
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    await stage.pay("round")
    await stage.pay("round_result")
    await stage.polls.seen(shown(asked), stage.clock())
    (debt,) = await everything_asked(stage)
    await stage.vote(ALMA, debt, "a")
    assert await marks(stage) == {"Alma": 100}
    assert await stage.timers() == {}
    assert await stage.debts("round") == []
    assert [one.args for one in await stage.debts("round_result")] == [{"round": 1}]


async def second_poll(stage: Stage) -> Asked:
    """The second question's poll is sent, beside one whose fate was never known."""
    async with stage.database.write() as tx:
        await tx.execute(delete(tables.owed).where(tables.owed.c.state == "unknown"))
    return await stage.send_poll("p2")


async def everything_asked(stage: Stage) -> list[Asked]:
    async with stage.database.read() as tx:
        return list((await polls.asked_in_polls(tx, ["late"])).values())


async def stage_polls(stage: Stage) -> list[Owed]:
    """The debts of polls, whatever became of them."""
    async with stage.database.read() as tx:
        rows = await tx.execute(select(tables.owed).where(tables.owed.c.screen == "poll"))
        return [Owed(row.chat, row.screen, row.args) for row in rows]
