"""/season in groups, and the buttons of its question."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.domain.people.group import Actor, Tap
from bot.handlers.admins import Admins
from bot.handlers.groups import IN_GROUP, place, speaker
from bot.handlers.who import who
from bot.services.groups.seasons import Seasons
from bot.views.boards.seasons import END, KEEP
from bot.views.callback import decode, is_number

Context = ContextTypes.DEFAULT_TYPE
START_WORDS = frozenset({"start", "begin", "начать", "начало", "старт"})
END_WORDS = frozenset({"end", "stop", "finish", "закончить", "конец", "стоп"})


class SeasonHandlers:
    """Decode, and call the service once; ``clock`` gives aware UTC times."""

    def __init__(self, seasons: Seasons, admins: Admins, clock: Callable[[], datetime]) -> None:
        self.seasons = seasons
        self.admins = admins
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        return [
            CommandHandler("season", self.season, IN_GROUP),
            CallbackQueryHandler(self.tap, pattern=r"^s\."),
        ]

    async def season(self, update: Update, context: Context) -> None:
        """``/season start NAME``, ``/season end``, or ``/season`` for its table."""
        if (message := update.effective_message) is None:
            return
        word, *rest = context.args or [""]
        if word.lower() not in START_WORDS | END_WORDS:
            await self.seasons.show(place(message), message.message_id, self.clock())
            return
        actor = await speaker(self.admins, context, message) or Actor(None, admin=False)
        if word.lower() in START_WORDS:
            await self.seasons.start(actor, place(message), " ".join(rest), self.clock())
        else:
            await self.seasons.ask_end(actor, place(message), self.clock())

    async def tap(self, update: Update, context: Context) -> None:
        """Whether it is to end. Forged data ends as a button that is no longer in use."""
        query, chat = update.callback_query, update.effective_chat
        if query is None or chat is None:
            return
        verb, about = decode(query.data or "")
        act = {END: self.seasons.end, KEEP: self.seasons.keep}.get(verb)
        known = act is not None and len(about) == 1 and is_number(about[0])
        if act is None or not known or not isinstance(query.message, Message) or chat.id > 0:
            await self.seasons.stale_tap(chat.id, query.id, self.clock())
            return
        admin = await self.admins.is_admin(context.bot, chat.id, query.from_user.id)
        tap = Tap(query.id, query.message.message_id)
        actor = Actor(who(query.from_user), admin)
        await act(actor, place(query.message), tap, int(about[0]), self.clock())
