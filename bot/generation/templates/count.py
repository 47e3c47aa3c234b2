"""How many: the questions that ask for a number with its noun."""

import re
from collections.abc import Iterator

from bot.generation.asking.context import asks_well, in_context, in_document
from bot.generation.asking.counting import shared_out
from bot.generation.asking.phrasing import LONGEST_STEM, fits, inner, sentence
from bot.generation.candidates import KeyKind, Proposal, fact_at
from bot.generation.reading.texts import Spot, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.quantities import Quantity, quantities
from bot.generation.sentences.spans import Span
from bot.generation.statements.standing import standing
from bot.generation.statements.subjects import subject
from bot.generation.templates.count_shapes import LASTS, Counted, how_many, shaped
from bot.generation.templates.placing import entitled
from bot.generation.words.table import listed

NAME = "count"
_PART = re.compile(
    r"(?P<of> of [a-z ]{3,40}?)?(?: and [^,;.]{3,60}?)? (?:took part|participated)\b"
)
_BOUNDS = listed("over under") | {"more than", "less than", "fewer than", "at least", "up to"}
"""Roundings that make no good question: in more than how many countries?"""

_HELD = listed("own employ use hold operate")
_NO_SECOND, _LONGEST_UNIT = 40, 30


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        clause = spot.clause
        if clause.aux.startswith("had") or clause.adrift:
            continue
        for found in quantities(spot.line.text):
            apart = clause.span.holds(found.span) and not shared_out(spot.line.text, found)
            counted = shaped(spot, found) if apart else None
            made = _proposal(spot, found, counted) if counted else None
            if made is not None:
                yield made
    yield from _took_part(text)


def _took_part(text: Text) -> Iterator[Proposal]:
    """ "The drill took place in Moss, in which 900 rescuers took part": how many did?"""
    for spot in text.spots:
        if spot.clause.subject.start > 4 or spot.clause.inherited:  # noqa: PLR2004 - an article
            continue
        for found in quantities(spot.line.text):
            before = spot.line.text[: found.span.start]
            after = _PART.match(spot.line.text[found.span.end :])
            if after is None or not before.endswith((" in which ", " in it ")):
                continue
            who = subject(text, spot.line, spot.clause.subject)
            noun = standing(text, spot.line, f"{found.unit}{after['of'] or ''}", None)
            if who is None or noun is None:
                continue
            words = f"{noun} took part in {inner(who.text)}"
            said = sentence(f"{found.about} {found.digits} {words}")
            counted = Counted(f"{how_many(found)} {words}?", said, words, who.text)
            made = _proposal(spot, found, counted)
            if made is not None:
                yield made


def _placed(spot: Spot, made: Counted, number: Quantity) -> str | None:
    """The stem with its document in front where it does not say when, or of what."""
    who = spot.text.entities.find(made.whom)
    alive = who is not None and who.kind is Kind.PERSON
    lasting = spot.clause.verb is not None and spot.clause.verb.base in LASTS
    undated = spot.clause.past and not (lasting or moments(made.stem))
    if undated and not alive and made.relation.split()[0] in _HELD:
        return None  # owned when?
    own = alive and entitled(spot.text)
    if undated and not own and not made.stem.startswith("According to "):
        return in_document(spot.text, made.stem)
    return in_context(spot.text, spot.line, made.stem, number.digits)


def _proposal(spot: Spot, number: Quantity, made: Counted) -> Proposal | None:
    after = made.said.rsplit(number.digits, maxsplit=1)[-1]
    if " and " in after[:_NO_SECOND] or not fits(made.stem, LONGEST_STEM):
        return None
    if not asks_well(spot.text, made.stem) or number.about in _BOUNDS:
        return None
    stem = _placed(spot, made, number)
    if stem is None:
        return None
    unit = number.noun if number.unit.startswith("of ") else number.unit
    return Proposal(
        fact_at(spot, NAME, (inner(made.whom), made.relation, number.digits), number.number),
        stem, number.digits, KeyKind.NUMBER, made.said,
        made.said if fits(made.said) else f"The number is {number.digits}.",
        typed_stem=stem,
        value=number.value,
        unit=unit if fits(unit, _LONGEST_UNIT) else None,
        quote=Span(number.number.start, number.span.end),
    )  # fmt: skip
