"""Inline queries: what somebody types behind the bot's name, in any chat."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler

from bot.delivery.calls import answer_inline
from bot.handlers.who import who
from bot.services.quiz.sharing import FARTHEST, InlineReading
from bot.views.callback import is_number
from bot.views.quiz.inline import inline_answer


class InlineHandlers:
    """Decode, read, answer: at once, since Telegram takes no answer that is seconds late."""

    def __init__(self, reading: InlineReading, clock: Callable[[], datetime]) -> None:
        self.reading = reading
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """What the application registers."""
        return [InlineQueryHandler(self.look)]

    async def look(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The offset is ours and comes back as it was; one that nobody can read is past the end."""
        query = update.inline_query
        if query is None:
            return
        skip = 0
        if query.offset:
            skip = int(query.offset) if is_number(query.offset) else FARTHEST
        offer = await self.reading.offer(who(query.from_user), query.query, skip, self.clock())
        await answer_inline(context.bot, query.id, inline_answer(offer, context.bot.username))
