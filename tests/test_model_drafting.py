"""The process that has a document drafted by a model: over HTTP, and lost in every way."""

import asyncio
import json
import logging
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import model_drafting
from bot.domain.drafts.draft_job import Failure, Halt
from bot.generation.apart import ended, started
from bot.generation.backends import LLM, UNTOLD
from bot.generation.gate.earlier import Asked
from bot.generation.gate.succession import Earlier
from bot.generation.ranking import Acceptance
from bot.services.drafting import model as limits
from bot.services.drafting.apart import draft_apart
from bot.services.drafting.model import Model
from bot.services.drafting.wire import DraftingFailed, Order, Product, Spent
from tests.generation.llm.model_server import TOKENS, ModelServer, refuses, says, served
from tests.generation.llm.rock import WHEN, WHO, rock

KEY = "key-of-tests"


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with served(ModelServer(WHO, WHEN)) as listening:
        yield listening


@pytest.fixture
def model(server: ModelServer, tmp_path: Path) -> Model:
    return Model(
        server.address,
        "some-model",
        KEY,
        timeout=30.0,
        concurrency=1,
        most_requests=9,
        most_tokens=100_000,
        replies=tmp_path / ".generate" / "chat-1",
    )


def order(model: Model, limit: int = 9) -> Order:
    return Order(LLM, limit, rock(), model=model)


async def on(_done: int, _total: int) -> bool:
    return True


async def product(model: Model) -> Product:
    made = await draft_apart(order(model), on)
    assert made is not None
    return made


def stems(made: Product) -> list[str]:
    return [one.question.stem for one in made.drafts]


def waits(server: ModelServer) -> tuple[asyncio.Event, Any]:
    """An act that never answers, and the event that it was asked."""
    asked = asyncio.Event()

    def act(call: Any) -> Any:
        asked.set()
        return server.never(call)

    return asked, act


async def test_what_a_model_drafts_comes_back_with_what_it_cost(
    server: ModelServer, model: Model
) -> None:
    heard: list[tuple[int, int]] = []

    async def hear(done: int, total: int) -> bool:
        heard.append((done, total))
        return True

    made = await draft_apart(order(model), hear)
    assert made is not None
    assert stems(made) == [WHO["stem"], WHEN["stem"]]
    assert {one.backend for one in made.drafts} == {LLM}
    assert made.spent == Spent(3, 3 * TOKENS)
    assert (0, 1) in heard
    assert heard[-1] == (1, 1)
    assert {one["authorization"] for one in server.headers} == {f"Bearer {KEY}"}
    assert len(list(model.replies.iterdir())) == 3, "until the bot has taken the drafts in"


async def test_the_best_are_counted_without_what_is_asked_already_and_by_how_drafts_fared(
    model: Model,
) -> None:
    first, second = (await product(model)).drafts
    for worse, better in ((first, second), (second, first)):
        held = Asked.of([Earlier(worse.template, worse.question)], [])
        made = await draft_apart(replace(order(model, 1), asked=held), on)
        assert made is not None
        assert better.question in [one.question for one in made.drafts]
        fared = Acceptance({worse.template: (0, 900), better.template: (900, 900)})
        made = await draft_apart(replace(order(model, 1), acceptance=fared), on)
        assert made is not None
        assert [one.question for one in made.drafts] == [better.question]


