"""Telling Telegram the command menus and the bot's descriptions, when they have changed."""

import logging
from collections.abc import Awaitable, Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.views.menu import Audience, menu
from bot.views.words import DEFAULT_LOCALE, LOCALES, Words, words

log = logging.getLogger(__name__)

LANGUAGES = {"": DEFAULT_LOCALE, **{locale: locale for locale in LOCALES}}
"""Telegram's language code ("" for everybody else) to the locale whose words it gets."""


async def register(bot: Bot, instructors: Iterable[int] = ()) -> None:
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
            await _tolerant(f"menu {audience.value}", _set_menu(bot, wanted, scope, code))
    for code, locale in LANGUAGES.items():
        await _tolerant("short description", _set_short(bot, words(locale), code))
        await _tolerant("description", _set_long(bot, words(locale), code))


async def _tolerant(what: str, call: Awaitable[None]) -> None:
    """A menu is a courtesy: an instructor who never wrote to the bot, say, cannot have one yet."""
    try:
        await call
    except TelegramError as error:
        log.warning("%s not registered: %s", what, error.message)


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
