"""What becomes of a debt after its call: recorded once, and no mistake of ours repeats the call."""

from typing import Any

import httpx
import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout
from telegram.error import NetworkError

from bot.domain.owed import Owed
from bot.storage.delivery import debts
from tests.delivery.conftest import ALMA, GROUP, Bench, one_database
from tests.delivery.telegram_double import refusal

GONE = "Bad Request: chat not found"


def poll(number: int = 1) -> Owed:
    return Owed(GROUP, "poll", {"n": number}, once=True)


def echo(words: str, chat: int = ALMA) -> Owed:
    return Owed(chat, "echo", {"text": words})


async def pay(bench: Bench) -> None:
    await bench.without_pause(bench.runtime.sender.idle())


async def breaks(*_args: object) -> None:
    raise ZeroDivisionError


@one_database
async def test_a_sent_poll_whose_hook_breaks_is_not_sent_again(bench: Bench) -> None:
    bench.echo.on_sent = breaks  # type: ignore[assignment, method-assign]
    await bench.crash()
    await bench.owe(poll(), echo("next", GROUP))
    await pay(bench)
    await bench.crash()
    await pay(bench)
    assert bench.telegram.of("sendPoll") == []
    assert await bench.owed() == [("poll", "failed", "sent, but ZeroDivisionError")]


@one_database
async def test_a_lost_poll_whose_hook_breaks_is_given_up_all_the_same(bench: Bench) -> None:
    bench.echo.on_failed = breaks  # type: ignore[assignment, method-assign]
    await bench.crash()
    bench.telegram.next("sendPoll", refusal(400, "Bad Request: not enough rights"))
    await bench.owe(poll(), echo("next", GROUP))
    await pay(bench)
    assert await bench.owed() == [("poll", "failed", "Not enough rights")]
    assert bench.telegram.texts() == ["next"]


@one_database
@pytest.mark.parametrize("answer", [(400, GONE), (403, "Forbidden: bot was kicked")])
async def test_where_nobody_is_everything_falls_away_and_each_poll_is_told_of(
    bench: Bench, answer: tuple[int, str]
) -> None:
    bench.telegram.next("sendPoll", refusal(*answer))
    await bench.owe(poll(1), echo("never sent", GROUP), poll(2))
    await pay(bench)
    assert len(bench.telegram.calls) == 1
    assert bench.echo.told == [("failed", 2), ("failed", 1)]
    assert [(screen, state) for screen, state, _ in await bench.owed()] == [
        ("poll", "failed"), ("echo", "failed"), ("poll", "failed"),
    ]  # fmt: skip


@one_database
async def test_a_database_that_is_away_after_the_call_is_waited_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, failures = debts.settle, [PoolTimeout(), PoolTimeout()]

    async def failing(*args: Any) -> None:
        if failures:
            raise failures.pop()
        await settle(*args)

    monkeypatch.setattr(debts, "settle", failing)
    await bench.owe(poll())
    paying = bench.paying()
    for _ in range(2):
        await bench.ticker.waiting(paying)
        bench.ticker.advance(30.0)
    await paying
    assert len(bench.telegram.of("sendPoll")) == 1
    assert [what for what, *_ in bench.echo.told] == ["sent"]
    assert await bench.owed() == []


def never_left() -> NetworkError:
    error = NetworkError("no connection")
    error.__cause__ = httpx.PoolTimeout("none free")
    return error


@one_database
@pytest.mark.parametrize("trouble", [never_left(), refusal(401, "Unauthorized")])
async def test_a_poll_that_was_certainly_not_sent_is_sent_later(bench: Bench, trouble: Any) -> None:
    bench.telegram.next("sendPoll", trouble)
    await bench.owe(poll())
    await pay(bench)
    assert [state for _, state, _ in await bench.owed()] == ["due"]
    bench.clock.advance(60)
    await pay(bench)
    assert len(bench.telegram.of("sendPoll")) == 2
    assert [what for what, *_ in bench.echo.told] == ["sent"]
