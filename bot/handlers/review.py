"""Curators in private chats: /review, its buttons, and the texts that they send for it."""

from collections.abc import Awaitable, Callable
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
from bot.services.curation.debts import Tap
from bot.services.curation.review import Review
from bot.views.callback import decode, is_number

Texts = Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]
"""Takes a private text."""

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
_NAMED = 3
"""What every button names: draft, revision, document."""


class ReviewHandlers:
    """Decodes updates into service calls; ``otherwise`` takes texts that are for no draft. To be
    registered before those who take every other text.
    """

    def __init__(self, review: Review, otherwise: Texts, moment: Callable[[], datetime]) -> None:
        self.review = review
        self._otherwise = otherwise
        self._moment = moment

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        mine = filters.User(list(self.review.instructors), allow_empty=False)
        return [
            CommandHandler("review", self.open, _PRIVATE),
            CallbackQueryHandler(self.tap, pattern=r"^v\."),
            MessageHandler(_PRIVATE & mine & filters.TEXT & ~filters.COMMAND, self.text),
        ]

    async def open(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/review, and behind it the id of a document."""
        if update.effective_user is not None:
            document = context.args[0] if context.args else ""
            await self.review.open(who(update.effective_user), document, self._moment())

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A text for the field that is open; where none is, a text like any other."""
        user, message = update.effective_user, update.effective_message
        if user is None or message is None or not message.text:
            return
        above = message.reply_to_message
        replied_to = above.message_id if above else None
        taken = await self.review.text(
            who(user), message.text, self._moment(), replied_to=replied_to
        )
        if not taken:
            await self._otherwise(update, context)

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Any button of a review; what is forged counts as one of a draft that is not there."""
        query = update.callback_query
        if query is None:
            return
        verb, about = decode(query.data or "")
        named = about[:_NAMED]
        sound = len(named) == _NAMED and all(map(is_number, named))
        draft, revision, document = map(int, named) if sound else (0, 0, 0)
        sender, now = who(query.from_user), self._moment()
        tap = Tap(sender, now, draft, revision, document, callback=query.id)
        await self._done(tap, verb if sound else "", about[_NAMED:])

    async def _done(self, tap: Tap, verb: str, rest: tuple[str, ...]) -> None:
        review = self.review
        match verb, rest:
            case "v.approve", ():
                await review.approve(tap)
            case "v.reject", (reason,) if is_number(reason):
                await review.reject(tap, reason)
            case "v.ask", (field,):
                await review.ask(tap, field)
            case "v.put", (field, value):
                await review.put(tap, field, value)
            case "v.mode", (("entry" | "fields" | "reasons") as mode,):
                await review.show(tap, mode)
            case "v.go", ():
                await review.begin(tap)
            case "v.next", ():
                await review.next(tap)
            case "v.undo", ():
                await review.undo(tap)
            case (("v.publish" | "v.issue" | "v.sure"), _) if all(map(is_number, rest)):
                await self._ask_publish(tap, tuple(map(int, rest)))
            case "v.yes", (*where, number) if all(map(is_number, rest)):
                await self._publish(tap, tuple(map(int, where)), int(number))
            case _:
                await review.show(tap)

    async def _ask_publish(self, tap: Tap, where: tuple[int, ...]) -> None:
        """``where``: a document's number below an entry; version and page below the document."""
        match where:
            case (document,):
                await self.review.ask_publish(tap, document)
            case (version, page):
                await self.review.ask_publish(tap, tap.document, (version, page))
            case _:
                await self.review.show(tap)

    async def _publish(self, tap: Tap, where: tuple[int, ...], number: int) -> None:
        """``where`` as above; ``number``: how many drafts the question named."""
        match where:
            case (document,):
                await self.review.publish(tap, document, number)
            case (version, page):
                await self.review.publish(tap, tap.document, number, (version, page))
            case _:
                await self.review.show(tap)
