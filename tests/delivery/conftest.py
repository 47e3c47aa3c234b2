"""A bot that only echoes, on the real runtime, real databases and a Telegram that can be told."""

import asyncio
import heapq
import itertools
import random
from collections.abc import AsyncIterator, Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, PollHandler

from bot.delivery.behaviour import Behaviour
from bot.delivery.pacing import Limits
from bot.delivery.runtime import Runtime
from bot.delivery.settling import Hooks
from bot.domain.owed import Owed, Timer
from bot.domain.rounds.round import PollNotRecorded, Vote
from bot.domain.sent import Sent
from bot.storage import tables
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.views.message import Gone, KeyboardOnly, Message, Photo, QuizPoll, Rendered, Toast
from tests.conftest import NO_LIMITS, Clock
from tests.delivery.telegram_double import TOKEN, TelegramDouble

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For tests in which the database plays no part of its own: once is enough."""

ALMA = 5_000_000_001
CHEN = 5_000_000_003
GROUP = -1_000_000_000_123
STORED = "stored, then failed"


class Ticker:
    """Pauses that end when a test moves the clock on, never by themselves."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._count = itertools.count()
        self._pauses: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._begun = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        end = self._clock() + timedelta(seconds=seconds)
        heapq.heappush(self._pauses, (end, next(self._count), future))
        self._begun.set()
        await future

    async def waiting(self, whose: asyncio.Task[None] | None = None) -> None:
        """Until a pause is under way; the task ``whose`` pause it is must not end before."""
        while not self.waits:
            self._begun.clear()
            begun = asyncio.ensure_future(self._begun.wait())
            await asyncio.wait({begun, whose or begun}, return_when=asyncio.FIRST_COMPLETED)
            begun.cancel()
            assert whose is None or not whose.done(), "it ended without a pause"

    @property
    def waits(self) -> list[float]:
        """Seconds that the pauses under way still have to go."""
        open_ones = [end for end, _, future in self._pauses if not future.done()]
        return sorted((end - self._clock()).total_seconds() for end in open_ones)

    def advance(self, seconds: float) -> None:
        self._clock.advance(seconds)
        while self._pauses and self._pauses[0][0] <= self._clock():
            future = heapq.heappop(self._pauses)[2]
            if not future.done():
                future.set_result(None)


