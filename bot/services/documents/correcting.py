"""Kept documents corrected and taken away: what was said of them at first may be wrong."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime

from bot.bank.texts.dates import in_words
from bot.domain.owed import Argument, Owed
from bot.domain.people.person import Person, Who
from bot.domain.question import Source
from bot.generation.documents.reading import Stated
from bot.generation.documents.written import UNKNOWN, written
from bot.services.documents import meant
from bot.services.documents.debts import unfit
from bot.services.documents.keeping import described
from bot.services.documents.library import opened_page, shelf_page
from bot.services.documents.meant import CORRECTION
from bot.services.uploads.debts import toast
from bot.storage.bank import bank_sources
from bot.storage.curation import open_edits
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts as shown
from bot.storage.delivery.owing import owe
from bot.storage.documents import correcting, documents
from bot.storage.documents.documents import Held
from bot.storage.people import people
from bot.storage.quiz import prompts
from bot.storage.quiz.prompts import Prompt


class Correcting:
    """Use cases. ``instructors`` are the Telegram ids that the settings name; ``taken_away`` is
    called when a document is gone, outside any transaction.
    """

    def __init__(
        self,
        database: Database,
        instructors: Collection[int],
        taken_away: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.database = database
        self.instructors = instructors
        self._taken_away = taken_away

    async def ask(self, who: Who, callback: str, version_id: int, page: int, now: datetime) -> None:
        """Wait for lines such as ``Title: …``, and say so in the document's message."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            held = await documents.held(tx, version_id)
            if refused := await self._refused(tx, who, held):
                await owe(tx, [toast(who, callback, now, refused, alert=True)], now)
                return
            await open_edits.close(tx, person.id)  # of a draft: the next text is for this
            about = {"version": version_id, "page": page}
            await prompts.ask(tx, person.id, CORRECTION, about, now)
            asked = opened_page(who.telegram_id, version_id, page, asks="correct")
            await owe(tx, [toast(who, callback, now), asked], now)

    async def is_opened(self, chat: int, now: datetime, *, replied_to: int | None = None) -> bool:
        """Whether lines are for the document that is open in /documents: not where they reply to
        the message of one that was sent.
        """
        async with self.database.read() as tx:
            person = await people.find(tx, chat)
            if person is None or await meant.opened(tx, person.id, now) is None:
                return False
            sent = replied_to and await shown.place_of(tx, chat, replied_to, "document:")
            return not sent

    async def say_of_opened(self, who: Who, text: str, now: datetime) -> None:
        """Take lines for the document that is open."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            if prompt := await meant.opened(tx, person.id, now):
                await owe(tx, await self.said(tx, person, prompt, text, now), now)

    async def said(
        self, tx: Tx, person: Person, prompt: Prompt, text: str, now: datetime
    ) -> list[Owed]:
        """Take the lines; what is owed for them. One that does not fit leaves all as it is, and
        better ones are waited for.
        """
        who, version_id = person.who, prompt.about["version"]
        held = await documents.held(tx, version_id)
        refused = await self._refused(tx, who, held)
        if held is None or refused:
            await prompts.end(tx, person.id)
            return [_word(who, refused or "drafting.toast.gone")]
        lines = written(text, now.date(), asked=() if held.source.date else ("date",))
        if lines.refused:
            return [unfit(who, lines.refused)]
        licence = lines.said.get("licence") or held.licence
        before, after = held.source, _corrected(held, lines.said)
        asked = await correcting.asked_of(tx, version_id)
        await correcting.describe(tx, version_id, after, licence, lines.said)
        await meant.mean_opened(tx, person.id, version_id, prompt.about["page"], now)
        in_drafts, with_learners = correcting.saying(asked, _gone(before, after))
        above = opened_page(who.telegram_id, version_id, prompt.about["page"])
        debts = [above, _corrected_word(who, before, after)]
        if in_drafts or with_learners:
            numbers = {"drafts": in_drafts, "learners": with_learners}
            debts.append(_word(who, "library.corrected.said", **numbers))
        return [*debts, replace(above, fresh=True)]

    async def ask_away(
        self, who: Who, callback: str, version_id: int, page: int, now: datetime
    ) -> None:
        """Ask whether a document shall really go."""
        await self._go(who, callback, version_id, page, now, sure=False)

    async def take_away(
        self, who: Who, callback: str, version_id: int, page: int, now: datetime
    ) -> None:
        """Take a document away with its editions and drafts, unless somebody needs it."""
        await self._go(who, callback, version_id, page, now, sure=True)
        if self._taken_away is not None:
            await self._taken_away()

    async def _go(
        self, who: Who, callback: str, version_id: int, page: int, now: datetime, *, sure: bool
    ) -> None:
        chat = who.telegram_id
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            held = await documents.held(tx, version_id)
            if held is not None:
                await correcting.hold(tx, held.number)
            if held is None or chat not in self.instructors:
                word = "drafting.toast.gone" if held is None else "drafting.toast.not_yours"
                await owe(tx, [toast(who, callback, now, word, alert=True)], now)
            elif await correcting.is_cited(tx, held.number):
                await owe(tx, [toast(who, callback, now, "library.toast.cited", alert=True)], now)
            elif not sure:
                asked = opened_page(chat, version_id, page, asks="away")
                await owe(tx, [toast(who, callback, now), asked], now)
            else:
                await correcting.take_away(tx, held.number)
                said = toast(who, callback, now, "library.toast.away")
                await owe(tx, [said, shelf_page(chat, page)], now)

    async def _refused(self, tx: Tx, who: Who, held: Held | None) -> str | None:
        """The word for why nothing is corrected, if anything stands against it."""
        if who.telegram_id not in self.instructors:
            return "drafting.toast.not_yours"
        if held is None:
            return "drafting.toast.gone"
        listed = await bank_sources.pinned(tx, held.source.sha256)
        return "library.toast.listed" if listed else None


def _corrected(held: Held, said: dict[str, str]) -> Source:
    source = held.source
    date = said.get("date", source.date)
    stated = Stated(
        said.get("title", source.title),
        said.get("publisher", source.publisher),
        None if date == UNKNOWN else date,
        said.get("language", source.language),
    )
    return described(source, stated)


def _gone(before: Source, after: Source) -> list[str]:
    """What questions may say of a document that is so no more: its title, the month of its date."""
    gone = [before.title] if before.title != after.title else []
    if before.date and before.date != after.date:
        gone.append(in_words(before.date[: len("2019-05")]) or before.date)
    return gone


def _corrected_word(who: Who, before: Source, after: Source) -> Owed:
    """Which document it was, by the title that its sender knew it by."""
    if before.title == after.title:
        return _word(who, "library.corrected", title=after.title)
    return _word(who, "library.renamed", before=before.title, title=after.title)


def _word(who: Who, word: str, **values: Argument) -> Owed:
    return Owed(who.telegram_id, "document.word", {"word": word, **values})
