"""What may be exchanged in a statement: dates, counted numbers and names that are plain in it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.generation.asking.counting import counts
from bot.generation.asking.deeds import deeds
from bot.generation.asking.telling import told_beside
from bot.generation.candidates import KeyKind
from bot.generation.reading.entities import Entity
from bot.generation.reading.sorts import sort_of
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import Moment, Precision, moments
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.proper_names import proper_names
from bot.generation.sentences.quantities import Quantity, quantities
from bot.generation.sentences.spans import Span, words
from bot.generation.words.table import listed


class Value(NamedTuple):
    """What may be exchanged: how and where its statement has it, and where its line does."""

    kind: KeyKind
    said: str
    at: Span
    line_at: Span
    quote: Span | None = None
    number: Decimal | None = None
    unit: str | None = None
    name_kind: Kind = Kind.UNKNOWN
    sort: str = ""


_UNTOLD_WHEN = re.compile(
    r"\b(?:later|earlier|ago|(?:same|that|next|following|previous) (?:year|month|day))\b"
)
_AGAIN = re.compile(r"\b(?:again|also|another|repeatedly|once more)\b")
"""What was done once more has another date as well."""

_LASTS = re.compile(r"\b(?:has|have|had)\b")
_OPEN_DATES = frozenset({"before", "after", "by", "around", "about", "circa", "as of", "for"})
"""Before a date these leave it open: what was so by 1950 was so by 1960."""


def dates(_text: Text, line: Line, one: Statement) -> Iterator[Value]:
    there = moments(one.text)
    if (
        _AGAIN.search(line.text)
        or _UNTOLD_WHEN.search(one.text)
        or any(m.precision is Precision.LOOSE for m in there)
    ):
        return
    for moment in there:
        at = next((m for m in line.moments if m.key == moment.key), None)
        lasting = moment.lead != "since" or _LASTS.search(one.text)
        if at is None or moment.lead in _OPEN_DATES or not lasting:
            continue
        if _form(moment, one.text) and not _named_by(moment, one.text):
            said = moment.span.of(one.text)
            yield Value(KeyKind.DATE, said, moment.span, at.span, number=Decimal(moment.year))


_BESIDE = re.compile(r"\b(?:an?|the|its|his|her|their|\w+'s?) $")
_JOINED = re.compile(
    r"(?:[-–/&]|\b(?:from [A-Z]?\w+ (?:to|until|till)|between .* and|to|and|or)) ?$"
)


def _named_by(moment: Moment, said: str) -> bool:
    """Whether a date is a part of what something is called, or the end of a span: the Act of 1917,
    the 1848 Revolution, from May to July 1917."""
    before, after = said[: moment.span.start], words(said[moment.span.end :])
    if moment.lead == "of" or _JOINED.search(said[: moment.phrase.start]):
        return True
    if moment.lead:
        return False
    nation = bool(after) and demonym(after[0].text)
    called = after[int(nation) : int(nation) + 1]
    return not called or called[0].capital or _BESIDE.search(before) is None


def _form(moment: Moment, said: str) -> bool:
    """Whether a date is written as one can be that stands in its place."""
    return moment.span.of(said) in {moment.said, _american(moment.said)}


def _american(said: str) -> str:
    """A date as it is written across the Atlantic: March 4, 1890."""
    day, _, rest = said.partition(" ")
    month, _, year = rest.partition(" ")
    return f"{month} {day}, {year}" if day.isdigit() and year else said


def in_form(value: str, other: str) -> str:
    """Another value as it is written in the place of the first: 4 March 1890 as March 4, 1890."""
    turned = any(_american(one.said) == value for one in moments(value))
    return _american(other) if turned else other


_VAGUE = frozenset({"up to", "more than", "over", "at least", "fewer than", "less than", "under"})


def numbers(_text: Text, line: Line, one: Statement) -> Iterator[Value]:
    for number in quantities(one.text):
        at = [q for q in quantities(line.text) if q.value == number.value]
        if len(at) != 1 or at[0].unit != number.unit or not _exchangeable(one, number):
            continue
        said = number.number.of(one.text)
        yield Value(
            KeyKind.NUMBER, said, number.number, at[0].number,
            Span(at[0].number.start, at[0].span.end), number.value, number.unit,
        )  # fmt: skip


def _exchangeable(one: Statement, number: Quantity) -> bool:
    return counts(one.text, number) and number.about not in _VAGUE


_CLOSED = frozenset({Kind.PERSON, Kind.CITY, Kind.COUNTRY, Kind.REGION, Kind.ORGANISATION})
_OF_SOMEBODY = re.compile(r"\b(?:he|she|his|her|him)\b")
_PART_BEFORE = re.compile(r"(?:[A-Z][\w.]*,?|[A-Z]\w* and|\w-|[(]) ?$")


def names(text: Text, line: Line, one: Statement) -> Iterator[Value]:
    if not deeds(one.text):
        return
    for named in proper_names(one.text, line.small):
        entity = text.entities.find(named.text)
        if entity is None or entity is text.entities.main or entity.kind not in _CLOSED:
            continue
        at = next((n for n in line.names if text.entities.find(n.text) is entity), None)
        sort = sort_of(entity, text)
        if at is None or sort in {None, "organisation"} or named.text != entity.name:
            continue
        if told_beside(text, entity, one.text, named.span, sort) or not _whole(one, named.span):
            continue
        if entity.kind is Kind.PERSON and _OF_SOMEBODY.search(one.text):
            continue
        if entity.kind is not Kind.PERSON and _located(text, one, entity):
            continue
        yield Value(
            KeyKind.NAME, entity.name, named.span, at.span, name_kind=entity.kind, sort=sort
        )


_PLACES = frozenset({Kind.CITY, Kind.REGION, Kind.PLACE})


def _located(text: Text, one: Statement, place: Entity) -> bool:
    """Whether a nation or another place in a statement tells where that is."""
    if any(demonym(word.text) for word in words(one.text)):
        return True
    others = (who for who in text.entities.within(one.text) if who is not place)
    return place.kind is Kind.COUNTRY and any(who.kind in _PLACES for who in others)


def _whole(one: Statement, at: Span) -> bool:
    """Whether a name is no part of another, and nothing beside it tells what it is."""
    before, after = one.text[: at.start], words(one.text[at.end :])
    main = next(iter(deeds(one.text)), None)
    beside = main is not None and "," in main.text[main.rest.start : at.start]
    if _PART_BEFORE.search(before) or (beside and main is not None and main.text == one.text):
        return False
    follows = after[0] if after else None
    if follows is None or follows.text in {".", ";"}:
        return True
    if follows.text == ",":
        return len(after) > 1 and after[1].small in _GOES_ON
    return follows.small in PREPOSITIONS | _JOINS or is_verb(after, 0)


_JOINS = listed("and or but to who when while")
_GOES_ON = listed("and but when while where as after before which")
