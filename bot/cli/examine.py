"""The doctor's checks: each returns what it found, or raises what has to be mended."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.domain.errors import SettingError
from bot.settings import load
from bot.storage import bank, schema
from bot.storage.database import Database, database_url


async def settings() -> str:
    """Every setting is readable."""
    loaded = load()
    return f"{len(loaded.instructors)} instructors, log as {loaded.log_format}"


async def database() -> str:
    """The database answers and has the newest schema."""
    opened = Database(database_url(load().database_url), lambda: datetime.now(UTC))
    try:
        await schema.upgrade(opened)
        async with opened.read() as tx:
            sets = await bank.load_sets(tx)
    finally:
        await opened.close()
    return f"{opened.url.get_backend_name()}, {sum(len(one.questions) for one in sets)} questions"


async def token() -> str:
    """Telegram knows the token."""
    loaded = load()
    if loaded.bot_token is None:
        return "none: `make run` starts the sandbox"
    bot = Bot(loaded.bot_token.get_secret_value(), base_url=f"{loaded.bot_api_url}/bot")
    try:
        async with bot:
            return f"@{bot.username}"
    except InvalidToken:
        raise SettingError("BOT_TOKEN", "Telegram rejects it; copy it from @BotFather") from None
    except TelegramError as error:
        raise SettingError("BOT_API_URL", f"Telegram does not answer: {error}") from None


CHECKS: tuple[tuple[str, Callable[[], Awaitable[str]]], ...] = (
    ("settings", settings),
    ("database", database),
    ("token", token),
)
