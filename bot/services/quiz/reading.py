"""What the learners' screens show, read anew each time one is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.question import Source
from bot.domain.quizzes.attempt import EVERYTHING, Attempt, Scope, Step, Summary, summarise
from bot.domain.quizzes.cited_pages import Pages
from bot.domain.quizzes.quiz_request import Topic, topic_tag
from bot.services.bank.passages import Passage, Passages
from bot.services.bank.pictures import Pictures
from bot.storage.bank import published, questions
from bot.storage.bank.questions import BankCounts, Document
from bot.storage.boards import boards
from bot.storage.database import Database, Tx
from bot.storage.disputes import appeals
from bot.storage.documents import documents
from bot.storage.people import people
from bot.storage.people.people import Voice
from bot.storage.quiz import attempts, progress
from bot.storage.quiz.progress import PastAttempt, Tally

RECENT = 5
"""Past attempts that a learner's own score lists."""

Sources = Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class StepScreen:
    """A step as it stands; ``current`` when the attempt is at it and goes on from it.

    ``passages`` are those of the question's citations in order, None where there is no text;
    ``unchecked`` are the sources that nobody compared with a document.
    ``picture`` is the content of the question's picture, where it is needed and there is one.
    ``appealed`` tells whether the learner has reported that a refused reply should count; None
    where there is nothing to report. ``pages`` are those of cited paragraphs, once they are shown,
    in documents that have pages.
    """

    step: Step
    current: bool
    sources: Sources
    passages: tuple[Passage | None, ...]
    voice: Voice
    picture: bytes | None = None
    unchecked: frozenset[str] = frozenset()
    appealed: bool | None = None
    pages: Pages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EndScreen:
    """How an attempt came out. ``best`` is the score of the best one like it before, if any;
    ``pages`` are those of cited paragraphs, in documents that have pages.
    """

    attempt: Attempt
    steps: Sequence[Step]
    summary: Summary
    best: int | None
    sources: Mapping[int, Sources]
    voice: Voice
    pages: Pages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WelcomeScreen:
    counts: BankCounts
    open: Attempt | None
    voice: Voice


@dataclass(frozen=True, slots=True)
class TopicsScreen:
    topics: Sequence[Topic]
    voice: Voice


@dataclass(frozen=True, slots=True)
class OfferScreen:
    """The open attempt that stands in the way of another; ``title`` of its topic or set, and
    ``wanted`` of what would begin instead; None for a mix of everything.
    """

    open: Attempt
    title: str | None
    voice: Voice
    wanted: str | None = None


@dataclass(frozen=True, slots=True)
class ScoreScreen:
    """``in_groups`` when something was answered in groups too, which counts there alone."""

    overall: Tally
    topics: Sequence[tuple[str, Tally]]
    recent: Sequence[PastAttempt]
    voice: Voice
    in_groups: bool = False


@dataclass(frozen=True, slots=True)
class SourcesScreen:
    documents: Sequence[Document]
    voice: Voice


