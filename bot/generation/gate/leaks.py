"""Whether a stem tells the key: whole, a part of its name, or by its initials."""

import re

from bot.domain.marking import SCALES
from bot.domain.question import ASSEMBLED, QuestionType
from bot.generation.candidates import COMBINED, Candidate
from bot.generation.gate.ground import Ground
from bot.generation.gate.keys import TYPED, initials
from bot.generation.sentences.moments import moments
from bot.generation.sentences.spans import stands_in

_LEAST_PART = 4
_SPELLED_OUT = "acronym"
"""The template that asks what initials stand for, and so has to show them."""

_TOLD = frozenset({"timeline"}) | COMBINED
"""Templates whose keys are what happened: a stem may name whom all of the options are about."""

_HOW_MANY = re.compile(r"\bhow many (thousand|million|billion|trillion)\b", re.IGNORECASE)
_APART = re.compile(r"[^\W_]+")


def no_leak(one: Candidate, _known: Ground) -> str | None:
    """What of the key stands in the stem, or None."""
    if one.type in ASSEMBLED or one.type is QuestionType.TRUEFALSE:
        return None
    if stands_in(one.key.casefold(), one.stem.casefold()):
        return one.key
    if one.type in TYPED:
        return _scale(one)
    told = one.provenance.template in _TOLD
    if told or any(True for _ in moments(one.key)):
        return None
    return next(iter(_parts(one)), _in_short(one))


def _scale(one: Candidate) -> str | None:
    """The *million* of "how many million visits?": 92.5 is typed, and the key is 92,500,000."""
    asked = _HOW_MANY.search(one.stem)
    scale = asked[1].casefold() if asked else ""
    return (
        scale if one.value is not None and one.value >= SCALES.get(scale, one.value + 1) else None
    )


def _parts(one: Candidate) -> list[str]:
    """The words of the key that the stem has, names with their capitals: "which treaty" does not
    tell the Treaty of Moss. Of options the names alone, where no other option has them."""
    typed = one.type is QuestionType.TEXT or not one.options
    others = {word for text in one.distractors for word in _APART.findall(text)}
    said = set(_APART.findall(one.stem))
    return [
        word
        for word in _APART.findall(one.key)
        if len(word) >= _LEAST_PART
        and word in said
        and (typed or (word[0].isupper() and word not in others))
    ]


def _in_short(one: Candidate) -> str | None:
    """The initials of a name of several words, as those of a body stand in a document's title."""
    short = initials(one.key)
    told = len(short) > 1 and short in set(_APART.findall(one.stem))
    if one.provenance.template == _SPELLED_OUT:
        return None
    return short if told else _in_full(one)


_SHORT = re.compile(r"\b[A-Z]{3,}\b")
_NAME = re.compile(r"[A-Z][a-z]+(?: (?:(?:of|for|and|the) )*[A-Z][a-z]+)+")


def _in_full(one: Candidate) -> str | None:
    """The initials within a key whose name the stem spells out."""
    short = set(_SHORT.findall(one.key))
    named = (initials(match[0]) for match in _NAME.finditer(one.stem)) if short else ()
    return next((letters for letters in named if letters in short), None)
