"""What is owed is paid: in order, drawn once, no poll twice; a chat's trouble is its own."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout
from telegram.error import NetworkError, TimedOut

from bot.delivery.settling import Hooks
from bot.domain.owed import Owed
from bot.domain.sent import Sent
from bot.storage.database import Tx
from bot.storage.delivery import debts
from bot.storage.delivery.debts import Debt
from tests.delivery.conftest import ALMA, CHEN, GROUP, Bench, one_database
from tests.delivery.telegram_double import ok, refusal


def echo(words: str, chat: int = ALMA, **more: Any) -> Owed:
    return Owed(chat, "echo", {"text": words}, **more)


def poll(number: int = 1, chat: int = GROUP) -> Owed:
    return Owed(chat, "poll", {"n": number}, once=True)


async def pay(bench: Bench) -> None:
    await bench.runtime.sender.idle()


# --- places --------------------------------------------------------------------------------------


async def test_a_place_is_sent_first_and_edited_from_then_on(bench: Bench) -> None:
    await bench.owe(echo("one", place="step:1:1"))
    await pay(bench)
    await bench.owe(echo("two", place="step:1:1"))
    await pay(bench)
    assert [call.method for call in bench.telegram.calls] == ["sendMessage", "editMessageText"]
    assert bench.telegram.calls[1].params["message_id"] == 101


async def test_a_fresh_debt_is_sent_anew_and_takes_the_place_over(bench: Bench) -> None:
    await bench.shown(ALMA, "score", 7)
    await bench.owe(echo("new", place="score", fresh=True))
    await pay(bench)
    await bench.owe(echo("edited", place="score"))
    await pay(bench)
    assert [(c.method, c.params.get("message_id")) for c in bench.telegram.calls] == [
        ("sendMessage", None),
        ("editMessageText", 101),
    ]


async def test_ten_debts_for_a_place_end_in_one_edit(bench: Bench) -> None:
    await bench.shown(ALMA, "score", 7)
    await bench.owe(*(echo(str(n), place="score") for n in range(10)), echo("other"))
    await pay(bench)
    assert bench.telegram.texts() == ["9", "other"]
    assert await bench.owed() == []


@one_database
async def test_an_edit_is_not_overtaken_by_a_message_sent_anew(bench: Bench) -> None:
    await bench.shown(ALMA, "p", 7)
    await bench.owe(echo("a", place="p"), echo("b", place="p", fresh=True), echo("c", place="p"))
    await pay(bench)
    assert [(c.method, c.params["text"]) for c in bench.telegram.calls] == [
        ("editMessageText", "a"),
        ("sendMessage", "c"),
    ]


@one_database
async def test_asking_ten_times_for_a_message_brings_it_once(bench: Bench) -> None:
    await bench.shown(ALMA, "p", 7)
    await bench.owe(*(echo(str(n), place="p", fresh=True) for n in range(10)), echo("other"))
    await pay(bench)
    assert [(c.method, c.params["text"]) for c in bench.telegram.calls] == [
        ("sendMessage", "9"),
        ("sendMessage", "other"),
    ]
    assert await bench.owed() == []


@one_database
async def test_what_is_to_stand_below_another_message_does_however_long_it_waits(
    bench: Bench,
) -> None:
    """A question, a result, and the question once more: it is the last there is, and comes once."""
    question, edit = (echo("question", place="step", fresh=fresh) for fresh in (True, False))
    result, board = (echo(name, place=name, fresh=True) for name in ("result", "board"))
    await bench.owe(question, result, edit, question, board, question, edit, echo("hint"))
    await pay(bench)
    assert bench.telegram.texts() == ["result", "board", "question", "hint"]
    assert await bench.owed() == []


@one_database
async def test_in_a_group_one_message_does_for_what_is_asked_twice(bench: Bench) -> None:
    asked, other = (echo(name, GROUP, place=name, fresh=True) for name in ("asked", "other"))
    await bench.owe(asked, other, asked)
    await pay(bench)
    assert bench.telegram.texts() == ["asked", "other"]


async def test_what_a_place_shows_is_taken_away_and_the_place_is_free(bench: Bench) -> None:
    await bench.shown(ALMA, "p", 7)
    await bench.owe(echo("overtaken", place="p"), Owed(ALMA, "away", place="p"))
    await pay(bench)
    await bench.owe(Owed(ALMA, "away", place="p"), echo("new", place="p"))
    await pay(bench)
    assert [(call.method, call.params.get("message_id")) for call in bench.telegram.calls] == [
        ("deleteMessage", 7),
        ("sendMessage", None),
    ]
    assert await bench.owed() == []


@one_database
async def test_a_message_that_somebody_else_deleted_is_gone_as_well(bench: Bench) -> None:
    await bench.shown(ALMA, "p", 7)
    bench.telegram.next("deleteMessage", refusal(400, "Bad Request: message to delete not found"))
    await bench.owe(Owed(ALMA, "away", place="p"))
    await pay(bench)
    assert await bench.owed() == []


@one_database
async def test_a_keyboard_does_not_swallow_the_message_it_belongs_to(bench: Bench) -> None:
    await bench.owe(echo("question", place="p"), Owed(ALMA, "keyboard", place="p"))
    await pay(bench)
    assert [call.method for call in bench.telegram.calls] == [
        "sendMessage",
        "editMessageReplyMarkup",
    ]


@one_database
async def test_several_keyboards_of_a_place_are_drawn_once(bench: Bench) -> None:
    await bench.shown(ALMA, "p", 7)
    await bench.owe(*(Owed(ALMA, "keyboard", place="p") for _ in range(5)))
    await pay(bench)
    assert len(bench.telegram.calls) == 1
    assert await bench.owed() == []


@one_database
@pytest.mark.parametrize("once", [(True, True), (True, False), (False, True)])
async def test_what_is_to_be_sent_once_neither_overtakes_nor_is_overtaken(
    bench: Bench, once: tuple[bool, bool]
) -> None:
    first, second = once
    await bench.owe(echo("one", place="p", once=first), echo("two", place="p", once=second))
    await pay(bench)
    assert bench.telegram.texts() == ["one", "two"]


@one_database
async def test_a_keyboard_without_its_message_is_nothing(bench: Bench) -> None:
    await bench.owe(Owed(ALMA, "keyboard", place="p"))
    await pay(bench)
    assert bench.telegram.calls == []
    assert await bench.owed() == []


@one_database
async def test_a_screen_with_nothing_to_show_any_more_is_settled(bench: Bench) -> None:
    await bench.owe(Owed(ALMA, "gone"), echo("next"))
    await pay(bench)
    assert bench.telegram.texts() == ["next"]
    assert await bench.owed() == []


@one_database
async def test_an_edit_that_changes_nothing_is_a_success(bench: Bench) -> None:
    await bench.shown(ALMA, "p", 7)
    bench.telegram.next(
        "editMessageText", refusal(400, "Bad Request: message is not modified: specified new …")
    )
    await bench.owe(echo("same", place="p"))
    await pay(bench)
    assert [call.method for call in bench.telegram.calls] == ["editMessageText"]
    assert await bench.owed() == []


@one_database
@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
    ],
)
async def test_what_cannot_be_edited_is_sent_anew(bench: Bench, words: str) -> None:
    await bench.shown(ALMA, "p", 7)
    bench.telegram.next("editMessageText", refusal(400, words))
    await bench.owe(echo("text", place="p"))
    await pay(bench)
    assert [call.method for call in bench.telegram.calls] == ["editMessageText", "sendMessage"]
    async with bench.database.read() as tx:
        assert await debts.shown_at(tx, ALMA, "p") == 101


# --- callback answers ----------------------------------------------------------------------------


async def test_a_callback_is_answered_though_the_chat_has_to_wait(bench: Bench) -> None:
    bench.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=30))
    await bench.owe(echo("a"))
    await pay(bench)
    toast = Owed(ALMA, "toast", {"text": "hi"}, callback="q")
    await bench.owe(toast, echo("b"))
    await pay(bench)
    assert [call.params["text"] for call in bench.telegram.of("answerCallbackQuery")] == ["hi"]
    assert bench.telegram.texts() == ["a"]


async def test_an_expired_toast_is_dropped_unsent(bench: Bench) -> None:
    expires = bench.clock() + timedelta(seconds=15)
    await bench.owe(Owed(ALMA, "toast", callback="q", expires=expires))
    bench.clock.advance(15)
    await pay(bench)
    assert bench.telegram.calls == []
    assert await bench.owed() == []


@one_database
async def test_a_query_that_is_too_old_is_dropped(bench: Bench) -> None:
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    bench.telegram.next("answerCallbackQuery", refusal(400, words))
    await bench.owe(Owed(ALMA, "toast", callback="q"))
    await pay(bench)
    assert len(bench.telegram.calls) == 1
    assert await bench.owed() == []


# --- trouble -------------------------------------------------------------------------------------


async def test_a_429_holds_up_its_own_chat_only_and_for_as_long_as_asked(bench: Bench) -> None:
    bench.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=30))
    await bench.owe(echo("a1"), echo("a2"))
    await pay(bench)
    await bench.owe(echo("c1", CHEN))
    await pay(bench)
    assert (bench.telegram.texts(ALMA), bench.telegram.texts(CHEN)) == (["a1"], ["c1"])
    bench.clock.advance(29)
    await pay(bench)
    assert bench.telegram.texts(ALMA) == ["a1"]
    bench.clock.advance(1)
    await pay(bench)
    assert bench.telegram.texts(ALMA) == ["a1", "a1", "a2"]
    assert bench.runtime.metrics.limited == 1


@one_database
async def test_the_sender_itself_wakes_a_chat_whose_429_is_over(bench: Bench) -> None:
    sender = bench.runtime.sender
    bench.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=30))
    await bench.owe(echo("a"))
    running = asyncio.create_task(sender.run())
    await bench.ticker.waiting(running)
    await bench.owe(echo("c", CHEN))
    sender.ring([CHEN])
    await bench.telegram.until(2, "sendMessage")
    await bench.ticker.waiting(running)
    assert bench.ticker.waits == [30.0]
    bench.ticker.advance(30)
    again = asyncio.ensure_future(bench.telegram.until(3, "sendMessage"))
    pause = asyncio.ensure_future(bench.ticker.waiting())
    await asyncio.wait((again, pause), return_when=asyncio.FIRST_COMPLETED)
    pause.cancel()
    assert again.done(), "it waits on"
    assert bench.telegram.texts() == ["a", "c", "a"]
    await sender.close(1)
    await running


@one_database
@pytest.mark.parametrize("pauses", [(5, 60), (60, 5)])
async def test_the_longest_pause_of_a_chat_holds_for_all_that_is_owed_to_it(
    bench: Bench, pauses: tuple[int, int]
) -> None:
    await bench.owe(echo("a"), echo("b"))
    async with bench.database.write() as tx:
        for debt, seconds in zip(await debts.of_chat(tx, ALMA, 2), pauses, strict=True):
            until = bench.clock() + timedelta(seconds=seconds)
            await debts.postpone(tx, [debt.id], until, counted=False)
    bench.clock.advance(59)
    bench.runtime.sender.ring([ALMA])  # as when more is owed to it
    await pay(bench)
    assert bench.telegram.texts() == []
    bench.clock.advance(1)
    await pay(bench)
    assert bench.telegram.texts() == ["a", "b"]


async def test_a_429_is_remembered_over_a_restart(bench: Bench) -> None:
    bench.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=30))
    await bench.owe(echo("a"))
    await pay(bench)
    await bench.crash()
    await pay(bench)
    assert bench.telegram.calls == []


async def test_a_slow_chat_does_not_hold_up_another(bench: Bench) -> None:
    gate, sent = asyncio.Event(), asyncio.Event()

    async def slowly(params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        await gate.wait()
        return ok(bench.telegram.message(params))

    async def quickly(params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        sent.set()
        return ok(bench.telegram.message(params))

    bench.telegram.next("sendMessage", slowly, quickly)
    await bench.owe(echo("slow"))
    await bench.owe(echo("quick", CHEN))
    paying = asyncio.create_task(pay(bench))
    await sent.wait()
    assert not gate.is_set()
    gate.set()
    await paying
    assert await bench.owed() == []


async def test_a_network_error_is_tried_again_with_growing_pauses(bench: Bench) -> None:
    bench.telegram.next("sendMessage", TimedOut(), NetworkError("reset"))
    await bench.owe(echo("a"))
    await pay(bench)
    bench.clock.advance(1)  # the first pause is at most one second, the second at most two
    await pay(bench)
    bench.clock.advance(2)
    await pay(bench)
    assert len(bench.telegram.calls) == 3
    assert await bench.owed() == []


async def test_what_waited_long_for_the_bot_is_not_given_up_at_the_first_trouble(
    bench: Bench,
) -> None:
    bench.telegram.next("sendMessage", *[NetworkError("reset")] * 10)
    await bench.owe(echo("a"))
    bench.clock.advance(25 * 3600)
    for _ in range(9):
        await pay(bench)
        bench.clock.advance(60)
        assert [state for _, state, _ in await bench.owed()] == ["due"]
    await pay(bench)
    assert [state for _, state, _ in await bench.owed()] == ["failed"]


async def test_a_postponed_edit_is_overtaken_by_a_newer_one(bench: Bench) -> None:
    await bench.shown(ALMA, "p", 7)
    bench.telegram.next("editMessageText", TimedOut())
    await bench.owe(echo("a", place="p"), echo("b", place="p"))
    await pay(bench)
    await bench.owe(echo("c", place="p"))
    bench.clock.advance(60)
    await pay(bench)
    assert bench.telegram.texts() == ["b", "c"]


@one_database
async def test_a_person_who_blocked_the_bot_is_owed_nothing_any_more(bench: Bench) -> None:
    bench.telegram.next("sendMessage", refusal(403, "Forbidden: bot was blocked by the user"))
    await bench.owe(echo("a"), echo("b"))
    await pay(bench)
    await bench.owe(echo("c", CHEN))
    await pay(bench)
    assert bench.telegram.texts(ALMA) == ["a"]
    assert bench.telegram.texts(CHEN) == ["c"]
    reason = "Forbidden: bot was blocked by the user"
    assert await bench.owed() == [("echo", "failed", reason)] * 2


def numbers(caplog: pytest.LogCaptureFixture) -> set[str]:
    """The numbers of the faults that the log tells of."""
    found = {record.__dict__.get("error") for record in caplog.records}
    return {number for number in found if number is not None}


@one_database
async def test_a_screen_that_cannot_be_drawn_does_not_block_the_chat_and_is_apologised_for(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.owe(Owed(ALMA, "unheard of"), echo("next"))
    await pay(bench)
    [number] = numbers(caplog)
    assert bench.telegram.texts() == ["next", f"sorry {number}"]
    assert await bench.owed() == [("unheard of", "failed", "LookupError")]


@one_database
async def test_a_refused_message_does_not_block_the_chat_and_is_apologised_for(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.telegram.next("sendMessage", refusal(400, "Bad Request: message is too long"))
    await bench.owe(echo("long"), echo("next"))
    await pay(bench)
    [number] = numbers(caplog)
    assert bench.telegram.texts() == ["long", "next", f"sorry {number}"]
    assert await bench.owed() == [("echo", "failed", "Message is too long")]


@one_database
async def test_what_is_drawn_and_no_message_is_apologised_for(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.owe(Owed(ALMA, "toast"))
    await pay(bench)
    [number] = numbers(caplog)
    assert bench.telegram.texts() == [f"sorry {number}"]


@one_database
async def test_several_faults_that_wait_together_are_told_once(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.owe(Owed(ALMA, "unheard of"), Owed(ALMA, "unheard of"))
    await pay(bench)
    [text] = bench.telegram.texts()
    assert len(numbers(caplog)) == 2
    assert str(text).removeprefix("sorry ") in numbers(caplog)


@one_database
@pytest.mark.parametrize(
    ("debt", "method"),
    [
        (Owed(ALMA, "apology", {"id": "1"}), "sendMessage"),
        (Owed(ALMA, "apology"), None),
        (Owed(ALMA, "unheard of", callback="q"), None),
        (Owed(ALMA, "toast", callback="q"), "answerCallbackQuery"),
        (Owed(ALMA, "tick"), None),  # without a text it cannot be drawn
        (poll(), "sendPoll"),
    ],
    ids=["apology", "apology, drawn", "toast, drawn", "toast", "by itself", "poll"],
)
async def test_what_nobody_misses_is_not_apologised_for(
    bench: Bench, debt: Owed, method: str | None
) -> None:
    """An apology for an apology would never end; a poll's round says what became of it."""
    if method:
        bench.telegram.next(method, refusal(400, "Bad Request: no"))
    await bench.owe(debt)
    await pay(bench)
    assert [call.method for call in bench.telegram.calls] == ([method] if method else [])


