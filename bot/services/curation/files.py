"""Drafts as a set's file, for those who review in git.

Each question has a tag ``base-REVISION-FINGERPRINT``, which says what was written out, and a note:
what curators said, then *Found:* and what gate and lint have to say.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.bank.problem import Problem
from bot.bank.writing import set_text
from bot.domain.draft import Draft, DraftState, EventKind, Filter, Remark, Stand, stand
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionSet, Review, Source, State
from bot.generation.gate.findings import Finding
from bot.services.curation.edition_names import citing, sources_called
from bot.storage.bank import bank_sources
from bot.storage.curation import draft_queue, drafts
from bot.storage.database import Database

FOUND = "Found: "
LONGEST_NOTE, LONGEST_TITLE, LONGEST_SLUG = 1_000, 60, 40
_BASE = re.compile(r"base-(\d{1,9})-([0-9a-f]{16})")

STATES = {
    DraftState.WAITING: State.DRAFT,
    DraftState.APPROVED: State.APPROVED,
    DraftState.PUBLISHED: State.APPROVED,
    DraftState.REJECTED: State.RETIRED,
}
"""What a draft's state is called in a file."""


async def drafts_file(
    database: Database, document: str, state: DraftState | None, curators: int = 1
) -> str | None:
    """The drafts of a document's newest edition that has any, as a set's file; None for none."""
    async with database.read() as tx:
        order = await draft_queue.order(tx, Filter(document, state=state), {})
        found = await drafts.several(tx, sorted(order))
        newest = max((one.edition for one in found), default=0)
        found = [one for one in found if one.edition == newest]
        if not found:
            return None
        stands = {one.id: stand(await drafts.events(tx, one.id), curators) for one in found}
        called = {one.id: await sources_called(tx, one.texts) for one in found}
        shared = await bank_sources.load(tx)
    sources = {one.id: one for named in called.values() for one in named.values()}
    questions = tuple(_written(one, stands[one.id], called[one.id]) for one in found)
    cited = dict.fromkeys(c.source for question in questions for c in question.citations)
    topics = {one: _cut(sources[one].title, LONGEST_TITLE - 20) for one in cited}
    title = sources[questions[0].citations[0].source].title
    whole = QuestionSet(
        f"drafts-{document}"[:LONGEST_SLUG].rstrip("-"),
        f"Drafts: {_cut(title, LONGEST_TITLE - 8)}",
        sources[questions[0].citations[0].source].language,
        1,
        {one.topic: topics[one.topic] for one in questions},
        questions,
    )
    own = [sources[one] for one in cited if sources[one] not in shared]
    return set_text(whole, own)


def _written(draft: Draft, stood: Stand, called: Mapping[str, Source]) -> Question:
    """A draft as a question of a file."""
    question = citing(draft.question, {name: one.id for name, one in called.items()})
    state = STATES[draft.state]
    mark = f"base-{draft.revision}-{fingerprint(draft.question)}"
    approved = stood.approvals[-1].at if stood.approvals else draft.at
    return replace(
        question,
        topic=question.citations[0].source[:LONGEST_SLUG].rstrip("-"),
        state=state,
        tags=(*question.tags, mark),
        review=_review(question, approved) if state is State.APPROVED else None,
        note=_note(said(stood), draft.question.note, draft.wording.remarks) or None,
    )


def _review(question: Question, at: datetime) -> Review:
    return Review(at.date(), fingerprint(question))


def said(stood: Stand) -> str:
    """What curators said of a draft as it stands: a note, or the reason of a rejection."""
    last = stood.valid[-1]
    if last.kind is EventKind.REJECTED:
        return last.note or ""
    return stood.note or ""


def _note(words: str, backends: str | None, remarks: tuple[Remark, ...]) -> str:
    """The curator's words, then what was found, and what the backend has to say itself."""
    found = "; ".join(filter(None, (*map(remark_in_english, remarks), backends)))
    parts = [words, f"{FOUND}{found}" if found else ""]
    return _cut("\n".join(filter(None, parts)), LONGEST_NOTE)


def own_words(note: str | None) -> str:
    """What of a note is a curator's."""
    return (note or "").partition(FOUND)[0].strip()


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


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
