"""Curation: drafts come in, are looked at, approved, rejected, reworded; one queue, many doors."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.documents.source_document import SourceDocument
from bot.domain.drafts.draft import (
    Draft,
    DraftState,
    EventKind,
    Filter,
    NewDraft,
    NoDraft,
    Remark,
    Wording,
)
from bot.domain.drafts.draft_fields import field_of, rewritten
from bot.domain.drafts.sitting import LONGEST, sitting_since
from bot.domain.question import Question
from bot.generation.candidates import Provenance
from bot.generation.gate.earlier import Asked
from bot.generation.gate.findings import Hard, Soft
from bot.generation.ranking import Acceptance
from bot.services.curation import acts
from bot.services.curation.acts import Act, Seen
from bot.services.curation.judging import Judging
from bot.services.curation.look import Look, live_version
from bot.services.curation.looking import cited_documents, paragraphs, passages
from bot.services.curation.other_editions import asked_of, compared, of_others
from bot.services.curation.ranking import acceptance
from bot.services.curation.siting import sited
from bot.services.curation.taking_in import TakenIn, take_in
from bot.services.curation.undoing import Undone, undo
from bot.storage.curation import afterwards, draft_queue, drafts
from bot.storage.database import Database, Tx
from bot.storage.documents import documents

PAGE = 20


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Drafts of a queue from place ``start`` (from 0) on, of ``total``. ``stems`` are those that
    learners have of published ones, by the questions' ids.
    """

    drafts: tuple[Draft, ...]
    start: int
    total: int
    stems: Mapping[str, str] = field(default_factory=dict)

    def stem(self, draft: Draft) -> str:
        """What a draft of the page asks by now."""
        drafted = draft.question
        published = draft.state is DraftState.PUBLISHED
        return self.stems.get(drafted.id, drafted.stem) if published else drafted.stem


@dataclass(frozen=True, slots=True)
class Kinds:
    """How many of the drafts that fit a filter are of which kind; ``titles`` of documents by id."""

    documents: Mapping[str, int]
    templates: Mapping[str, int]
    findings: Mapping[str, int]
    states: Mapping[DraftState, int]
    titles: Mapping[str, str]


