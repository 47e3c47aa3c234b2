"""Updates, votes and timers: each once, in order, and nobody is stopped by somebody else's."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from telegram.error import BadRequest, RetryAfter, TimedOut

from bot.delivery.work import NETWORK_TRIES
from bot.domain.owed import Timer
from bot.storage import tables
from bot.storage.delivery.owing import set_timer
from tests.delivery.conftest import (
    ALMA,
    CHEN,
    GROUP,
    STORED,
    Bench,
    closed,
    one_database,
    tap,
    text,
    vote,
)


async def test_an_update_is_handled_and_its_reply_sent(bench: Bench) -> None:
    await bench.receive(text(1, "hello"))
    await bench.settle()
    assert bench.telegram.texts() == ["hello"]
    assert await bench.states() == {1: "done"}
    assert await bench.owed() == []


async def test_an_update_delivered_twice_has_its_effect_once(bench: Bench) -> None:
    await bench.receive(text(1, "hello"), text(1, "hello"))
    await bench.settle()
    await bench.receive(text(1, "hello"))
    await bench.settle()
    assert bench.telegram.texts() == ["hello"]


async def test_what_was_durable_before_a_crash_is_worked_off_after_it(bench: Bench) -> None:
    await bench.receive(text(1, "slow"), text(2, "second"))
    await bench.echo.entered.wait()
    await bench.crash()
    bench.echo.gate.set()
    await bench.runtime.recover()
    await bench.settle()
    assert bench.telegram.texts() == ["slow", "second"]


async def test_a_crash_between_commit_and_send_costs_nothing(bench: Bench) -> None:
    await bench.receive(text(1, "hello"))
    await bench.runtime.lanes.idle()
    assert bench.telegram.texts() == []
    await bench.crash()
    await bench.runtime.recover()
    await bench.settle()
    assert bench.telegram.texts() == ["hello"]
    assert bench.echo.handled == [1]


async def test_a_chat_is_worked_in_order_while_another_is_slow(bench: Bench) -> None:
    await bench.receive(text(1, "slow", ALMA), text(2, "after it", ALMA))
    await bench.echo.entered.wait()
    await bench.receive(text(3, "quick", CHEN))
    while (await bench.states())[3] != "done":
        await bench.runtime.sender.idle()
    assert bench.echo.handled == [1, 3]
    bench.echo.gate.set()
    await bench.settle()
    assert bench.telegram.texts(ALMA) == ["slow", "after it"]
    assert bench.telegram.texts(CHEN) == ["quick"]


async def test_an_update_nobody_writes_for_is_done_all_the_same(bench: Bench) -> None:
    await bench.receive(text(1, "nothing"))
    await bench.settle()
    assert await bench.states() == {1: "done"}


async def test_what_cannot_be_parsed_is_a_dead_letter_and_stops_nobody(bench: Bench) -> None:
    poison = text(2, "x")
    del poison["message"]["chat"]["type"]
    await bench.receive(text(1, "a"), poison, text(3, "b"))
    await bench.settle()
    assert await bench.states() == {1: "done", 2: "dead", 3: "done"}
    assert await bench.reasons() == ["cannot be parsed: TypeError"]
    assert bench.telegram.texts() == ["a", "b"]


async def test_a_failing_handler_apologises_and_the_next_update_works(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.receive(text(1, "bad"), text(2, "good"))
    await bench.settle()
    assert await bench.states() == {1: "dead", 2: "done"}
    (reason,) = await bench.reasons()
    kind, name = reason.split()
    assert bench.telegram.texts() == [f"sorry {name}", "good"]
    assert kind == "ZeroDivisionError"
    logged = [record.__dict__.get("error") for record in caplog.records]
    assert [found for found in logged if found] == [name]


async def test_a_failing_tap_is_answered_before_the_apology(bench: Bench) -> None:
    await bench.receive(tap(1, "query"))
    await bench.runtime.lanes.idle()
    assert [screen for screen, *_ in await bench.owed()] == ["toast", "apology"]
    await bench.settle()
    (answer,) = bench.telegram.of("answerCallbackQuery")
    assert answer.params["callback_query_id"] == "query"


async def test_a_failure_after_the_commit_is_no_dead_letter(bench: Bench) -> None:
    await bench.receive(text(1, STORED))
    await bench.settle()
    assert await bench.states() == {1: "done"}
    assert bench.telegram.texts() == [STORED]


async def test_a_database_trouble_that_passes_is_tried_again(bench: Bench) -> None:
    locked = OperationalError("UPDATE", None, Exception("database is locked"))
    bench.echo.failures = [locked, locked]
    await bench.receive(text(1, "hello"))
    for _ in range(2):
        await bench.ticker.waiting()
        assert await bench.states() == {1: "waiting"}
        bench.ticker.advance(1.0)
    await bench.settle()
    assert bench.telegram.texts() == ["hello"]


async def test_an_update_that_needs_the_network_is_given_up_after_five_tries(
    bench: Bench,
) -> None:
    bench.echo.failures = [TimedOut() for _ in range(5)]
    await bench.receive(text(1, "file"))
    for _ in range(4):
        await bench.ticker.waiting()
        bench.ticker.advance(30.0)
    await bench.settle()
    assert bench.echo.handled == [1] * 5
    (reason,) = await bench.reasons()
    assert bench.telegram.texts() == [f"sorry {reason.split()[-1]}"]


async def test_an_update_waits_as_long_as_telegram_asks_and_never_fails_by_that(
    bench: Bench,
) -> None:
    tries = NETWORK_TRIES + 2
    bench.echo.failures = [RetryAfter(timedelta(seconds=40)) for _ in range(tries)]
    await bench.receive(text(1, "file"))
    for _ in range(tries):
        await bench.ticker.waiting()
        assert await bench.states() == {1: "waiting"}
        bench.ticker.advance(40.0)
    await bench.settle()
    assert bench.echo.handled == [1] * (tries + 1)
    assert bench.telegram.texts() == ["file"]
    assert await bench.reasons() == []


async def test_nobody_else_waits_while_one_chat_is_asked_to(bench: Bench) -> None:
    bench.echo.failures = [RetryAfter(timedelta(seconds=40))]
    await bench.receive(text(1, "file", ALMA))
    await bench.ticker.waiting()
    await bench.receive(text(2, "quick", CHEN), text(3, "after it", ALMA))
    while (await bench.states())[2] != "done":
        await bench.runtime.sender.idle()
    assert await bench.states() == {1: "waiting", 2: "done", 3: "waiting"}
    bench.ticker.advance(40.0)
    await bench.settle()
    assert bench.telegram.texts(ALMA) == ["file", "after it"]


async def test_an_update_that_telegram_refuses_something_for_is_given_up_at_once(
    bench: Bench,
) -> None:
    """It would refuse it the next time, too; only a network that is away comes back."""
    bench.echo.failures = [BadRequest("file is too big")]
    await bench.receive(text(1, "file"))
    await bench.without_pause(bench.settle())
    assert bench.echo.handled == [1]
    assert await bench.states() == {1: "dead"}
    (reason,) = await bench.reasons()
    assert bench.telegram.texts() == [f"sorry {reason.split()[-1]}"]


# --- votes ---------------------------------------------------------------------------------------


async def test_votes_of_a_poll_are_taken_together(bench: Bench) -> None:
    bench.echo.known_polls = {"p"}
    await bench.receive(*(vote(n, "p", 100 + n, "a") for n in range(1, 31)))
    await bench.settle()
    assert bench.echo.batches == [30]
    assert bench.echo.votes[0] == ("p", 101, ("a",))
    assert set((await bench.states()).values()) == {"done"}


async def test_votes_wait_until_their_poll_is_recorded(bench: Bench) -> None:
    await bench.receive(vote(1, "p", ALMA, "a"), vote(2, "p", CHEN, "b"))
    await bench.settle()
    assert await bench.states() == {1: "waiting", 2: "waiting"}
    bench.echo.known_polls.add("p")
    bench.runtime.payer._recorded("p")
    await bench.settle()
    assert [person for _, person, _ in bench.echo.votes] == [ALMA, CHEN]


async def test_a_vote_that_waited_is_of_the_moment_in_which_it_came_in(bench: Bench) -> None:
    received = bench.clock()
    await bench.receive(vote(1, "p", ALMA, "a"))
    await bench.settle()
    bench.clock.advance(600)
    bench.echo.known_polls.add("p")
    bench.runtime.payer._recorded("p")
    await bench.settle()
    assert bench.echo.voted_at == [received]


async def test_votes_wait_over_a_restart_too(bench: Bench) -> None:
    await bench.receive(vote(1, "p", ALMA, "a"))
    await bench.settle()
    await bench.crash()
    bench.echo.known_polls.add("p")
    await bench.runtime.recover()
    await bench.settle()
    assert len(bench.echo.votes) == 1


async def test_a_closing_that_makes_the_poll_known_goes_before_its_votes(bench: Bench) -> None:
    await bench.receive(vote(1, "p", ALMA, "a"), closed(2, "p"))
    await bench.settle()
    assert bench.echo.handled == [2]
    assert len(bench.echo.votes) == 1
    assert await bench.states() == {1: "done", 2: "done"}


async def test_the_lane_of_a_known_poll_keeps_its_order(bench: Bench) -> None:
    bench.echo.known_polls = {"p"}
    early = [vote(n, "p", 100 + n, "a") for n in (1, 2)]
    await bench.receive(*early, closed(3, "p"), vote(4, "p", 104, "a"))
    await bench.settle()
    assert bench.echo.in_order == ["votes of 2", "closing", "votes of 1"]


async def look_after(bench: Bench, seconds: float) -> None:
    """Time passes in which Telegram answers at least every minute."""
    for _ in range(int(seconds) // 60):
        bench.runtime.contact.heard()
        bench.clock.advance(60)
    bench.runtime.contact.heard()
    bench.clock.advance(seconds % 60)
    await bench.runtime.look()
    await bench.settle()


async def look_after_outage(bench: Bench, seconds: float) -> None:
    """Time passes in which Telegram is out of reach."""
    bench.clock.advance(seconds)
    await bench.runtime.look()
    await bench.settle()


async def test_votes_on_a_poll_that_stays_unknown_are_dead_after_an_hour(bench: Bench) -> None:
    await bench.receive(vote(1, "p", ALMA, "a"))
    await bench.settle()
    await look_after(bench, 3599)
    assert await bench.states() == {1: "waiting"}
    await look_after(bench, 1)
    assert await bench.states() == {1: "dead"}
    assert await bench.reasons() == ["no round knew the poll within 1:00:00"]


async def test_votes_outlast_an_outage_and_are_taken_when_the_closing_comes(bench: Bench) -> None:
    """Nor does the time count in which the new process waits for the network."""
    await bench.receive(vote(1, "p", ALMA, "a"))
    await bench.settle()
    await bench.crash()
    bench.clock.advance(3601)
    await bench.runtime.recover()
    await bench.settle()
    await look_after_outage(bench, 3601)
    await bench.receive(closed(2, "p"))
    await bench.settle()
    assert bench.echo.votes == [("p", ALMA, ("a",))]
    assert await bench.states() == {1: "done", 2: "done"}


async def test_votes_outlast_an_outage_of_a_running_bot(bench: Bench) -> None:
    """The outage that left the fate of `sendPoll` open also keeps the poll's closing away."""
    await bench.receive(vote(1, "p", ALMA, "a"))
    await look_after(bench, 60)
    await look_after_outage(bench, 3600)
    assert await bench.states() == {1: "waiting"}
    bench.runtime.contact.heard()
    await look_after_outage(bench, 60)
    assert await bench.states() == {1: "waiting"}
    await bench.receive(closed(2, "p"))
    await bench.settle()
    assert bench.echo.votes == [("p", ALMA, ("a",))]
    assert await bench.states() == {1: "done", 2: "done"}