class QuizReading:
    """Read methods for the screens; each is one consistent view of the database."""

    def __init__(self, database: Database, passages: Passages, pictures: Pictures) -> None:
        self.database = database
        self.passages = passages
        self.pictures = pictures

    async def voice(self, chat: int) -> Voice:
        async with self.database.read() as tx:
            return await people.voice(tx, chat)

    async def step(
        self,
        chat: int,
        attempt_id: int,
        position: int,
        *,
        with_source: bool = False,
        with_picture: bool = False,
    ) -> StepScreen | None:
        """One step; the cited passages only when they are asked for and it is answered."""
        async with self.database.read() as tx:
            attempt = await attempts.find(tx, attempt_id)
            step = await attempts.step(tx, attempt_id, position)
            if attempt is None or step is None:
                return None
            sources = (await questions.sources_for(tx, [step.version_id]))[step.version_id]
            voice = await people.voice(tx, chat)
            unchecked = await published.unchecked_sources(tx, step.version_id)
            answered = [(step.question, sources)] if step.answered else []
            pages = await documents.cited_pages(tx, answered)
            appealed = None
            if step.refused:
                appealed = await appeals.is_made(tx, attempt_id, position)
        at_it = attempt.position == position
        current = at_it and (attempt.open or (step.last and step.answered))
        passages: list[Passage | None] = []
        if with_source and step.answered:
            for citation in step.question.citations:
                source = sources.get(citation.source)
                passages.append(await self.passages.find(source, citation) if source else None)
        picture = await self.pictures.read(step.question.picture) if with_picture else None
        return StepScreen(
            step, current, sources, tuple(passages), voice, picture, unchecked, appealed, pages
        )

    async def end(self, chat: int, attempt_id: int) -> EndScreen | None:
        """How an attempt came out."""
        async with self.database.read() as tx:
            attempt = await attempts.find(tx, attempt_id)
            if attempt is None:
                return None
            steps = await attempts.steps(tx, attempt_id)
            sources = await questions.sources_for(tx, [step.version_id for step in steps])
            asked = [(step.question, sources[step.version_id]) for step in steps]
            return EndScreen(
                attempt,
                steps,
                summarise(steps),
                await progress.best_score(tx, attempt),
                sources,
                await people.voice(tx, chat),
                await documents.cited_pages(tx, asked),
            )

    async def welcome(self, chat: int) -> WelcomeScreen:
        async with self.database.read() as tx:
            return WelcomeScreen(
                await questions.counts(tx),
                await _open_in(tx, chat),
                await people.voice(tx, chat),
            )

    async def topics(self, chat: int) -> TopicsScreen:
        async with self.database.read() as tx:
            return TopicsScreen(await questions.topics(tx), await people.voice(tx, chat))

    async def near_topics(self, chat: int, tags: Sequence[str]) -> TopicsScreen:
        """The topics behind ``set:tag`` marks, those that are still served."""
        found = await self.topics(chat)
        near = [t for t in found.topics if f"{t.set_id}:{topic_tag(t.slug)}" in tags]
        return TopicsScreen(near, found.voice)

    async def offer(
        self, chat: int, attempt_id: int, instead: Scope = EVERYTHING
    ) -> OfferScreen | None:
        """The open attempt, unless it has ended meanwhile; the topic of what would begin
        ``instead`` is a tag of :func:`topic_tag`.
        """
        async with self.database.read() as tx:
            attempt = await attempts.find(tx, attempt_id)
            if attempt is None or not attempt.open:
                return None
            title = await attempts.title_of(tx, attempt.scope)
            waiting, wanted = await _as_resumed(tx, attempt), await _title_of(tx, instead)
            return OfferScreen(waiting, title, await people.voice(tx, chat), wanted)

    async def score(self, chat: int) -> ScoreScreen | None:
        """A learner's own score; None for somebody we do not know."""
        async with self.database.read() as tx:
            person = await people.find(tx, chat)
            if person is None:
                return None
            return ScoreScreen(
                await progress.tally(tx, person.id),
                await progress.tally_by_topic(tx, person.id),
                await progress.recent(tx, person.id, RECENT),
                await people.voice(tx, chat),
                bool(await boards.groups_of(tx, person.id, 1)),
            )

    async def documents(self, chat: int) -> SourcesScreen:
        async with self.database.read() as tx:
            return SourcesScreen(await questions.documents(tx), await people.voice(tx, chat))


async def _open_in(tx: Tx, chat: int) -> Attempt | None:
    person = await people.find(tx, chat)
    attempt = None if person is None else await attempts.open_of(tx, person.id)
    return None if attempt is None else await _as_resumed(tx, attempt)


async def _title_of(tx: Tx, scope: Scope) -> str | None:
    """The title of a scope whose topic is a tag; None for everything and for what is gone."""
    if scope.topic is None:
        return await attempts.title_of(tx, scope)
    for topic in await questions.topics(tx):
        if topic.set_id == scope.set_id and topic_tag(topic.slug) == scope.topic:
            return await attempts.title_of(tx, topic.scope)
    return None


async def _as_resumed(tx: Tx, attempt: Attempt) -> Attempt:
    """At the question that would be asked: the next one, when this one's feedback stands open."""
    step = await attempts.step(tx, attempt.id, attempt.position)
    answered = step is not None and step.answered
    return replace(attempt, position=attempt.position + 1) if answered else attempt
