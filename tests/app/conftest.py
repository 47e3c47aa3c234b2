"""The whole bot against the sandbox, over HTTP: people act, the test looks at what they see."""

import asyncio
import contextlib
import random
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from psycopg import Connection
from pydantic import SecretStr
from sqlalchemy import make_url

from bot.app import App, utc_now
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Group, Human
from bot.sandbox.people import DANA_ID
from bot.services.bank.shipping import Shipment, Shipping, pack
from bot.services.bank.taking_in import Bank
from bot.settings import Settings
from bot.storage import schema
from bot.storage.database import Database, database_url
from tests.app.desk import Desk
from tests.conftest import NO_LIMITS, memory_folder, postgres_database, sqlite_threads_ended
from tests.pages.visits import Visits, connected, visiting
from tests.settled import SETTLING, settled

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
        """All that was said to the bot is worked off, and all that it owes is sent."""
        await settled(self.sandbox, self.app.database)

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


def make_app(settings: Settings, clock: Callable[[], datetime] = utc_now) -> App:
    """A bot that draws lots alike in every run, and sends as fast as it can."""
    return App(settings, clock=clock, rng=random.Random(5), limits=NO_LIMITS)


@cache
def shipped() -> Shipment:
    """The shipped bank, which every bot here would read at its start."""
    with ThreadPoolExecutor(1) as beside:  # this thread's event loop is the tests'
        return beside.submit(asyncio.run, pack(QUESTIONS)).result()


async def prepare(app: App) -> None:
    """Get a bot ready; the shipped bank is read once for all."""
    await app.prepare(shipped() if app.settings.questions_dir == QUESTIONS else None)


@contextlib.asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    """The bot at work until the block ends; its failure fails the test."""
    await prepare(app)
    task = asyncio.create_task(app.runtime.run())
    try:
        yield app
    finally:
        app.runtime.stop()
        await task
        await app.close()
        await sqlite_threads_ended()


def stock(url: str) -> None:
    """Let the database hold what a bot's first start leaves there: the shipped bank."""

    async def first_start() -> None:
        database = Database(database_url(url), utc_now)
        await schema.upgrade(database)
        shipping = Shipping(Bank(database, random.Random(1)))
        await shipping.take_in(shipped(), utc_now())
        await database.close()
        await sqlite_threads_ended()

    with ThreadPoolExecutor(1) as beside:  # this thread's event loop is the tests'
        beside.submit(asyncio.run, first_start()).result()


@pytest.fixture(scope="session")
def stocked_sqlite() -> Iterator[Path]:
    """A SQLite file with the shipped bank, to be copied."""
    with memory_folder() as folder:
        path = folder / "stocked.db"
        stock(f"sqlite:///{path}")
        yield path


@pytest.fixture(scope="session")
def stocked_postgres(postgres_admin: Connection) -> Iterator[str]:
    """The name of a PostgreSQL database with the shipped bank, to be copied."""
    with postgres_database(postgres_admin, "template0") as url:
        stock(url)
        yield str(make_url(url).database)


@pytest.fixture
def stocked_url(request: pytest.FixtureRequest, empty_url: str) -> Iterator[str]:
    """The URL of a database with the shipped bank, on SQLite and on PostgreSQL."""
    url = make_url(empty_url)
    if url.get_backend_name() == "sqlite":
        shutil.copyfile(request.getfixturevalue("stocked_sqlite"), str(url.database))
        yield empty_url
        return
    template = request.getfixturevalue("stocked_postgres")
    with postgres_database(request.getfixturevalue("postgres_admin"), template) as stocked:
        yield stocked


@pytest.fixture
async def stage(stocked_url: str) -> AsyncIterator[Stage]:
    """The shipped bank, on SQLite and on PostgreSQL."""
    clock = ShiftedClock()
    async with Sandbox.start(answer_within=SETTLING) as sandbox:
        app = make_app(settings_for(sandbox, stocked_url), clock)
        async with running(app):
            yield Stage(sandbox, app, clock)


@pytest.fixture
async def desk(stocked_url: str) -> AsyncIterator[Desk]:
    """The same, but nothing is sent: what is owed is read from SQL."""
    async with Sandbox.start(answer_within=SETTLING) as sandbox:
        app = make_app(settings_for(sandbox, stocked_url))
        try:
            await prepare(app)
            await app.runtime.connect()
            yield Desk(sandbox, app)
        finally:
            await app.runtime.lanes.close(0)
            await app.close()
            await sqlite_threads_ended()


@pytest.fixture
async def page_at(chromium: str) -> AsyncIterator[Visits]:
    """``await page_at(url, person, chat, **options)``: the page, ready; see Visits."""
    async with connected(chromium) as browser, visiting(browser) as visits:
        yield visits
