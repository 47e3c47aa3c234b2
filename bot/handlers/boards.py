"""/leaderboard and its buttons, in private and in groups."""

from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.domain.boards.period import Period
from bot.handlers.who import who
from bot.services.boards.reading import Boards, Call
from bot.services.boards.wish import Wish
from bot.views.boards.buttons import EVERYBODY, HERE, MINE
from bot.views.callback import decode, is_number

PERIODS = {
    "today": Period.DAY, "day": Period.DAY, "week": Period.WEEK, "month": Period.MONTH,
    "season": Period.SEASON, "all": Period.ALL, "сегодня": Period.DAY, "день": Period.DAY,
    "неделя": Period.WEEK, "месяц": Period.MONTH, "сезон": Period.SEASON, "всё": Period.ALL,
    "все": Period.ALL,
}  # fmt: skip
"""What may follow the command, in front of a topic's name or behind it."""

CHAT_DIGITS = 16
"""Telegram's chat ids have at most 52 bits."""
SMALL_DIGITS = 6


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
        """/leaderboard [today|week|month|season|all] [topic]; this week without a word."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        period, text = read_wish(context.args or ())
        thread = message.message_thread_id if message.is_topic_message else None
        call = Call(message.chat_id, who(user), thread)
        await self.boards.open(call, message.message_id, period, self.clock(), text)

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Another board or page (``b.show``), its picture; anything else of ours opens a board."""
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
        wish = decoded(period, about[3:])
        places = [int(word) for word in about[1:3] if is_number(word)]
        if verb == "b.picture" and wish is not None:
            await self.boards.picture(call, wish, now)
        elif verb == "b.show" and len(places) == 2 and wish is not None:  # noqa: PLR2004
            await self.boards.turn(call, places[0], places[1], wish, now)
        else:
            await self.boards.open(call, message.message_id if message else 0, period, now)


def read_wish(words: Sequence[str]) -> tuple[Period, str]:
    """The period, and the words that are left: a topic, or the name of a season."""
    for place in (0, -1):
        if words and (period := PERIODS.get(words[place].lower())):
            return period, " ".join(words[1:] if place == 0 else words[:-1])
    return Period.WEEK, " ".join(words)


def decoded(period: Period, about: Sequence[str]) -> Wish | None:
    """What a button asks for: whose board, topic, page, season; None for what none of ours says.

    Buttons from before say nothing but the period.
    """
    if not about:
        return Wish(period)
    whose, *rest = about
    numbers = [int(word) for word in rest if is_number(word) and len(word) <= SMALL_DIGITS]
    if len(numbers) != 3 or len(rest) != 3 or not numbers[1]:  # noqa: PLR2004 - topic, page, season
        return None
    topic, page, season = numbers
    if whose in (HERE, EVERYBODY):
        return Wish(period, topic, page, season)
    if whose == MINE:
        return Wish(period, topic, page, mine=True)
    if whose.isascii() and whose.isdigit() and len(whose) <= CHAT_DIGITS:
        return Wish(period, topic, page, season, group=-int(whose))
    return None
