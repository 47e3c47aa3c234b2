"""A document as the templates read it: its sentences with their names, clauses and dates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from bot.domain.documents.source_document import Block, BlockKind, Sentence, SourceDocument
from bot.generation.reading.entities import Entities, Entity
from bot.generation.reading.genders import pronoun_of
from bot.generation.reading.mentions import Mentions
from bot.generation.reading.nearness import outward
from bot.generation.reading.unclear_it import unclear
from bot.generation.sentences.clauses import Clause, clauses
from bot.generation.sentences.moments import Moment, Precision, dated
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.proper_names import proper_names
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed, nouns

_QUOTED_TAIL = re.compile(r"(?<=[a-z\d]), \"[^\"]*\"\.?$")
"""What a quotation adds to a sentence: "she won the prize, "for her work"." """

_THINGS = (
    nouns("document")
    | nouns("event")
    | nouns("thing")
    | nouns("work")
    | nouns("organisation")
    | nouns("place")
    | listed(
        "map farm plant bus buses strike theft robbery wall storm tide line route lock canal tower"
        " building collection prize award election vote budget merger sale purchase accident crash"
        " outbreak closure opening launch rescue verdict study survey discovery find repair repairs"
        " season match final title cup show concert tour project programme scheme"
    )
)
_APART = frozenset({",", "(", "–"})
_SHARED_NAMES = 3


@dataclass(frozen=True)
class Line:
    """A sentence of a document. ``text`` is the sentence without a dateline before it, ``offset``
    where it begins in its paragraph's line."""

    document: SourceDocument
    block: Block
    sentence: Sentence
    order: int
    text: str
    offset: int
    small: AbstractSet[str]

    @cached_property
    def names(self) -> tuple[Named, ...]:
        return proper_names(self.text, self.small)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        ends = self.text.endswith(('"', '".'))
        quoted = _QUOTED_TAIL.search(self.text) if ends else None
        return clauses(self.text[: quoted.start()] if quoted else self.text)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        return tuple(dated(self.text))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence without its stop that stands alone.

    ``leans``: something in it is clear only to who knows what its document is about; ``undated``:
    a day was left out of it that only the date of its document tells.
    """

    text: str
    leans: bool
    undated: bool = False


@dataclass(frozen=True)
class Text:
    """One document, read."""

    document: SourceDocument
    lines: tuple[Line, ...]
    entities: Entities

    @cached_property
    def subjects(self) -> tuple[Entity | None, ...]:
        """For each line the entity that its last read clause speaks of, pronouns followed."""
        found: list[Entity | None] = []
        for line in self.lines:
            found.append(self._subject(line, found))
        return tuple(found)

    def _subject(self, line: Line, before: Sequence[Entity | None]) -> Entity | None:
        if not line.clauses:
            return self._first_named(line)
        said = line.clauses[0].subject.of(line.text)
        if said.lower() in {"it", "he", "she"}:
            return self.meant(said, line, before)
        whole = re.fullmatch(r"[Tt]he ([a-z-]+)", said)
        if whole:
            return self.entities.of_class(whole[1], line.order)
        return self.entities.find(said)

    def _first_named(self, line: Line) -> Entity | None:
        """The name that a sentence begins with, where its clauses cannot be read."""
        first = line.names[0] if line.names else None
        if first is None or line.text[: first.span.start] not in {"", "The "}:
            return None
        said = words(line.text)
        after = next((i for i, word in enumerate(said) if word.start >= first.span.end), len(said))
        # Skarvøya church is not Skarvøya.
        whole = after < len(said) and (said[after].text in _APART or is_verb(said, after))
        return self.entities.find(first.text) if whole else None

    def meant(
        self, pronoun: str, line: Line, before: Sequence[Entity | None] | None = None
    ) -> Entity | None:
        """Whom or what a pronoun (he, his, it, its, …) means in a line, where that is clear."""
        personal = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she"}
        small = pronoun.lower()
        if small in personal and self.entities.pronoun == personal[small]:
            return self.entities.main
        subjects = self.subjects if before is None else before
        if not line.order or self.lines[line.order - 1].block.number != line.block.number:
            return None
        last, previous = subjects[line.order - 1], self.lines[line.order - 1]
        open_it = small == "it" and unclear(line.text, previous.text)
        if last is None or open_it or (last.kind == "person") != (small in personal):
            return None
        other = small in personal and pronoun_of(last) not in {"", personal[small]}
        if last is self.entities.main and small in {"it", "its"}:
            return last  # what the text is about goes on being spoken of
        if other or (small in personal and _object_of(previous.text, personal[small])):
            return None  # "Lund hired her. She": not Lund
        rivals = {
            found.name
            for named in previous.names
            if (found := self.entities.find(named.text)) and found.kind == last.kind
        } - {last.name}
        return None if rivals else last

    @cached_property
    def _dates(self) -> Mapping[Precision, Sequence[tuple[int, int, Moment]]]:
        """Year, line and date, for each precision in the order of the years."""
        every = [(one.year, line.order, one) for line in self.lines for one in line.moments]
        return {
            exact: sorted((e for e in every if e[2].precision is exact), key=lambda e: e[:2])
            for exact in Precision
        }

    def dates_near(self, key: Moment) -> Iterator[tuple[Line, Moment]]:
        """Dates as exact as ``key``, those of the nearest years first."""
        found = self._dates[key.precision]
        for index in outward([year for year, _, _ in found], key.year):
            _, order, moment = found[index]
            yield self.lines[order], moment

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its people, bodies and documents, in full."""
        return frozenset(
            one.name for one in self.entities.all if one.kind not in {"country", "city", "region"}
        )

    def of_the_same(self, other: "Text") -> bool:
        """Whether two texts share names, and one speaks of what the other is about."""
        shared = self.names & other.names
        mains = {one.entities.main.name for one in (self, other) if one.entities.main}
        return len(shared) >= _SHARED_NAMES and not shared.isdisjoint(mains)

    @cached_property
    def stated(self) -> dict[int, tuple[Statement, ...]]:
        """By sentence the statements that were read from it, so that they are read once."""
        return {}

    @cached_property
    def source_name(self) -> list[str]:
        """What stems call its document, once that was asked."""
        return []

    @cached_property
    def told(self) -> dict[int, object]:
        """By sentence what it tells of, so that it is read once."""
        return {}

    @cached_property
    def sorts(self) -> dict[str, str | None]:
        """By name the sort of what bears it, as far as that was asked."""
        return {}

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The first names of people who are named in full."""
        people = (one.name for one in self.entities.all if one.kind is Kind.PERSON)
        return frozenset(name.split()[0] for name in people if " " in name)

    @cached_property
    def mentions(self) -> Mentions:
        """How its noun phrases stand in it."""
        return Mentions((one.order, one.block.number, one.text) for one in self.lines)

    @cached_property
    def spots(self) -> "tuple[Spot, ...]":
        """Every clause, but for those of timelines, which have a template of their own."""
        body = (line for line in self.lines if line.block.kind is not BlockKind.TIMELINE)
        return tuple(Spot(self, line, clause) for line in body for clause in line.clauses)

    @cached_property
    def title_nouns(self) -> frozenset[str]:
        """The nouns of its title that name things: "Stolen map returns" has *map*."""
        said = words(self.document.source.title)
        plain = (word.small for word in said if not word.capital or word.start == 0)
        return frozenset(plain) & _THINGS


@dataclass(frozen=True, eq=False)
class Spot:
    """A clause where it stands, equal to nothing but itself."""

    text: Text
    line: Line
    clause: Clause

    @property
    def when(self) -> str:
        """The date in front of the clause, as a question says it behind its verb, or nothing."""
        lead = self.clause.lead
        return f"{lead.lead or 'in'} {lead.said}" if lead else ""


_HER_OR_HIM = {
    "she": re.compile(
        r"\b[Hh]er(?= (?:to|at|in|on|as|for|from|with|by|and|when|that|a|the)\b|[.,;])"
    ),
    "he": re.compile(r"\b[Hh]im\b"),
}


def _object_of(said: str, pronoun: str) -> bool:
    """Whether something is done to whom a pronoun may mean, so that the subject is another."""
    return _HER_OR_HIM[pronoun].search(said) is not None
