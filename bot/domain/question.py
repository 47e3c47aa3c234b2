"""The bank's values: sets, questions, citations and the sources they cite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.review import Review


class QuestionType(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUEFALSE = "truefalse"
    NUMBER = "number"
    YEAR = "year"
    TEXT = "text"
    ORDERING = "ordering"
    MATCHING = "matching"


NUMERIC = frozenset({QuestionType.NUMBER, QuestionType.YEAR})
TYPED = NUMERIC | {QuestionType.TEXT}
ASSEMBLED = frozenset({QuestionType.ORDERING, QuestionType.MATCHING})
"""What is put together tap by tap, and submitted when it is whole."""

POLLED = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUEFALSE})
"""What a native poll can ask."""


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
    the view's, in the language of the set. Those of an ordering question stand in the right order;
    none is a key. Those of a matching question are the right sides: first the key of each left
    side, in order, then what matches nothing.
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
    """The key of a number or year question: right within ``value`` ± ``tolerance``."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str | None = None
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class NearText:
    """A wrong text that people are known to type, and why it is wrong."""

    value: str
    rationale: str


@dataclass(frozen=True, slots=True)
class TextKey:
    """The key of a text question: right as ``value``, as one of ``accept``, or with a slip of the
    finger in either (see :mod:`bot.domain.spelling`).
    """

    value: str
    accept: tuple[str, ...] = ()
    near: tuple[NearText, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every spelling that is right, the key's own first."""
        return (self.value, *self.accept)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a question is proven: ``sentences`` of paragraph ``paragraph`` (both from 1).

    ``refutes`` numbers the distractors (or near values), from 1 in file order, whose rationales
    rest on it; of an ordering or matching question the options whose place or partner it proves.
    ``stem``: it bears out only what the stem says, such as its date. Any other proves the key.
    """

    source: str
    paragraph: int
    sentences: tuple[int, ...]
    quote: str
    refutes: tuple[int, ...] = ()
    stem: bool = False

    @property
    def proves(self) -> bool:
        """Whether the key or its rationale rests on it."""
        return not self.refutes and not self.stem


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
    """One version of a question.

    ``typed`` is set exactly when ``type`` is number or year, ``text_key`` when it is text, and
    ``lefts``, the left sides, when it is matching.
    """

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
    text_key: TextKey | None = None
    lefts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    review: Review | None = None
    note: str | None = None
    treats: tuple[str, ...] = ()
    """Ids of the contradictions that it takes into account; ``note`` says how."""

    picture: Picture | None = None
    objective: str | None = None
    waivers: tuple[Waiver, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Ids of the options that are keys; empty for typed and ordering questions."""
        return frozenset(option.id for option in self.options if option.key)

    @property
    def key_citations(self) -> tuple[Citation, ...]:
        """What proves the key: beside it, one on a distractor or the stem would look wrong."""
        return tuple(citation for citation in self.citations if citation.proves)

    @property
    def near(self) -> tuple[Near | NearText, ...]:
        """The near values of a typed question."""
        if self.text_key is not None:
            return self.text_key.near
        return self.typed.near if self.typed is not None else ()

    @property
    def refutable(self) -> tuple[int, ...]:
        """The numbers, from 1, of what a citation may refute: distractors, near values, all that
        is ordered or matched. A statement's refutation rests on what proves its key.
        """
        if self.type is QuestionType.TRUEFALSE:
            return ()
        if self.type in TYPED:
            return tuple(range(1, len(self.near) + 1))
        every = enumerate(self.options, 1)
        return tuple(n for n, option in every if self.type in ASSEMBLED or not option.key)

    def option(self, option_id: str) -> Option:
        """The option with that id; KeyError when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True)
class Release:
    """An entry of a set's changelog: its version, its day, what it brought to learners."""

    version: int
    on: date
    changes: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A versioned upload unit. ``topics`` maps a topic's slug to the title people see.

    ``changelog`` is newest first; a first version needs none.
    """

    slug: str
    title: str
    language: str
    version: int
    topics: Mapping[str, str]
    questions: tuple[Question, ...]
    changelog: tuple[Release, ...] = ()


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

    def says_the_same(self, other: "Source", paragraph: int) -> bool:
        """Whether that paragraph (from 1) has the same text in both, as far as hashes tell."""
        here, there = (one.paragraphs[paragraph - 1 : paragraph] for one in (self, other))
        return self.sha256 == other.sha256 or (bool(here) and here == there)
