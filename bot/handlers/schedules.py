"""/schedule in groups, the buttons of its list, and schedules whose time has come."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.domain.owed import Timer
from bot.domain.people.group import Actor, Tap
from bot.domain.rounds.schedule import TIMER
from bot.handlers.admins import Admins
from bot.handlers.groups import IN_GROUP, place, speaker
from bot.handlers.who import who
from bot.services.schedules.keeping import Schedules
from bot.services.schedules.play import SchedulePlay
from bot.views.callback import decode, is_number
from bot.views.groups.schedules import GO_ON, PAUSE, REMOVE

Context = ContextTypes.DEFAULT_TYPE
_LARGEST = 2**31 - 1
"""A database's smaller integers; a larger number is forged."""


class ScheduleHandlers:
    """Decode, and call the service once; ``clock`` gives aware UTC times."""

    def __init__(
        self,
        schedules: Schedules,
        play: SchedulePlay,
        admins: Admins,
        clock: Callable[[], datetime],
    ) -> None:
        self.schedules = schedules
        self.play = play
        self.admins = admins
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        return [
            CommandHandler("schedule", self.schedule, IN_GROUP),
            CallbackQueryHandler(self.tap, pattern=r"^h\."),
        ]

    def timers(self) -> Mapping[str, Callable[[Timer], Awaitable[None]]]:
        """What to do when a timer of ours is due, by its kind."""
        return {TIMER: self.due}

    async def schedule(self, update: Update, context: Context) -> None:
        """``/schedule daily 18:00 n=5``, or ``/schedule`` for the list."""
        if (message := update.effective_message) is None:
            return
        if not context.args:
            return await self.schedules.show(place(message), self.clock())
        actor = await speaker(self.admins, context, message)
        if actor is None:
            return await self.schedules.refuse(place(message), "channel", self.clock())
        await self.schedules.add(actor, place(message), " ".join(context.args), self.clock())

    async def tap(self, update: Update, context: Context) -> None:
        """A button of the list. Forged data ends as a button that is no longer in use."""
        query, chat = update.callback_query, update.effective_chat
        if query is None or chat is None:
            return
        verb, about = decode(query.data or "")
        own = self.schedules
        act = {PAUSE: own.pause, GO_ON: own.go_on, REMOVE: own.remove}.get(verb)
        number = int(about[0]) if len(about) == 1 and is_number(about[0]) else _LARGEST + 1
        message = query.message
        if act is None or number > _LARGEST or not isinstance(message, Message) or chat.id > 0:
            return await own.refuse_tap(chat.id, query.id, self.clock())
        if query.from_user.is_bot:  # Telegram's stand-in for an admin who stays anonymous
            word = "round.toast.as_yourself"
            return await own.refuse_tap(chat.id, query.id, self.clock(), word)
        admin = await self.admins.is_admin(context.bot, chat.id, query.from_user.id)
        actor, tap = Actor(who(query.from_user), admin), Tap(query.id, message.message_id)
        await act(actor, place(message), tap, number, self.clock())

    async def due(self, timer: Timer) -> None:
        """A schedule's time has come."""
        await self.play.due(timer.number("schedule"), timer.due, self.clock())
