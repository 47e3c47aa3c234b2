"""Instructors in private chats: a set as a document, its buttons, /sample and /sets."""

from collections.abc import Callable
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

from bot.handlers.fetching import fetched
from bot.handlers.who import who
from bot.services.uploads.publishing import Publishing, Turn
from bot.services.uploads.receiving import Uploads
from bot.views.callback import decode, is_number

LARGEST = 1_000_000
"""Bytes of a question set; it is text."""

ENDINGS = (".yaml", ".yml")


class InstructorHandlers:
    """Decode, fetch the file where there is one, and call the service once."""

    def __init__(
        self, uploads: Uploads, publishing: Publishing, clock: Callable[[], datetime]
    ) -> None:
        self.uploads = uploads
        self.publishing = publishing
        self.clock = clock

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        private = filters.ChatType.PRIVATE
        return [
            CommandHandler("sample", self.sample, filters=private),
            CommandHandler("sets", self.sets, filters=private),
            MessageHandler(private & filters.Document.ALL, self.document),
            CallbackQueryHandler(self.tap, pattern=r"^k\."),
        ]

    async def sample(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/sample"""
        if update.effective_user is not None:
            await self.uploads.sample(who(update.effective_user), self.clock())

    async def sets(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/sets"""
        if update.effective_user is not None:
            await self.publishing.list_sets(who(update.effective_user), self.clock())

    async def document(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file: fetched here, before the service's transaction, since the network is slow."""
        user, message = update.effective_user, update.effective_message
        if user is None or message is None or message.document is None:
            return
        sender, file, now = who(user), message.document, self.clock()
        name = file.file_name or "set.yaml"
        if sender.telegram_id not in self.uploads.instructors:
            await self.uploads.refuse(sender, "bank.not_yours", now)
        elif not name.lower().endswith(ENDINGS):
            await self.uploads.refuse(sender, "bank.wrong_kind", now)
        elif (file.file_size or 0) > LARGEST:
            await self.uploads.refuse(sender, "bank.too_large", now)
        elif (data := await fetched(file)) is None:
            await self.uploads.refuse(sender, "bank.not_fetched", now)
        else:
            await self.uploads.receive(sender, name, data, self.clock())

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Any button of a file or of the list; what is forged counts as one that is gone."""
        query = update.callback_query
        if query is None:
            return
        verb, about = decode(query.data or "")
        numbers = tuple(int(word) for word in about if is_number(word))
        sender, now = who(query.from_user), self.clock()
        uploads, publishing = self.uploads, self.publishing
        match verb, numbers:
            case "k.report", (upload_id,):
                await uploads.report(sender, query.id, upload_id, now)
            case "k.preview", (upload_id, position):
                await uploads.preview(sender, query.id, upload_id, position, now)
            case "k.changes", (upload_id, page):
                await uploads.changes(sender, query.id, upload_id, page, now)
            case "k.publish", (upload_id,):
                await publishing.ask(sender, query.id, upload_id, now)
            case "k.sure", (upload_id,):
                await publishing.publish(sender, query.id, upload_id, now)
            case "k.back", (_, _, _, _):
                await publishing.ask_back(sender, query.id, Turn(*numbers), now)
            case "k.off", (_, _, _, _):
                await publishing.take_back(sender, query.id, Turn(*numbers), now)
            case "k.again", (_, _, _, _):
                await publishing.offer_again(sender, query.id, Turn(*numbers), now)
            case "k.sets", (page,):
                await publishing.turn_page(sender, query.id, page, now)
            case "k.cancel", (upload_id,):
                await uploads.cancel(sender, query.id, upload_id, now)
            case _:
                await uploads.cancel(sender, query.id, 0, now)
