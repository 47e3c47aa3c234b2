"""The documents that are kept, as instructors look through them: what was drafted, what is open."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.drafts.draft import DraftState
from bot.domain.drafts.draft_job import DraftJob
from bot.domain.owed import Argument, Owed
from bot.domain.people.person import Person, Who
from bot.services.documents import meant
from bot.services.documents.reading_again import NOTHING, ReadAgain, read_again
from bot.services.uploads.debts import toast, turned_away
from bot.storage.curation import draft_queue
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.documents import correcting, documents, draft_jobs
from bot.storage.documents.documents import Held
from bot.storage.people import people

PER_PAGE = 5
PLACE = "library"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the kept documents, from 1 of ``pages``, with how many drafts of each, by the
    document's id, are in which state; ``first`` is the number of the first one, from 1.
    """

    held: Sequence[Held]
    drafts: Mapping[str, Counter[DraftState]]
    page: int
    pages: int
    voice: people.Voice

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1


@dataclass(frozen=True, slots=True)
class Opened:
    """One document: its drafts by their states, and the last job that drafted from it; ``cited``:
    somebody else needs it, so that it cannot be taken away; ``again``: what is to be read again.
    """

    held: Held
    drafts: Counter[DraftState]
    job: DraftJob | None
    voice: people.Voice
    cited: bool = False
    again: ReadAgain = NOTHING


class Library:
    """Use cases. ``instructors`` are the Telegram ids that the settings name."""

    def __init__(self, database: Database, instructors: Collection[int]) -> None:
        self.database = database
        self.instructors = instructors

    async def list_documents(self, who: Who, now: datetime) -> None:
        """Owe the list of documents, in a new message."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            if who.telegram_id not in self.instructors:
                await owe(tx, [turned_away(who, "library.not_yours")], now)
                return
            await meant.mean_none(tx, person.id)
            await owe(tx, [shelf_page(who.telegram_id, 1, fresh=True)], now)

    async def turn_page(self, who: Who, callback: str, page: int, now: datetime) -> None:
        """Owe another page, in the message of the list."""
        async with self.database.write() as tx:
            if person := await self._instructor(tx, who, callback, now):
                await meant.mean_none(tx, person.id)
                await owe(tx, [toast(who, callback, now), shelf_page(who.telegram_id, page)], now)

    async def open(
        self, who: Who, callback: str, version_id: int, page: int, now: datetime
    ) -> None:
        """Owe one document in the list's message; ``page`` is where it stands in the list. What is
        said of a document is said of this one then.
        """
        async with self.database.write() as tx:
            if person := await self._instructor(tx, who, callback, now):
                await meant.mean_opened(tx, person.id, version_id, page, now)
                shown = opened_page(who.telegram_id, version_id, page)
                await owe(tx, [toast(who, callback, now), shown], now)

    async def _instructor(self, tx: Tx, who: Who, callback: str, now: datetime) -> Person | None:
        """The person, if the documents are open to them; else they are told."""
        person = await people.recognise(tx, who, now)
        if who.telegram_id in self.instructors:
            return person
        await owe(tx, [toast(who, callback, now, "drafting.toast.not_yours")], now)
        return None

    async def shelf(self, chat: int, page: int) -> Shelf:
        """What a page of the list shows; the last one where there are fewer."""
        async with self.database.read() as tx:
            every = sorted(await documents.newest(tx), key=_by_title)
            pages = max(1, -(-len(every) // PER_PAGE))
            page = min(max(1, page), pages)
            held = every[(page - 1) * PER_PAGE :][:PER_PAGE]
            drafts = {one.source.id: await _states(tx, one.source.id) for one in held}
            return Shelf(held, drafts, page, pages, await people.voice(tx, chat))

    async def opened(self, chat: int, version_id: int) -> Opened | None:
        """What one document's screen shows."""
        async with self.database.read() as tx:
            held = await documents.held(tx, version_id)
            if held is None:
                return None
            return Opened(
                held,
                await _states(tx, held.source.id),
                await draft_jobs.latest(tx, version_id),
                await people.voice(tx, chat),
                await correcting.is_cited(tx, held.number),
                await read_again(tx, held),
            )


def _by_title(one: Held) -> tuple[str, str]:
    return one.source.title.casefold(), one.source.id


async def _states(tx: Tx, document: str) -> Counter[DraftState]:
    """How many drafts are in which state; of the published ones, those that learners are asked."""
    states = await draft_queue.states(tx, document)
    if states[DraftState.PUBLISHED]:
        states[DraftState.PUBLISHED] = await draft_queue.with_learners(tx, document)
    return states


def opened_page(chat: int, version_id: int, page: int, asks: str | None = None) -> Owed:
    """One document in the list's message; ``asks`` names what it asks of whoever reads it."""
    args: dict[str, Argument] = {"version": version_id, "page": page}
    if asks:
        args["asks"] = asks
    return Owed(chat, "library.document", args, place=PLACE)


async def opened_anew(tx: Tx, person_id: int, chat: int, version_id: int) -> list[Owed]:
    """A document's card as it is now, where that is what the list's message shows."""
    shows = await meant.shows(tx, person_id, version_id)
    if shows is None or await debts.shown_at(tx, chat, PLACE) is None:
        return []
    return [opened_page(chat, version_id, shows)]


def shelf_page(chat: int, page: int, *, fresh: bool = False) -> Owed:
    """A page of the list."""
    return Owed(chat, "library", {"page": page}, place=PLACE, fresh=fresh)
