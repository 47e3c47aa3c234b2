"""Approved drafts become a set of their document, and later ones its next version."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bank.files.writing import set_text
from bot.domain.drafts.draft import Draft, DraftState, Event, NothingApproved, SetOfOthers, stand
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionSet, Release, Source, State
from bot.domain.review import Review
from bot.domain.sets.code import new_code
from bot.domain.shortening import shortened
from bot.services.curation.acts import Act
from bot.services.curation.edition_names import citing, sources_called
from bot.storage.bank import bank, bank_sources, published
from bot.storage.curation import document_sets, draft_queue, drafts
from bot.storage.database import Database, Tx
from bot.storage.documents import documents

LONGEST_TITLE, LONGEST_TOPIC, LONGEST_SLUG = 60, 40, 40

_BROUGHT: Mapping[str, tuple[str, str]] = {
    "en": ("New questions: {new}.", "Reworded: {again}."),
    "ru": ("Новых вопросов: {new}.", "Изменено: {again}."),
}
"""What a version brought, in the words of learners and the language of the set."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What was published: the set as it stands then, how many of its questions are new in it, and
    the ids of drafts left out, since a question of another set has them.
    """

    set_id: int
    code: str
    title: str
    version: int
    new: int
    questions: int
    left_out: tuple[str, ...] = ()


class DraftPublishing:
    """Use cases of every door; ``curators`` as for the queue."""

    def __init__(self, database: Database, rng: random.Random, curators: int = 1) -> None:
        self.database = database
        self.rng = rng
        self.curators = curators

    async def publish(self, document: str, by: int, now: datetime) -> Issued:
        """Publish what is approved of a document, in a transaction of its own: :meth:`issue`."""
        async with self.database.write() as tx:
            return await self.issue(tx, document, Act(by, now, self.curators))

    async def issue(self, tx: Tx, document: str, act: Act) -> Issued:
        """Publish what is approved of a document as the next version of its set.

        The set gets the document's id, or one like it, and belongs to who published it first, as a
        sent file does. Questions that it has by now stay as they are, those that were taken back
        stay away. Raises NothingApproved, SetOfOthers.
        """
        held = await drafts.approved(tx, document)  # two must not make its set at once
        approved = [one for one in held if _stands_approved(one[1], act.curators)]
        document_id = await draft_queue.document_named(tx, document)
        newest = await documents.load(tx, document)
        if newest is None or not approved:
            raise NothingApproved(document)
        known = await document_sets.slug_of(tx, document_id)
        base = await _base(tx, known or await _free_slug(tx, document))
        if base.row is not None and (base.row.shipped or base.row.owner_id != act.by):
            raise SetOfOthers(newest.source.title)
        owners = await bank.owners_of(tx, [one.question.id for one, _ in approved])
        chosen = [one for one in approved if owners.get(one[0].question.id, base.slug) == base.slug]
        left_out = tuple(one.question.id for one, _ in approved if (one, _) not in chosen)
        if not chosen:
            raise NothingApproved(document, left_out)
        whole, sources, new = await _composed(tx, base, newest.source, chosen, act)
        done = await bank.publish(
            tx,
            whole,
            fingerprints={one.id: fingerprint(one) for one in whole.questions},
            own_sources=sources,
            origin="upload",
            code=new_code(self.rng.choice),
            content_hash=hashlib.sha256(set_text(whole).encode()).hexdigest(),
            by=act.by,
            now=act.now,
        )
        await published.stand(tx, done.set_id, [])
        if known is None:
            await document_sets.note(tx, document_id, done.set_id)
        gone = [one for one, _ in chosen]
        await drafts.published(tx, gone, by=act.by, version=done.version, now=act.now)
        size = len(whole.questions)
        return Issued(done.set_id, done.code, whole.title, done.version, new, size, left_out)


def _stands_approved(events: Sequence[Event], curators: int) -> bool:
    """By the events: the row beside them may be from when another number had to approve."""
    return stand(events, curators).state is DraftState.APPROVED


@dataclass(frozen=True, slots=True)
class _Base:
    """The set of a document before it is published: without a row where there is none yet."""

    slug: str
    row: bank.SetRow | None
    held: QuestionSet | None
    own: Mapping[str, Source]

    @property
    def version(self) -> int:
        """The one to come."""
        return self.row.newest + 1 if self.row else 1

    @property
    def served(self) -> dict[str, Question]:
        questions = self.held.questions if self.held else ()
        return {one.id: one for one in questions if one.state is State.APPROVED}


async def _base(tx: Tx, slug: str) -> _Base:
    row = await bank.find_set(tx, slug)
    held = await bank.load_set(tx, slug) if row else None
    own = await bank_sources.own(tx, slug) if row else []
    return _Base(slug, row, held, {one.id: one for one in own})


async def _composed(
    tx: Tx,
    base: _Base,
    source: Source,
    chosen: Sequence[tuple[Draft, list[Event]]],
    act: Act,
) -> tuple[QuestionSet, list[Source], int]:
    """The set as it will be, the sources that it describes itself, how many are new in it."""
    topic = source.id
    described = dict(base.own)
    brought: dict[str, Question] = {}
    for draft, events in chosen:
        note = stand(events, act.curators).note
        question, cited = await _final(tx, draft, topic, note, act.now)
        brought[question.id] = question
        described |= cited
    whole = _whole(base, source, topic, brought, act.now)
    wanted = {one.source for question in whole.questions for one in question.citations}
    shared = await bank_sources.load(tx)
    sources = [one for name, one in described.items() if name in wanted and one not in shared]
    return whole, sources, len(brought.keys() - base.served.keys())


def _whole(
    base: _Base, source: Source, topic: str, brought: Mapping[str, Question], now: datetime
) -> QuestionSet:
    served, held = base.served, base.held
    questions = tuple(({**served, **brought}).values())
    topics = {topic: shortened(source.title, LONGEST_TOPIC)}
    if held is not None:
        used = {one.topic for one in questions} - topics.keys()
        topics |= {name: held.topics[name] for name in sorted(used)}
    language = held.language if held else source.language
    changelog = held.changelog if held else ()
    if base.version > 1:
        new = len(brought.keys() - served.keys())
        told = _told(language, new, len(brought) - new)
        changelog = (Release(base.version, now.date(), told), *changelog)
    title = shortened(source.title, LONGEST_TITLE)
    return QuestionSet(
        base.slug, title, language, base.version, topics, questions, changelog
    )  # fmt: skip


async def _final(
    tx: Tx, draft: Draft, topic: str, note: str | None, now: datetime
) -> tuple[Question, dict[str, Source]]:
    """A draft as learners get it, and the sources that it cites."""
    called = await sources_called(tx, draft.texts)
    question = replace(
        citing(draft.question, {name: one.id for name, one in called.items()}),
        topic=topic,
        state=State.APPROVED,
        note=note or draft.question.note,
    )
    sources = {one.id: one for one in called.values()}
    return replace(question, review=Review(now.date(), fingerprint(question))), sources


async def _free_slug(tx: Tx, document: str) -> str:
    """The document's own id; with a number behind it where another set has that."""
    numbers = iter(range(2, 10_000))
    slug = document[:LONGEST_SLUG].rstrip("-")
    while await bank.find_set(tx, slug) is not None:
        slug = f"{document[: LONGEST_SLUG - 5].rstrip('-')}-{next(numbers)}"
    return slug


def _told(language: str, new: int, again: int) -> str:
    words = _BROUGHT.get(language.partition("-")[0], _BROUGHT["en"])
    counts = (new, again)
    said = (word for word, count in zip(words, counts, strict=True) if count)
    return " ".join(said).format(new=new, again=again)