async def test_after_an_outage_of_a_running_bot_votes_wait_an_hour_anew(bench: Bench) -> None:
    await bench.receive(vote(1, "p", ALMA, "a"))
    await look_after(bench, 3000)
    await look_after_outage(bench, 600)
    await look_after(bench, 3599)
    assert await bench.states() == {1: "waiting"}
    await look_after(bench, 1)
    assert await bench.states() == {1: "dead"}


async def test_after_an_outage_votes_wait_an_hour_anew(bench: Bench) -> None:
    await bench.receive(vote(1, "p", ALMA, "a"))
    await bench.settle()
    await look_after(bench, 3000)
    await bench.crash()
    await bench.runtime.recover()
    await bench.settle()
    await look_after(bench, 3599)
    assert await bench.states() == {1: "waiting"}
    await look_after(bench, 1)
    assert await bench.states() == {1: "dead"}


async def test_one_bad_vote_does_not_take_the_others_with_it(bench: Bench) -> None:
    bench.echo.known_polls, bench.echo.bad_voter = {"p"}, 105
    await bench.receive(*(vote(n, "p", 100 + n, "a") for n in range(1, 10)))
    await bench.settle()
    assert sorted(person for _, person, _ in bench.echo.votes) == [
        101,
        102,
        103,
        104,
        106,
        107,
        108,
        109,
    ]
    assert (await bench.states())[5] == "dead"


