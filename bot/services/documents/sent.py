"""Documents that instructors send by chat: read beside everything else, kept when they say so."""

import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.bank.proofs.reanchoring import Fate
from bot.bank.upload import shown_name
from bot.domain.documents.sent_document import SentDocument, SentState
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.domain.starts import MOST_STARTS
from bot.generation.documents.problem import UnreadableDocument
from bot.generation.documents.reading import Reading, Stated
from bot.generation.documents.safe import read_safely
from bot.generation.documents.stated import date_parts
from bot.generation.documents.written import (
    UNKNOWN,
    Unfit,
    is_only_a_date,
    written,
    written_value,
)
from bot.services.documents import meant
from bot.services.documents.debts import note, page, pages_anew, unfit
from bot.services.documents.keeping import keep, recognise, timely
from bot.services.documents.knowing import known_of, lacking, missing_of, recognised_as
from bot.services.documents.reading_again import NOTHING, ReadAgain, read_again
from bot.services.uploads.debts import toast
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.documents import documents, sent_documents
from bot.storage.documents.documents import Held
from bot.storage.people import people
from bot.storage.quiz import prompts

Read = Callable[[str, bytes], Awaitable[Reading]]
"""Reads a file of that name. Raises UnreadableDocument."""

_WORDS_OF_A_DATE = 4
_TO_READ = (Fate.LOST, Fate.REWORDED)
_ENDING = re.compile(r"\.\w{1,8}$")


@dataclass(frozen=True, slots=True)
class SentScreen:
    """A document as its message shows it: what was read, all that is known of it, and which
    document it looks like a new edition of (its title), or is one as its sender says (``chosen``).
    ``listed``: the bibliography says it, nobody else. ``held``: as what it is held, once it is.
    ``others``: there are documents that it could be an edition of. ``again``: what a new edition
    leaves to be read again.
    """

    sent: SentDocument
    reading: Reading | None
    known: Stated
    edition: str | None
    listed: bool
    voice: people.Voice
    held: Held | None = None
    chosen: str | None = None
    others: bool = False
    again: ReadAgain = NOTHING

    @property
    def missing(self) -> tuple[str, ...]:
        """What somebody has to say before it can be kept."""
        return missing_of(self.known)


