"""Instructors in private chats: a set as a document, its buttons, and /sample."""

from collections.abc import Callable
from datetime import datetime

from telegram import Update
from telegram.error import BadRequest
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.handlers.who import who
from bot.services.uploads import Uploads
from bot.views.callback import decode, is_number

LARGEST = 1_000_000
"""Bytes of a question set; it is text."""

ENDINGS = (".yaml", ".yml")


class InstructorHandlers:
    """Decode, fetch the file where there is one, and call the service once."""

    def __init__(self, uploads: Uploads, clock: Callable[[], datetime]) -> None:
        self.uploads = uploads
        self.clock = clock

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        private = filters.ChatType.PRIVATE
        return [
            CommandHandler("sample", self.sample, filters=private),
            MessageHandler(private & filters.Document.ALL, self.document),
            CallbackQueryHandler(self.tap, pattern=r"^k\."),
        ]

    async def sample(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/sample"""
        if update.effective_user is not None:
            await self.uploads.sample(who(update.effective_user), self.clock())

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
        else:
            try:
                data = await (await file.get_file()).download_as_bytearray()
            except BadRequest:  # gone, or not for us; what the network does passes by itself
                await self.uploads.refuse(sender, "bank.not_fetched", now)
                return
            await self.uploads.receive(sender, name, bytes(data), self.clock())

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Preview, Publish, Cancel; anything forged counts as a button that is gone."""
        query = update.callback_query
        if query is None:
            return
        verb, about = decode(query.data or "")
        numbers = [int(word) for word in about if is_number(word)]
        upload_id = numbers[0] if numbers else 0
        sender, now = who(query.from_user), self.clock()
        if verb == "k.publish":
            await self.uploads.publish(sender, query.id, upload_id, now)
        elif verb == "k.preview" and len(numbers) > 1:
            await self.uploads.preview(sender, query.id, upload_id, numbers[1], now)
        else:
            await self.uploads.cancel(sender, query.id, upload_id if verb == "k.cancel" else 0, now)
