"""A person about themselves, in private: settings, what is kept, being forgotten, help."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    filters,
)

from bot.domain.people.person import BoardName, Who
from bot.handlers.who import who
from bot.services.people.settings import People
from bot.views.callback import decode, is_number
from bot.views.words import LOCALES

PRIVATE_ONLY = (
    "start", "topics", "score", "sources", "privacy", "export", "forget", "alias",
    "sample", "sets", "documents", "review", "page",
)  # fmt: skip
"""Commands that work between two; a group is shown the way to the private chat."""


class PeopleHandlers:
    """Decode, and call the service once."""

    def __init__(self, people: People, clock: Callable[[], datetime]) -> None:
        self.people = people
        self.clock = clock

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        groups = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
        commands = {
            "settings": self.settings,
            "alias": self.alias,
            "timezone": self.timezone,
            "privacy": self.privacy,
            "export": self.export,
            "forget": self.forget,
            "help": self.help,
        }
        found: list[BaseHandler] = [  # type: ignore[type-arg]
            CommandHandler(name, handler, filters=private) for name, handler in commands.items()
        ]
        found.append(CommandHandler("help", self.group_help, filters=groups))
        found.append(CommandHandler(PRIVATE_ONLY, self.private_only, filters=groups))
        found.append(CallbackQueryHandler(self.tap, pattern=r"^p\."))
        return found

    async def settings(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/settings"""
        if update.effective_user is not None:
            await self.people.open_settings(who(update.effective_user), self.clock())

    async def alias(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/alias Quiet owl"""
        if update.effective_user is not None:
            text = written_after_command(update)
            await self.people.set_alias(who(update.effective_user), text, self.clock())

    async def timezone(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/timezone Europe/Berlin; without a name, the zones to choose from."""
        user = update.effective_user
        if user is None:
            return
        text = written_after_command(update)
        if text.strip():
            await self.people.set_zone(who(user), text, self.clock())
        else:
            await self.people.open_settings(who(user), self.clock(), page="zones")

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/privacy"""
        if update.effective_user is not None:
            await self.people.show(who(update.effective_user), "people.privacy", self.clock())

    async def export(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/export"""
        if update.effective_user is not None:
            await self.people.export(who(update.effective_user), self.clock())

    async def forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/forget"""
        if update.effective_user is not None:
            await self.people.ask_forget(who(update.effective_user), self.clock())

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/help in private"""
        if update.effective_user is not None:
            await self.people.show(who(update.effective_user), "people.help", self.clock())

    async def group_help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/help in a group"""
        message = update.effective_message
        if message is not None:
            thread = message.message_thread_id if message.is_topic_message else None
            await self.people.group_help(message.chat_id, thread, self.clock())

    async def private_only(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """One of PRIVATE_ONLY, in a group"""
        message = update.effective_message
        if message is not None:
            thread = message.message_thread_id if message.is_topic_message else None
            command = _command(message.text or "")
            await self.people.show_to_private(message.chat_id, thread, command, self.clock())

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button of ours. Whatever is forged or out of place counts as a button that is gone."""
        query, chat = update.callback_query, update.effective_chat
        if query is None or chat is None:
            return
        person, now = who(query.from_user), self.clock()
        action = None
        if chat.type == ChatType.PRIVATE:
            action = self._action(query.data or "", person, query.id, now)
        if action is None:
            action = self.people.dead_button(chat.id, person, query.id, now)
        await action

    def _action(self, data: str, who: Who, query: str, now: datetime) -> Awaitable[None] | None:
        verb, about = decode(data)
        first = about[0] if about else ""
        people = self.people
        if verb == "p.name" and first in {name.value for name in BoardName}:
            return people.choose_board_name(who, query, BoardName(first), now)
        if verb == "p.lang" and first in (*LOCALES, "auto"):
            return people.choose_locale(who, query, None if first == "auto" else first, now)
        if verb == "p.zone":
            return people.choose_zone(who, query, first, now)
        if verb == "p.page":
            return people.turn_page(who, query, first, now)
        if verb == "p.open":
            return people.open_settings(who, now, page=first or "main", query=query)
        return self._farewell(verb, about, who, query, now)

    def _farewell(
        self, verb: str, about: tuple[str, ...], who: Who, query: str, now: datetime
    ) -> Awaitable[None] | None:
        people = self.people
        numbers = [int(word) for word in about if is_number(word)]
        if verb == "p.export":
            return people.export(who, now, query)
        if verb == "p.ask":
            return people.ask_forget(who, now, query)
        if verb == "p.keep":
            return people.keep(who, query, now)
        if verb == "p.forget" and len(numbers) == 2:  # noqa: PLR2004 - person and deadline
            return people.forget(who, query, numbers[0], numbers[1], now)
        return None


def _command(text: str) -> str:
    """The command's name, which the handler has recognised: ``/Score@quiz_bot`` is ``score``."""
    return text.split(maxsplit=1)[0].removeprefix("/").split("@")[0].lower()


def written_after_command(update: Update) -> str:
    """What follows the command, spaces and line breaks inside it as they were written."""
    message = update.effective_message
    text = message.text or "" if message is not None else ""
    parts = text.split(maxsplit=1)
    return parts[1] if len(parts) > 1 else ""
