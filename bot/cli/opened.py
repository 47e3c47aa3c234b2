"""The deployment's database, for commands that need it and nothing else of the bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import utc_now
from bot.settings import Settings
from bot.storage import schema
from bot.storage.database import Database, database_url


@asynccontextmanager
async def opened(settings: Settings, *, new: bool = False) -> AsyncIterator[Database]:
    """The database with the newest schema, made where there is none yet only if it may be ``new``.

    Raises SettingError when it cannot be had.
    """
    database = Database(database_url(settings.database_url), utc_now)
    if not new:
        schema.must_be_there(database.url)
    try:
        await schema.upgrade(database)
        yield database
    finally:
        await database.close()
