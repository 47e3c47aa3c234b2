"""A file of drafts that came back: what it decided becomes events, what it missed is reported.

The file, what was once written into it, and the draft as it stands are compared like three versions
of a text. What only the file changed is done; what changed in the queue meanwhile stays.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.bank.files.tree import MAX_BYTES, read_tree
from bot.bank.problem import Problem, ordered
from bot.bank.proofs.proof import prove_quotes
from bot.bank.reading import Placed, SetFile, collisions, read_set
from bot.bank.texts.passages import Document
from bot.domain.drafts.draft import (
    Draft,
    DraftState,
    Event,
    Moved,
    Nameless,
    NotApprovable,
    NotNow,
    Stand,
    stand,
)
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, Source, State
from bot.services.curation.acts import Seen
from bot.services.curation.edition_names import citing, sources_called
from bot.services.curation.files import (
    STATES,
    base_of,
    own_words,
    plain,
    remark_in_english,
    said,
)
from bot.services.curation.queue import Curation
from bot.storage.bank import bank_sources
from bot.storage.curation import drafts
from bot.storage.documents import documents
from bot.storage.people import people

_NO_REVIEW = "E311"
"""An approval needs no fingerprint here: the event that it becomes names the wording."""


IN_A_FILE = "in a file"
"""The reason of who gives none."""


class Fate(StrEnum):
    """What became of a question of the file."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Merged:
    """A question's fate, where it stands in the file, and why nothing was done, in English."""

    line: int
    question: str
    fates: tuple[Fate, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did; with ``problems`` it did nothing."""

    merged: tuple[Merged, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """A question as the file has it, as it was written out, as it stands."""

    file: Question
    base: Stand
    draft: Draft

    @property
    def edited(self) -> bool:
        return plain(self.file) != plain(self.base.wording.question)

    @property
    def edited_here(self) -> bool:
        """Whether the queue has other words than were written out, and than the file has."""
        here = plain(self.draft.question)
        return here not in (plain(self.base.wording.question), plain(self.file))

    @property
    def decided(self) -> bool:
        return self.file.state is not STATES[self.base.state]

    @property
    def decided_here(self) -> bool:
        return STATES[self.draft.state] is not STATES[self.base.state]

    @property
    def same(self) -> bool:
        """Whether the file says what is so."""
        worded = plain(self.file) == plain(self.draft.question)
        return worded and self.file.state is STATES[self.draft.state]


class DraftMerging:
    """The way of files back into the queue."""

    def __init__(self, curation: Curation) -> None:
        self.curation = curation
        self.database = curation.database

    async def curator(self, telegram_id: int) -> int | None:
        """The id of the person with that Telegram id, if we know them."""
        async with self.database.read() as tx:
            person = await people.find(tx, telegram_id)
        return None if person is None else person.id

    async def take_in(
        self, name: str, data: bytes, now: datetime, by: int | None = None
    ) -> Outcome:
        """Merge a file, question by question; a file with a problem changes nothing.

        ``by`` is the person whose decisions these are. Without one a file approves only where one
        person is enough.
        """
        async with self.database.read() as tx:
            shared = await bank_sources.load(tx)
            texts = await documents.texts(tx, [one.sha256 for one in shared])
        file = await asyncio.to_thread(_read, name, data, shared)
        async with self.database.read() as tx:
            own = await documents.texts(tx, [one.sha256 for one in file.sources])
        problems = await asyncio.to_thread(_problems, file, shared, {**texts, **own})
        if problems:
            return Outcome(problems=problems)
        hashes = {one.id: one.sha256 for one in (*shared, *file.sources)}
        return Outcome(
            tuple([await self._merged(one, file, hashes, by, now) for one in file.questions])
        )

    async def _merged(
        self,
        placed: Placed,
        file: SetFile,
        hashes: Mapping[str, str],
        by: int | None,
        now: datetime,
    ) -> Merged:
        question = placed.question
        line = file.tree.line((*placed.path, "id"))
        async with self.database.read() as tx:
            draft = await drafts.named(tx, question.id, hashes[question.citations[0].source])
            events = await drafts.events(tx, draft.id) if draft else []
            called = await sources_called(tx, draft.texts) if draft else {}
        if draft is None:
            why = "the queue has no draft of that id from that text"
            return Merged(line, question.id, (Fate.UNKNOWN,), why)
        base = _base(events, question, self.curation.curators)
        if base is None:
            why = "its tag base-… is gone or says something else → write the drafts out again"
            return Merged(line, question.id, (Fate.CONFLICT,), why)
        way = _Way(citing(question, {one.id: name for name, one in called.items()}), base, draft)
        if conflict := _conflict(way):
            return Merged(line, question.id, (Fate.CONFLICT,), conflict)
        try:
            fates = await self._done(way, by, now)
        except (NotApprovable, Nameless) as error:
            return Merged(line, question.id, (Fate.REFUSED,), f"not approved: {_refused(error)}")
        except (Moved, NotNow):
            return Merged(line, question.id, (Fate.CONFLICT,), "it moved meanwhile")
        return Merged(line, question.id, fates or (Fate.UNCHANGED,))

    async def _done(self, way: _Way, by: int | None, now: datetime) -> tuple[Fate, ...]:
        """Do what only the file changed."""
        draft, fates = way.draft, []
        if way.same or not (way.edited or way.decided):
            return ()
        if way.edited and plain(way.file) != plain(draft.question):
            wording = await self.curation.judged(draft, _worded(way.file, draft.question))
            draft = await self.curation.rewrite(_seen(draft), by, now, wording)
            fates.append(Fate.EDITED)
        words = own_words(way.file.note, way.base.wording)
        mine = by is not None and draft.first == by  # it waits for somebody else
        approved = STATES[draft.state] is State.APPROVED or mine
        if way.file.state is State.APPROVED and not approved:
            await self.curation.approve(_seen(draft), by, now, words or None)
            fates.append(Fate.APPROVED)
        elif way.file.state is State.RETIRED and draft.state is not DraftState.REJECTED:
            reason = words if words != said(way.base) else ""
            await self.curation.reject(_seen(draft), by, now, reason or IN_A_FILE)
            fates.append(Fate.REJECTED)
        return tuple(fates)


def _seen(draft: Draft) -> Seen:
    return Seen(draft.id, draft.revision)


def _worded(file: Question, held: Question) -> Question:
    """The file's wording with what is the queue's own."""
    return replace(plain(file), topic=held.topic, note=held.note)


def _base(events: Sequence[Event], question: Question, curators: int) -> Stand | None:
    """How the draft stood when it was written out."""
    mark = base_of(question)
    if mark is None or not 1 <= mark[0] <= len(events):
        return None
    base = stand(events[: mark[0]], curators)
    return base if fingerprint(base.wording.question) == mark[1] else None


def _conflict(way: _Way) -> str | None:
    """Why the file's will cannot be done."""
    if way.same or not (way.edited or way.decided):
        return None
    reasons = (
        (way.draft.state is DraftState.PUBLISHED, "it is published already"),
        (way.edited_here, "it was reworded in the queue too → write the drafts out again"),
        (way.decided_here, f"it was {way.draft.state.value} in the queue meanwhile"),
        (
            not way.edited and way.file.state is State.DRAFT,
            "a decision is taken back by Undo, not by a file",
        ),
    )
    return next((reason for so, reason in reasons if so), None)


def _refused(error: NotApprovable | Nameless) -> str:
    """What stands in the way of an approval, and the mend."""
    if isinstance(error, Nameless):
        return "two people have to → say with --by who you are"
    told = "; ".join(map(remark_in_english, error.remarks))
    mend = "write a note that says why it is right" if error.excusable else "reword it"
    return f"{told} → {mend}"


def _read(name: str, data: bytes, shared: Sequence[Source]) -> SetFile:
    known = {one.id: one for one in shared}
    return read_set(read_tree(name, data, MAX_BYTES), known, pictures=None)


def _problems(
    file: SetFile, shared: Sequence[Source], texts: Mapping[str, tuple[str, ...]]
) -> tuple[Problem, ...]:
    sources = {one.id: one for one in (*shared, *file.sources)}
    at_hand = {
        name: Document(texts[one.sha256]) for name, one in sources.items() if one.sha256 in texts
    }
    found = [*file.problems, *collisions(file.tree), *prove_quotes(file, sources, at_hand)]
    return ordered(one for one in found if one.code != _NO_REVIEW)