async def test_a_vote_that_cannot_be_read_is_a_dead_letter(bench: Bench) -> None:
    bench.echo.known_polls = {"p"}
    broken = vote(1, "p", ALMA, "a")
    del broken["poll_answer"]["option_persistent_ids"]
    await bench.receive(broken, vote(2, "p", CHEN, "b"))
    await bench.settle()
    assert await bench.states() == {1: "dead", 2: "done"}


# --- timers --------------------------------------------------------------------------------------


async def set_in(
    bench: Bench, seconds: float, key: str = "close:1", kind: str = "ring", **args: bool
) -> None:
    async with bench.database.write() as tx:
        due = bench.clock() + timedelta(seconds=seconds)
        await set_timer(tx, Timer(key, due, GROUP, kind, args))


@one_database
async def test_a_timer_that_ends_what_people_can_do_waits_until_all_they_did_is_here(
    bench: Bench,
) -> None:
    await set_in(bench, 0, "close", "close")
    await set_in(bench, 0, "ring")
    bench.runtime.contact.heard()
    await bench.runtime.timers.submit_due()
    await bench.settle()
    assert bench.echo.fired == ["ring"]
    submitted: asyncio.Queue[Timer] = asyncio.Queue()
    bench.runtime.timers._submit = submitted.put_nowait
    watching = asyncio.create_task(bench.runtime.timers.run())
    await bench.ticker.waiting(watching)
    bench.runtime.contact.took_in_all()
    assert (await submitted.get()).key == "close"
    watching.cancel()


