"""Whether a key follows from its quotes: as words, by its value, or computed as its type asks."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.bank.texts.dates import Date, mentions
from bot.bank.texts.passages import locate, one_line
from bot.domain.question import QuestionType
from bot.generation.backends import LLM
from bot.generation.candidates import EARLIEST, LATEST, SEQUENCE, Candidate
from bot.generation.gate.combined import entries_follow, order_follows, outermost_follows
from bot.generation.gate.ground import Ground
from bot.generation.gate.pairing import pairs_follow
from bot.generation.gate.statement import statement_follows
from bot.generation.gate.units import unit_stands
from bot.generation.gate.unstated import GAP, MEMBER, gap_follows, listed_but_key
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments
from bot.generation.sentences.spans import stands_in

TYPED = frozenset({QuestionType.YEAR, QuestionType.NUMBER})
"""Types whose keys are numbers."""

_Rule = Callable[[Candidate, Ground], str | None]


def key_follows(one: Candidate, known: Ground) -> str | None:
    """The key stands in the first quote: a date or number by its value, a name in one of its
    forms, a longer text in the sentence whose beginning or end is quoted."""
    rule = _OF_TEMPLATE.get(one.provenance.template) or _OF_TYPE.get(one.type)
    if rule is not None:
        return rule(one, known)
    keys = [text for text, why in one.options if why is None] if one.options else [one.key]
    if keys != [one.key]:
        return ", ".join(keys)
    quote = one.citations[0].quote if one.citations else ""
    return None if _stands(one, known, quote) else one.key


_OF_TEMPLATE: dict[str, _Rule] = {
    GAP: lambda one, _known: gap_follows(one),
    MEMBER: listed_but_key,
    SEQUENCE: order_follows,
    EARLIEST: outermost_follows,
    LATEST: outermost_follows,
}
_OF_TYPE: dict[QuestionType, _Rule] = {
    QuestionType.ORDERING: entries_follow,
    QuestionType.MATCHING: pairs_follow,
    QuestionType.TRUEFALSE: statement_follows,
}
"""Whose keys are no words of a quote."""


def _stands(one: Candidate, known: Ground, quote: str) -> bool:
    said = mentions(quote)
    if one.type in TYPED:
        years = {Decimal(date.year) for date in said.dates if date.year is not None}
        there = one.value in years | {number.value for number in said.numbers}
        return there and _has_unit(one, known)
    wanted = mentions(one.key).dates
    if wanted and not _words_beside(one.key, wanted):
        return all(any(date.within(found) for found in said.dates) for date in wanted)
    forms = (one.key, _otherwise_begun(one.key), *_forms(one, known))
    if any(locate(form, quote) for form in forms):
        return True
    return _told_by(one, known, quote)


def _has_unit(one: Candidate, known: Ground) -> bool:
    """A model's unit stands beside the number; the templates take theirs from there."""
    if one.provenance.backend != LLM or one.unit is None or one.value is None:
        return True
    cited = known.cited(one.citations[0]) or ()
    return any(unit_stands(one.unit, one.value, sentence) for sentence in cited)


def _otherwise_begun(key: str) -> str:
    """A key that is written large as an option, or small though a sentence begins with it."""
    return key[:1].swapcase() + key[1:]


def _words_beside(text: str, dates: tuple[Date, ...]) -> bool:
    """Whether more than dates stands in a text."""
    rest = text
    for date in dates:
        rest = rest.replace(date.text, " ")
    bare = re.sub(r"\b(?:the|of)\b", " ", rest)
    return bool(re.search(r"[^\W\d_]{3,}", bare)) and not moments(text)


def _forms(one: Candidate, known: Ground) -> list[str]:
    """Other forms of the key: a part or the initials that it accepts, what the glossary gives."""
    forms = [f for f in one.accept if stands_in(f, one.key) or f == initials(one.key)]
    for name in known.glossary:
        every = (name.name, *name.aliases)
        if one.key in every:
            forms += every
    return forms


def _told_by(one: Candidate, known: Ground, quote: str) -> bool:
    """A key longer than a quote stands in the sentence cited, and the quote reaches into it."""
    cited = known.cited(one.citations[0]) or ()
    flat = [re.sub(r" \([^()]*\)", "", one_line(sentence)).casefold() for sentence in cited]
    if len(one.key.split()) < 4 or not any(one.key.casefold() in sentence for sentence in flat):  # noqa: PLR2004
        return False
    shared = content(quote) & content(one.key)
    return len(shared) >= min(2, len(content(one.key)))


def initials(text: str) -> str:
    """The capitals that words of a text begin with: of "Council of Europe" CE."""
    return "".join(word[0] for word in text.split() if word[0].isupper())
