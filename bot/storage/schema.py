"""Bringing a database to the newest schema, and asking whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.domain.errors import SettingError
from bot.storage.database import Database

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, on a connection of the caller's."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    script = ScriptDirectory.from_config(configuration())
    known = {revision.revision for revision in script.walk_revisions()}
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in known:
        raise SettingError(
            "DATABASE_URL", f"the database is newer than this program (schema {found}); update it"
        )
    command.upgrade(configuration(connection), "head")


async def upgrade(database: Database) -> None:
    """Create or migrate the schema; SettingError when the database cannot be reached."""
    try:
        async with database.engine.begin() as connection:
            await connection.run_sync(_upgrade)
    except (OperationalError, DBAPIError) as error:
        reason = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        raise SettingError("DATABASE_URL", f"the database does not answer: {reason}") from None
