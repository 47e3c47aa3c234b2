"""Telling Telegram the command menus and the bot's descriptions, when they have changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseHandler, ContextTypes, MessageHandler, filters

from bot.delivery.backoff import seconds
from bot.delivery.calls import chat_is_gone
from bot.views.menu import Audience, menu
from bot.views.words import DEFAULT_LOCALE, LOCALES, Words, words

log = logging.getLogger(__name__)

LANGUAGES = {"": DEFAULT_LOCALE, **{locale: locale for locale in LOCALES}}
"""Telegram's language code ("" for everybody else) to the locale whose words it gets."""


MOST_SETTLED = 100_000
"""People remembered as having no menu of their own; they are asked about again beyond that."""

TRIES = 3
PAUSE = 5.0
"""Seconds before another try when Telegram was not reached."""

Pause = Callable[[float], Awaitable[None]]
Call = Callable[[], Awaitable[None]]


class Menus:
    """Keeps the menus at Telegram as the catalogues have them; whatever fails stops nothing.

    Telegram takes an instructor's own menu only once it lets the bot know their chat: when they
    first write to it. Who lacks one, and who still has one though the settings name them no more,
    is no state of ours, so nothing of it is stored: Telegram is asked about instructors at every
    start, and about whoever writes once, at their first message since.
    """

    def __init__(
        self, bot: Bot, instructors: Iterable[int] = (), *, pause: Pause = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._pause = pause
        self._instructors = frozenset(instructors)
        self._lacking = set(self._instructors)
        self._settled: set[int] = set()  # learners who have no menu of their own, or no more
        self.to_do: set[int] = set()  # who wrote and whose menu is not known to be right
        self._ring = asyncio.Event()

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """What hears private messages; to stand in a group of its own, since others answer them."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        return [MessageHandler(private, self.heard)]

    async def heard(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Somebody wrote. What there is to do is done beside this, however slow Telegram is."""
        user = update.effective_user
        if user is not None and not self._is_right(user.id):
            self.to_do.add(user.id)
            self._ring.set()

    def _is_right(self, person: int) -> bool:
        if person in self._instructors:
            return person not in self._lacking
        return person in self._settled

    async def run(self) -> None:
        """Bring everything up to date, then people's own menus as they come; for ever."""
        await self.register()
        while True:
            await self._ring.wait()
            self._ring.clear()
            while self.to_do:
                person = self.to_do.pop()
                if person in self._instructors:
                    await self._register_own(person)
                else:
                    await self._set_back(person)

    async def register(self) -> None:
        """Bring menus and descriptions up to date.

        What Telegram has is asked first and only differences are written: it allows few writes.
        """
        for scope, audience in (
            (BotCommandScopeAllPrivateChats(), Audience.PRIVATE),
            (BotCommandScopeAllGroupChats(), Audience.GROUP),
            (BotCommandScopeAllChatAdministrators(), Audience.GROUP_ADMIN),
        ):
            for code in LANGUAGES:
                await self._register_menu(scope, audience, code)
        for instructor in sorted(self._lacking):
            await self._register_own(instructor)
        for code, locale in LANGUAGES.items():
            say = words(locale)
            await self._tolerant("short description", partial(_set_short, self._bot, say, code))
            await self._tolerant("description", partial(_set_long, self._bot, say, code))

    async def _register_own(self, instructor: int) -> None:
        if instructor not in self._lacking:
            return
        for code in LANGUAGES:
            scope = BotCommandScopeChat(instructor)
            if not await self._register_menu(scope, Audience.INSTRUCTOR, code):
                return
        self._lacking.discard(instructor)

    async def _set_back(self, learner: int) -> None:
        """Take the menu of an instructor from somebody who is none, or no more."""
        call = partial(_drop_own, self._bot, BotCommandScopeChat(learner))
        if await self._tolerant("menu of a learner", call):
            if len(self._settled) >= MOST_SETTLED:
                self._settled.clear()
            self._settled.add(learner)

    async def _register_menu(self, scope: BotCommandScope, audience: Audience, code: str) -> bool:
        """Whether it is settled, as for ``_tolerant``."""
        say = words(LANGUAGES[code])
        wanted = [BotCommand(*command) for command in menu(audience, say)]
        call = partial(_set_menu, self._bot, wanted, scope, code)
        return await self._tolerant(f"menu {audience.value}", call)

    async def _tolerant(self, what: str, call: Call) -> bool:
        """Whether it is settled: done, or refused for good. No error leaves; it is a courtesy."""
        for tries_left in reversed(range(TRIES)):
            try:
                await call()
            except TelegramError as error:
                wait = _wait(error)
                if wait is None or not tries_left:
                    return _given_up(what, error, passing=wait is not None)
                await self._pause(wait)
            else:
                return True
        return False


def _given_up(what: str, error: TelegramError, *, passing: bool) -> bool:
    """Say why; True when trying again will be no use."""
    stranger = isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and chat_is_gone(error)
    )
    if stranger:
        log.info("%s waits until its owner writes to the bot", what)
    else:
        log.warning("%s not registered: %s", what, error.message)
    return not (stranger or passing)


def _wait(error: TelegramError) -> float | None:
    """Seconds after which to try again, None when that would be no use."""
    if isinstance(error, RetryAfter):
        return seconds(error)
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return PAUSE
    return None


async def _set_menu(bot: Bot, wanted: list[BotCommand], scope: BotCommandScope, code: str) -> None:
    if list(await bot.get_my_commands(scope, code)) != wanted:
        await bot.set_my_commands(wanted, scope, code)


async def _drop_own(bot: Bot, scope: BotCommandScope) -> None:
    """The list for everybody ("") is written first and dropped last: without it there is none."""
    if await bot.get_my_commands(scope, ""):
        for code in reversed(LANGUAGES):
            await bot.delete_my_commands(scope, code)


async def _set_short(bot: Bot, say: Words, code: str) -> None:
    wanted = say.plain("profile.short")
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)


async def _set_long(bot: Bot, say: Words, code: str) -> None:
    wanted = say.plain("profile.long")
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)
