"""Bringing a database to the newest schema, and asking whether it is there."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import SettingError
from bot.storage.database import Database

_PACKAGED = Path(__file__).with_name("migrations")
T = TypeVar("T")

MIGRATIONS = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).resolve().parents[2] / "migrations"
"""A wheel carries the migrations inside the package; a checkout has them beside it."""
LOCK_SECONDS = 10
"""How long another program may hold the write lock."""

LONGEST_REASON = 300
"""Characters of what a database says for itself."""


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, on a connection of the caller's."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    _found(connection)
    command.upgrade(configuration(connection), "head")


def _found(connection: Connection) -> set[str]:
    """The steps at which the database stands. Raises SettingError for one nobody here knows."""
    script = ScriptDirectory.from_config(configuration())
    known = {revision.revision for revision in script.walk_revisions()}
    found = set(MigrationContext.configure(connection).get_current_heads())
    if unknown := sorted(found - known):
        raise SettingError(
            "DATABASE_URL",
            f"the database is newer than this program (schema {', '.join(unknown)});"
            " update the program, or name another database",
        )
    return found


async def is_newest(database: Database) -> bool:
    """Whether the schema is the newest; changes nothing. Raises SettingError."""
    return await asked(database, _is_newest)


def _is_newest(connection: Connection) -> bool:
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    return _found(connection) == {newest}


async def upgrade(database: Database) -> None:
    """Create or migrate the schema; SettingError when the database cannot be reached."""
    await asked(database, _upgrade)


async def asked(database: Database, ask: Callable[[Connection], T]) -> T:
    """Call ``ask`` in a transaction; what the database refuses becomes a SettingError."""
    try:
        if database.is_sqlite:
            await asyncio.to_thread(_must_open, Path(database.url.database or ""))
        async with database.engine.begin() as connection:
            return await connection.run_sync(ask)
    except sqlite3.Error as error:
        raise SettingError("DATABASE_URL", _trouble(database.url, str(error))) from None
    except DBAPIError as error:
        reason = str(error.orig or error)
        raise SettingError("DATABASE_URL", _trouble(database.url, reason)) from None


def _must_open(path: Path) -> None:
    """Open the file and take the write lock. Raises sqlite3.Error.

    The asynchronous driver's thread outlives a connection that failed, and then fails loudly.
    """
    with closing(sqlite3.connect(path, timeout=LOCK_SECONDS)) as connection:
        connection.execute("BEGIN IMMEDIATE")


def must_have_folder(url: URL) -> None:
    """Raises SettingError for a SQLite file in a folder that is not there."""
    path = Path(url.database or "").absolute()
    if url.get_backend_name() == "sqlite" and not path.parent.is_dir():
        raise SettingError("DATABASE_URL", _no_folder(path))


def is_to_come(url: URL) -> bool:
    """Whether it is a SQLite file that nobody has made yet, in a folder that is there."""
    if url.get_backend_name() != "sqlite":
        return False
    path = Path(url.database or "").absolute()
    return path.parent.is_dir() and not path.exists()


def must_be_there(url: URL) -> None:
    """Raises SettingError for a SQLite file that opening would make: nothing stands in it."""
    if is_to_come(url):
        raise SettingError(
            "DATABASE_URL",
            f"there is no file {Path(url.database or '').absolute()} yet; correct its name,"
            " or fill one with `python -m bot bank import`",
        )


def _trouble(url: URL, said: str) -> str:
    """What is wrong with the database, and the mend, on one line."""
    reason, *hints = said.strip().splitlines() or [""]
    if "multiple" in reason.lower():  # one for each address of the host, a line each
        reason = " ".join((reason, *hints))[:LONGEST_REASON]
    if url.get_backend_name() == "sqlite":
        return _trouble_with_file(Path(url.database or "").absolute(), reason)
    if "does not exist" in reason and "role" not in reason:
        return f"{reason}; create it, or correct its name"
    if "authentication failed" in reason or "role" in reason:
        return f"{reason}; correct user and password"
    return f"the server does not answer ({reason}); start it, or correct host and port"


def _no_folder(path: Path) -> str:
    return f"there is no folder {path.parent}; create it, or name another file"


def _trouble_with_file(path: Path, reason: str) -> str:
    if not path.parent.is_dir():
        return _no_folder(path)
    if path.is_dir():
        return f"{path} is a folder; name a file in it"
    if "not a database" in reason:
        return f"{path} is not an SQLite database; name another file"
    if "unable to open" in reason or "readonly" in reason:
        return f"{path} cannot be written; mend the rights to it, or name another file"
    if "locked" in reason:
        return f"another program is writing to {path}; stop it, or name another file"
    return f"{path}: {reason}"
