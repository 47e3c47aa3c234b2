"""/page, and the button that asks for the curation page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.handlers.who import who
from bot.services.curation.page_access import PageAccess

Context = ContextTypes.DEFAULT_TYPE


class PageLinkHandlers:
    """Decode, and call the service once."""

    def __init__(self, access: PageAccess, clock: Callable[[], datetime]) -> None:
        self.access = access
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """What the application registers."""
        return [
            CommandHandler("page", self.page, filters=filters.ChatType.PRIVATE),
            CallbackQueryHandler(self.tap, pattern=r"^w\."),
        ]

    async def page(self, update: Update, _context: Context) -> None:
        """/page"""
        if update.effective_user is not None:
            await self.access.ask(who(update.effective_user), self.clock())

    async def tap(self, update: Update, _context: Context) -> None:
        """The button names nothing: whatever its data says, it asks for a link."""
        if (query := update.callback_query) is not None:
            await self.access.ask(who(query.from_user), self.clock(), query=query.id)
