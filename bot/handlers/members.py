"""Who comes and goes in a group, and looking up those who answered and were never seen there."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Bot, ChatMember, ChatMemberRestricted, Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import BaseHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from bot.delivery.alarm import Pause
from bot.domain.people.membership import Presence, Unknown
from bot.services.groups.memberships import Memberships

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE
BETWEEN = 1.0
"""Seconds between two look-ups: a poll that was forwarded far must not take the bot's breath."""
AFTER_TROUBLE = 30.0
LOOK = 15.0
"""Seconds after which it is worth looking for unknown people again."""
_STATUS = filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER


class MemberHandlers:
    """``clock`` gives aware UTC times; ``owing`` is told that something may be owed."""

    def __init__(
        self,
        service: Memberships,
        bot: Bot,
        clock: Callable[[], datetime],
        owing: Callable[[], None],
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.service = service
        self._owing = owing
        self._bot = bot
        self._clock = clock
        self._pause = pause

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        return [
            ChatMemberHandler(self.changed, ChatMemberHandler.CHAT_MEMBER),
            MessageHandler(filters.ChatType.GROUPS & _STATUS, self.came_or_left),
        ]

    async def changed(self, update: Update, _context: Context) -> None:
        """``chat_member``, which comes where the bot is an admin."""
        if (change := update.chat_member) is not None:
            there, member = _is_there(change.new_chat_member), change.new_chat_member.user
            await self.service.seen(change.chat.id, [member.id], self._clock(), present=there)

    async def came_or_left(self, update: Update, _context: Context) -> None:
        """The group's own line about it, which comes everywhere."""
        message = update.effective_message
        if message is None:
            return
        if (left := message.left_chat_member) is not None:
            await self.service.seen(message.chat_id, [left.id], self._clock(), present=False)
        elif message.new_chat_members:
            new = [user.id for user in message.new_chat_members]
            await self.service.seen(message.chat_id, new, self._clock(), present=True)

    # --- looking up ------------------------------------------------------------------------------

    async def run(self) -> None:
        """Look up whoever is unknown, slowly and for ever; what was said of somebody is kept."""
        while True:
            await self._pause(LOOK if await self.look_up() else AFTER_TROUBLE)

    async def look_up(self) -> bool:
        """Look up everybody who is unknown now; False when Telegram cannot say just now."""
        while people := await self.service.unknown():
            for one in people:
                presence = await self._presence(one)
                if presence is None:
                    return False
                await self.service.looked_up(one, presence, self._clock())
                self._owing()
                await self._pause(BETWEEN)
        return True

    async def _presence(self, one: Unknown) -> Presence | None:
        try:
            member = await self._bot.get_chat_member(one.chat, one.telegram_id)
        except Forbidden:
            return Presence.UNASKED  # the bot is not there itself
        except BadRequest as error:
            nobody = "participant" in error.message.lower() or "user" in error.message.lower()
            return Presence.STRANGER if nobody else Presence.UNASKED
        except TelegramError as error:
            log.info("members are looked up later: %s", type(error).__name__)
            return None
        return Presence.MEMBER if _is_there(member) else Presence.STRANGER


def _is_there(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)
