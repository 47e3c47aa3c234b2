"""Drafts as a set's file, for those who review in git.

Each question has a tag ``base-REVISION-FINGERPRINT``, which says what was written out, and a note:
what curators said, then *Found:* and what gate, lint and backend have to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bank.files.writing import set_text
from bot.bank.problem import Problem
from bot.domain.documents.edition import named_after, told_apart
from bot.domain.drafts.draft import (
    Draft,
    DraftState,
    EventKind,
    Filter,
    Remark,
    Stand,
    Wording,
    stand,
)
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionSet, Source, State
from bot.domain.review import Review
from bot.domain.shortening import shortened
from bot.generation.gate.findings import Finding
from bot.services.curation.edition_names import citing, sources_called
from bot.storage.bank import bank_sources
from bot.storage.curation import draft_queue, drafts
from bot.storage.database import Database

FOUND = "Found: "
HOW = """\
# Drafts to be decided. Reword what you like, and behind `state:` write, instead of `draft`,
#   approved   learners may have it, once it is published
#   retired    rejected; behind `note:`, before "Found:", why, if you like
# Leave ids and the tags base-... as they are. Then: python -m bot bank import --drafts FILE
"""
"""What a file says to who decides in it."""

LONGEST_NOTE, LONGEST_TITLE = 1_000, 60
_TELLING = 12
"""Characters of a backend's note that tell it from a curator's."""

_BASE = re.compile(r"base-(\d{1,9})-([0-9a-f]{16})")

STATES = {
    DraftState.WAITING: State.DRAFT,
    DraftState.APPROVED: State.APPROVED,
    DraftState.PUBLISHED: State.APPROVED,
    DraftState.REJECTED: State.RETIRED,
}
"""What a draft's state is called in a file."""


@dataclass(frozen=True, slots=True)
class DraftsFile:
    """A file of drafts; ``twins`` had to stay out of it, since a newer edition's has their id."""

    text: str
    twins: int


async def drafts_file(
    database: Database, document: str, state: DraftState | None, curators: int = 1
) -> DraftsFile | None:
    """The drafts of a document, of all its editions, as a set's file; None where there are none.

    A file has an id once: of drafts with the same id, which ask the same of several editions, it
    has the newest one's.
    """
    async with database.read() as tx:
        order = await draft_queue.order(tx, Filter(document, state=state), {})
        every = await drafts.several(tx, sorted(order))
        newest = {one.question.id: one for one in sorted(every, key=lambda one: one.edition)}
        found = [one for one in every if newest[one.question.id] is one]
        if not found:
            return None
        stands = {one.id: stand(await drafts.events(tx, one.id), curators) for one in found}
        called = {one.id: await sources_called(tx, one.texts) for one in found}
        shared = await bank_sources.load(tx)
    sources = {one.id: one for named in called.values() for one in named.values()}
    questions = tuple(_written(one, stands[one.id], called[one.id]) for one in found)
    cited = dict.fromkeys(c.source for question in questions for c in question.citations)
    topics = {one: shortened(sources[one].title, LONGEST_TITLE - 20) for one in cited}
    last = max(range(len(found)), key=lambda place: found[place].edition)
    source = sources[questions[last].citations[0].source]
    whole = QuestionSet(
        named_after(document, before="drafts-"),
        f"Drafts: {shortened(source.title, LONGEST_TITLE - 8)}",
        source.language,
        1,
        {one.topic: topics[one.topic] for one in questions},
        questions,
    )
    own = told_apart(
        [sources[one] for one in cited if sources[one] not in shared],
        {one.short for one in shared},
    )
    head, _, body = set_text(whole, own).partition("\n")
    return DraftsFile(f"{head}\n{HOW}{body}", len(every) - len(found))


def _written(draft: Draft, stood: Stand, called: Mapping[str, Source]) -> Question:
    """A draft as a question of a file."""
    question = citing(draft.question, {name: one.id for name, one in called.items()})
    state = STATES[draft.state]
    mark = f"base-{draft.revision}-{fingerprint(draft.question)}"
    approved = stood.approvals[-1].at if stood.approvals else draft.at
    return replace(
        question,
        topic=question.citations[0].source,
        state=state,
        tags=(*question.tags, mark),
        review=_review(question, approved) if state is State.APPROVED else None,
        note=_note(said(stood), draft.wording) or None,
    )


def _review(question: Question, at: datetime) -> Review:
    return Review(at.date(), fingerprint(question))


def said(stood: Stand) -> str:
    """What curators said of a draft as it stands: a note, or the reason of a rejection."""
    last = stood.valid[-1]
    if last.kind is EventKind.REJECTED:
        return last.note or ""
    return stood.note or ""


def _note(words: str, wording: Wording) -> str:
    """The curator's words whole, then as much of what was found as there is room for."""
    found = _found(wording)
    room = LONGEST_NOTE - len(words) - len("\n")
    if not found or room <= len(_mark(wording)):
        return words
    return "\n".join(filter(None, (words, shortened(found, room))))


def _found(wording: Wording) -> str:
    """What was found in a wording, and what its backend has to say."""
    told = (*map(remark_in_english, wording.remarks), wording.question.note)
    found = "; ".join(filter(None, told))
    return f"{FOUND}{found}" if found else ""


def _mark(wording: Wording) -> str:
    """How that begins, whatever words the codes have by now."""
    if wording.remarks:
        return f"{FOUND}{wording.remarks[0].code}"
    return _found(wording)[: len(FOUND) + _TELLING]


def own_words(note: str | None, written: Wording) -> str:
    """What of a note is a curator's; ``written`` is the wording that was written out with it."""
    mark = _mark(written)
    words, found, last = (note or "").rpartition(mark) if mark else ("", "", note or "")
    return (words if found else last).strip()


def base_of(question: Question) -> tuple[int, str] | None:
    """The revision and the fingerprint that a question was written out with."""
    for tag in question.tags:
        if match := _BASE.fullmatch(tag):
            return int(match[1]), match[2]
    return None


def plain(question: Question) -> Question:
    """A question without what files and the queue say each in their own way."""
    return replace(
        question,
        topic="",
        state=State.DRAFT,
        review=None,
        note=None,
        tags=tuple(tag for tag in question.tags if not _BASE.fullmatch(tag)),
    )


def remark_in_english(remark: Remark) -> str:
    """A remark as files and the command line write it."""
    if remark.code.startswith("G"):
        return str(Finding(remark.code, str(remark.values.get("detail", ""))))
    return f"{remark.code} {Problem('', 0, remark.code, remark.values).message}"
