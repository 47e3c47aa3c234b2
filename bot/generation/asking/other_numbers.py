"""Other numbers of a document that count the same: rivals of a number within a statement."""

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
    """Numbers of the same noun, form and size in other sentences, those told nearest first."""
    fact = proposal.fact
    key = next((q for q in quantities(fact.line.text) if q.number == fact.span), None)
    if key is None:
        return
    here = {one.value for one in quantities(fact.line.text)}
    lines = fact.text.lines
    for order in islice(outward(range(len(lines)), fact.line.order), _MOST_TRIED):
        for other in quantities(lines[order].text):
            if other.value not in here and _fits(key, other):
                here.add(other.value)
                yield _rival(other, lines[order])


def _fits(key: Quantity, other: Quantity) -> bool:
    if _noun(other) != _noun(key) or (key.unit.startswith("of ") and other.unit != key.unit):
        return False
    near = key.value and 1 / _SIZE <= other.value / key.value <= _SIZE
    return bool(near) and _shape(key) == _shape(other)


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
