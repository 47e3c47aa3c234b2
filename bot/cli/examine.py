"""The doctor's checks: each returns what it found, or raises what has to be mended."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.app import utc_now
from bot.bank.reading import read_bank, read_bibliography
from bot.domain.errors import SettingError, TokenRejected
from bot.services.bank.passages import shortfall
from bot.settings import load
from bot.storage import schema
from bot.storage.bank import bank
from bot.storage.database import Database, database_url
from bot.use_cases import model_of


async def settings() -> str:
    """Every setting is readable; a `.env` elsewhere than where one looked is a common mistake."""
    loaded = load()
    number, model = len(loaded.instructors), model_of(loaded)
    people = f"{number} instructor{'s' * (number != 1)}"
    drafting = f", who may have {model.name} at {model.host} draft" if model else ""
    return f"{_env_read()}; {people}{drafting}, log as {loaded.log_format}"


async def database() -> str:
    """The database answers; nothing is changed, the schema neither."""
    url = database_url(load().database_url)
    name = url.get_backend_name()
    if schema.is_to_come(url):
        return f"{name}, not there yet; the first start makes it"
    opened = Database(url, utc_now)
    try:
        if not await schema.is_newest(opened):
            return f"{name}, with an older schema; the next start migrates it"
        async with opened.read() as tx:
            sets = await bank.load_sets(tx)
    finally:
        await opened.close()
    return f"{name}, {_count(len(sets), sum(len(one.questions) for one in sets))}"


async def files() -> str:
    """The files of questions are sound."""
    folder = load().questions_dir
    if not (folder / "sets").is_dir():
        raise SettingError("QUESTIONS_DIR", f"{folder} has no folder sets/ in it")
    found = await asyncio.to_thread(read_bank, folder)
    if found.problems:
        raise SettingError(
            "QUESTIONS_DIR",
            f"{len(found.problems)} problems; `python -m bot bank check` lists them",
        )
    return f"{_count(len(found.sets), len(found.questions))} in the files, no problem"


async def documents() -> str:
    """The documents that questions cite are at hand, as they were cited."""
    loaded = load()
    if loaded.sources_dir is None:
        return "no SOURCES_DIR, so Source shows the reference"
    bibliography = await asyncio.to_thread(read_bibliography, loaded.questions_dir)
    if not bibliography.sources:
        return "sources.yaml lists none"
    if lacking := await shortfall(bibliography, loaded.sources_dir):
        raise SettingError("SOURCES_DIR", lacking)
    number = len(bibliography.sources)
    return f"{number} document{'s' * (number != 1)} in {loaded.sources_dir}, as they were cited"


async def token() -> str:
    """Telegram knows the token."""
    loaded = load()
    if loaded.bot_token is None:
        return "none, so `make run` starts the sandbox"
    bot = Bot(loaded.bot_token.get_secret_value(), base_url=f"{loaded.bot_api_url}/bot")
    try:
        async with bot:
            return f"@{bot.username}"
    except InvalidToken:
        raise TokenRejected from None
    except TelegramError as error:
        raise SettingError(
            "BOT_API_URL", f"Telegram does not answer ({error.message}); look at the network"
        ) from None


def _env_read() -> str:
    env = Path(".env").absolute()
    return f"{env} read" if env.is_file() else f"no file {env}, so defaults and the environment"


def _count(sets: int, questions: int) -> str:
    return f"{sets} set{'s' * (sets != 1)}, {questions} question{'s' * (questions != 1)}"


CHECKS: tuple[tuple[str, Callable[[], Awaitable[str]]], ...] = (
    ("settings", settings),
    ("database", database),
    ("bank", files),
    ("documents", documents),
    ("token", token),
)
