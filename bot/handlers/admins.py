"""What only Telegram knows of a group: who its admins are, what the bot may do there."""

from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, ChatMember, ChatMemberRestricted, ChatPermissions
from telegram.error import BadRequest, Forbidden

from bot.domain.group import Right

KEPT = timedelta(seconds=60)
_MOST_KEPT = 10_000
_ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class Admins:
    """Asks Telegram, before any transaction, and remembers the answer for a minute."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: dict[tuple[int, int], tuple[datetime, bool]] = {}

    async def is_admin(self, bot: Bot, chat: int, user: int) -> bool:
        """Whether a person is an admin of a group; who cannot be looked up is none.

        NetworkError when Telegram cannot be reached: the update is tried again then.
        """
        now = self._clock()
        until, known = self._known.get((chat, user), (now, False))
        if until > now:
            return known
        try:
            member = await bot.get_chat_member(chat, user)
        except Forbidden:
            return False
        except BadRequest:
            return False
        admin = member.status in _ADMINS
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[chat, user] = (now + KEPT, admin)
        return admin


async def missing_rights(bot: Bot, chat: int, member: ChatMember) -> frozenset[Right]:
    """What the bot, as ``member`` of a group, lacks there."""
    if member.status in _ADMINS:
        return frozenset()
    if isinstance(member, ChatMemberRestricted):
        return _lacking(member)
    try:
        permissions = (await bot.get_chat(chat)).permissions
    except (BadRequest, Forbidden):
        return frozenset()
    return frozenset() if permissions is None else _lacking(permissions)


def _lacking(granted: ChatMemberRestricted | ChatPermissions) -> frozenset[Right]:
    lacking = set()
    if granted.can_send_messages is False:
        lacking.add(Right.MESSAGES)
    if granted.can_send_polls is False:
        lacking.add(Right.POLLS)
    return frozenset(lacking)
