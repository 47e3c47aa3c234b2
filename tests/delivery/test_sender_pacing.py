"""How fast a chat is paid and who goes first: a burst, then a rate, and Telegram's own pauses."""

import asyncio
from typing import Any

from bot.delivery.pacing import UNLIMITED, Limits, Quota, Rate
from bot.domain.owed import QUOTES, Owed
from tests.delivery.conftest import ALMA, CHEN, GROUP, Bench, one_database
from tests.delivery.telegram_double import ok, refusal

pytestmark = one_database


def echo(words: str, chat: int = ALMA, **more: Any) -> Owed:
    return Owed(chat, "echo", {"text": words}, **more)


async def pay(bench: Bench) -> None:
    await bench.runtime.sender.idle()


async def as_shipped(bench: Bench) -> None:
    """Start again with the limits that the sender has by itself."""
    bench.limits = None
    await bench.crash()


async def moments(bench: Bench, count: int) -> list[float]:
    """When each of so many messages leaves, in seconds; the clock jumps from pause to pause."""
    begin, at = bench.clock(), []

    async def noted(params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        at.append((bench.clock() - begin).total_seconds())
        return ok(bench.telegram.message(params))

    bench.telegram.next("sendMessage", *[noted] * count)
    paying = asyncio.create_task(pay(bench))
    while not paying.done():
        pause = asyncio.create_task(bench.ticker.waiting())
        await asyncio.wait((paying, pause), return_when=asyncio.FIRST_COMPLETED)
        pause.cancel()
        if not paying.done():
            bench.ticker.advance(bench.ticker.waits[0])
    return at


async def test_a_person_gets_six_messages_at_once_then_one_a_second(bench: Bench) -> None:
    await as_shipped(bench)
    await bench.owe(*(echo(str(n)) for n in range(8)))
    # The sixth lets the others of all chats go first, a twenty-fifth of a second.
    assert await moments(bench, 8) == [0.0] * 5 + [0.04, 1.0, 2.0]


async def test_who_asks_in_a_group_gets_twenty_messages_and_the_next_a_minute_later(
    bench: Bench,
) -> None:
    bench.limits = Limits(overall=UNLIMITED)
    await bench.crash()
    await bench.owe(*(echo(str(n), GROUP) for n in range(21)))
    assert await moments(bench, 21) == [0.0] * 20 + [60.0]


async def test_what_comes_by_itself_is_slower_and_who_asks_meanwhile_waits_a_second_at_most(
    bench: Bench,
) -> None:
    await as_shipped(bench)
    await bench.owe(*(tick(str(n)) for n in range(7)))
    paying = asyncio.create_task(pay(bench))
    await bench.telegram.until(5, "sendMessage")
    await bench.ticker.waiting(paying)
    assert bench.ticker.waits == [1.0], "the sixth may go after more than five seconds"
    await bench.owe(echo("asked", GROUP))
    bench.ticker.advance(1.0)
    await bench.telegram.until(6, "sendMessage")
    assert bench.telegram.texts() == ["0", "1", "2", "3", "4", "asked"]
    paying.cancel()


async def test_what_falls_away_or_only_takes_a_message_away_costs_nothing(bench: Bench) -> None:
    bench.limits = Limits(group=Quota(1, UNLIMITED))
    await bench.crash()
    await bench.shown(GROUP, "old", 7)
    await bench.owe(Owed(GROUP, "away", place="old"), Owed(GROUP, "gone"), tick("one"))
    await pay(bench)
    assert [call.method for call in bench.telegram.calls] == ["deleteMessage", "sendMessage"]


async def test_all_chats_share_one_more_limit(bench: Bench) -> None:
    await as_shipped(bench)
    await bench.owe(*(echo("hi", ALMA + n) for n in range(6)))
    paying = asyncio.create_task(pay(bench))
    await bench.telegram.until(5, "sendMessage")
    await bench.ticker.waiting(paying)
    assert bench.ticker.waits == [0.04]
    bench.ticker.advance(0.04)
    await paying
    assert len(bench.telegram.texts()) == 6


async def test_who_has_to_wait_holds_no_token_of_all(bench: Bench) -> None:
    bench.limits = Limits(private=Rate(1.0, 1), overall=Rate(25.0, 2))
    await bench.crash()
    await bench.owe(echo("a1"), echo("a2"))
    paying = asyncio.create_task(pay(bench))
    await bench.ticker.waiting(paying)
    await bench.owe(echo("c1", CHEN))
    bench.runtime.sender.ring([CHEN])
    await bench.runtime.sender._look()
    await bench.telegram.until(2, "sendMessage")
    assert bench.ticker.waits == [1.0]
    bench.ticker.advance(1.0)
    await paying
    assert bench.telegram.texts() == ["a1", "c1", "a2"]


async def test_the_longest_pause_that_telegram_asked_for_holds(bench: Bench) -> None:
    """The second message was asked for, so it went first; its pause is the longer one."""
    for seconds in (5, 30):
        again = refusal(429, "Too Many Requests", retry_after=seconds)
        bench.telegram.next("sendMessage", again)
    await bench.owe(tick("by itself"))
    await pay(bench)
    bench.clock.advance(5)
    await bench.owe(echo("asked", GROUP))
    await pay(bench)
    assert bench.telegram.texts() == ["by itself", "asked"]
    bench.clock.advance(29)
    await pay(bench)
    assert bench.telegram.texts() == ["by itself", "asked"]
    bench.clock.advance(1)
    await pay(bench)
    assert bench.telegram.texts()[2:] == ["by itself", "asked"]


async def test_a_chat_is_paced_while_callbacks_are_not(bench: Bench) -> None:
    bench.limits = Limits(private=Rate(per_second=1.0, burst=3))
    await bench.crash()
    await bench.owe(*(echo(str(n)) for n in range(5)))
    paying = asyncio.create_task(pay(bench))
    await bench.ticker.waiting(paying)
    assert bench.telegram.texts() == ["0", "1", "2"]
    assert bench.ticker.waits == [1.0]
    await bench.owe(*(Owed(ALMA, "toast", callback=f"q{n}") for n in range(5)))
    bench.runtime.sender.ring()
    await bench.runtime.sender._look()
    await bench.telegram.until(5, "answerCallbackQuery")
    bench.ticker.advance(1.0)
    await bench.telegram.until(4, "sendMessage")
    paying.cancel()


async def test_what_takes_the_place_of_a_message_that_goes_is_counted(bench: Bench) -> None:
    bench.limits = Limits(group=Quota(1, UNLIMITED))
    await bench.crash()
    await bench.owe(echo("one", GROUP), Owed(GROUP, "away", place="p"), tick("two", place="p"))
    paying = asyncio.create_task(pay(bench))
    await bench.telegram.until(1, "sendMessage")
    await bench.ticker.waiting(paying)
    assert bench.telegram.texts() == ["one"]
    paying.cancel()


async def test_what_answers_somebody_quotes_them_if_they_are_still_there(bench: Bench) -> None:
    await bench.owe(Owed(GROUP, "echo", {"text": "a", QUOTES: 7}), echo("b", GROUP))
    await pay(bench)
    quoted, plain = (call.params.get("reply_parameters") for call in bench.telegram.calls)
    assert quoted == {"message_id": 7, "allow_sending_without_reply": True}
    assert plain is None


def tick(words: str, **more: Any) -> Owed:
    """What comes by itself."""
    return Owed(GROUP, "tick", {"text": words}, **more)


async def test_who_asked_goes_before_what_comes_by_itself(bench: Bench) -> None:
    await bench.owe(tick("head"), echo("asked", GROUP), tick("poll"), echo("also asked", GROUP))
    await pay(bench)
    assert bench.telegram.texts() == ["asked", "also asked", "head", "poll"]


async def test_what_has_waited_ten_seconds_takes_turns_with_who_asks(bench: Bench) -> None:
    await bench.owe(tick("old"), tick("older"))
    bench.clock.advance(10)
    await bench.owe(*(echo(words, GROUP) for words in ("asked", "asked again", "and again")))
    await pay(bench)
    assert bench.telegram.texts() == ["asked", "old", "asked again", "older", "and again"]


async def test_edits_that_gave_way_are_made_as_one(bench: Bench) -> None:
    await bench.shown(GROUP, "head", 7)
    edits = [tick(str(n), place="head") for n in range(3)]
    await bench.owe(edits[0], echo("asked", GROUP), *edits[1:])
    await pay(bench)
    assert bench.telegram.texts() == ["asked", "2"]


async def test_edits_that_can_wait_keep_nothing_waiting_that_begins(bench: Bench) -> None:
    """A lobby was sent, and many join; then the round begins: its head is edited, a poll sent."""
    bench.limits = Limits(overall=UNLIMITED)
    await bench.crash()
    await bench.owe(tick("lobby", place="head"))
    await pay(bench)
    joins = asyncio.create_task(joining(bench, 3))
    await bench.ticker.waiting(joins)
    assert bench.telegram.texts() == ["lobby", "0", "1"]
    await bench.owe(tick("begun", place="head"), tick("poll"))
    bench.ticker.advance(1.0)
    await bench.telegram.until(2, "sendMessage")
    assert bench.telegram.texts()[3:] == ["begun", "poll"]
    await joins


async def joining(bench: Bench, number: int) -> None:
    """Edits of the lobby, one after the other."""
    for n in range(number):
        await bench.owe(Owed(GROUP, "wait", {"text": str(n)}, place="head"))
        await pay(bench)


async def test_what_can_wait_lets_the_rest_of_the_group_pass(bench: Bench) -> None:
    await bench.shown(GROUP, "head", 7)
    lobby = Owed(GROUP, "wait", {"text": "lobby"}, place="head")
    await bench.owe(lobby, tick("poll"), echo("asked", GROUP))
    await pay(bench)
    assert bench.telegram.texts() == ["asked", "poll", "lobby"]


async def test_nobody_goes_first_while_telegram_wants_a_pause(bench: Bench) -> None:
    bench.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=30))
    await bench.owe(tick("refused"))
    await pay(bench)
    await bench.owe(echo("asked", GROUP))
    await pay(bench)
    assert len(bench.telegram.calls) == 1
    bench.clock.advance(31)
    await pay(bench)
    assert bench.telegram.texts() == ["refused", "asked", "refused"]
