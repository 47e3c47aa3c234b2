"""Updates about rounds: opening, joining, directing, closed polls; and timers that are due."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Poll, Update
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    PollHandler,
)

from bot.domain.owed import Timer
from bot.domain.people.group import Actor, GroupChat
from bot.domain.rounds.lobby import TIMER as LOBBY_TIMER
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import PAUSE_TIMER, RETURN_TIMER, TIMER, SeenPoll
from bot.handlers.admins import Admins
from bot.handlers.groups import IN_GROUP, place, speaker
from bot.handlers.who import who
from bot.services.rounds.choosing import Choosing, OptionTap
from bot.services.rounds.directing import Directing
from bot.services.rounds.lobby import LobbyService, RoundTap
from bot.services.rounds.opening import RoundService
from bot.services.rounds.polls import PollService
from bot.views.callback import decode, is_number
from bot.views.rounds.lobby import CANCEL, GO, JOIN, MODE, TEAM
from bot.views.rounds.questions import CHOOSE

Context = ContextTypes.DEFAULT_TYPE
Act = Callable[[Actor, GroupChat, str, datetime], Awaitable[None]]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
Direct = Callable[[Actor, GroupChat, datetime], Awaitable[None]]
_LARGEST = 2**31 - 1
"""A database's smaller integers; a larger number is forged."""
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True)
class RoundRooms:
    """The use cases of rounds."""

    rounds: RoundService
    lobby: LobbyService
    directing: Directing
    polls: PollService
    choosing: Choosing


class RoundHandlers:
    """Handlers of rounds; ``clock`` gives aware UTC times."""

    def __init__(self, rooms: RoundRooms, admins: Admins, clock: Callable[[], datetime]) -> None:
        self.rooms = rooms
        self.admins = admins
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """``/round`` and ``/quiz [topic] [questions] [seconds] [mode]``, and what directs them."""
        directing = self.rooms.directing
        return [
            CommandHandler("round", self._opens(self.rooms.rounds.open_lobby), IN_GROUP),
            CommandHandler("quiz", self._opens(self.rooms.rounds.start), IN_GROUP),
            CommandHandler("skip", self._directs(directing.skip), IN_GROUP),
            CommandHandler("pause", self._directs(directing.pause), IN_GROUP),
            CommandHandler("resume", self._directs(directing.resume), IN_GROUP),
            CommandHandler("stop", self._directs(directing.stop), IN_GROUP),
            CallbackQueryHandler(self.tap, pattern=r"^g\."),
            PollHandler(self.poll),
        ]

    def timers(self) -> Mapping[str, Callable[[Timer], Awaitable[None]]]:
        """What to do when a timer of ours is due, by its kind."""
        return {
            TIMER: self.close,
            LOBBY_TIMER: self.tick,
            PAUSE_TIMER: self.pause_over,
            RETURN_TIMER: self.let_go,
        }

    # --- commands --------------------------------------------------------------------------------

    def _opens(self, act: Act) -> Handler:
        async def opened(update: Update, context: Context) -> None:
            text = " ".join(context.args or ())
            await self._as_speaker(update, context, lambda who, at, now: act(who, at, text, now))

        return opened

    def _directs(self, act: Direct) -> Handler:
        async def directed(update: Update, context: Context) -> None:
            await self._as_speaker(update, context, act)

        return directed

    async def _as_speaker(self, update: Update, context: Context, act: Direct) -> None:
        """Do it for whoever wrote; a channel is nobody."""
        if (message := update.effective_message) is None:
            return
        actor = await speaker(self.admins, context, message)
        if actor is None:
            await self.rooms.directing.refuse(place(message), "channel", self.clock())
            return
        await act(actor, place(message), self.clock())

    # --- buttons ---------------------------------------------------------------------------------

    async def tap(self, update: Update, context: Context) -> None:
        """A button of a round. Forged data ends as a button that is no longer in use."""
        query = update.callback_query
        if query is None:
            return
        message, now = query.message, self.clock()
        chat = message.chat.id if message is not None else query.from_user.id
        verb, about = decode(query.data or "")
        numbers = [int(word) for word in about if is_number(word)]
        in_group = message is not None and message.chat.type in _GROUPS
        if not in_group or len(numbers) != len(about) or max(numbers, default=0) > _LARGEST:
            return await self.rooms.lobby.refuse(chat, query.id, now)
        if query.from_user.is_bot:  # Telegram's stand-in for an admin who stays anonymous
            word = "round.toast.as_yourself"
            return await self.rooms.lobby.refuse(chat, query.id, now, word)
        takes_part = verb in (JOIN, TEAM, CHOOSE)
        if takes_part and await self.admins.is_anonymous(context.bot, chat, query.from_user.id):
            word = "round.toast.anonymous"
            return await self.rooms.lobby.refuse(chat, query.id, now, word, alert=True)
        match verb, numbers:
            case (str(verb), [round_id]) if verb == JOIN:
                tap = RoundTap(chat, round_id, query.id)
                await self.rooms.lobby.join(who(query.from_user), tap, now)
            case (str(verb), [round_id]) if verb in (GO, CANCEL):
                lobby = self.rooms.lobby
                act = lobby.start_now if verb == GO else lobby.call_off
                actor = await self._actor(query, chat, context)
                await act(actor, RoundTap(chat, round_id, query.id), now)
            case (str(verb), [round_id, team]) if verb == TEAM:
                tap = RoundTap(chat, round_id, query.id)
                await self.rooms.lobby.join(who(query.from_user), tap, now, team)
            case (str(verb), [round_id, mode]) if verb == MODE and mode < len(Mode):
                actor = await self._actor(query, chat, context)
                tap = RoundTap(chat, round_id, query.id)
                await self.rooms.lobby.choose_mode(actor, tap, list(Mode)[mode], now)
            case (str(verb), [round_id, position, place]) if verb == CHOOSE:
                on = OptionTap(RoundTap(chat, round_id, query.id), position, place)
                await self.rooms.choosing.choose(who(query.from_user), on, now)
            case _:
                await self.rooms.lobby.refuse(chat, query.id, now)

    async def _actor(self, query: CallbackQuery, chat: int, context: Context) -> Actor:
        admin = await self.admins.is_admin(context.bot, chat, query.from_user.id)
        return Actor(who(query.from_user), admin)

    # --- polls and timers ------------------------------------------------------------------------

    async def poll(self, update: Update, _context: Context) -> None:
        """A poll update: only its closing tells anything."""
        if update.poll is not None:
            await self.rooms.polls.seen(seen_poll(update.poll), self.clock())

    async def close(self, timer: Timer) -> None:
        """A question's time is over."""
        position = timer.number("position")
        await self.rooms.rounds.close(timer.number("round"), position, self.clock())

    async def tick(self, timer: Timer) -> None:
        """A moment of a lobby's countdown."""
        await self.rooms.lobby.tick(timer.number("round"), self.clock())

    async def pause_over(self, timer: Timer) -> None:
        """A round has been paused for too long."""
        await self.rooms.directing.pause_over(timer.number("round"), self.clock())

    async def let_go(self, _timer: Timer) -> None:
        """A result was kept long enough for a group that the bot did not come back to: with the
        timer it is forgotten.
        """


def seen_poll(poll: Poll) -> SeenPoll:
    """A poll as the domain sees it."""
    return SeenPoll(
        id=poll.id,
        question=poll.question,
        options=tuple((option.persistent_id or "", option.text) for option in poll.options),
        correct=tuple(poll.correct_option_ids or ()),
        closed=poll.is_closed,
    )
