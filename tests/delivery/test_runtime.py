"""The runtime as a whole, over real HTTP against the sandbox."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from bot.delivery.behaviour import Behaviour
from bot.delivery.runtime import Ptb, Runtime
from bot.delivery.settling import Hooks
from bot.delivery.supervision import Loop
from bot.delivery.transport import bot_request, telegram_application
from bot.domain.errors import SecondPoller, TokenRejected
from bot.domain.owed import Owed
from bot.sandbox.client import Human, Sandbox
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts, inbox
from bot.storage.delivery.owing import owe
from bot.views.message import Button, Message, QuizPoll, Rendered, Toast
from tests.conftest import Clock
from tests.delivery.conftest import EchoBot, Ticker, one_database
from tests.delivery.telegram_double import TelegramDouble, refusal


def _now() -> datetime:
    return datetime.now(UTC)


class Live:
    """The echo bot with a button and a poll, on the sandbox."""

    def __init__(self, database: Database, clock: Clock, sandbox: Sandbox) -> None:
        self.database = database
        self.clock = _now  # the sandbox lives in real time
        self.sandbox = sandbox
        self.echo = EchoBot(database, clock)
        self.runtime = self.build()

    def build(self, loops: dict[str, Loop] | None = None) -> Runtime:
        application = telegram_application(self.sandbox.token, api_url=self.sandbox.url)
        application.add_handler(MessageHandler(filters.TEXT, self._on_text))
        application.add_handler(CallbackQueryHandler(self._on_tap))
        behaviour = Behaviour(
            self._render, self.echo.take_votes, hooks=Hooks(sent={"poll": self.echo.on_sent})
        )
        return Runtime(
            self.database,
            application,
            behaviour,
            clock=self.clock,
            rng=random.Random(1),
            poll_request=bot_request(),
            loops=loops,
        )

    async def _on_text(self, update: Update, context: object) -> None:
        assert update.message is not None
        if update.message.text != "poll":
            await self.echo.on_text(update, context)
            return
        async with self.database.write() as tx:
            debt = Owed(update.message.chat_id, "poll", {"n": 1}, once=True)
            await owe(tx, [debt], self.clock())

    async def _on_tap(self, update: Update, _context: object) -> None:
        assert update.callback_query is not None
        chat = update.callback_query.from_user.id
        toast = Owed(chat, "toast", {"text": "tapped"}, callback=update.callback_query.id)
        async with self.database.write() as tx:
            await owe(tx, [toast], self.clock())

    async def _render(self, owed: Owed) -> Rendered | None:
        match owed.screen:
            case "echo":
                return Message(f"<b>{owed.args['text']}</b>", ((Button("Tap", "x"),),))
            case "toast":
                return Toast("tapped", alert=True)
            case "poll":
                return QuizPoll("2+2?", ("3", "4", "5"), (1,), "a <b>sum</b>", 30)
        return await self.echo.render(owed)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.runtime.run())
        try:
            yield
        finally:
            self.runtime.stop()
            await task

    async def kill(self, task: asyncio.Task[None]) -> None:
        """Stop without any of the graces."""
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await self.runtime.lanes.close(0)
        await self.runtime.sender.close(0)
        self.runtime = self.build()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.start() as started:
        yield started


@pytest.fixture
async def alma(sandbox: Sandbox) -> Human:
    person = sandbox.person("Alma")
    await person.start()
    return person


@pytest.fixture
def live(database: Database, clock: Clock, sandbox: Sandbox) -> Live:
    return Live(database, clock, sandbox)


async def test_a_message_comes_back_and_its_button_answers(live: Live, alma: Human) -> None:
    async with live.running():
        await alma.say("hello")
        message = await alma.sees("hello")
        assert message["html"] == "<b>hello</b>"
        toast = await alma.taps("Tap")
    assert (toast["text"], toast["alert"]) == ("tapped", True)


async def test_what_a_loop_tidies_up_at_the_end_is_not_cut_off(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that is being given back would be lost."""
    begun, drained, tidied = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def housekeeping() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await drained.wait()
            tidied.set()

    live.runtime = live.build({"housekeeping": housekeeping})
    close = live.runtime.sender.close

    async def closing(seconds: float) -> None:
        await close(seconds)
        asyncio.get_running_loop().call_soon(drained.set)  # in the turn in which the rest is ended

    monkeypatch.setattr(live.runtime.sender, "close", closing)
    async with live.running():
        await begun.wait()
    assert tidied.is_set()


async def test_votes_arrive_with_the_options_persistent_ids(live: Live, alma: Human) -> None:
    async with live.running():
        await alma.say("poll")
        message = await live.sandbox.wait_for(lambda: _poll_of(alma), what="a poll")
        await live.sandbox.vote_many(alma.id, message["message_id"], count=40, seed=1)
        while len(live.echo.votes) < 40:
            await live.sandbox.idle()
            await live.runtime.lanes.idle()
    ((_, poll_id, option_ids),) = live.echo.told
    assert {poll for poll, *_ in live.echo.votes} == {poll_id}
    assert {option for _, _, (option,) in live.echo.votes} <= set(option_ids)
    assert len(option_ids) == 3


