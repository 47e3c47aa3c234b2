"""What nothing else understood; to be registered after everything else."""

from collections.abc import Callable
from datetime import datetime

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.handlers.who import who
from bot.services.people.settings import People

GROUP_ONLY = ("round", "skip", "pause", "schedule", "season")
"""Commands that work among many; in private one is told what to do instead."""


class FallbackHandlers:
    """A hint in private, a kind word for a button that is gone; silence in groups."""

    def __init__(self, people: People, clock: Callable[[], datetime]) -> None:
        self.people = people
        self.clock = clock

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers, last."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        return [
            CommandHandler(GROUP_ONLY, self.group_only, private),
            MessageHandler(private & filters.COMMAND, self.command),
            MessageHandler(private & ~filters.StatusUpdate.ALL, self.other),
            CallbackQueryHandler(self.button),
        ]

    async def group_only(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """One of GROUP_ONLY, in private."""
        if update.effective_user is not None:
            await self.people.hint(who(update.effective_user), "group_only", self.clock())

    async def command(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A command we do not know."""
        if update.effective_user is not None:
            await self.people.hint(who(update.effective_user), "command", self.clock())

    async def other(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A sticker, a voice message, a place on the map …"""
        if update.effective_user is not None:
            await self.people.hint(who(update.effective_user), "other", self.clock())

    async def button(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button that no slice knows."""
        query, chat = update.callback_query, update.effective_chat
        if query is not None and chat is not None:
            person = who(query.from_user)
            await self.people.dead_button(chat.id, person, query.id, self.clock())