class SentDocuments:
    """Use cases; ``instructors`` are the Telegram ids that the settings name."""

    def __init__(
        self, database: Database, instructors: Collection[int], *, read: Read = read_safely
    ) -> None:
        self.database = database
        self.instructors = instructors
        self._read = read

    async def receive(self, who: Who, file_name: str, data: bytes, now: datetime) -> None:
        """Keep a file until it is read, and owe the message that will tell of it."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            sent_id = await sent_documents.add(
                tx,
                person_id=person.id,
                chat=who.telegram_id,
                file_name=shown_name(file_name),
                data=data,
                now=now,
            )
            await meant.mean_sent(tx, person.id, sent_id, now)
            await owe(tx, [page(who.telegram_id, sent_id)], now)

    async def read_next(self, now: datetime) -> bool:
        """Read the file that has waited longest, outside any transaction; False when none waits.

        What was begun too often without an end is given up, since it may be what ends the bot.
        """
        async with self.database.write() as tx:
            unread = await sent_documents.begin_next(tx)
        if unread is None:
            return False
        reading, outcome = None, None
        if unread.begun > MOST_STARTS:
            outcome = {"code": "D125", "values": {"starts": MOST_STARTS}}
        else:
            try:
                reading = timely(await self._read(unread.file_name, unread.data), now.date())
            except UnreadableDocument as error:
                outcome = {"code": error.code, "values": dict(error.values)}
        async with self.database.write() as tx:
            state = SentState.READ if reading else SentState.REFUSED
            if reading and (same := (await recognise(tx, reading)).same):
                state, outcome = (
                    SentState.HELD,
                    _held(same.source.id, same.source.title, same.version),
                )
            plain = reading.to_json() if reading and state is SentState.READ else None
            if await sent_documents.was_read(tx, unread, state, reading=plain, outcome=outcome):
                await owe(tx, [page(unread.chat, unread.id)], now)
        return True

    async def waits(self, chat: int, now: datetime) -> bool:
        """Whether a document waits for its sender's word, and no kept one is being corrected."""
        async with self.database.read() as tx:
            person = await people.find(tx, chat)
            prompt = await prompts.of(tx, person.id) if person else None
            if prompt and prompt.purpose == meant.CORRECTION and prompt.waits(None, now):
                return False
            return await sent_documents.latest_read(tx, chat) is not None

    async def say(
        self, who: Who, text: str, now: datetime, *, replied_to: int | None = None
    ) -> None:
        """Take lines such as ``Date: 2019`` for a document that waits for its sender's word: the
        one whose message they reply to, or the one that is meant.
        """
        chat = who.telegram_id
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            sent = None
            if replied_to and (place := await debts.place_of(tx, chat, replied_to, "document:")):
                sent = await sent_documents.find(tx, int(place))
            if sent is None or sent.state is not SentState.READ:
                sent = await meant.sent(tx, person.id, chat)
            if sent is None:
                return
            await meant.mean_sent(tx, person.id, sent.id, now)
            await owe(tx, await _take_lines(tx, who, sent, text, now), now)

    async def answer(self, tx: Tx, who: Who, text: str, now: datetime) -> list[Owed]:
        """What is owed for a text without a label, where a document waits and lacks something: the
        answer, where only one thing is asked for, else how to answer. Nothing where none waits, or
        another card has asked since.
        """
        person = await people.find(tx, who.telegram_id)
        sent = await meant.asking(tx, person.id, who.telegram_id, now) if person else None
        missing = await lacking(tx, sent) if sent else ()
        if sent is None or not missing:
            return []
        if "\n" in text.strip():
            if "date" in missing and any(map(is_only_a_date, text.splitlines())):
                return await _take_lines(tx, who, sent, text, now)
            return [note(who, "document.how", file=sent.file_name)]
        dated = "date" in missing and date_parts(text) and len(text.split()) <= _WORDS_OF_A_DATE
        name = "date" if dated else missing[0]
        if len(missing) > 1 and name != "date":
            return [note(who, "document.how", file=sent.file_name)]
        try:
            value = written_value(name, " ".join(text.split()), now.date())
        except Unfit as error:
            return [unfit(who, [(text, error.why)])]
        await sent_documents.say(tx, sent.id, {**sent.said, name: value})
        return pages_anew(who.telegram_id, sent.id)

    async def suppose(
        self, who: Who, callback: str, sent_id: int, field: str, now: datetime
    ) -> None:
        """Take the file's name for the title, or leave the date open."""
        async with self.database.write() as tx:
            if sent := await self.undecided(tx, who, callback, sent_id, now):
                value = UNKNOWN if field == "date" else _ENDING.sub("", sent.file_name)
                await sent_documents.say(tx, sent_id, {**sent.said, field: value})
                await owe(tx, [toast(who, callback, now), page(who.telegram_id, sent_id)], now)

    async def keep(self, who: Who, callback: str, sent_id: int, now: datetime) -> None:
        """Keep a document of which all is known that has to be."""
        async with self.database.write() as tx:
            if sent := await self.undecided(tx, who, callback, sent_id, now):
                said = toast(who, callback, now, f"document.toast.{await _keep(tx, sent, now)}")
                await owe(tx, [said, page(who.telegram_id, sent_id)], now)

    async def cancel(self, who: Who, callback: str, sent_id: int, now: datetime) -> None:
        """Let go of a document."""
        async with self.database.write() as tx:
            if await self.undecided(tx, who, callback, sent_id, now):
                await sent_documents.end(tx, sent_id, SentState.CANCELLED)
                said = toast(who, callback, now, "document.toast.cancelled")
                await owe(tx, [said, page(who.telegram_id, sent_id)], now)

    async def screen(self, chat: int, sent_id: int) -> SentScreen | None:
        """What the document's message shows."""
        async with self.database.read() as tx:
            sent = await sent_documents.find(tx, sent_id)
            if sent is None:
                return None
            voice = await people.voice(tx, chat)
            if sent.reading is None:
                held = await _held_as(tx, sent)
                shown = SentScreen(sent, None, Stated(), None, False, voice, held)
                if held is None or sent.state is not SentState.KEPT:
                    return shown
                return replace(shown, again=await read_again(tx, held))
            reading = Reading.from_json(sent.reading)
            guessed, said = await recognise(tx, reading), await recognised_as(tx, sent, reading)
            return SentScreen(
                sent,
                reading,
                known_of(sent, reading, said),
                guessed.earlier.source.title if guessed.earlier else None,
                guessed.listed is not None,
                voice,
                chosen=said.earlier.source.title if said.earlier and sent.edition_of else None,
                others=await documents.is_any(tx),
            )

    async def voice(self, chat: int) -> people.Voice:
        """How to speak to a chat."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)

    async def undecided(
        self, tx: Tx, who: Who, callback: str, sent_id: int, now: datetime
    ) -> SentDocument | None:
        """The document, if it waits for this person's word; else they are told how it stands."""
        person = await people.recognise(tx, who, now)
        sent = await sent_documents.find(tx, sent_id)
        mine = sent is not None and sent.chat == who.telegram_id
        if mine and sent and sent.state is SentState.READ and who.telegram_id in self.instructors:
            await meant.mean_sent(tx, person.id, sent_id, now)
            return sent
        said = toast(who, callback, now, "document.toast.gone")
        await owe(tx, [said, page(who.telegram_id, sent_id)] if mine else [said], now)
        return None


