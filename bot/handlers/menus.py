"""Telling Telegram the command menus and the bot's descriptions, when they have changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.views.menu import Audience, menu
from bot.views.words import DEFAULT_LOCALE, LOCALES, Words, words

log = logging.getLogger(__name__)

LANGUAGES = {"": DEFAULT_LOCALE, **{locale: locale for locale in LOCALES}}
"""Telegram's language code ("" for everybody else) to the locale whose words it gets."""


TRIES = 3
PAUSE = 5.0
"""Seconds before another try when Telegram was not reached."""

Pause = Callable[[float], Awaitable[None]]


async def register(
    bot: Bot, instructors: Iterable[int] = (), *, pause: Pause = asyncio.sleep
) -> None:
    """Bring menus and descriptions up to date; whatever fails is logged and left as it is.

    What Telegram has is asked first and only differences are written: Telegram allows few writes.
    """
    scopes: list[tuple[BotCommandScope, Audience]] = [
        (BotCommandScopeAllPrivateChats(), Audience.PRIVATE),
        (BotCommandScopeAllGroupChats(), Audience.GROUP),
        (BotCommandScopeAllChatAdministrators(), Audience.GROUP_ADMIN),
    ]
    scopes += [
        (BotCommandScopeChat(telegram_id), Audience.INSTRUCTOR)
        for telegram_id in sorted(instructors)
    ]
    for scope, audience in scopes:
        for code, locale in LANGUAGES.items():
            wanted = [BotCommand(*command) for command in menu(audience, words(locale))]
            call = partial(_set_menu, bot, wanted, scope, code)
            await _tolerant(f"menu {audience.value}", call, pause)
    for code, locale in LANGUAGES.items():
        say = words(locale)
        await _tolerant("short description", partial(_set_short, bot, say, code), pause)
        await _tolerant("description", partial(_set_long, bot, say, code), pause)


async def _tolerant(what: str, call: Callable[[], Awaitable[None]], pause: Pause) -> None:
    """A menu is a courtesy: an instructor who never wrote to the bot, say, cannot have one yet."""
    for tries_left in reversed(range(TRIES)):
        try:
            return await call()
        except TelegramError as error:
            wait = _wait(error)
            if wait is None or not tries_left:
                return log.warning("%s not registered: %s", what, error.message)
        await pause(wait)
    return None


def _wait(error: TelegramError) -> float | None:
    """Seconds after which to try again, None when that would be no use."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return after.total_seconds() if isinstance(after, timedelta) else float(after)
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return PAUSE
    return None


async def _set_menu(bot: Bot, wanted: list[BotCommand], scope: BotCommandScope, code: str) -> None:
    if list(await bot.get_my_commands(scope, code)) != wanted:
        await bot.set_my_commands(wanted, scope, code)


async def _set_short(bot: Bot, say: Words, code: str) -> None:
    wanted = say.plain("profile.short")
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)


async def _set_long(bot: Bot, say: Words, code: str) -> None:
    wanted = say.plain("profile.long")
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)
