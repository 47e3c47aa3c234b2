"""Options that are numbers or dates: in order, and none of them inside another."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import combinations

from bot.bank.lint.asked import Asked, Flaws
from bot.bank.lint.roots import words
from bot.bank.lint.vocabulary import everywhere
from bot.domain.quizzes.option_order import COUNTS, MONTHS, in_order

_NUMBER = re.compile(r"\d{1,3}(?:[ ,]\d{3})+(?![\d])|\d+(?:[.,]\d+)?")
_N = f"(?:{_NUMBER.pattern})"
_RANGES = tuple(
    re.compile(rf"{before}(?P<low>{_N})\s*{link}\s*(?P<high>{_N})(?!\w)")
    for before, link in (("", "(?:-|to|до|по)"), (r"\b(?:between|между)\s+", "(?:and|и)"))
)
_BOUNDS: tuple[tuple[re.Pattern[str], bool, bool], ...] = tuple(
    (re.compile(pattern), above, closed)
    for pattern, above, closed in (
        (rf"\b(?:at least|no fewer than|no less than|не менее|не меньше|from|since|с|от) {_N}",
         False, True),
        (rf"{_N}\+|{_N} (?:\w+ )?(?:or|and) (?:more|later|over)\b", False, True),
        (rf"{_N} (?:\w+ )?(?:и|или) (?:более|больше|позже)\b", False, True),
        (rf"\b(?:at most|up to|no more than|not more than|until|не более|не больше|до) {_N}",
         True, True),
        (rf"\b(?:more than|over|above|after|later than|более|больше|свыше|после) {_N}",
         False, False),
        (rf"{_N} (?:\w+ )?(?:or less|or fewer|or earlier|или (?:менее|меньше|раньше))\b",
         True, True),
        (rf"\b(?:less than|fewer than|under|below|before|earlier than|менее|меньше|раньше) {_N}",
         True, False),
    )
)  # fmt: skip
"""What bounds a number: the pattern, whether from above, whether the number itself is in.

"Not more than" goes before "more than": the first that fits counts.
"""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_YEARS = range(1000, 2200)
_MONTH_DAYS, _YEAR_DAYS = 31, 372
_MOST_UNITS = 2


class Kind(Enum):
    """What an option consists of."""

    MEASURE = auto()
    WORDS = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """The values an option stands for: ``frame`` is what they count; an end may be left out."""

    frame: str
    low: float
    high: float
    low_in: bool = True
    high_in: bool = True

    def meets(self, other: "Span") -> bool:
        """Whether some value is in both."""
        if self.frame != other.frame:
            return False
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        closed = all(
            (one.low < low or one.low_in) and (one.high > high or one.high_in)
            for one in (self, other)
        )
        # Periods such as 1992-1999 and 1999-2004 follow each other.
        periods = int(low) in _YEARS and self.low < self.high and other.low < other.high
        return closed and not periods


def kind(text: str) -> Kind:
    """Whether an option is a date or number with little after it, or words without any."""
    said = words(text)
    numbers = [w for w in said if w[0].isdigit() or w in COUNTS or w in MONTHS]
    rest = [w for w in said if w not in everywhere("measuring")]
    others = [w for w in rest if w not in numbers]
    if not numbers:
        return Kind.OTHER if set(said) & everywhere("nothing") else Kind.WORDS
    first = bool(rest) and rest[0] in numbers
    written = any(w.isdecimal() for w in numbers) and not re.search(r"[^\W\d]-\d|\d-[^\W\d]", text)
    return Kind.MEASURE if first and written and len(others) <= _MOST_UNITS else Kind.OTHER


def order(asked: Asked) -> Flaws:
    """L09: options that are dates or numbers stand neither in rising nor in falling order."""
    if not asked.rivals:
        return
    options = asked.question.options
    rising = in_order(options)
    if rising is None or list(options) in (rising, rising[::-1]):
        return
    first = next(n for n, (a, b) in enumerate(zip(options, rising, strict=True)) if a != b)
    yield ("options", first, "text"), {"number": first + 1}


def overlap(asked: Asked) -> Flaws:
    """L10: a value fits two options, as 20 fits both 10-20 and 20-30."""
    dated = any(word in MONTHS for choice in asked.rivals for word in words(choice.text))
    spans = [(choice, _span(choice.text, dated)) for choice in asked.rivals]
    for (first, one), (second, other) in combinations(spans, 2):
        if one and other and one.meets(other):
            yield second.path, {"first": first.number, "number": second.number}
            return


def _span(text: str, dated: bool) -> Span | None:
    """What an option stands for, read as a date where some option names a month."""
    flat = text.casefold().translate(_DASHES)
    said = words(flat)
    if dated:
        return _dates(flat, said)
    for limits in (_between(flat), _bounded(flat), _exactly(flat)):
        if limits:
            return Span(_frame(said), *limits)
    return None


def _frame(said: tuple[str, ...]) -> str:
    return " ".join(
        word.removesuffix("s")
        for word in said
        if not word[0].isdigit() and word not in everywhere("measuring")
    )


def _between(flat: str) -> tuple[float, float] | None:
    found = next((match for match in (one.search(flat) for one in _RANGES) if match), None)
    if found is None or len(_NUMBER.findall(flat)) != 2:  # noqa: PLR2004 - two ends
        return None
    low, high = _value(found["low"]), _value(found["high"])
    return (low, high) if low < high else None


def _bounded(flat: str) -> tuple[float, float, bool, bool] | None:
    numbers = _NUMBER.findall(flat)
    if len(numbers) != 1:
        return None
    value = _value(numbers[0])
    for pattern, above, closed in _BOUNDS:
        if pattern.search(flat):
            infinite = float("inf")
            return (-infinite, value, False, closed) if above else (value, infinite, closed, False)
    return None


def _exactly(flat: str) -> tuple[float, float] | None:
    numbers = _NUMBER.findall(flat)
    if len(numbers) != 1 or re.search(r"\d[^\W\d]|[^\W\d]-?\d", flat):
        return None
    return _value(numbers[0]), _value(numbers[0])


def _dates(flat: str, said: tuple[str, ...]) -> Span | None:
    """A year, a month of it or a day, in days of a calendar where every month has 31."""
    months = [MONTHS[word] for word in said if word in MONTHS]
    numbers = [int(word) for word in said if word.isdecimal()]
    years = [number for number in numbers if number in _YEARS]
    days = [number for number in numbers if 1 <= number <= _MONTH_DAYS]
    single = len(years) == 1 and len(days) <= len(months) <= 1
    if not single or len(years) + len(days) != len(numbers) or re.search(r"\d ?- ?\d", flat):
        return None
    frame = _frame(tuple(word for word in said if word not in MONTHS))
    start = years[0] * _YEAR_DAYS + (months[0] - 1 if months else 0) * _MONTH_DAYS
    length = 1 if days else _MONTH_DAYS if months else _YEAR_DAYS
    start += days[0] - 1 if days else 0
    return Span(frame, start, start + length - 1)


def _value(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[ ,]\d{3})+", digits):
        return float(re.sub(r"\D", "", digits))
    return float(digits.replace(",", "."))