@one_database
async def test_a_refusal_that_quotes_a_name_is_kept_and_logged_without_it(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    words = 'Bad Request: can\'t parse entities: unsupported start tag "alma" at byte offset 3'
    bench.telegram.next("sendMessage", refusal(400, words))
    bench.telegram.next("answerCallbackQuery", refusal(400, words))
    with caplog.at_level("INFO"):
        await bench.owe(Owed(ALMA, "toast", callback="q"), echo("<alma>"))
        await pay(bench)
    assert await bench.owed() == [("echo", "failed", "Can't parse entities")]
    assert sum("Can't parse entities" in said for said in caplog.messages) == 2
    assert not any("alma" in said for said in caplog.messages)


async def test_a_migrated_group_gets_its_debts_under_the_new_id(bench: Bench) -> None:
    await bench.shown(-5, "p", 7)
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    bench.telegram.next("editMessageText", refusal(400, words, migrate_to_chat_id=GROUP))
    await bench.owe(echo("a", -5, place="p"), echo("b", -5))
    await pay(bench)
    assert [(c.method, c.params["chat_id"]) for c in bench.telegram.calls] == [
        ("editMessageText", -5),
        ("sendMessage", GROUP),
        ("sendMessage", GROUP),
    ]
    assert bench.echo.told == [("migrated", -5, GROUP)]


# --- trouble of the database ---------------------------------------------------------------------


async def pay_in_spite(bench: Bench) -> None:
    """Pay; a pause on the way is waited out."""
    paying = asyncio.create_task(pay(bench))
    while not paying.done():
        if bench.ticker.waits:
            bench.ticker.advance(30)
        await asyncio.sleep(0)
    await paying


@one_database
@pytest.mark.parametrize(
    ("debt", "method"),
    [
        (echo("edit", place="edited"), "editMessageText"),
        (echo("new", place="empty"), "sendMessage"),
        (Owed(GROUP, "poll", {"n": 1}, place="empty", once=True), "sendPoll"),
    ],
)
async def test_a_database_that_is_away_before_the_call_delays_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, debt: Owed, method: str
) -> None:
    await bench.shown(ALMA, "edited", 7)
    shown_at, failures = debts.shown_at, [PoolTimeout()]

    async def failing(*args: Any) -> int | None:
        if failures:
            raise failures.pop()
        return await shown_at(*args)

    monkeypatch.setattr(debts, "shown_at", failing)
    await bench.owe(debt)
    await pay_in_spite(bench)
    assert [call.method for call in bench.telegram.calls] == [method]
    assert await bench.owed() == []