async def _poll_of(person: Human) -> dict[str, Any] | None:
    last = await person.last_message()
    return last if last and "poll" in last else None


async def test_a_kill_between_intake_and_reply_loses_nothing(live: Live, alma: Human) -> None:
    task = asyncio.create_task(live.runtime.run())
    await alma.say("slow")
    await live.echo.entered.wait()
    await live.kill(task)
    live.echo.gate.set()
    async with live.running():
        await alma.sees("slow")
    texts = [m["text"] for m in await alma.messages() if m["sender"]["is_bot"]]
    assert texts.count("slow") == 1


async def test_stopping_finishes_what_runs_and_sends_it(live: Live, alma: Human) -> None:
    task = asyncio.create_task(live.runtime.run())
    await alma.say("slow")
    await live.echo.entered.wait()
    live.runtime.stop()
    live.echo.gate.set()
    await task
    await alma.sees("slow")


async def test_a_loop_that_breaks_is_started_again(live: Live, alma: Human) -> None:
    starts: list[int] = []

    async def frail() -> None:
        starts.append(len(starts))
        if len(starts) < 2:
            raise ZeroDivisionError
        live.runtime.stop()

    live.runtime._loops["frail"] = frail
    live.runtime.supervision.pause = lambda _: asyncio.sleep(0)
    await live.runtime.run()
    assert starts == [0, 1]


def doubled(database: Database, clock: Clock, telegram: TelegramDouble) -> Runtime:
    builder = Application.builder().token("1:a").request(telegram).get_updates_request(telegram)
    application: Ptb = builder.updater(None).job_queue(None).build()
    echo = EchoBot(database, clock)
    return Runtime(
        database,
        application,
        Behaviour(echo.render, echo.take_votes),
        clock=clock,
        rng=random.Random(1),
        poll_request=telegram,
        pause=Ticker(clock).pause,
    )


async def test_a_rejected_token_is_said_so(database: Database, clock: Clock) -> None:
    telegram = TelegramDouble()
    telegram.next("getMe", refusal(401, "Unauthorized"))
    with pytest.raises(TokenRejected):
        await doubled(database, clock, telegram).run()


@one_database
@pytest.mark.parametrize("read", ["begun", "waiting_lanes"])
async def test_a_database_that_is_away_at_the_start_is_waited_for(
    database: Database,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    read: str,
) -> None:
    module: Any = debts if read == "begun" else inbox
    reading, failures, done = getattr(module, read), [PoolTimeout(), PoolTimeout()], []
    runtime = doubled(database, clock, TelegramDouble())
    ticker = Ticker(clock)
    runtime.supervision.pause = ticker.pause

    async def failing(tx: Tx) -> object:
        if failures:
            raise failures.pop()
        done.append(read)
        return await reading(tx)

    monkeypatch.setattr(module, read, failing)
    recovering = asyncio.create_task(runtime.recover())
    while not recovering.done():
        if ticker.waits:
            ticker.advance(30)
        await asyncio.sleep(0)
    await recovering
    assert done == [read]
    again = "trying again until it answers, tries so far:"
    assert caplog.messages == [
        f"the database is out of reach (TimeoutError); {again} {tries}" for tries in (1, 2)
    ]


@one_database
async def test_a_telegram_out_of_reach_is_said_again_and_again_but_seldom(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.delivery.supervision")
    telegram = TelegramDouble()
    telegram.next("getMe", *[NetworkError("no route")] * 17)
    runtime = doubled(database, clock, telegram)
    ticker = Ticker(clock)
    runtime.supervision.pause = ticker.pause
    connecting = asyncio.create_task(runtime.connect())
    while not connecting.done():
        if ticker.waits:
            ticker.advance(30)
        await asyncio.sleep(0)
    assert await connecting
    await runtime.disconnect()
    said = "Telegram is out of reach (NetworkError); trying again until it answers, tries so far:"
    assert [message for message in caplog.messages if "reach" in message] == [
        *(f"{said} {tries}" for tries in (1, 2, 4, 8, 16)),
        "Telegram is out of reach no more",
    ]


@one_database
async def test_it_can_be_stopped_while_the_database_is_away_at_the_start(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = doubled(database, clock, TelegramDouble())

    async def failing(_tx: Tx) -> object:
        runtime.stop()
        raise PoolTimeout

    monkeypatch.setattr(debts, "begun", failing)
    await asyncio.wait_for(runtime.recover(), 30)
    assert not runtime.lanes.busy


async def test_a_second_poller_ends_the_runtime(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram = TelegramDouble()
    telegram.next("getUpdates", *[refusal(409, "Conflict: terminated")] * 2)
    runtime = doubled(database, clock, telegram)

    async def much_later(_seconds: float) -> None:
        clock.advance(30)

    monkeypatch.setattr(runtime._poller, "_pause", much_later)
    with pytest.raises(SecondPoller):
        await runtime.run()
