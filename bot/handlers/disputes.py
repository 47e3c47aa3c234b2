"""Learners report problems, instructors rule on them; what follows is done beside everything."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.delivery.alarm import Alarm, Pause
from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict
from bot.handlers.who import who
from bot.services.disputes.queue import DisputeQueue
from bot.services.disputes.reporting import Disputes
from bot.services.disputes.rescoring import Left, Rescoring
from bot.services.disputes.rulings import Wish
from bot.services.quiz.debts import Tap
from bot.views.callback import decode, is_number

LOOK = 60.0
"""Seconds after which the loop looks again by itself: another process may have ruled."""
BETWEEN = 0.05
"""Seconds for others between two steps."""
LATER = 1.0


_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE

Texts = Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]
"""Takes a private text."""


class DisputeHandlers:
    """Decodes taps into service calls.

    ``drafts`` takes /review where nothing is disputed, ``texts`` what instructors write: these are
    to be registered before either. ``owing`` is called when a chat is owed something.
    """

    def __init__(
        self,
        disputes: Disputes,
        queue: DisputeQueue,
        rescoring: Rescoring,
        *,
        drafts: Texts,
        texts: Texts,
        moment: Callable[[], datetime],
        owing: Callable[[], None],
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.disputes = disputes
        self.queue = queue
        self.rescoring = rescoring
        self._drafts = drafts
        self._texts = texts
        self._moment = moment
        self._owing = owing
        self._pause = pause
        self._alarm = Alarm(pause)

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        mine = filters.User(list(self.queue.instructors), allow_empty=False)
        return [
            CommandHandler("review", self.review, _PRIVATE),
            MessageHandler(_PRIVATE & mine & filters.TEXT & ~filters.COMMAND, self.text),
            CallbackQueryHandler(self.report, pattern=r"^o\."),
            CallbackQueryHandler(self.rule, pattern=r"^u\."),
        ]

    async def review(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/review: what is disputed comes first; a document that is named, and drafts, after it."""
        user = update.effective_user
        if user is None:
            return
        if not context.args and await self.queue.waits(user.id):
            await self.queue.review(who(user), self._moment())
        else:
            await self._drafts(update, context)

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A text of an instructor may have been a ruling's: what follows from it begins at once."""
        await self._texts(update, context)
        self.ring()

    async def report(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button of a learner; what is forged counts as one that is gone."""
        if (tap := _tap(update)) is None:
            return
        verb, about, now = *_decoded(update), self._moment()
        match verb, about:
            case "o.kind", (response, kind) if is_number(response) and kind in set(Kind):
                await self.disputes.choose(tap, int(response), Kind(kind), now)
                self.ring()
            case "o.enough", (response,) if is_number(response):
                await self.disputes.enough(tap, int(response), now)
            case "o.ask", (response,) if is_number(response):
                await self.disputes.ask(tap, int(response), now)
            case _:
                await self.disputes.ask(tap, 0, now)

    async def rule(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button of an instructor; what is forged shows what waits."""
        if (tap := _tap(update)) is None:
            return
        verb, about, now = *_decoded(update), self._moment()
        numbers = [int(word) for word in about[:2] if is_number(word)]
        match verb, numbers:
            case "u.show" | "u.next", (question,):
                await self.queue.show(tap, question, now, after=verb == "u.next")
            case "u.back", (ruling,):
                await self.queue.take_back(tap, ruling, now)
            case "u.sure", (question, version):
                wish = Wish(question, version, Verdict.VOID)
                await self.queue.choose(tap, wish, now, chosen=True)
            case "u.rule", (question, version) if about[2:] and about[2] in _CHOSEN:
                await self.queue.choose(tap, Wish(question, version, Verdict(about[2])), now)
            case "u.pick", (question, version) if len(about) == 4 and about[2] in _CHOSEN:  # noqa: PLR2004
                wish = Wish(question, version, Verdict(about[2]))
                await self.queue.pick(tap, wish, about[3], now)
            case _:
                await self.queue.show(tap, 0, now, after=False)
        self.ring()

    def ring(self) -> None:
        """There may be something to do."""
        self._alarm.ring()

    async def run(self) -> None:
        """Mark anew, tell, take out of what is open; first what was left when the bot ended."""
        while True:
            left = await self.rescoring.step(self._moment())
            self._owing()
            match left:
                case Left.MORE:
                    await self._pause(BETWEEN)
                case Left.LATER:
                    await self._pause(LATER)
                case Left.NOTHING:
                    await self._alarm.wait(LOOK)


_CHOSEN = {verdict.value for verdict in Verdict if verdict is not Verdict.REVERSED}


def _tap(update: Update) -> Tap | None:
    query = update.callback_query
    if query is None or query.data is None:
        return None
    message = query.message
    editable = message.message_id if isinstance(message, Message) else None
    return Tap(who(query.from_user), query.id, editable)


def _decoded(update: Update) -> tuple[str, tuple[str, ...]]:
    assert update.callback_query is not None  # noqa: S101 - it is a tap
    return decode(update.callback_query.data or "")
