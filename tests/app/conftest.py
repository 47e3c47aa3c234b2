"""The whole bot against the sandbox, over HTTP: people act, the test looks at what they see."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import App
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Group, Human
from bot.sandbox.people import DANA_ID
from bot.settings import Settings
from bot.storage.tables import inbox, owed
from tests.app.desk import Desk
from tests.conftest import sqlite_threads_ended

SETTLING = 60.0  # seconds until a bot that never comes to rest fails its test
one_database = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
"""For tests in which the database plays no part of its own: once is enough."""

QUESTIONS = Path(__file__).parents[2] / "questions"


class ShiftedClock:
    """Real time plus what the test moved it on."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Stage:
    """A sandbox with the bot in it."""

    sandbox: Sandbox
    app: App
    clock: ShiftedClock

    def person(self, name: str) -> Human:
        return self.sandbox.person(name)

    async def group(self) -> Group:
        """The seeded group, with the bot in it."""
        group = await self.sandbox.group()
        await group.bot("member", by=DANA_ID)
        return group

    async def settled(self) -> None:
        """All that was said to the bot is worked off, and all that it owes is sent.

        The bot's own tables say so. The sandbox could only say that nothing moves just now.
        """
        async with asyncio.timeout(SETTLING):
            while await self._outstanding():  # noqa: ASYNC110 - it is the database that knows
                await asyncio.sleep(0.02)

    async def _outstanding(self) -> int:
        pending = int((await self.sandbox.updates())["pending"])
        waiting = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
        due = owed.c.state.in_(("due", "sending"))
        unpaid = select(func.count()).select_from(owed).where(due)
        async with self.app.database.read() as tx:
            counts = [(await tx.execute(query)).scalar_one() for query in (waiting, unpaid)]
        return pending + sum(counts)

    async def advance(self, seconds: float) -> None:
        """Time passes for Telegram and for the bot."""
        await self.sandbox.advance(seconds)
        self.clock.ahead += timedelta(seconds=seconds)
        self.app.runtime.timers.ring()


def settings_for(sandbox: Sandbox, url: str, **more: object) -> Settings:
    """The settings of a bot that plays in ``sandbox`` over the database at ``url``."""
    values: dict[str, object] = {
        "bot_token": SecretStr(sandbox.token),
        "bot_api_url": sandbox.url,
        "database_url": url,
        "instructors": frozenset({DANA_ID}),
        "questions_dir": QUESTIONS,
        "web_port": 0,
    }
    return Settings.model_validate(values | more)


@contextlib.asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    """The bot at work until the block ends; its failure fails the test."""
    await app.prepare()
    task = asyncio.create_task(app.runtime.run())
    try:
        yield app
    finally:
        app.runtime.stop()
        await task
        await app.close()
        await sqlite_threads_ended()


@pytest.fixture
async def stage(empty_url: str) -> AsyncIterator[Stage]:
    """The shipped bank, on SQLite and on PostgreSQL."""
    clock = ShiftedClock()
    async with Sandbox.start() as sandbox:
        app = App(settings_for(sandbox, empty_url), clock=clock, rng=random.Random(5))
        async with running(app):
            yield Stage(sandbox, app, clock)


@pytest.fixture
async def desk(empty_url: str) -> AsyncIterator[Desk]:
    """The same, but nothing is sent: what is owed is read from SQL."""
    async with Sandbox.start() as sandbox:
        app = App(settings_for(sandbox, empty_url), rng=random.Random(5))
        try:
            await app.prepare()
            await app.runtime.connect()
            yield Desk(sandbox, app)
        finally:
            await app.runtime.lanes.close(0)
            await app.close()
            await sqlite_threads_ended()