async def test_server_and_key_come_by_standard_input_alone(
    server: ModelServer, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_API_KEY", KEY)
    monkeypatch.setenv("BOT_TOKEN", "7:secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    shown: list[bytes] = []

    def look(call: Any) -> Any:
        """Its command line and environment, as anybody on the machine may read them."""
        for path in Path("/proc").glob("[0-9]*"):
            argv = (path / "cmdline").read_bytes()
            if b"bot.model_drafting" in argv and path.name != str(os.getpid()):
                shown.append(argv + (path / "environ").read_bytes())
        return server.good(call)

    server.acts.append(look)
    await product(model)
    assert shown
    assert any(b"proxy.example" in one for one in shown), "it may be the only way to the server"
    for secret in (KEY, "secret", server.address):
        assert not any(secret.encode() in one for one in shown)


async def test_what_was_said_before_is_not_asked_again(server: ModelServer, model: Model) -> None:
    """Killed in the middle, as by who cancels it."""
    asked, act = waits(server)
    server.acts.extend([server.good, server.good, act])

    async def until_asked(_done: int, _total: int) -> bool:
        return not asked.is_set()

    assert await draft_apart(order(model), until_asked, pulse=0.01) is None
    server.calls.clear()
    made = await product(model)
    assert len(made.drafts) == 2
    assert (len(server.calls), made.spent) == (1, Spent(1, TOKENS, recalled=2))


async def test_a_server_of_no_use_is_a_reason_for_the_log_without_the_key(
    server: ModelServer, model: Model
) -> None:
    server.acts.extend([server.good, server.good])
    server.acts.append(lambda _call: refuses(401, f"{KEY} is no key"))
    made = await product(model)
    assert stems(made) == [WHO["stem"]], "what was drafted until then is kept"
    assert made.spent is not None
    assert made.spent.halt is Halt.SERVER
    assert made.spent.reason == "the server answers 401 ([key] is no key); look at LLM_API_KEY"
    assert "reason" not in made.figures["spent"]


async def test_nobody_listening(model: Model) -> None:
    made = await product(replace(model, base_url="ftp://me:pass@there/v1"))
    assert (made.drafts, made.failure) == ((), Failure.SERVER)
    assert made.spent is not None
    assert made.spent.reason == "ftp://there/v1 is no address"


@pytest.mark.parametrize(("most", "drafts"), [(2, 1), (1, 0)])
async def test_a_budget_that_is_reached(model: Model, most: int, drafts: int) -> None:
    made = await product(replace(model, most_requests=most))
    assert made.spent is not None
    assert (len(made.drafts), made.spent.halt) == (drafts, Halt.BUDGET)
    assert made.failure is Failure.BUDGET


async def test_when_the_time_is_up_what_was_drafted_until_then_is_kept(
    server: ModelServer, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process, which the test can hurry."""
    asked, act = waits(server)
    server.acts.extend([server.good, server.good, act])
    monkeypatch.setattr(limits, "MODEL_CALLS", 0)
    monkeypatch.setattr(limits, "MODEL_SECONDS", 1)
    made = await model_drafting.drafted(order(model))
    assert asked.is_set()
    assert stems(made) == [WHO["stem"]]
    assert made.spent is not None
    assert (made.spent.halt, made.failure) == (Halt.TIME, Failure.TIME)


async def test_malformed_replies_are_counted(server: ModelServer, model: Model) -> None:
    server.acts.extend([lambda _call: says("Sorry!")] * 2)
    made = await product(model)
    assert made.spent == Spent(2, 2 * TOKENS, malformed=1)
    assert made.failure is Failure.NOTHING


async def test_where_nothing_can_be_kept_nothing_is_asked(
    server: ModelServer, model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    model.replies.parent.touch()
    with caplog.at_level(logging.WARNING), pytest.raises(DraftingFailed) as failed:
        await product(model)
    assert (failed.value.failure, server.calls) == (Failure.KEEPING, [])
    assert "LLM_REPLIES_DIR: the model's replies cannot be kept in" in caplog.text


async def test_a_text_whose_language_nobody_knows_is_tried(model: Model) -> None:
    known = rock()
    untold = replace(known, source=replace(known.source, language=UNTOLD))
    made = await draft_apart(replace(order(model), document=untold), on)
    assert made is not None
    assert len(made.drafts) == 2


async def test_it_ends_with_the_bot_and_not_by_a_signal_that_means_the_bot(
    server: ModelServer, model: Model
) -> None:
    """A bot that is killed can end nothing: its end of the pipe tells. Ctrl+C reaches both."""
    asked, act = waits(server)
    server.acts.append(act)
    process = await started("bot.model_drafting")
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(order(model).to_json()).encode() + b"\n")
        await asked.wait()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        server.quiet.set()  # a reply without a word, which is asked for again
        while b'"end"' not in (line := await process.stdout.readline()):
            assert line, "it came to its end"
        await process.wait()
        assert process.returncode == 0
    finally:
        await ended(process)


async def test_it_ends_at_once_when_the_bot_is_gone(server: ModelServer, model: Model) -> None:
    asked, act = waits(server)
    server.acts.append(act)
    process = await started("bot.model_drafting")
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(order(model).to_json()).encode() + b"\n")
        await asked.wait()
        process.stdin.close()
        assert await process.wait() == 1
    finally:
        await ended(process)
