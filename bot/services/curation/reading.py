"""What the message of a review shows, read anew each time it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.drafts.draft import DraftState, Filter, NoDraft
from bot.services.curation.look import Look
from bot.services.curation.queue import Curation
from bot.storage.curation import draft_queue
from bot.storage.documents import documents
from bot.storage.people import people


@dataclass(frozen=True, slots=True)
class Publishable:
    """A document with approved drafts: its id, the number that buttons hold, its title."""

    document: str
    number: int
    title: str
    drafts: int


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    """An entry of the queue, or without a ``look`` that nothing waits in it.

    ``states`` are those of the document with ``title`` to which it is narrowed down, or of all.
    """

    look: Look | None
    document: int
    title: str | None
    states: Mapping[DraftState, int]
    publishable: tuple[Publishable, ...]
    voice: people.Voice


class ReviewReading:
    """Read methods for the screens."""

    def __init__(self, curation: Curation) -> None:
        self.curation = curation
        self.database = curation.database

    async def screen(self, chat: int, draft_id: int, document: int) -> ReviewScreen:
        """The message of a curator's chat."""
        async with self.database.read() as tx:
            voice = await people.voice(tx, chat)
            person = await people.find(tx, chat)
            slug = await draft_queue.document_numbered(tx, document)
            states = await draft_queue.states(tx, slug)
            titles = {one.source.id: one.source.title for one in await documents.newest(tx)}
            publishable = [
                Publishable(one, await draft_queue.document_named(tx, one), titles[one], count)
                for one, count in (await draft_queue.approved(tx)).items()
            ]
        title = titles.get(slug) if slug else None
        which = Filter(slug, curator=person.id if person else None)
        look = await self._look(draft_id, which)
        return ReviewScreen(look, document, title, states, tuple(publishable), voice)

    async def voice(self, chat: int) -> people.Voice:
        """How to speak to a chat."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)

    async def _look(self, draft_id: int, which: Filter) -> Look | None:
        try:
            return await self.curation.look(draft_id, which)
        except NoDraft:
            return None
