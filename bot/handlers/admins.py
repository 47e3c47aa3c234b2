"""What only Telegram knows of a group: who its admins are, what the bot may do there."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, ChatMember, ChatMemberRestricted, ChatPermissions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.people.group import Right

KEPT = timedelta(seconds=60)
GOOD_ENOUGH = timedelta(hours=1)
"""How old an answer may be while Telegram gives none."""
PATIENCE = 2.0
"""Seconds to wait for an answer: the chat's lane waits with it, and so does a question's close."""
_MOST_KEPT = 10_000
_ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class Admins:
    """Asks Telegram, before any transaction, and remembers the answer for a minute.

    It is not asked for longer than ``patience`` seconds.
    """

    def __init__(self, clock: Callable[[], datetime], patience: float = PATIENCE) -> None:
        self._clock = clock
        self._patience = patience
        self._known: dict[tuple[int, int], tuple[datetime, bool]] = {}
        self._hidden: dict[int, tuple[datetime, frozenset[int]]] = {}

    async def is_admin(self, bot: Bot, chat: int, user: int) -> bool:
        """Whether a person is an admin of a group; who cannot be looked up is none.

        While Telegram cannot be reached, is slow, or wants to be left alone, what it said within
        the last hour holds. NetworkError or RetryAfter when it said nothing then: the update is
        tried again.
        """
        now = self._clock()
        asked, known = self._known.get((chat, user), (None, False))
        if asked is not None and now - asked < KEPT:
            return known
        try:
            member = await self._ask(bot, chat, user)
        except (Forbidden, BadRequest):
            return False
        except (NetworkError, RetryAfter):
            if asked is not None and now - asked < GOOD_ENOUGH:
                return known
            raise
        admin = member.status in _ADMINS
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[chat, user] = (now, admin)
        return admin

    async def is_anonymous(self, bot: Bot, chat: int, user: int) -> bool:
        """Whether a person is an admin who acts in the group's name: Telegram hides who answered.

        One call tells it of all admins of a group. Who has just shown themselves is believed at
        once; while Telegram tells nothing, nobody is kept out, and no tap waits for it again.
        """
        now = self._clock()
        asked, hidden = self._hidden.get(chat, (None, frozenset[int]()))
        if asked is not None and now - asked < KEPT and user not in hidden:
            return False
        try:
            async with asyncio.timeout(self._patience):
                admins = await bot.get_chat_administrators(chat)
        except (TelegramError, TimeoutError):
            admins = ()
        hidden = frozenset(one.user.id for one in admins if getattr(one, "is_anonymous", False))
        if len(self._hidden) >= _MOST_KEPT:
            self._hidden.clear()
        self._hidden[chat] = (now, hidden)
        return user in hidden

    async def _ask(self, bot: Bot, chat: int, user: int) -> ChatMember:
        try:
            async with asyncio.timeout(self._patience):
                try:
                    return await bot.get_chat_member(chat, user)
                except ChatMigrated as moved:  # what was said before the group became a supergroup
                    return await bot.get_chat_member(moved.new_chat_id, user)
        except TimeoutError:
            raise TimedOut from None


async def missing_rights(bot: Bot, chat: int, member: ChatMember) -> frozenset[Right]:
    """What the bot, as ``member`` of a group, lacks there, as far as Telegram tells just now.

    The greeting, which comes once, does not wait for that: what is refused says itself so.
    """
    if member.status in _ADMINS:
        return frozenset()
    if isinstance(member, ChatMemberRestricted):
        return _lacking(member)
    try:
        permissions = (await bot.get_chat(chat)).permissions
    except TelegramError:
        return frozenset()
    return frozenset() if permissions is None else _lacking(permissions)


def _lacking(granted: ChatMemberRestricted | ChatPermissions) -> frozenset[Right]:
    lacking = set()
    if granted.can_send_messages is False:
        lacking.add(Right.MESSAGES)
    if granted.can_send_polls is False:
        lacking.add(Right.POLLS)
    return frozenset(lacking)
