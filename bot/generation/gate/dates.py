"""Dates that a question gives: each stands where it is proven, not just anywhere in a document."""

import re
from collections.abc import Iterable

from bot.bank.texts.dates import Date, Mentions, Number, mentions
from bot.bank.texts.passages import locate
from bot.domain.question import ASSEMBLED, Citation
from bot.generation.candidates import Candidate
from bot.generation.gate.ground import Ground

_DECADE = 10
_BEGUN = re.compile(r"\b[Ff]rom (?:[A-Z]\w+ )?(\d{4}) until which year")
"""A span whose end is asked for begins in the sentence that has the end."""


def dates_stand(one: Candidate, known: Ground) -> str | None:
    """Each date of the stem, and of each part of an order or a pair, stands in a sentence that
    proves it or is one of the document's own: of its title, its publishing.

    Any date of the document passes as known (G03), and *What happened in 1877?* with another of its
    years has another key. What refutes a distractor proves no date of the stem.
    """
    ordered = one.type in ASSEMBLED
    proving = [c for c in one.citations if ordered or not c.refutes]
    parts = [text for text, _ in one.options] if ordered else []
    begun = _BEGUN.search(one.stem)
    first = one.citations[0] if one.citations else None
    said = (known.cited(first) or ()) if begun and first else ()
    if begun and not any(begun[1] in s for s in said if first and locate(first.quote, s)):
        return begun[1]
    return _undated((one.stem, *one.lefts, *parts), proving, known)


def _undated(texts: Iterable[str], cited: Iterable[Citation], known: Ground) -> str | None:
    """The first date of the texts that none of the sentences cited has, nor a document's entry."""
    asked = [mentions(text) for text in texts]
    if not any(own.dates or own.numbers for own in asked):
        return None
    citations = list(cited)
    said = [sentence for one in citations for sentence in known.dated(one)]
    said += [known.entry(source) for source in {one.source for one in citations}]
    found = [mentions(text) for text in said]
    for own in asked:
        for one in own.dates:
            if not any(_has_date(one, there) for there in found):
                return one.text
        for number in own.numbers:
            if _is_year(number) and not any(_has_year(number, there) for there in found):
                return number.text
    return None


def _is_year(number: Number) -> bool:
    """A number of four digits, written as years are: 1,500 men are none."""
    return number.digits and number.year is not None and "," not in number.text


def _has_date(one: Date, there: Mentions) -> bool:
    return any(one.within(date) for date in there.dates)


def _has_year(number: Number, there: Mentions) -> bool:
    years = {date.year for date in there.dates} | {other.year for other in there.numbers}
    if not number.decade:
        return number.year in years
    return any(year is not None and year // _DECADE * _DECADE == number.year for year in years)
