"""How far the approved questions cover the documents and the objectives, in figures."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.bank.passage_notes.objectives import ObjectivesFile
from bot.bank.reading import Bank
from bot.bank.texts.passages import Document
from bot.domain.question import Difficulty, Question, QuestionType, Source, State
from bot.domain.sets.objective import Objective

OPENING_WORDS = 4
"""First words of a passage that help to find it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, and how many approved questions cite it: for the key, or only against others.

    What only bears out a stem, such as its date, asks nothing about the passage and does not count.

    ``reason`` says why it is untestable; ``opening`` is empty where its document is not at hand.
    """

    number: int
    proving: int
    refuting: int
    reason: str | None = None
    opening: str = ""

    @property
    def cited(self) -> int:
        return self.proving + self.refuting

    @property
    def gap(self) -> bool:
        """Whether it could be asked about and no key rests on it."""
        return self.reason is None and not self.proving


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    source: Source
    passages: tuple[Passage, ...]

    @property
    def gaps(self) -> tuple[int, ...]:
        """Numbers of the passages that nothing is asked about."""
        return tuple(passage.number for passage in self.passages if passage.gap)


@dataclass(frozen=True, slots=True)
class ObjectiveCoverage:
    """An objective with its approved questions; ``uncited`` are paragraphs none of all cites."""

    objective: Objective
    difficulties: Mapping[Difficulty, int]
    types: Mapping[QuestionType, int]
    uncited: tuple[int, ...]

    @property
    def questions(self) -> int:
        return sum(self.types.values())


@dataclass(frozen=True, slots=True)
class Spread:
    """Approved questions counted; topics as ``set/topic``, ``joining`` rest on two documents."""

    questions: int
    difficulties: Mapping[Difficulty, int]
    types: Mapping[QuestionType, int]
    topics: Mapping[str, int]
    tags: Mapping[str, int]
    joining: int


@dataclass(frozen=True, slots=True)
class Coverage:
    documents: tuple[DocumentCoverage, ...]
    objectives: tuple[ObjectiveCoverage, ...]
    spread: Spread

    @property
    def bare(self) -> tuple[str, ...]:
        """Ids of the objectives without a question."""
        return tuple(one.objective.id for one in self.objectives if not one.questions)

    @property
    def complete(self) -> bool:
        """Whether every testable passage and every objective has a question."""
        return not self.bare and not any(one.gaps for one in self.documents)


def coverage(bank: Bank, documents: Mapping[str, Document] = MappingProxyType({})) -> Coverage:
    """Count over the approved questions; ``documents`` by their source's id give first words."""
    approved = [
        (file.set.slug if file.set else "", placed.question)
        for file in bank.sets
        for placed in file.questions
        if placed.question.state is State.APPROVED
    ]
    questions = [question for _, question in approved]
    sources = bank.sources.sources
    passages = {
        s.id: _passages(s, questions, bank.objectives, documents.get(s.id)) for s in sources
    }
    cited = {
        (s, passage.number) for s, some in passages.items() for passage in some if passage.cited
    }
    objectives = bank.objectives.objectives if bank.objectives else ()
    return Coverage(
        tuple(DocumentCoverage(source, passages[source.id]) for source in sources),
        tuple(_objective(objective, questions, cited) for objective in objectives),
        _spread(approved),
    )


def _passages(
    source: Source,
    questions: Iterable[Question],
    objectives: ObjectivesFile | None,
    document: Document | None,
) -> tuple[Passage, ...]:
    proving: Counter[int] = Counter()
    refuting: Counter[int] = Counter()
    for question in questions:
        mine = [citation for citation in question.citations if citation.source == source.id]
        # A question cites a passage once (E325): for the key or against options, never for both.
        proving.update(citation.paragraph for citation in mine if citation.proves)
        refuting.update(citation.paragraph for citation in mine if citation.refutes)
    reasons = {
        number: entry.reason
        for entry in (objectives.untestable if objectives else ())
        if entry.source == source.id
        for number in entry.paragraphs
    }
    return tuple(
        Passage(n, proving[n], refuting[n], reasons.get(n), _opening(document, n, mark))
        for n, mark in enumerate(source.paragraphs, 1)
    )


def _opening(document: Document | None, number: int, mark: str) -> str:
    """A passage's first words, if the document has it where it was when it was pinned."""
    paragraph = document.paragraph(number) if document else None
    if document is None or paragraph is None or document.fingerprints[number - 1] != mark:
        return ""
    words = paragraph.split()
    return " ".join(words[:OPENING_WORDS]) + (" …" if len(words) > OPENING_WORDS else "")


def _objective(
    objective: Objective, questions: Iterable[Question], cited: set[tuple[str, int]]
) -> ObjectiveCoverage:
    mine = [question for question in questions if question.objective == objective.id]
    return ObjectiveCoverage(
        objective,
        Counter(question.difficulty for question in mine),
        Counter(question.type for question in mine),
        tuple(n for n in objective.paragraphs if (objective.source, n) not in cited),
    )


def _spread(approved: Sequence[tuple[str, Question]]) -> Spread:
    return Spread(
        len(approved),
        Counter(question.difficulty for _, question in approved),
        Counter(question.type for _, question in approved),
        Counter(f"{slug}/{question.topic}" for slug, question in approved),
        Counter(tag for _, question in approved for tag in question.tags),
        sum(len(_evidence(question)) > 1 for _, question in approved),
    )


def _evidence(question: Question) -> set[str]:
    """The documents that prove the key."""
    return {citation.source for citation in question.citations if citation.proves}
