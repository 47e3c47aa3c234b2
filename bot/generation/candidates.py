"""What generation passes on: facts found in a document, and candidates that ask about them."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto

from bot.domain.question import Citation, QuestionType
from bot.generation.reading.texts import Line, Spot, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import Span

VERSION = 4
"""Raised when templates change what they draft."""

SEQUENCE, EARLIEST, LATEST, MATCH = "sequence", "earliest", "latest", "match"
COMBINED = frozenset({SEQUENCE, EARLIEST, LATEST, MATCH})
"""Templates that put facts together."""

TRUEFALSE = "truefalse"
"""The template that states something, true or false."""

TRUE, FALSE = "true", "false"
"""The options of a statement."""


class KeyKind(Enum):
    """What a key is; its rivals are of the same kind."""

    DATE = auto()
    NAME = auto()
    NUMBER = auto()
    TOLD = auto()
    """The template tells the rivals itself."""


@dataclass(frozen=True)
class Fact:
    """The unit that is de-duplicated and compared: ``value`` of a ``relation`` of a ``subject``.

    ``span`` is where the value stands in ``line.text``, ``evidence`` the clause around it.
    """

    template: str
    subject: str
    relation: str
    value: str
    text: Text
    line: Line
    span: Span
    evidence: Span

    @property
    def claim(self) -> tuple[str, str]:
        """What it says something about: two facts with one claim agree or conflict."""
        return self.subject.casefold(), self.relation.casefold()


def fact_at(spot: Spot, template: str, said: tuple[str, str, str], span: Span) -> Fact:
    """The fact of a clause; ``said``: subject, relation and value."""
    return Fact(template, *said, spot.text, spot.line, span, spot.clause.span)


@dataclass(frozen=True, slots=True)
class Rival:
    """A distractor and why it is wrong."""

    text: str
    rationale: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side, its right side, why they belong together, and what proves it."""

    left: str
    right: str
    why: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Proposal:
    """A question without rivals, as a template words it.

    ``typed_stem`` asks for a typed answer where too few rivals are found; without it there is no
    question then. ``said`` is the fact as a sentence, ``brief`` the same in one short line.
    """

    fact: Fact
    stem: str
    key: str
    kind: KeyKind
    said: str
    brief: str
    name_kind: Kind = Kind.UNKNOWN
    rivals: tuple[Rival, ...] = ()
    typed_stem: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    accept: tuple[str, ...] = ()
    quote: Span | None = None
    also: tuple[Citation, ...] = ()
    """What else proves the key: the other date of a gap, where one that is not on a list stands."""

    sort: str = ""
    """What the stem calls the key: which *river*; the rivals are called so, too."""

    ordered: tuple[tuple[str, str, Citation], ...] = ()
    paired: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """Who proposed a candidate: a backend, its template, the version of its rules or its prompt,
    and the model, where one was asked."""

    backend: str
    template: str
    version: int
    model: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A question proposed by a backend. What it cites has not been looked up yet: the gate does.

    ``options`` are in the order in which they are shown; a typed question has none. Citations for
    rivals name their option, counted from 1.
    """

    type: QuestionType
    stem: str
    key: str
    rationale: str
    brief: str
    citations: tuple[Citation, ...]
    provenance: Provenance
    options: tuple[tuple[str, str | None], ...] = ()
    """Each option's text, and why it is wrong; None beside the key. Of an ordering question the
    options in the right order, each with why it stands there; of a matching question the right
    sides in the order of the left ones, each with why it belongs there."""

    lefts: tuple[str, ...] = ()

    value: Decimal | None = None
    unit: str | None = None
    accept: tuple[str, ...] = ()
    place: tuple[str, int, int] = ("", 0, 0)
    """Source, paragraph and sentence that prove the key."""

    claim: tuple[str, str] = ("", "")
    fact: str = ""
    findings: tuple[str, ...] = field(default=())

    @property
    def distractors(self) -> tuple[str, ...]:
        if self.type is not QuestionType.SINGLE:
            return ()
        return tuple(text for text, why in self.options if why is not None)

    def having(self, *findings: str) -> "Candidate":
        """The same with more soft findings."""
        return replace(self, findings=(*self.findings, *findings))
