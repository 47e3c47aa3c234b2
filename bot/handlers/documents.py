"""Documents that instructors send in private chats: their text becomes passages."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import reduce

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.domain.people.person import Who
from bot.generation.documents.formats import SUFFIXES
from bot.generation.documents.limits import FILE_BYTES
from bot.generation.documents.stated import STATEMENT
from bot.handlers.fetching import fetched
from bot.handlers.who import who
from bot.services.documents.correcting import Correcting
from bot.services.documents.editions import Editions
from bot.services.documents.sent import SentDocuments
from bot.services.uploads.receiving import Uploads
from bot.views.callback import decode, is_number

Texts = Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]
"""Takes a private text."""

_STATEMENT = re.compile(f"^(?:{STATEMENT.pattern})", re.IGNORECASE)
_NOTHING: filters.BaseFilter = ~filters.ALL
_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


class DocumentHandlers:
    """Decodes updates into service calls, and reads what waits, one document at a time.

    ``owing`` is called when something is owed to a chat; ``otherwise`` takes texts that say nothing
    of a document. To be registered before those who take every other file.
    """

    def __init__(
        self,
        sent: SentDocuments,
        editions: Editions,
        correcting: Correcting,
        uploads: Uploads,
        otherwise: Texts,
        *,
        moment: Callable[[], datetime],
        owing: Callable[[], None],
    ) -> None:
        self.sent = sent
        self.editions = editions
        self.correcting = correcting
        self.uploads = uploads
        self._otherwise = otherwise
        self._moment = moment
        self._owing = owing
        self._came = asyncio.Event()

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        endings = (filters.Document.FileExtension(suffix[1:]) for suffix in SUFFIXES)
        read = reduce(lambda one, other: one | other, endings, _NOTHING)
        return [
            MessageHandler(_PRIVATE & read, self.document),
            CallbackQueryHandler(self.tap, pattern=r"^d\."),
        ]

    async def document(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file: fetched here, before the service's transaction, since the network is slow."""
        user, message = update.effective_user, update.effective_message
        if user is None or message is None or message.document is None:
            return
        sender, file, now = who(user), message.document, self._moment()
        if sender.telegram_id not in self.sent.instructors:
            await self.uploads.refuse(sender, "document.not_yours", now)
        elif (file.file_size or 0) > FILE_BYTES:
            await self.uploads.refuse(sender, "document.too_large", now)
        elif (data := await fetched(file)) is None:
            await self.uploads.refuse(sender, "bank.not_fetched", now)
        else:
            await self.sent.receive(sender, file.file_name or "document.txt", data, now)
            self._came.set()

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An instructor's text: lines such as "Date: 2019" are for a document that waits for them,
        everything else is a text like any other.
        """
        user, message = update.effective_user, update.effective_message
        if user is None or message is None or not message.text:
            return
        if _STATEMENT.search(message.text) and await self._taken(who(user), message):
            return
        await self._otherwise(update, context)

    async def _taken(self, sender: Who, message: Message) -> bool:
        """Whether lines are for a document: the one that is open in /documents, or that waits."""
        text, now = message.text or "", self._moment()
        above = message.reply_to_message.message_id if message.reply_to_message else None
        if await self.correcting.is_opened(sender.telegram_id, now, replied_to=above):
            await self.correcting.say_of_opened(sender, text, now)
        elif await self.sent.waits(sender.telegram_id, now):
            await self.sent.say(sender, text, now, replied_to=above)
        else:
            return False
        return True

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Any button of a document; what is forged counts as one that is gone."""
        query = update.callback_query
        if query is None:
            return
        verb, about = decode(query.data or "")
        numbers = tuple(int(word) for word in about if is_number(word))
        sender, now = who(query.from_user), self._moment()
        match verb, numbers:
            case "d.keep", (sent_id,):
                await self.sent.keep(sender, query.id, sent_id, now)
            case "d.named", (sent_id,):
                await self.sent.suppose(sender, query.id, sent_id, "title", now)
            case "d.undated", (sent_id,):
                await self.sent.suppose(sender, query.id, sent_id, "date", now)
            case "d.apart", (sent_id, another):
                await self.editions.tell_apart(
                    sender, query.id, sent_id, another=bool(another), now=now
                )
            case "d.list", (sent_id, page):
                await self.editions.turn_page(sender, query.id, sent_id, page, now)
            case "d.edition", (sent_id, number):
                await self.editions.choose(sender, query.id, sent_id, number, now)
            case "d.cancel", (sent_id,):
                await self.sent.cancel(sender, query.id, sent_id, now)
            case _:
                await self.sent.cancel(sender, query.id, 0, now)

    async def run(self) -> None:
        """Read what waits and what comes, for ever; first what waited when the bot ended."""
        while True:
            while await self.sent.read_next(self._moment()):
                self._owing()
            await self._came.wait()
            self._came.clear()
