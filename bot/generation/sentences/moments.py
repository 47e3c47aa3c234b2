"""Dates in a sentence, with their offsets and how exact they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.generation.sentences.spans import Span

_MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
MONTHS = tuple(_MONTH_NAMES.split())
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d{3}|20\d{2})"
_ORDINAL_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = tuple(_ORDINAL_WORDS.split())
_MEASURED = (
    "km|m|mi|ft|feet|metres?|meters?|kilomet(?:re|er)s|miles|hectares|acres|tonnes|tons|kg|people|men"
    "|women|children|soldiers|troops|employees|workers|students|members|seats|copies|houses|homes"
    "|hours|days|years|euros|dollars|pounds"
)
"""What four digits count, before which they are no year."""

_RANGE = re.compile(
    rf"\b(?:from|[Bb]etween) (?:{_MONTH} )?{_YEAR} (?:to|until|and) (?:{_MONTH} )?{_YEAR}\b"
    rf"|\b{_YEAR} ?[-–—] ?(?:{_YEAR}|\d\d)\b|\b(?:[Bb]etween|from) {_DAY}(?: {_MONTH})? (?:and|to)"
    rf" {_DAY} {_MONTH}(?: {_YEAR})?|\b{_DAY} ?[-–] ?{_DAY} {_MONTH}(?: {_YEAR})?"
    rf"|\b{_MONTH} {_DAY} ?[-–] ?{_DAY}(?:, {_YEAR})?"
)
_DATE = re.compile(
    rf"(?<![\d.,])(?:(?P<d1>{_DAY}|[Tt]he (?:{'|'.join(_ORDINALS)}))(?: of)?"
    rf" (?P<m1>{_MONTH}),? (?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH}) (?P<d2>{_DAY}),? (?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH}),? (?:of )?(?P<y3>{_YEAR})"
    r"|(?=[12]\d)(?:(?<=\b[IiOo]n )|(?<=\b[Bb]y )|(?<=\bSince )|(?<=\bsince )"
    rf"|(?!\d{{4}} (?:{_MEASURED})\b))(?P<y4>{_YEAR})(?![\d–—-]|[.,]\d|s\b|'s\b)"
    rf"|(?P<d5>{_DAY}) (?P<m5>{_MONTH})|(?P<m6>{_MONTH}) (?P<d6>{_DAY})(?!\d))"
)
_DIGIT = re.compile(r"\d")
_BEFORE = re.compile(
    r"(?:only )?(?:on the (?:night|morning|evening|afternoon|day) of"
    r"|at the (?:end|beginning|start) of"
    r"|(?:in|on|by|since|until|till|from|after|before|during|of|for|around|about|circa)"
    r"|(?:early|late|mid)|(?:in|during|by) (?:the )?(?:spring|summer|autumn|winter|fall|early|late"
    r"|beginning|end|middle|first half|second half|course) ?(?:of)?|as of|as early as) $",
    re.IGNORECASE,
)


class Precision(IntEnum):
    """How much of a date is said; ``LOOSE`` is a range, a decade or a day without its year, whose
    month and day are told all the same."""

    LOOSE = 0
    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A date: where it stands, the word before it that belongs to it, and what it says."""

    span: Span
    phrase: Span
    """The span with its preposition."""

    lead: str
    """The preposition, in small letters, or nothing."""

    precision: Precision
    year: int
    month: int = 0
    day: int = 0

    @property
    def key(self) -> tuple[int, int, int]:
        return self.year, self.month, self.day

    @property
    def said(self) -> str:
        """The date in the house's form: 4 March 1890, March 1890, 1890."""
        month = MONTHS[self.month - 1] if self.month else ""
        year = str(self.year) if self.year else ""
        parts = (str(self.day) if self.day else "", month, year)
        return " ".join(part for part in parts if part)


@lru_cache(maxsize=16_000)
def moments(text: str) -> tuple[Moment, ...]:
    """Every date of a sentence in order; those of a range are loose."""
    if not _DIGIT.search(text):
        return ()
    loose = [Span(m.start(), m.end()) for m in _RANGE.finditer(text)]
    found = [_loose(text, span) for span in loose]
    for match in _DATE.finditer(text):
        span = Span(match.start(), match.end())
        if any(span.meets(other) for other in loose):
            continue
        found.append(_moment(text, match, span))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _loose(text: str, span: Span) -> Moment:
    return Moment(span, _phrase(text, span)[0], "", Precision.LOOSE, 0)


def _moment(text: str, match: re.Match[str], span: Span) -> Moment:
    phrase, lead = _phrase(text, span)
    groups = match.groupdict()
    year = next((int(groups[f"y{n}"]) for n in range(1, 5) if groups[f"y{n}"]), 0)
    month = next((groups[f"m{n}"] for n in (1, 2, 3, 5, 6) if groups[f"m{n}"]), "")
    day = next((groups[f"d{n}"] for n in (1, 2, 5, 6) if groups[f"d{n}"]), "")
    number = MONTHS.index(month) + 1 if month else 0
    if not 0 <= _day(day) <= 31:  # noqa: PLR2004 - days of a month
        return Moment(span, phrase, lead, Precision.LOOSE, 0)
    if not year:
        return Moment(span, phrase, lead, Precision.LOOSE, 0, number, _day(day))
    exact = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return Moment(span, phrase, lead, exact, year, number, _day(day))


def _day(text: str) -> int:
    word = text.lower().removeprefix("the ")
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else 0


def _phrase(text: str, span: Span) -> tuple[Span, str]:
    before = text[max(0, span.start - 30) : span.start]
    match = _BEFORE.search(before)
    if not match or (match.start() and before[match.start() - 1].isalnum()):
        return span, ""
    return Span(span.start - len(match[0]), span.end), match[0].strip().lower().removeprefix(
        "only "
    )


def days(text: str) -> Iterator[Moment]:
    """The days of a month that leave their year to the document: 14 September."""
    return (one for one in moments(text) if not one.year and one.month and one.day)


def dated(text: str) -> Iterator[Moment]:
    """The moments that name their year exactly."""
    return (one for one in moments(text) if one.precision is not Precision.LOOSE)
