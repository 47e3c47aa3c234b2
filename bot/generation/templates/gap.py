"""How many years lie between two dates: of one span, or of two events in the life of one thing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from bot.domain.question import Citation
from bot.generation.asking.context import Worded, asks_well, in_context, worded
from bot.generation.asking.phrasing import (
    LONGEST_STEM,
    asked,
    fits,
    inner,
    predicate,
    sentence,
    told,
)
from bot.generation.asking.quoting import cite
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Spot, Text
from bot.generation.sentences.clauses import Clause
from bot.generation.sentences.moments import Moment
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import Shape
from bot.generation.sentences.spans import Span, tidy
from bot.generation.templates.when import dated_event, placed
from bot.generation.words.table import listed

NAME = "gap"
_YEAR = r"(?:[A-Z][a-z]+ )?(1\d{3}|20\d{2})"
_FROM_TO = re.compile(rf"\bfrom {_YEAR} (?:to|until|till) {_YEAR}\b")
_LEAST, _MOST_EACH, _MOST_EVENTS = 2, 2, 12
_ACTING = frozenset({Kind.ORGANISATION, Kind.COUNTRY, Kind.ACRONYM})
"""Kinds of which *it* may be meant as well."""

_BEGINS = listed("bear found establish create form open launch build begin start sign complete")
_ENDS = listed(
    "die close dissolve abolish destroy collapse burn end demolish disband sink reopen complete"
    " dismantle restore rebuild reach land arrive cease expire stop"
)
"""What a life, a building or a mission begins and ends with: only then are years worth counting."""

_NO_SPANS = frozenset({"rise", "grow", "fall", "increase", "change", "move", "expand"})


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened to an entity in a year."""

    spot: Spot
    moment: Moment
    found: Worded

    @property
    def deed(self) -> str:
        return self.spot.clause.verb.base if self.spot.clause.verb else ""


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        made = _lasted(spot)
        if made is not None:
            yield made
    yield from _between(text)


def _lasted(spot: Spot) -> Proposal | None:
    """ "She taught in Padua from 1592 to 1610": for how many years did she?"""
    clause = spot.clause
    match = _FROM_TO.search(clause.rest.of(spot.line.text))
    base = clause.verb.base if clause.verb else ""
    if match is None or not clause.past or clause.aux.startswith("had") or base in _NO_SPANS:
        return None
    begun, ended = int(match[1]), int(match[2])
    span = Span(clause.rest.start + match.start(), clause.rest.start + match.end())
    if ended - begun < _LEAST or clause.moments:
        return None
    found = worded(spot, span)
    if found is None or not found.rest:
        return None
    stem = asked("For how many years", clause, found.subject, found.rest)
    if not asks_well(spot.text, stem):
        return None
    years = ended - begun
    said = sentence(told(clause, found.subject, f"{found.rest} {match[0]}, which is {years} years"))
    relation = f"{base} {found.rest} for"
    fact = Fact(NAME, found.subject, relation, str(years), spot.text, spot.line, span, clause.span)
    whole = placed(spot, found, stem, fact.value)
    return _proposal(fact, whole, said, (begun, ended)) if whole else None


def _between(text: Text) -> Iterator[Proposal]:
    """Pairs of events of one entity in different paragraphs, each event in one pair."""
    lives: dict[str, list[_Event]] = defaultdict(list)
    for spot in text.spots:
        moment = dated_event(spot.clause)
        found = worded(spot, moment.phrase) if moment else None
        if (
            moment
            and found
            and found.entity
            and found.rest
            and _asked_of(spot.clause, found.entity)
        ):
            lives[found.entity.name].append(_Event(spot, moment, found))
    for events in lives.values():
        pairs = (_pair(one, other) for one, other in _pairs(events[:_MOST_EVENTS]))
        yield from islice((one for one in pairs if one is not None), _MOST_EACH)


def _asked_of(clause: Clause, entity: Entity) -> bool:
    """Whether *it*, or the name said again, agrees with the verb."""
    return (
        clause.aux in {"", "was"}
        and clause.shape is not Shape.COPULA
        and (entity.kind is not Kind.UNKNOWN or " " in entity.name)
    )


def _pairs(events: Sequence[_Event]) -> Iterator[tuple[_Event, _Event]]:
    """Earlier and later ones, two paragraphs and two years apart or more."""
    ordered = sorted(events, key=lambda one: (one.moment.year, one.spot.line.order))
    used: set[int] = set()
    for first, one in enumerate(ordered):
        for second in range(first + 1, len(ordered)):
            other = ordered[second]
            apart = one.spot.line.block.number != other.spot.line.block.number
            far = other.moment.year - one.moment.year >= _LEAST
            paired = {one.deed} <= _BEGINS and {other.deed} <= _ENDS
            if apart and far and paired and first not in used and second not in used:
                used |= {first, second}
                yield one, other


def _pair(one: _Event, other: _Event) -> Proposal | None:
    text, entity = one.spot.text, one.found.entity
    if entity is None:
        return None
    again = _again(text, entity, one.found.rest)
    clause = other.spot.clause
    began = f"{inner(one.found.subject)} {predicate(one.spot.clause)} {one.found.rest}"
    then = asked("", clause, again, other.found.rest).removesuffix("?")
    stem = tidy(f"In calendar years, how long after {began} {then[:1].lower()}{then[1:]}") + "?"
    if not fits(stem, LONGEST_STEM) or not asks_well(text, stem):
        return None
    begun, ended = one.moment.year, other.moment.year
    later = told(clause, again, f"{other.found.rest} in {ended}")
    said = sentence(f"{began} in {begun}, and {again} {later[len(again) + 1 :]}")
    line = one.spot.line
    fact = Fact(
        NAME, one.found.subject, f"{began} / {then}", str(ended - begun), text, line,
        one.moment.span, one.spot.clause.span,
    )  # fmt: skip
    last = cite(other.spot.line, other.moment.span, other.spot.clause.span)
    whole = in_context(text, line, stem, fact.value)
    return _proposal(fact, whole, said, (begun, ended), last) if whole else None


def _again(text: Text, entity: Entity, beside: str) -> str:
    """What a stem calls an entity the second time."""
    if entity.kind is not Kind.PERSON:
        others = {one.kind for one in text.entities.within(beside)}
        return entity.said if others & {entity.kind, *_ACTING} else "it"
    if entity is text.entities.main and text.entities.pronoun:
        return text.entities.pronoun
    return entity.name.split()[-1]


def _proposal(
    fact: Fact, stem: str, said: str, years: tuple[int, int], *also: Citation
) -> Proposal:
    begun, ended = years
    return Proposal(
        fact,
        stem,
        fact.value,
        KeyKind.NUMBER,
        said,
        f"From {begun} to {ended} are {fact.value} years.",
        typed_stem=stem,
        value=Decimal(ended - begun),
        unit="years",
        also=also,
    )
