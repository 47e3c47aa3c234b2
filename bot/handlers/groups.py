"""Updates about groups: the bot's standing there, settings, and the move to a supergroup."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.domain.people.group import Actor, GroupChat, Membership, Tap
from bot.handlers.admins import Admins, missing_rights
from bot.handlers.who import who
from bot.services.groups.settling import GroupService
from bot.views.callback import decode
from bot.views.groups.screens import LOCALE, PAGE, RANKED, START, ZONE

Context = ContextTypes.DEFAULT_TYPE
IN_GROUP = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


class GroupHandlers:
    """Handlers of groups; ``clock`` gives aware UTC times."""

    def __init__(
        self, service: GroupService, admins: Admins, clock: Callable[[], datetime]
    ) -> None:
        self.service = service
        self.admins = admins
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        return [
            ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.migrate),
            CommandHandler("settings", self.settings, IN_GROUP),
            CommandHandler("timezone", self.timezone, IN_GROUP),
            CallbackQueryHandler(self.tap, pattern=r"^r\."),
        ]

    async def membership(self, update: Update, context: Context) -> None:
        """``my_chat_member``; private chats and channels are none of ours."""
        change = update.my_chat_member
        if change is None or change.chat.type not in _GROUPS:
            return
        member = change.new_chat_member
        status = member.status
        if status == ChatMemberStatus.RESTRICTED and not getattr(member, "is_member", True):
            status = ChatMemberStatus.LEFT
        chat = GroupChat(change.chat.id, change.chat.title or "")
        said = Membership(chat, status, frozenset(), who(change.from_user))
        if said.present:
            missing = await missing_rights(context.bot, chat.id, member)
            said = Membership(chat, status, missing, said.by)
        await self.service.membership(said, self.clock())

    async def migrate(self, update: Update, _context: Context) -> None:
        """The group's last message, or the supergroup's first: each names the other chat."""
        message = update.effective_message
        if message is None:
            return
        if message.migrate_to_chat_id is not None:
            await self.service.migrate(message.chat_id, message.migrate_to_chat_id, self.clock())
        elif message.migrate_from_chat_id is not None:
            await self.service.migrate(message.migrate_from_chat_id, message.chat_id, self.clock())

    async def settings(self, update: Update, context: Context) -> None:
        """``/settings``"""
        if (message := update.effective_message) is None:
            return
        actor = await speaker(self.admins, context, message) or Actor(None, admin=False)
        await self.service.open_settings(actor, place(message), self.clock())

    async def timezone(self, update: Update, context: Context) -> None:
        """``/timezone Europe/Berlin``"""
        if (message := update.effective_message) is None:
            return
        actor = await speaker(self.admins, context, message) or Actor(None, admin=False)
        text = " ".join(context.args or ())
        await self.service.name_zone(actor, place(message), text, self.clock())

    async def tap(self, update: Update, context: Context) -> None:
        """A button of the settings. Forged data ends as a button that is no longer in use."""
        query = update.callback_query
        if query is None:
            return
        if query.message is None or query.message.chat.type not in _GROUPS:
            await self.service.stale_tap(query.from_user.id, query.id, self.clock())
            return
        verb, about = decode(query.data or "")
        value = about[0] if about else ""
        chat = _place_of(query)
        admin = await self.admins.is_admin(context.bot, chat.id, query.from_user.id)
        actor = Actor(who(query.from_user), admin)
        choose = {
            PAGE: self.service.turn_to,
            LOCALE: self.service.choose_locale,
            ZONE: self.service.choose_zone,
            START: self.service.choose_start,
            RANKED: self.service.choose_ranked_from,
        }.get(verb)
        tap = Tap(query.id, query.message.message_id)
        if choose is None:
            await self.service.turn_to(actor, chat, tap, "", self.clock())
        else:
            await choose(actor, chat, tap, value, self.clock())


def place(message: Message) -> GroupChat:
    """Where in a group a message stands; ``thread`` in forums only."""
    thread = message.message_thread_id if message.is_topic_message else None
    said = message.from_user is not None and not message.from_user.is_bot
    number = message.message_id if said else None
    return GroupChat(message.chat_id, message.chat.title or "", thread, number)


async def speaker(admins: Admins, context: Context, message: Message) -> Actor | None:
    """Who wrote a message in a group; None for a channel, which is nobody."""
    if message.sender_chat is not None:
        if message.sender_chat.id == message.chat_id:
            return Actor(None, admin=True)  # only admins can speak as the group itself
        return None
    if message.from_user is None:
        return None
    admin = await admins.is_admin(context.bot, message.chat_id, message.from_user.id)
    return Actor(who(message.from_user), admin)


def _place_of(query: CallbackQuery) -> GroupChat:
    message = query.message
    if isinstance(message, Message):
        return place(message)
    assert message is not None  # noqa: S101 - the caller looked
    return GroupChat(message.chat.id, message.chat.title or "")