@pytest.mark.parametrize("noted", [True, False])
async def test_a_poll_whose_beginning_may_have_been_noted_is_sent_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, *, noted: bool
) -> None:
    """The connection is lost while it commits: noted or not, no call was made yet."""
    ledger = bench.runtime.payer.ledger
    begin, failures = ledger.begin, [PoolTimeout()]

    async def failing(debt: Debt) -> bool:
        if failures:
            if noted:
                await begin(debt)
            raise failures.pop()
        return await begin(debt)

    monkeypatch.setattr(ledger, "begin", failing)
    await bench.owe(poll())
    await pay_in_spite(bench)
    assert len(bench.telegram.of("sendPoll")) == 1
    assert [what for what, *_ in bench.echo.told] == ["sent"]
    assert await bench.owed() == []


# --- polls ---------------------------------------------------------------------------------------


async def test_a_poll_is_sent_as_a_quiz_and_recorded_with_its_debt(bench: Bench) -> None:
    await bench.owe(poll())
    await pay(bench)
    (call,) = bench.telegram.calls
    assert call.params["is_anonymous"] is False
    assert call.params["correct_option_ids"] == [0]
    assert "correct_option_id" not in call.params
    assert (call.params["type"], call.params["open_period"]) == ("quiz", 30)
    assert call.params["allows_multiple_answers"] is False
    assert call.params["hide_results_until_closes"] is True, "nobody sees what others chose"
    assert bench.echo.told == [("sent", "poll101", ("o0", "o1"))]
    assert await bench.owed() == []