async def test_a_timer_fires_when_it_is_due_and_once(bench: Bench) -> None:
    await set_in(bench, 10)
    assert await bench.runtime.timers.submit_due() == 10.0
    bench.clock.advance(10)
    await bench.runtime.timers.submit_due()
    await bench.runtime.timers.submit_due()
    await bench.settle()
    await bench.runtime.timers.submit_due()
    await bench.settle()
    assert bench.echo.fired == ["close:1"]
    assert bench.telegram.texts(GROUP) == ["close:1"]


async def test_a_far_timer_is_looked_for_again_every_minute(bench: Bench) -> None:
    """Clocks may be set meanwhile."""
    await set_in(bench, 3600)
    assert await bench.runtime.timers.submit_due() == 60.0
    bench.clock.advance(3590)
    assert await bench.runtime.timers.submit_due() == 10.0


async def test_a_timer_that_came_due_while_the_bot_was_down_fires_once(bench: Bench) -> None:
    await set_in(bench, 10)
    bench.clock.advance(3600)
    await bench.runtime.timers.submit_due()
    await bench.crash()
    await bench.runtime.timers.submit_due()
    await bench.settle()
    assert bench.echo.fired == ["close:1"]


async def test_a_timer_waits_for_its_chats_lane(bench: Bench) -> None:
    await bench.receive(text(1, "slow", GROUP))
    await bench.echo.entered.wait()
    await set_in(bench, 0)
    await bench.runtime.timers.submit_due()
    assert bench.echo.fired == []
    bench.echo.gate.set()
    await bench.settle()
    assert bench.telegram.texts(GROUP) == ["slow", "close:1"]


async def test_a_failing_timer_leaves_a_dead_letter_and_is_gone(bench: Bench) -> None:
    await set_in(bench, 0, "bad:1", bad=True)
    await bench.runtime.timers.submit_due()
    await bench.settle()
    async with bench.database.read() as tx:
        assert (await tx.execute(select(tables.timers))).all() == []
        (letter,) = (await tx.execute(select(tables.inbox))).all()
    assert (letter.kind, letter.state) == ("timer:ring", "dead")
    assert letter.reason.startswith("ZeroDivisionError ")
