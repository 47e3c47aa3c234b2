"""Numbers and dates that a text mentions, in any order and writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.bank.texts.tokens import KEPT, Token, tokens

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = {month[:3]: number for number, month in enumerate(MONTHS, start=1)} | {"sept": 9}
_MONTHLY = frozenset({*MONTHS, *_SHORT})
_AMBIGUOUS = frozenset({"may", "march"})
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY, _LAST_MONTH = 1000, 2199, 31, 12
_SENTENCE_END = frozenset('.!?:…"(')


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month (with or without its year), or a day of a year not named."""

    text: str
    year: int | None
    month: int | None
    day: int | None = None

    def within(self, other: "Date") -> bool:
        """Whether ``other`` says at least everything that this date says."""
        pairs = (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
        )
        return all(mine is None or mine == theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Number:
    """A number; ``unit`` is the word after it, ``decade`` marks the 1990s."""

    text: str
    value: Decimal
    digits: bool
    unit: str = ""
    decade: bool = False

    @property
    def year(self) -> int | None:
        """The number as a year, where it can be one."""
        whole = self.value == self.value.to_integral_value()
        return int(self.value) if whole and _FIRST_YEAR <= self.value <= _LAST_YEAR else None


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a text mentions; ``taken`` are the indexes of the tokens that dates use."""

    dates: tuple[Date, ...]
    numbers: tuple[Number, ...]
    taken: frozenset[int]


def starts_sentence(words: Sequence[Token], index: int) -> bool:
    """Whether a capital at ``index`` may be there only because a sentence begins."""
    gap = words[index].gap
    return index == 0 or any(mark in gap for mark in _SENTENCE_END) or " - " in gap


def mentions(text: str | Sequence[Token]) -> Mentions:
    """Every date and every number outside dates; a year inside a date counts as a number too."""
    return _of_text(text) if isinstance(text, str) else _of_words(text)


@lru_cache(KEPT)
def _of_text(text: str) -> Mentions:
    return _of_words(tokens(text))


def _of_words(words: Sequence[Token]) -> Mentions:
    dates: list[Date] = []
    taken: set[int] = set()
    for index, word in enumerate(words):
        if not word.plain and not (word.capital and word.norm in _MONTHLY):
            continue  # a date is told by its month, or by the year that it begins with
        found = _dates_at(words, index)
        dates += [date for date, used in found if not taken.intersection(used)]
        taken.update(i for _, used in found for i in used)
    numbers = [
        Number(w.text, w.value, w.digits, _unit(words, i), w.decade)
        for i, w in enumerate(words)
        if w.value is not None and i not in taken
    ]
    return Mentions(tuple(dates), tuple(numbers), frozenset(taken))


def in_words(date: str | None) -> str | None:
    """A date of the bibliography as a sentence has it: ``2019-05`` is May 2019."""
    if date is None:
        return None
    year, *more = date.split("-")
    month = [MONTHS[int(number) - 1].capitalize() for number in more[:1]]
    return " ".join((*(str(int(day)) for day in more[1:]), *month, year))


def _unit(words: Sequence[Token], index: int) -> str:
    following = words[index + 1] if index + 1 < len(words) else None
    return following.norm if following and following.gap in {" ", "-"} else ""


def _dates_at(words: Sequence[Token], index: int) -> list[tuple[Date, list[int]]]:
    """Dates around the month (or the ISO year) at ``index``, each with the tokens it uses."""
    if iso := _iso(words, index):
        return [iso]
    month = _month(words, index)
    if month is None:
        return []
    before = _days_before(words, index)
    after = [] if before else _days_after(words, index)
    days = before or after
    last = max([index, *days])
    year_at = _year_after(words, last + 1)
    year = _year(words[year_at]) if year_at is not None else None
    tail = [] if year_at is None else [year_at]
    if not days and not tail and _doubtful(words, index):
        return []
    used = sorted({index, *days, *tail})
    text = " ".join(words[i].text for i in used)
    if not days:
        return [(Date(text, year, month), used)]
    return [(Date(text, year, month, _day(words[day])), used) for day in days]


def _iso(words: Sequence[Token], index: int) -> tuple[Date, list[int]] | None:
    """2022-01-06."""
    if not words[index].plain:
        return None
    parts = words[index : index + 3]
    if len(parts) < 3 or any(p.gap != "-" for p in parts[1:]):  # noqa: PLR2004 - year, month, day
        return None
    year, month, day = _year(parts[0]), _day(parts[1]), _day(parts[2])
    if year is None or month is None or day is None or month > _LAST_MONTH:
        return None
    if len(parts[1].text) != 2 or len(parts[2].text) != 2:  # noqa: PLR2004 - two digits each
        return None
    return Date("-".join(p.text for p in parts), year, month, day), [index, index + 1, index + 2]


def _month(words: Sequence[Token], index: int) -> int | None:
    token = words[index]
    if not token.capital:
        return None
    if token.norm in MONTHS:
        return MONTHS.index(token.norm) + 1
    short = _SHORT.get(token.norm)
    beside = words[max(0, index - 1) : index + 2]
    return short if short and any(w.value is not None for w in beside) else None


def _doubtful(words: Sequence[Token], index: int) -> bool:
    return words[index].norm in _AMBIGUOUS and starts_sentence(words, index)


def _days_before(words: Sequence[Token], month: int) -> list[int]:
    """20 April; the seventh of October; 19-20 May."""
    at = month - 1
    if at >= 0 and words[at].norm == "of" and words[month].gap == " ":
        at -= 1
    elif at >= 0 and words[month].gap not in {" ", ". "}:
        return []
    if at < 0 or _day(words[at]) is None:
        return []
    if at > 0 and words[at].gap in {"-", " - "} and _day(words[at - 1]) is not None:
        return [at - 1, at]
    return [at]


def _days_after(words: Sequence[Token], month: int) -> list[int]:
    """April 20; October the seventh; June 3-4."""
    at = month + 1
    if at < len(words) and words[at].norm == "the":
        at += 1
    if at >= len(words) or words[at].gap not in {" ", ". "} or _day(words[at]) is None:
        return []
    following = at + 1
    if (
        following < len(words)
        and words[following].gap in {"-", " - "}
        and _day(words[following]) is not None
        and _month(words, following) is None
    ):
        return [at, following]
    return [at]


def _year_after(words: Sequence[Token], at: int) -> int | None:
    if at < len(words) and words[at].norm == "of" and words[at].gap == " ":
        at += 1
    near = at < len(words) and words[at].gap in {" ", ", ", ". "}
    return at if near and _year(words[at]) is not None else None


def _day(token: Token) -> int | None:
    if token.value is None or token.value != token.value.to_integral_value() or token.decade:
        return None
    if token.digits and not token.plain:
        return None
    return int(token.value) if 1 <= token.value <= _LAST_DAY else None


def _year(token: Token) -> int | None:
    if token.value is None or not token.plain or token.ordinal or token.decade:
        return None
    return int(token.value) if _FIRST_YEAR <= token.value <= _LAST_YEAR else None