async def _take_lines(tx: Tx, who: Who, sent: SentDocument, text: str, now: datetime) -> list[Owed]:
    """Write down what lines say of a document; what is owed for them."""
    lines = written(text, now.date(), asked=await lacking(tx, sent))
    await sent_documents.say(tx, sent.id, {**sent.said, **lines.said})
    refused = [unfit(who, lines.refused)] if lines.refused else []
    return [*refused, *pages_anew(who.telegram_id, sent.id)]


async def _keep(tx: Tx, sent: SentDocument, now: datetime) -> str:
    """What became of that: it is ``kept``; not before its title and date are known (``missing``),
    nor as an edition of what somebody took away (``away``), after which it is what it looks like.
    """
    reading = Reading.from_json(sent.reading or {})
    recognised = await recognised_as(tx, sent, reading)
    if sent.edition_of and not (recognised.earlier or recognised.same):
        await sent_documents.say(tx, sent.id, sent.facts)
        return "away"
    known = known_of(sent, reading, recognised)
    if known.title is None or known.date is None:
        return "missing"
    if known.date == UNKNOWN:
        known = replace(known, date=None)
    supposed = _ENDING.sub("", sent.file_name)
    said = [name for name, value in sent.facts.items() if (name, value) != ("title", supposed)]
    added = await keep(tx, reading, known, now, recognised=recognised, by_people=said)
    source = added.document.source
    outcome = _held(source.id, source.title, added.document.version)
    outcome["fates"] = {fate.value: count for fate, count in added.fates.items()}
    outcome["unpublished"] = added.unpublished
    outcome["to_read"] = [
        [one.fate.value, one.paragraph, one.stem, one.page, f"{one.set_slug}/{one.question}"]
        for one in added.moved
        if one.fate in _TO_READ
    ]
    await sent_documents.end(tx, sent.id, SentState.KEPT, outcome)
    return "kept"


async def _held_as(tx: Tx, sent: SentDocument) -> Held | None:
    if sent.state not in {SentState.KEPT, SentState.HELD} or sent.outcome is None:
        return None
    return await documents.held_as(tx, sent.outcome["document"], sent.outcome["version"])


def _held(document: str, title: str, version: int) -> dict[str, Any]:
    return {"document": document, "title": title, "version": version}
