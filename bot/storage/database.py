"""Engines and the one commit point.

SQLite gets two engines: a writer that holds the only write connection and begins with BEGIN
IMMEDIATE, and readers that begin plainly; both in WAL with synchronous=FULL and foreign keys.
PostgreSQL needs one pool for both; its readers see the state at their first statement to the end.
"""

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import SettingError
from bot.storage.cause import current

Tx = AsyncConnection
"""A running transaction, as the query functions of this package take it."""

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+psycopg"
CONNECT_SECONDS = 10
_ONE_VIEW = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_DURABLE = "-c synchronous_commit=on"
"""Whatever the server prefers: what is committed is confirmed to Telegram, and never sent again."""
_DRIVERS = {
    "sqlite": SQLITE,
    SQLITE: SQLITE,
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    POSTGRESQL: POSTGRESQL,
}


def database_url(text: str) -> URL:
    """The URL with the project's driver; SettingError names what is wrong with it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingError(
            "DATABASE_URL", "not a database URL; write sqlite:///citequiz.db or postgresql://…"
        ) from None
    if url.drivername == "postgres":
        raise SettingError("DATABASE_URL", "postgres:// is the old style; write postgresql://")
    if url.drivername not in _DRIVERS:
        raise SettingError(
            "DATABASE_URL", f"{url.drivername}:// is not supported; use sqlite:/// or postgresql://"
        )
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise SettingError(
            "DATABASE_URL", "a database in memory forgets everything; write sqlite:///citequiz.db"
        )
    if url.get_backend_name() == "sqlite" and url.query:
        stray = ", ".join(sorted(url.query))
        raise SettingError("DATABASE_URL", f"sqlite:/// takes no options; leave out ?{stray}")
    return url.set(drivername=_DRIVERS[url.drivername])


def database_name(text: str) -> str:
    """A short name that tells the database at a URL from others; its password has no part in it."""
    url = database_url(text).set(password=None)
    if url.database and url.get_backend_name() == "sqlite":
        url = url.set(database=str(Path(url.database).absolute()))
    return hashlib.sha256(url.render_as_string().encode()).hexdigest()[:8]


_inside: ContextVar[bool] = ContextVar("inside_transaction", default=False)


def in_transaction() -> bool:
    """Whether the running task is inside a transaction: then nothing slow may be awaited."""
    return _inside.get()


class Database:
    """A database and its transactions. ``clock`` gives aware UTC times."""

    def __init__(self, url: URL, clock: Callable[[], datetime], *, pool_size: int = 5) -> None:
        self.url = url
        self.clock = clock
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = _sqlite_engine(url, "BEGIN IMMEDIATE", pool_size=1)
            self._reader = _sqlite_engine(url, "BEGIN", pool_size=pool_size, query_only=True)
        else:
            self._writer = _postgresql_engine(url, pool_size=pool_size)
            self._reader = self._writer.execution_options(**_ONE_VIEW)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction: commits at the end, rolls back on any error.

        When an update or a timer is being worked off, its row is marked done in the very same
        transaction, so that its effects happen once: see :mod:`bot.storage.cause`.
        """
        async with self._writer.begin() as connection:
            cause = current()
            token = _inside.set(True)
            try:
                if cause is not None:
                    await cause.settle(connection, self.clock())
                yield connection
            finally:
                _inside.reset(token)
        if cause is not None:
            cause.spent = True

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A read transaction: one consistent view, never a write lock, and nothing is written."""
        async with self._reader.connect() as connection:
            token = _inside.set(True)
            try:
                yield connection
            finally:
                _inside.reset(token)

    async def close(self) -> None:
        await self._writer.dispose()
        if self.is_sqlite:  # PostgreSQL's readers take from the same pool
            await self._reader.dispose()

    @property
    def engine(self) -> AsyncEngine:
        """The writing engine, for migrations."""
        return self._writer


def _postgresql_engine(url: URL, *, pool_size: int) -> AsyncEngine:
    # The driver's own patience is over two minutes, during which nobody knows what is wrong.
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    given = url.query.get("options", "")
    options = " ".join((given if isinstance(given, str) else " ".join(given), _DURABLE)).strip()
    return create_async_engine(
        url,
        pool_size=pool_size,
        pool_pre_ping=True,
        connect_args={**patience, "options": options},
    )


def _sqlite_engine(
    url: URL, begin: str, *, pool_size: int, query_only: bool = False
) -> AsyncEngine:
    engine = create_async_engine(
        url, pool_size=pool_size, max_overflow=0, connect_args={"timeout": 30}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # SQLAlchemy's BEGIN is ours to emit: the driver's own would be a lazy, plain one.
        connection.isolation_level = None
        cursor = connection.cursor()
        pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
        for pragma in (*pragmas, f"query_only={int(query_only)}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
