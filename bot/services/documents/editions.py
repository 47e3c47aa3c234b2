"""Which document a sent one is a new edition of, as its sender says: the guess may be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.documents.edition import likeliest
from bot.domain.documents.sent_document import ANOTHER, EDITION, SentDocument
from bot.domain.people.person import Who
from bot.generation.documents.reading import Reading, Stated, merged
from bot.services.documents.debts import choices_page, page
from bot.services.documents.keeping import authored
from bot.services.documents.sent import SentDocuments
from bot.services.uploads.debts import toast
from bot.storage.database import Tx
from bot.storage.delivery.owing import owe
from bot.storage.documents import documents, sent_documents
from bot.storage.documents.documents import Held
from bot.storage.people import people

PER_PAGE = 5


@dataclass(frozen=True, slots=True)
class Choices:
    """A page, from 1 of ``pages``, of the documents that a sent one may be a new edition of, the
    likeliest first; ``first`` is the number of the first one, from 1.
    """

    sent: SentDocument
    held: Sequence[Held]
    page: int
    pages: int
    voice: people.Voice

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1


class Editions:
    """Use cases; whose a document is, :class:`SentDocuments` knows."""

    def __init__(self, sent: SentDocuments) -> None:
        self.sent = sent
        self.database = sent.database

    async def turn_page(
        self, who: Who, callback: str, sent_id: int, number: int, now: datetime
    ) -> None:
        """Owe a page of what can be chosen, in the document's message; 0 is the document again."""
        chat = who.telegram_id
        async with self.database.write() as tx:
            if await self.sent.undecided(tx, who, callback, sent_id, now):
                shown = choices_page(chat, sent_id, number) if number else page(chat, sent_id)
                await owe(tx, [toast(who, callback, now), shown], now)

    async def choose(
        self, who: Who, callback: str, sent_id: int, number: int, now: datetime
    ) -> None:
        """Take a document for a new edition of the one with that number."""
        async with self.database.write() as tx:
            if sent := await self.sent.undecided(tx, who, callback, sent_id, now):
                slug = await documents.slug_of(tx, number)
                if slug is not None:
                    await sent_documents.say(tx, sent_id, {**sent.facts, EDITION: slug})
                said = toast(who, callback, now, None if slug else "document.toast.away")
                await owe(tx, [said, page(who.telegram_id, sent_id)], now)

    async def tell_apart(
        self, who: Who, callback: str, sent_id: int, *, another: bool, now: datetime
    ) -> None:
        """Take a document for ``another`` than the one it is alike to, or for its edition."""
        async with self.database.write() as tx:
            if sent := await self.sent.undecided(tx, who, callback, sent_id, now):
                mark = {ANOTHER: "yes"} if another else {}
                await sent_documents.say(tx, sent_id, {**sent.facts, **mark})
                await owe(tx, [toast(who, callback, now), page(who.telegram_id, sent_id)], now)

    async def choices(self, chat: int, sent_id: int, number: int) -> Choices | None:
        """What such a page shows, the last one where there are fewer; None where nothing can be
        chosen (any more).
        """
        async with self.database.read() as tx:
            sent = await sent_documents.find(tx, sent_id)
            every = await _choosable(tx, sent) if sent else []
            if sent is None or not every:
                return None
            pages = -(-len(every) // PER_PAGE)
            number = min(max(1, number), pages)
            shown = every[(number - 1) * PER_PAGE :][:PER_PAGE]
            return Choices(sent, shown, number, pages, await people.voice(tx, chat))


async def _choosable(tx: Tx, sent: SentDocument) -> list[Held]:
    if sent.reading is None:
        return []
    reading = Reading.from_json(sent.reading)
    title = merged(Stated(**sent.facts), reading.stated).title or sent.file_name
    held = {one.source.id: one for one in await documents.newest(tx)}
    own = await sent_documents.brought_by(tx, sent.person_id)
    sources = (one.source for one in held.values())
    return [held[one.id] for one in likeliest(authored(reading.blocks), title, sources, own)]
