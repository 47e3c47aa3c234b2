"""Whether a database is one bot's alone: people of the sandbox do not belong on real boards."""

from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, select

from bot.domain.errors import SettingError
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.tables import poller


async def must_be_apart(database: Database, bot_id: int, sandbox_bot: int) -> None:
    """Raises SettingError where both the sandbox's bot and another one would use the database.

    A token may be exchanged for another bot's; only the sandbox mixes with none. A database that
    is yet to be made has served nobody; SettingError also where it cannot be reached.
    """
    if database.is_sqlite and not _is_made(database.url):
        return
    others = await schema.asked(database, partial(_others, bot_id=bot_id))
    if bot_id == sandbox_bot and others:
        raise SettingError(
            "DATABASE_URL",
            f"this database serves bot {others[0]} on Telegram, and BOT_TOKEN is empty; fill in the"
            " token, or leave DATABASE_URL empty for the sandbox",
        )
    if sandbox_bot in others:
        raise SettingError(
            "DATABASE_URL",
            "people of the sandbox stand in this database; name another one for Telegram",
        )


def _is_made(url: URL) -> bool:
    return Path(url.database or "").exists()


def _others(connection: Connection, *, bot_id: int) -> list[int]:
    if not inspect(connection).has_table(poller.name):
        return []
    found = connection.execute(select(poller.c.bot_id).order_by(poller.c.bot_id)).scalars()
    return [other for other in found if other != bot_id]
