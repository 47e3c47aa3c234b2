"""What may be exchanged in a statement: dates and counted numbers that are plain in it.

No names: a text leaves open who else may have done what.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.generation.asking.counting import counts
from bot.generation.asking.inverting import main_clause
from bot.generation.candidates import KeyKind
from bot.generation.reading.texts import Line, Statement
from bot.generation.sentences.moments import Moment, Precision, moments
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.quantities import Quantity, quantities
from bot.generation.sentences.spans import Span, words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb


class Value(NamedTuple):
    """What may be exchanged: how and where its statement has it, and where its line does."""

    kind: KeyKind
    said: str
    at: Span
    line_at: Span
    quote: Span | None = None
    number: Decimal | None = None
    unit: str | None = None


_UNTOLD_WHEN = re.compile(
    r"\b(?:later|earlier|ago|(?:same|that|next|following|previous) (?:year|month|day))\b"
)
_AGAIN = re.compile(r"\b(?:again|also|another|repeatedly|once more)\b")
"""What was done once more has another date as well."""

_LASTS = re.compile(r"\b(?:has|have|had)\b")
_OPEN_DATES = frozenset({"before", "after", "by", "around", "about", "circa", "as of", "for"})
"""Before a date these leave it open: what was so by 1950 was so by 1960."""


def dates(line: Line, one: Statement) -> Iterator[Value]:
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
        if at is None or moment.lead in _OPEN_DATES or not lasting or _going_on(one, moment):
            continue
        if _form(moment, one.text) and not _named_by(moment, one.text):
            said = moment.span.of(one.text)
            yield Value(KeyKind.DATE, said, moment.span, at.span, number=Decimal(moment.year))


_STATES = listed(
    "be have live stay remain work serve stand exist hold own belong know want need like love"
    " include contain lie reside dwell sit teach study travel tour hope think believe seem"
)
_WAS_DOING = re.compile(r"\b(?:was|were|is|are|been) (?:[a-z]+ly )?[a-z]{2,}ing\b")
_SPANS = frozenset({"since", "until", "from"})


def _going_on(one: Statement, moment: Moment) -> bool:
    """Whether what a date stands beside is a state, or was being done: another date does not
    exclude it. A participle right before the date tells what was done then."""
    if moment.lead in _SPANS:
        return False
    before = words(one.text[: moment.phrase.start])[-2:]
    if any(verb(word.small, Form.PARTICIPLE) is not None for word in before):
        return False
    main = main_clause(one.text)
    state = main is not None and main.deed in _STATES and not main.passive
    return state or _WAS_DOING.search(one.text) is not None


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


def numbers(line: Line, one: Statement) -> Iterator[Value]:
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