@one_database
async def test_a_poll_is_dated_by_telegrams_reply(bench: Bench) -> None:
    sent: list[Sent] = []

    async def slowly(params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        bench.clock.advance(10)
        return await bench.telegram._answer("sendPoll", params)

    async def note(_tx: Tx, _owed: Owed, one: Sent) -> None:
        sent.append(one)

    bench.telegram.next("sendPoll", slowly)
    bench.runtime.payer.ledger._hooks = Hooks(sent={"poll": note})
    await bench.owe(poll())
    await pay(bench)
    assert [one.at for one in sent] == [bench.clock()], "its time did not begin before the call"


@one_database
@pytest.mark.parametrize("trouble", [TimedOut(), NetworkError("reset"), refusal(502, "Bad")])
async def test_a_poll_of_unknown_outcome_is_never_sent_again(bench: Bench, trouble: Any) -> None:
    bench.telegram.next("sendPoll", trouble)
    await bench.owe(poll(), echo("next", GROUP))
    await pay(bench)
    bench.clock.advance(3600)
    await pay(bench)
    assert len(bench.telegram.of("sendPoll")) == 1
    assert bench.telegram.texts() == ["next"]
    await bench.crash()
    await bench.runtime.recover()
    await pay(bench)
    assert bench.telegram.calls == []
    assert bench.echo.told == [("unknown", 1)]
    assert [state for _, state, _ in await bench.owed()] == ["unknown"]


async def test_a_crash_while_a_poll_is_being_sent_leaves_it_unknown(bench: Bench) -> None:
    entered = asyncio.Event()

    async def never(_params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        entered.set()
        await asyncio.Event().wait()
        raise AssertionError

    bench.telegram.next("sendPoll", never)
    await bench.owe(poll())
    paying = asyncio.create_task(pay(bench))
    await entered.wait()
    assert [state for _, state, _ in await bench.owed()] == ["sending"]
    paying.cancel()
    await bench.crash()
    await bench.runtime.recover()
    await pay(bench)
    assert bench.telegram.of("sendPoll") == []
    assert bench.echo.told == [("unknown", 1)]


@one_database
async def test_a_poll_refused_for_its_rate_is_sent_later(bench: Bench) -> None:
    bench.telegram.next("sendPoll", refusal(429, "Too Many Requests", retry_after=5))
    await bench.owe(poll())
    await pay(bench)
    bench.clock.advance(5)
    await pay(bench)
    assert len(bench.telegram.of("sendPoll")) == 2
    assert [what for what, *_ in bench.echo.told] == ["sent"]


@one_database
async def test_a_poll_that_telegram_refuses_is_reported_as_failed(bench: Bench) -> None:
    bench.telegram.next("sendPoll", refusal(400, "Bad Request: not enough rights to send polls"))
    await bench.owe(poll())
    await pay(bench)
    assert bench.echo.told == [("failed", 1)]
    assert await bench.owed() == [("poll", "failed", "Not enough rights to send polls")]


@one_database
async def test_a_poll_refused_because_the_group_is_left_is_reported_too(bench: Bench) -> None:
    words = "Forbidden: bot was kicked from the supergroup chat"
    bench.telegram.next("sendPoll", refusal(403, words))
    await bench.owe(poll(), echo("next", GROUP))
    await pay(bench)
    assert [call.method for call in bench.telegram.calls] == ["sendPoll"]
    assert bench.echo.told == [("failed", 1)], "the round hears of it"
    assert await bench.owed() == [("poll", "failed", words), ("echo", "failed", words)]


@one_database
async def test_a_recorded_poll_wakes_the_votes_that_waited_for_it(bench: Bench) -> None:
    woken: list[str] = []
    bench.runtime.payer._recorded = woken.append
    await bench.owe(poll())
    await pay(bench)
    assert woken == ["poll101"]
