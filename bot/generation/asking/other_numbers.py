"""Other numbers of a document, alike in form and size: rivals of a number within a statement."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.generation.asking.quoting import cite
from bot.generation.candidates import Proposal, Rival
from bot.generation.reading.nearness import outward
from bot.generation.reading.texts import Line
from bot.generation.sentences.quantities import PER_CENT, Quantity, quantities
from bot.generation.sentences.spans import Span

_MOST_TRIED = 100
"""Sentences that are looked at for one number."""

_SIZE = 5
"""How many times as much another number may be, or as little."""

_SHAPE = (re.compile(r"\d[\d,]*"), re.compile(r"[\d,.]+"), re.compile(r"[^\W\d]+"))


def other_numbers(proposal: Proposal) -> Iterator[Rival]:
    """Numbers of the same form and size in other sentences, those told nearest first.

    Before all those of the same noun. A count of things may take one of other things, since a
    statement says of what it is; a measure (money, shares, times, lengths) takes its own kind.
    """
    fact = proposal.fact
    key = next((q for q in quantities(fact.line.text) if q.number == fact.span), None)
    if key is None:
        return
    here = {one.value for one in quantities(fact.line.text)}
    near = [(one, line) for one, line in _told(proposal) if _alike(key, one)]
    near.sort(key=lambda pair: _noun(pair[0]) != _noun(key))  # stable: else the nearest stays first
    for other, line in near:
        if other.value not in here and _counts_as(key, other):
            here.add(other.value)
            yield _rival(other, line)


def _told(proposal: Proposal) -> Iterator[tuple[Quantity, Line]]:
    lines = proposal.fact.text.lines
    for order in islice(outward(range(len(lines)), proposal.fact.line.order), _MOST_TRIED):
        yield from ((one, lines[order]) for one in quantities(lines[order].text))


def _alike(key: Quantity, other: Quantity) -> bool:
    near = key.value and 1 / _SIZE <= other.value / key.value <= _SIZE
    return bool(near) and _shape(key) == _shape(other)


def _counts_as(key: Quantity, other: Quantity) -> bool:
    if key.unit.startswith("of ") or other.unit.startswith("of "):
        return other.unit == key.unit
    return _noun(other) == _noun(key) or not (key.measures or other.measures)


def _noun(one: Quantity) -> str:
    return "%" if one.unit in PER_CENT else one.noun


def _shape(one: Quantity) -> tuple[int | None, str]:
    """In digits, with a point, in words, or before which scale."""
    number, _, scale = one.digits.partition(" ")
    shape = next((n for n, form in enumerate(_SHAPE) if form.fullmatch(number)), None)
    return shape, scale if shape != len(_SHAPE) - 1 else ""


def _rival(one: Quantity, line: Line) -> Rival:
    cited = cite(line, Span(one.number.start, one.span.end), Span(0, len(line.text)))
    said = cited.quote.strip('"')
    return Rival(one.digits, f"{one.digits} belongs elsewhere: “… {said} …”.", (cited,))
