"""Updates about rounds: starting, stopping, closed polls; and the runtime's words on polls."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from telegram import Poll, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, PollHandler

from bot.domain.owed import Timer
from bot.domain.round import TIMER, SeenPoll
from bot.handlers.admins import Admins
from bot.handlers.groups import IN_GROUP, place, speaker
from bot.services.rounds import RoundService
from bot.services.votes import PollService

Context = ContextTypes.DEFAULT_TYPE


class RoundHandlers:
    """Handlers of rounds; ``clock`` gives aware UTC times."""

    def __init__(
        self,
        service: RoundService,
        polls: PollService,
        admins: Admins,
        clock: Callable[[], datetime],
    ) -> None:
        self.service = service
        self.polls = polls
        self.admins = admins
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        return [
            CommandHandler("quiz", self.quiz, IN_GROUP),
            CommandHandler("stop", self.stop, IN_GROUP),
            PollHandler(self.poll),
        ]

    def timers(self) -> Mapping[str, Callable[[Timer], Awaitable[None]]]:
        """What to do when a timer of ours is due, by its kind."""
        return {TIMER: self.close}

    async def quiz(self, update: Update, context: Context) -> None:
        """``/quiz [topic] [questions] [seconds]``"""
        if (message := update.effective_message) is None:
            return
        actor = await speaker(self.admins, context, message)
        if actor is None:
            await self.service.refuse(place(message), "channel", self.clock())
            return
        text = " ".join(context.args or ())
        await self.service.start(actor, place(message), text, self.clock())

    async def stop(self, update: Update, context: Context) -> None:
        """``/stop``"""
        if (message := update.effective_message) is None:
            return
        actor = await speaker(self.admins, context, message)
        if actor is None:
            await self.service.refuse(place(message), "channel", self.clock())
            return
        await self.service.stop(actor, place(message), self.clock())

    async def poll(self, update: Update, _context: Context) -> None:
        """A poll update: only its closing tells anything."""
        if update.poll is not None:
            await self.polls.seen(seen_poll(update.poll), self.clock())

    async def close(self, timer: Timer) -> None:
        """A question's time is over."""
        round_id, position = timer.args["round"], timer.args["position"]
        assert isinstance(round_id, int)  # noqa: S101 - the service wrote them
        assert isinstance(position, int)  # noqa: S101
        await self.service.close(round_id, position, self.clock())


def seen_poll(poll: Poll) -> SeenPoll:
    """A poll as the domain sees it."""
    return SeenPoll(
        id=poll.id,
        question=poll.question,
        options=tuple((option.persistent_id or "", option.text) for option in poll.options),
        correct=tuple(poll.correct_option_ids or ()),
        closed=poll.is_closed,
    )
