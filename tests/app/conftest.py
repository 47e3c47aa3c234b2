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

from bot.app import App
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Group, Human
from bot.sandbox.people import DANA_ID
from bot.settings import Settings
from tests.conftest import sqlite_threads_ended

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
