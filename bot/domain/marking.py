"""Marking: what one response to one question is worth."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.domain.errors import NotANumber, UnknownOption, YearCutShort
from bot.domain.question import TYPED, Question, QuestionType, TypedKey

FULL = 100
"""The mark of a wholly right response, in hundredths of a question."""

LATEST_YEAR = 9999
NEIGHBOURHOOD = 100
"""Years around a key within which people honestly err."""

LONGEST_NUMBER = 80
"""Characters of a typed number with its unit; what is longer is a message."""

_DIGITS = re.compile(r"[+-]?\d[\d\s]*([.,]\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")
_WITH_UNIT = re.compile(r"(?P<number>[+-]?\d[\d\s.,]*?)\s*(?P<unit>[^\d\s.,].*)")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave: chosen option ids, or a typed value, or neither ("I don't know")."""

    options: frozenset[str] = frozenset()
    value: Decimal | None = None

    @property
    def passed(self) -> bool:
        return not self.options and self.value is None


@dataclass(frozen=True, slots=True)
class Mark:
    """``value`` in hundredths of a question, 0 to FULL; ``right`` only for a full mark."""

    value: int

    @property
    def right(self) -> bool:
        return self.value == FULL


def read_number(text: str) -> Decimal:
    """The number a person typed: "1 994", "3,5", "1994." and "≈" free; NotANumber otherwise."""
    cleaned = text.replace("\u00a0", " ").replace("\u202f", " ").strip().rstrip(".")
    if not _DIGITS.fullmatch(cleaned) or len(cleaned) > 24:  # noqa: PLR2004 - longest sane number
        raise NotANumber(text)
    try:
        return Decimal(re.sub(r"\s", "", cleaned).replace(",", "."))
    except InvalidOperation as error:
        raise NotANumber(text) from error


def read_value(question: Question, text: str) -> Decimal:
    """What was typed in reply to a typed question; NotANumber where it cannot be meant so.

    A year has one to four digits: 20044 is a slip of the finger, not a wrong year. So is 19 where
    1994 is asked for (YearCutShort), but not where 120 is. A number may come with its unit, or
    words of it. Where a whole number is asked for, "1,000" is a thousand.
    """
    typed = question.typed
    if typed is not None and question.type is not QuestionType.YEAR:
        text = _without_unit(text.strip(), typed.unit or "")
        if _GROUPED.fullmatch(text) and _whole(typed.value) and _whole(typed.tolerance):
            text = re.sub("[.,]", "", text)
    value = read_number(text)
    if question.type is QuestionType.YEAR:
        if not _whole(value) or not 0 < value <= LATEST_YEAR:
            raise NotANumber(text)
        if typed is not None and _digits(value) < fewest_digits(typed):
            raise YearCutShort(text)
    return value


def fewest_digits(typed: TypedKey) -> int:
    """Of the years within NEIGHBOURHOOD of the key or a near value, the digits of the shortest."""
    known = (typed.value - typed.tolerance, *(near.value for near in typed.near))
    return _digits(max(min(known) - NEIGHBOURHOOD, Decimal(1)))


def _digits(year: Decimal) -> int:
    return len(str(int(year)))


def _without_unit(text: str, unit: str) -> str:
    """The number before its unit; the text as it is when something else stands behind it."""
    # The pattern takes quadratic time, and a message may hold 4,096 characters.
    parts = _WITH_UNIT.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if parts is None:
        return text
    known = set(unit.casefold().split())
    said = set(parts["unit"].casefold().rstrip(".").split())
    return parts["number"] if said <= known else text


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def mark(question: Question, given: Given) -> Mark:
    """Mark one response.

    Single, true/false, number, year: all or nothing. Several correct: each key chosen earns its
    share, each distractor chosen takes one share away, never below nothing (the rule Moodle calls
    "all-or-part with penalties"): ``max(0, hits - misses) / keys``. "I don't know" is worth 0.
    """
    if given.passed:
        return Mark(0)
    if question.type in TYPED:
        if question.typed is None or given.value is None:
            raise UnknownOption(question.id, "typed value missing")
        distance = abs(given.value - question.typed.value)
        return Mark(FULL if distance <= question.typed.tolerance else 0)
    known = {option.id for option in question.options}
    if stray := given.options - known:
        raise UnknownOption(question.id, ", ".join(sorted(stray)))
    if question.type is QuestionType.MULTIPLE:
        hits = len(given.options & question.keys)
        misses = len(given.options - question.keys)
        return Mark(max(0, hits - misses) * FULL // len(question.keys))
    return Mark(FULL if given.options == question.keys else 0)