class Curation:
    """Use cases of every door. ``curators`` different people have to approve a draft.

    A door sees to it that only instructors come in. Whatever changes a draft takes the revision
    that was ``seen``, and raises Moved where somebody was faster, NotNow where the draft's state
    does not allow it, NoDraft where there is none.
    """

    def __init__(self, database: Database, judging: Judging, curators: int = 1) -> None:
        self.database = database
        self.judging = judging
        self.curators = curators

    async def take_in(
        self, new: Sequence[NewDraft], cited: Sequence[SourceDocument], now: datetime
    ) -> TakenIn:
        """Put drafts into the queue; one that is held already changes nothing, be it from the same
        text or from another edition of its document, whatever was decided about it.

        ``cited`` are the documents that they were drafted from, as the backend had them. Raises
        NotKept where a draft's own document is not held with that text.
        """
        remarks = await self.remarks(new, cited)
        async with self.database.write() as tx:
            return await take_in(tx, new, remarks, cited, now)

    async def remarks(
        self, new: Sequence[NewDraft], cited: Sequence[SourceDocument]
    ) -> list[tuple[Remark, ...] | None]:
        """What is to be said about each of new drafts, as :func:`take_in` wants it."""
        by_id = {one.source.id: one for one in cited}
        async with self.database.read() as tx:
            others = await of_others(tx, new, by_id)
        beside = await compared(new, others, by_id)
        fresh = [
            (one.question, (*one.findings, *found))
            for one, found in zip(new, beside, strict=True)
            if found is not None
        ]
        said = iter(await self.judging.drafted(fresh, by_id))
        return [None if found is None else next(said) for found in beside]

    async def lacking(self, cited: Sequence[SourceDocument]) -> list[str]:
        """The ids of those documents that are not held with that text."""
        async with self.database.read() as tx:
            held = await drafts.version_ids(tx, [one.source.sha256 for one in cited])
        return [one.source.id for one in cited if one.source.sha256 not in held]

    async def asked(self, cited: Sequence[SourceDocument]) -> dict[str, Asked]:
        """What drafts of these documents ask already, be they from that text or from another
        edition, by the documents' ids: what would not be taken in.
        """
        async with self.database.read() as tx:
            return {one.source.id: await asked_of(tx, one.source) for one in cited}

    async def queue(self, which: Filter, start: int = 0, size: int = PAGE) -> QueuePage:
        """A page of the drafts that fit, the most promising first: see :meth:`acceptance`."""
        async with self.database.read() as tx:
            order = await self._order(tx, which)
            start = max(0, min(start, len(order) - 1))
            shown = await drafts.several(tx, order[start : start + size])
            gone = [one.question.id for one in shown if one.state is DraftState.PUBLISHED]
            stems = await afterwards.stems(tx, gone) if gone else {}
        return QueuePage(tuple(shown), start, len(order), stems)

    async def kinds(self, which: Filter) -> Kinds:
        """What a queue can be narrowed down to."""
        async with self.database.read() as tx:
            by_document, by_template, by_code = await draft_queue.kinds(tx, which)
            states = await draft_queue.states(tx, which.document)
            every = await documents.newest(tx)
        titles = {one.source.id: one.source.title for one in every}
        return Kinds(by_document, by_template, by_code, states, titles)

    async def states(self, document: str | None = None) -> Counter[DraftState]:
        """How many drafts of a document, or of all, are in which state."""
        async with self.database.read() as tx:
            return await draft_queue.states(tx, document)

    async def next(self, which: Filter, after: int | None = None) -> int | None:
        """The draft behind that one in the queue, the first behind the last; None where it is
        empty, or holds that one only.
        """
        async with self.database.read() as tx:
            return await self.following(tx, which, after)

    async def following(self, tx: Tx, which: Filter, after: int | None) -> int | None:
        """See :meth:`next`; in a transaction of the caller's."""
        order = await self._order(tx, which)
        place = order.index(after) + 1 if after in order else 0
        others = [one for one in (*order[place:], *order[:place]) if one != after]
        return others[0] if others else None

    async def look(self, draft_id: int, which: Filter | None = None) -> Look:
        """A draft with its passages and its history, and where it stands in a queue."""
        async with self.database.read() as tx:
            draft = await drafts.find(tx, draft_id)
            if draft is None:
                raise NoDraft(draft_id)
            cited = await cited_documents(tx, draft.texts)
            history = await drafts.events(tx, draft_id)
            order = await self._order(tx, which or Filter())
            newest = await draft_queue.newest_edition(tx, draft.document)
            gone = [one.at for one in history if one.kind is EventKind.PUBLISHED]
            slug = draft.question.id
            later = await afterwards.since(tx, slug, gone[-1]) if gone else []
            live = await live_version(tx, draft, later)
        own = draft.question.citations[0].source if draft.question.citations else draft.document
        place = order.index(draft_id) + 1 if draft_id in order else 0
        return Look(
            draft,
            (cited.get(own) or next(iter(cited.values()))).source,
            passages(live or draft.question, cited),
            tuple(history),
            place,
            len(order),
            {name: one.source for name, one in cited.items()},
            newest,
            tuple(later),
            live,
            paragraphs(live or draft.question, cited),
        )

    async def approve(
        self,
        seen: Seen,
        by: int | None,
        now: datetime,
        note: str | None = None,
        *,
        waiting: bool = False,
    ) -> Draft:
        """See :func:`bot.services.curation.acts.approve`."""
        async with self.database.write() as tx:
            return await acts.approve(tx, seen, self.act(by, now), note, waiting=waiting)

    async def reject(self, seen: Seen, by: int | None, now: datetime, reason: str) -> Draft:
        """See :func:`bot.services.curation.acts.reject`."""
        async with self.database.write() as tx:
            return await acts.reject(tx, seen, self.act(by, now), reason)

    async def edit(
        self, seen: Seen, by: int | None, now: datetime, changes: Mapping[str, str]
    ) -> Draft:
        """Write fields anew (:mod:`bot.domain.drafts.draft_fields`); no earlier approval counts.

        Raises Unfit. What the gate, the rules and lint say of it stands beside it afterwards.
        """
        wording = await self.reworded(seen, changes)
        return await self.rewrite(seen, by, now, wording)

    async def rewrite(self, seen: Seen, by: int | None, now: datetime, wording: Wording) -> Draft:
        """Give a draft a whole new wording, as :meth:`judged` or :meth:`reworded` gives it."""
        async with self.database.write() as tx:
            return await acts.reword(tx, seen, self.act(by, now), wording)

    async def reworded(self, seen: Seen, changes: Mapping[str, str]) -> Wording:
        """How a draft would read and what would be said about it; changes nothing. Raises Unfit."""
        async with self.database.read() as tx:
            draft = await drafts.find(tx, seen.draft)
        if draft is None:
            raise NoDraft(seen.draft)
        return await self.judged(draft, rewritten(draft.question, changes))

    async def judged(self, draft: Draft, question: Question) -> Wording:
        """Another wording of a draft with what is to be said about it.

        A quote that stands elsewhere in its document takes its citation along.
        """
        async with self.database.read() as tx:
            cited = await cited_documents(tx, draft.texts)
        question = sited(question, cited)
        provenance = Provenance(draft.backend, draft.template, draft.version)
        before = [one for one in draft.wording.remarks if _holds(one, question, draft.question)]
        remarks = await self.judging.reworded(question, provenance, cited, before)
        return Wording(question, remarks)

    async def undo(self, by: int, now: datetime, draft_id: int | None = None) -> Undone:
        """See :func:`bot.services.curation.undoing.undo`."""
        async with self.database.write() as tx:
            return await undo(tx, self.act(by, now), draft_id)

    async def restand(self) -> None:
        """See :func:`bot.services.curation.acts.restand`; at every start, as settings are read."""
        async with self.database.write() as tx:
            await acts.restand(tx, self.curators)

    async def acceptance(self) -> Acceptance:
        """How each template's drafts fared so far."""
        async with self.database.read() as tx:
            return acceptance(await draft_queue.tally(tx))

    def act(self, by: int | None, now: datetime) -> Act:
        """Who does something, when, under this deployment's rule."""
        return Act(by, now, self.curators)

    async def _order(self, tx: Tx, which: Filter) -> list[int]:
        """The queue's order: for a curator as it was when their sitting began."""
        since = None
        if which.curator is not None:
            now = self.database.clock()
            made = await draft_queue.decided_by(tx, which.curator, now - LONGEST)
            since = sitting_since(made, now)
        found = acceptance(await draft_queue.tally(tx, since))
        return await draft_queue.order(tx, which, {name: found.score(name) for name in found.seen})


def _holds(remark: Remark, question: Question, before: Question) -> bool:
    """Whether a remark on the former wording may say something of the new one: what another edition
    asks is no matter of a stem that asks something else.
    """
    return remark.code not in {Hard.EDITION, Soft.EDITION} or question.stem == before.stem


def remarks_by_field(remarks: Sequence[Remark], fields: Sequence[str]) -> dict[str, list[Remark]]:
    """Remarks beside the fields that they are about, under "" what is about the whole."""
    found: dict[str, list[Remark]] = {name: [] for name in ("", *fields)}
    for one in remarks:
        name = field_of(one)
        found[name if name in found else ""].append(one)
    return found
