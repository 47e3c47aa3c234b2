"""Keys that several facts make together: each option is borne out by a sentence of its own, and the
dates of these sentences say which comes first, whichever of its dates is meant."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.question import QuestionType
from bot.generation.candidates import EARLIEST, Candidate
from bot.generation.gate.ground import Ground
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import Precision, dated, moments
from bot.generation.sentences.spans import words

_OWN, _BORNE_OUT = 0.5, 0.8
Years = tuple[int, int]


def entries_follow(one: Candidate, known: Ground) -> str | None:
    """Each entry of a timeline stands in a sentence cited, under dates that rise."""
    last: tuple[int, int, int] = (0, 0, 0)
    every = [sentence for c in one.citations for sentence in known.cited(c) or ()]
    for text, _ in one.options:
        found = [s for s in every if text.casefold() in re.sub(r" \([^()]*\)", "", s).casefold()]
        dated = [m for s in found for m in moments(s) if m.precision is not Precision.LOOSE]
        if not dated or dated[0].key <= last:
            return text
        last = dated[0].key
    return None


def order_follows(one: Candidate, known: Ground) -> str | None:
    """Each option's sentence is of later years than that of the option before it."""
    if one.type is not QuestionType.ORDERING:
        return one.key
    last = 0
    for text, years in _dated(one, known):
        if years is None or years[0] <= last:
            return text
        last = years[1]
    return None


def outermost_follows(one: Candidate, known: Ground) -> str | None:
    """The key's sentence is of earlier, or later, years than every other option's."""
    keys = [text for text, why in one.options if why is None]
    if one.type is not QuestionType.SINGLE or keys != [one.key]:
        return one.key
    found = dict(_dated(one, known))
    lost = next((text for text, years in found.items() if years is None), None)
    of_key = found.pop(one.key, None)
    others = [years for years in found.values() if years is not None]
    if lost or of_key is None or not others:
        return lost or one.key
    if one.provenance.template == EARLIEST:
        return None if of_key[1] < min(first for first, _ in others) else one.key
    return None if of_key[0] > max(last for _, last in others) else one.key


def _dated(one: Candidate, known: Ground) -> Iterator[tuple[str, Years | None]]:
    """Each option and the first and last year of its sentence; None where no cited sentence is
    plainly its own, or where it is another's as well."""
    cited = [sentence for c in one.citations for sentence in known.cited(c) or ()]
    entry = known.entry(one.citations[0].source) if one.citations else ""
    every = content(" ".join((*cited, entry)))
    shares = [(sentence, content(sentence)) for sentence in dict.fromkeys(cited)]
    taken: set[str] = set()
    for text, _ in one.options:
        own = _own(text, shares)
        borne = content(text) & every if own else frozenset()
        years = [moment.year for moment in dated(own)] if own else []
        if not years or own in taken or len(borne) < _BORNE_OUT * len(content(text)):
            yield text, None
            continue
        taken.add(own)
        yield text, (min(years), max(years))


def _own(text: str, shares: Sequence[tuple[str, frozenset[str]]]) -> str:
    """The sentence that has the most of what is said: half of it, or all but names; nothing where
    two do.

    A name counts half: a pronoun may stand for it, and other sentences have it as well.
    """
    said = content(text)
    plain = content(" ".join(word.text for word in words(text) if not word.capital))
    ranked = sorted(
        ((len(said & there) + len(plain & there), len(plain & there), sentence)
         for sentence, there in shares),
        reverse=True,
    )  # fmt: skip
    if not said or not ranked:
        return ""
    (most, plainly, sentence), *others = ranked
    borne = most >= _OWN * (len(said) + len(plain)) or (plain and plainly == len(plain))
    return sentence if borne and (not others or others[0][:2] < (most, plainly)) else ""