class EchoBot:
    """What the tests inject: echoes of texts, and notes of what the runtime told it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.handled: list[int] = []
        self.votes: list[tuple[str, int, tuple[str, ...]]] = []
        self.voted_at: list[datetime] = []
        self.batches: list[int] = []
        self.in_order: list[str] = []
        self.known_polls: set[str] = set()
        self.bad_voter: int | None = None
        self.fired: list[str] = []
        self.told: list[tuple[Any, ...]] = []
        self.gate = asyncio.Event()
        self.entered = asyncio.Event()
        self.failures: list[Exception] = []

    async def on_text(self, update: Update, _context: object) -> None:
        assert update.message is not None
        text = update.message.text or ""
        self.handled.append(update.update_id)
        if self.failures:
            raise self.failures.pop(0)
        if text == "slow":
            self.entered.set()
            await self.gate.wait()
        if text == "nothing":
            return
        if text == "bad":
            raise ZeroDivisionError(text)
        async with self.database.write() as tx:
            debt = Owed(update.message.chat_id, "echo", {"text": text})
            await owe(tx, [debt], self.clock())
        if text == STORED:
            raise ZeroDivisionError(text)

    async def on_tap(self, update: Update, _context: object) -> None:
        assert update.callback_query is not None
        self.handled.append(update.update_id)
        raise ZeroDivisionError

    async def on_poll(self, update: Update, _context: object) -> None:
        assert update.poll is not None
        self.handled.append(update.update_id)
        self.in_order.append("closing")
        self.known_polls.add(update.poll.id)

    async def take_votes(self, votes: Sequence[Vote], now: datetime) -> None:
        unknown = frozenset(vote.poll_id for vote in votes) - self.known_polls
        if unknown:
            raise PollNotRecorded(unknown)
        async with self.database.write() as tx:
            await owe(tx, [], now)
            if any(vote.who.telegram_id == self.bad_voter for vote in votes):
                raise ZeroDivisionError
        self.voted_at += [vote.at for vote in votes]
        self.batches.append(len(votes))
        self.in_order.append(f"votes of {len(votes)}")
        self.votes += [(vote.poll_id, vote.who.telegram_id, vote.options) for vote in votes]

    async def ring(self, timer: Timer) -> None:
        if timer.args.get("bad"):
            raise ZeroDivisionError
        async with self.database.write() as tx:
            await owe(tx, [Owed(timer.chat, "echo", {"text": timer.key})], self.clock())
        self.fired.append(timer.key)

    async def render(self, owed: Owed) -> Rendered | None:
        match owed.screen:
            case "echo" | "tick" | "wait" | "photo":
                text = str(owed.args["text"])
                return Photo(b"\x89PNG", text) if owed.screen == "photo" else Message(text)
            case "apology":
                return Message(f"sorry {owed.args['id']}")
            case "keyboard" | "away":
                return KeyboardOnly() if owed.screen == "keyboard" else Gone()
            case "toast":
                return Toast(str(owed.args.get("text", "")))
            case "poll":
                return QuizPoll("2+2?", ("4", "5"), (0,), "sum", 30)
            case "gone":
                return None
        raise LookupError(owed.screen)

    async def on_sent(self, _tx: Tx, owed: Owed, sent: Sent) -> None:
        self.told.append(("sent", sent.poll_id, sent.option_ids))
        self.known_polls.add(str(sent.poll_id))

    async def on_unknown(self, _tx: Tx, owed: Owed) -> None:
        self.told.append(("unknown", owed.args["n"]))

    async def on_failed(self, _tx: Tx, owed: Owed) -> None:
        self.told.append(("failed", owed.args["n"]))

    async def on_migrated(self, _tx: Tx, old: int, new: int) -> None:
        self.told.append(("migrated", old, new))


class Bench:
    """A runtime on a database; :meth:`crash` throws it away as ``kill -9`` would."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.ticker = Ticker(clock)
        self.telegram = TelegramDouble()
        self.echo = EchoBot(database, clock)
        self.limits: Limits | None = NO_LIMITS
        self.runtime = self._build()

    def _build(self) -> Runtime:
        application = (
            ApplicationBuilder()
            .token(TOKEN)
            .request(self.telegram)
            .get_updates_request(self.telegram)
            .updater(None)
            .job_queue(None)
            .build()
        )
        application.add_handler(MessageHandler(None, self.echo.on_text))
        application.add_handler(CallbackQueryHandler(self.echo.on_tap))
        application.add_handler(PollHandler(self.echo.on_poll))
        hooks = Hooks(
            {"poll": self.echo.on_sent},
            {"poll": self.echo.on_unknown},
            {"poll": self.echo.on_failed},
            self.echo.on_migrated,
        )
        fire = {"ring": self.echo.ring, "close": self.echo.ring}
        behaviour = Behaviour(
            self.echo.render,
            self.echo.take_votes,
            fire,
            hooks,
            patient=frozenset({"tick", "wait"}),
            unhurried=frozenset({"wait"}),
            uncounted=frozenset({"away"}),
            after_updates=frozenset({"close"}),
        )
        return Runtime(
            self.database,
            application,
            behaviour,
            clock=self.clock,
            rng=random.Random(7),
            poll_request=self.telegram,
            limits=self.limits,
            pause=self.ticker.pause,
            gathering=0.0,
        )

    async def crash(self) -> None:
        """Everything in memory is gone at once; what was committed stays. Then start again."""
        await self.runtime.lanes.close(0)
        await self.runtime.sender.close(0)
        await self.runtime.disconnect()
        self.runtime = self._build()
        await self.runtime.connect()
        self.telegram.calls.clear()

    async def receive(self, *items: Any) -> None:
        await self.runtime.intake.receive(items)

    async def settle(self) -> None:
        """Work off all that can be worked off now, and send what that owes."""
        await self.runtime.lanes.idle()
        await self.runtime.sender.idle()
        await self.runtime.lanes.idle()

    async def without_pause(self, doing: Coroutine[Any, Any, None]) -> None:
        """Let it be done; it must come to its end without waiting for a time."""
        done = asyncio.create_task(doing)
        pause = asyncio.create_task(self.ticker.waiting())
        await asyncio.wait({done, pause}, return_when=asyncio.FIRST_COMPLETED)
        pause.cancel()
        assert done.done(), f"it waits for {self.ticker.waits} seconds"
        await done

    def paying(self) -> asyncio.Task[None]:
        """Paying what is owed, under way."""
        return asyncio.create_task(self.runtime.sender.idle())

    async def owe(self, *debts: Owed) -> None:
        async with self.database.write() as tx:
            await owe(tx, debts, self.clock())

    async def owed(self) -> list[tuple[str, str, str | None]]:
        """Screen, state and reason of every debt."""
        async with self.database.read() as tx:
            rows = await tx.execute(select(tables.owed).order_by(tables.owed.c.id))
            return [(row.screen, row.state, row.reason) for row in rows]

    async def states(self) -> dict[int, str]:
        """Update id and state."""
        async with self.database.read() as tx:
            rows = await tx.execute(select(tables.inbox.c.update_id, tables.inbox.c.state))
            return {row.update_id: row.state for row in rows}

    async def reasons(self) -> list[str]:
        async with self.database.read() as tx:
            query = select(tables.inbox.c.reason).where(tables.inbox.c.state == "dead")
            return [str(reason) for reason in (await tx.execute(query)).scalars()]

    async def shown(self, chat: int, place: str, message_id: int) -> None:
        async with self.database.write() as tx:
            row = {"chat": chat, "place": place, "message_id": message_id, "at": self.clock()}
            await tx.execute(insert(tables.shown).values(row))


@pytest.fixture
async def bench(database: Database, clock: Clock) -> AsyncIterator[Bench]:
    made = Bench(database, clock)
    await made.runtime.connect()
    made.telegram.calls.clear()
    yield made
    await made.runtime.lanes.close(0)
    await made.runtime.sender.close(0)
    await made.runtime.disconnect()


def text(update_id: int, words: str, chat: int = ALMA) -> dict[str, Any]:
    """A message in a private chat, as Telegram sends it."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_700_000_000,
            "text": words,
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
            "from": {"id": ALMA, "is_bot": False, "first_name": "Alma"},
        },
    }


def tap(update_id: int, query: str = "q1") -> dict[str, Any]:
    return {
        "update_id": update_id,
        "callback_query": {
            "id": query,
            "chat_instance": "1",
            "data": "x",
            "from": {"id": ALMA, "is_bot": False, "first_name": "Alma"},
            "message": text(1, "old")["message"],
        },
    }


def vote(update_id: int, poll: str, person: int, *options: str) -> dict[str, Any]:
    return {
        "update_id": update_id,
        "poll_answer": {
            "poll_id": poll,
            "option_ids": [0] * len(options),
            "option_persistent_ids": list(options),
            "user": {"id": person, "is_bot": False, "first_name": "V"},
        },
    }


def closed(update_id: int, poll: str, *, is_closed: bool = True) -> dict[str, Any]:
    return {
        "update_id": update_id,
        "poll": {
            "id": poll,
            "question": "2+2?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": is_closed,
            "is_anonymous": False,
            "type": "quiz",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        },
    }
