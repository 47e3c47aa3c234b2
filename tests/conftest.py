"""Databases, clocks and chance for every test."""

import os

os.environ["PTB_TIMEDELTA"] = "1"  # before python-telegram-bot is imported: no old-style seconds

import asyncio
import gc
import random
import shutil
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from psycopg import Connection, sql
from sqlalchemy import URL, create_engine, make_url

from bot.delivery.pacing import NO_QUOTA, UNLIMITED, Limits
from bot.storage.database import Database, database_url
from bot.storage.tables import metadata
from tests.chromium import chromium
from tests.deadline import pytest_runtest_call, pytest_runtest_setup, pytest_runtest_teardown
from tests.postgres import postgres_server, server_url
from tests.statements import compiled_once

__all__ = [
    "chromium", "compiled_once",
    "pytest_runtest_call", "pytest_runtest_setup", "pytest_runtest_teardown",
]  # fmt: skip

# How long an example takes says how busy the machine is, nothing about the code.
settings.register_profile("citequiz", deadline=None)
settings.load_profile("citequiz")

SQLITE_THREAD_PATIENCE = 2.0

NO_LIMITS = Limits(UNLIMITED, NO_QUOTA, UNLIMITED)
"""For a bot whose pace is not what its test is about."""

SHARED_SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"


gc.disable()  # until the tests are there: what is imported and collected stays


def pytest_collection_finish() -> None:
    """Thousands of tests were collected and stay: the garbage collector need not look at them."""
    gc.collect()
    gc.freeze()
    gc.enable()


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rng() -> random.Random:
    return random.Random(20261123)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for this test process."""
    with postgres_server(tmp_path_factory.mktemp("postgres", numbered=True)) as server:
        yield server_url(server)


@pytest.fixture(scope="session")
def postgres_admin(postgres_url: str) -> Iterator[Connection]:
    """Makes and drops databases there: to connect anew for each took as long as to make it."""
    with Connection.connect(postgres_url, autocommit=True) as admin:
        yield admin


@pytest.fixture(scope="session")
def postgres_template(postgres_admin: Connection) -> Iterator[str]:
    """The name of a database with every table, to be copied."""
    with postgres_database(postgres_admin, "template0") as url:
        _create_tables(database_url(url))
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def sqlite_template() -> Iterator[Path]:
    """A SQLite file with every table, to be copied."""
    with memory_folder() as folder:
        path = folder / "every_table.db"
        _create_tables(make_url(f"sqlite:///{path}"))
        yield path


def _create_tables(url: URL) -> None:
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder for SQLite files: in memory where the machine has one, since tests wait for it."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder of our own in it
    parent = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="citequiz-", dir=parent) as folder:
        yield Path(folder)


@pytest.fixture
def database_folder() -> Iterator[Path]:
    """A folder for this test's SQLite files."""
    with memory_folder() as folder:
        yield folder


async def sqlite_threads_ended() -> None:
    """Wait for SQLite's threads: one that was still connecting wants the event loop to be there."""
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, SQLITE_THREAD_PATIENCE)


@contextmanager
def postgres_database(admin: Connection, template: str) -> Iterator[str]:
    """The URL of a database that is a copy of ``template`` until the block ends."""
    name = f"test_{os.getpid()}_{random.SystemRandom().randrange(2**48):x}"
    # Copying its files takes half of what writing every page to the log does.
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    admin.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
    at = admin.info
    yield f"postgresql://{at.user}@{at.host}:{at.port}/{name}"
    admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, database_folder: Path) -> Iterator[str]:
    """The URL of an empty database, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{database_folder / 'test.db'}"
        return
    with postgres_database(request.getfixturevalue("postgres_admin"), "template0") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, database_folder: Path, clock: Clock
) -> AsyncIterator[Database]:
    """A database with every table, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = database_folder / "test.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        made = Database(database_url(f"sqlite:///{path}"), clock)
        yield made
        await made.close()
        await sqlite_threads_ended()
        return
    admin = request.getfixturevalue("postgres_admin")
    with postgres_database(admin, request.getfixturevalue("postgres_template")) as url:
        made = Database(database_url(url), clock)
        yield made
        await made.close()
