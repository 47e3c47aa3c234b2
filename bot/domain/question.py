"""The bank's values: sets, questions, citations and the sources they cite."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class QuestionType(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUEFALSE = "truefalse"
    NUMBER = "number"
    YEAR = "year"


TYPED = frozenset({QuestionType.NUMBER, QuestionType.YEAR})


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class State(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice. ``id`` is stable within a question version: ``a``, ``b``, … in file order.

    A true/false question has the options ``true`` and ``false`` with an empty text: the words are
    the view's, in the language of the set.
    """

    id: str
    text: str
    key: bool = False
    rationale: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A wrong value that people are known to type, and why it is wrong."""

    value: Decimal
    rationale: str


@dataclass(frozen=True, slots=True)
class TypedKey:
    """The key of a typed question: right within ``value`` ± ``tolerance``."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str | None = None
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a question is proven: ``sentences`` of paragraph ``paragraph`` (both from 1).

    ``refutes`` numbers the distractors (or near values), from 1 in file order, whose rationales
    rest on it; a citation without any proves the key.
    """

    source: str
    paragraph: int
    sentences: tuple[int, ...]
    quote: str
    refutes: tuple[int, ...] = ()


class Outcome(StrEnum):
    """What became of a second reader's answer."""

    AGREED = "agreed"
    REWRITTEN = "rewritten"


class Unseen(StrEnum):
    """How somebody fared who had no passage."""

    MISSED = "missed"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Blind:
    """A second reader answered from the cited passages and shuffled options, the key unseen.

    ``rewritten``: they had disagreed or objected, and agreed after the question was rewritten.
    """

    on: date
    outcome: Outcome
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A person's approval: its day, and the fingerprint of what was approved."""

    on: date
    fingerprint: str
    blind: Blind | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule of lint whose finding is right to ignore in a question, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Question:
    """One version of a question. ``typed`` is set exactly when ``type`` is number or year."""

    id: str
    type: QuestionType
    stem: str
    rationale: str
    brief: str
    citations: tuple[Citation, ...]
    topic: str
    difficulty: Difficulty
    state: State
    options: tuple[Option, ...] = ()
    typed: TypedKey | None = None
    tags: tuple[str, ...] = ()
    review: Review | None = None
    note: str | None = None
    picture: Picture | None = None
    waivers: tuple[Waiver, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Ids of the options that are keys; empty for typed questions."""
        return frozenset(option.id for option in self.options if option.key)

    def refuted(self, option_ids: AbstractSet[str], value: Decimal | None = None) -> frozenset[int]:
        """The numbers by which citations name the wrong options chosen, or the near value given."""
        if self.typed is not None:
            near = enumerate(self.typed.near, 1)
            return frozenset(number for number, known in near if known.value == value)
        return frozenset(
            number
            for number, option in enumerate(self.options, 1)
            if option.id in option_ids and not option.key
        )

    def option(self, option_id: str) -> Option:
        """The option with that id; KeyError when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A versioned upload unit. ``topics`` maps a topic's slug to the title people see."""

    slug: str
    title: str
    language: str
    version: int
    topics: Mapping[str, str]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document's bibliography as the document states it, and the hashes that pin its text.

    ``date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``paragraphs`` holds the fingerprint of
    paragraph 1, 2, … in order.
    """

    id: str
    file: str
    title: str
    short: str
    language: str
    sha256: str
    publisher: str | None = None
    date: str | None = None
    date_note: str | None = None
    paragraphs: tuple[str, ...] = field(default=())
