"""/leaderboard and its buttons, in private and in groups."""

from collections.abc import Callable
from datetime import datetime

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.domain.period import Period
from bot.handlers.who import who
from bot.services.boards import Boards, Call
from bot.views.callback import decode, is_number

PERIODS = {
    "today": Period.DAY, "day": Period.DAY, "week": Period.WEEK, "month": Period.MONTH,
    "all": Period.ALL, "сегодня": Period.DAY, "день": Period.DAY, "неделя": Period.WEEK,
    "месяц": Period.MONTH, "всё": Period.ALL, "все": Period.ALL,
}  # fmt: skip
"""What may follow the command."""


class BoardHandlers:
    """Decode, and call the service once."""

    def __init__(self, boards: Boards, clock: Callable[[], datetime]) -> None:
        self.boards = boards
        self.clock = clock

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        return [
            CommandHandler("leaderboard", self.leaderboard, filters=filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.tap, pattern=r"^b\."),
        ]

    async def leaderboard(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/leaderboard [today|week|month|all]; this week without a word."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        word = context.args[0].lower() if context.args else ""
        thread = message.message_thread_id if message.is_topic_message else None
        call = Call(message.chat_id, who(user), thread)
        period = PERIODS.get(word, Period.WEEK)
        await self.boards.open(call, message.message_id, period, self.clock())

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A period's button (``b.show``); any other of ours (``b.board``) opens a board."""
        query, chat = update.callback_query, update.effective_chat
        if query is None or chat is None:
            return
        message, now = query.message, self.clock()
        thread = getattr(message, "message_thread_id", None)
        if not getattr(message, "is_topic_message", None):
            thread = None
        call = Call(chat.id, who(query.from_user), thread, query.id)
        verb, about = decode(query.data or "")
        period = PERIODS.get(about[0] if about else "", Period.WEEK)
        numbers = [int(word) for word in about[1:] if is_number(word)]
        if verb == "b.show" and len(numbers) == 2:  # noqa: PLR2004 - place and asker
            await self.boards.turn(call, numbers[0], numbers[1], period, now)
        else:
            await self.boards.open(call, message.message_id if message else 0, period, now)
