"""Words and numbers of a text, with number words read as numbers (six, three thousand, 21st).

The number words are English; in other languages only digits count as numbers.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bot.bank.texts.passages import one_line

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?![\d,.]\d|\d)"
    r"|\d+(?:\.\d+)?)(?P<ordinal>(?:st|nd|rd|th)\b)?(?P<decade>(?<=\d0)'?s\b)?"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "dozen": 12}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
}  # fmt: skip
_BEGIN_NUMBERS = frozenset(
    {"a", *_UNITS, *_TENS, *_ORDINALS}
    | {f"{unit}th" for unit in _UNITS}
    | {f"{tens[:-1]}ieth" for tens in _TENS}
)
"""What a number in words may begin with."""

_SPELLINGS = (  # British and American writings of one name
    (re.compile(r"is(ation|ational|ations|e|ed|es|ing)$"), r"iz\1"),
    (re.compile(r"^defence$"), "defense"),
    (re.compile(r"^(cent|theat|met)re(s?)$"), r"\1er\2"),
    (re.compile(r"(lab|harb|neighb)our"), r"\1or"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
)


KEPT = 8192
"""How many texts are remembered as tokens: those of a bank come up again and again."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number. ``gap`` is what stands between it and the token before.

    ``value`` is set for numbers; ``digits`` tells 6 from six; ``plain`` is a run of digits alone,
    as years and days are written; ``decade`` marks the 1990s.
    """

    text: str
    gap: str
    value: Decimal | None = None
    digits: bool = False
    plain: bool = False
    ordinal: bool = False
    decade: bool = False

    @property
    def norm(self) -> str:
        """The word as it is compared: no case, no possessive, no accents, one spelling."""
        return _norm(self.text)

    @property
    def capital(self) -> bool:
        return self.value is None and self.text[0].isupper()


@lru_cache(KEPT)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; hyphens separate, so Tajik-Afghan is two words."""
    line = one_line(text)
    return tuple(_merged(list(_raw(line if line.isascii() else line.translate(_DASHES)))))


def _raw(text: str) -> Iterator[Token]:
    end = 0
    for match in _TOKEN.finditer(text):
        gap, end = text[end : match.start()], match.end()
        if match.lastgroup == "word":
            yield _word(match[0], gap)
            continue
        written = match["number"]
        yield Token(
            match[0],
            gap,
            value=Decimal(written.replace(",", "").replace(" ", "")),
            digits=True,
            plain=written.isdecimal(),
            ordinal=bool(match["ordinal"]),
            decade=bool(match["decade"]),
        )


@lru_cache(maxsize=20_000)
def _word(text: str, gap: str) -> Token:
    """The same words come up again and again."""
    return Token(text, gap)


def _merged(raw: list[Token]) -> Iterator[Token]:
    index = 0
    while index < len(raw):
        first = raw[index]
        if first.value is None and first.text.lower() not in _BEGIN_NUMBERS:
            yield first
            index += 1
            continue
        number, used = _number(raw, index)
        if number is None:
            yield first
            index += 1
        else:
            yield number
            index += used


def _number(raw: list[Token], start: int) -> tuple[Token | None, int]:
    """The number that begins at ``start``, and how many tokens it takes: twenty-two, 3 million."""
    first = raw[start]
    total, ordinal, used = Decimal(0), first.ordinal, 0
    current = first.value
    if current is None:
        current, ordinal, used = _small(raw, start)
        if current is None:
            return None, 0
    else:
        used = 1
    while start + used < len(raw) and not ordinal and _near(raw[start + used]):
        word = raw[start + used].text.lower()
        scale = _SCALES.get(word.removesuffix("th"))
        if scale is None:
            break
        ordinal, used = word.endswith("th"), used + 1
        current *= scale
        if scale >= 1_000 or ordinal:  # noqa: PLR2004 - a thousand closes a group, a hundred not
            total, current = total + current, Decimal(0)
        following, next_ordinal, more = _following(raw, start + used) if not ordinal else _NOTHING
        if following is not None:
            current, ordinal, used = current + following, next_ordinal, used + more
    words = " ".join(token.text for token in raw[start : start + used])
    if used == 1 and first.value is not None:
        return first, 1
    plain = replace(first, text=words, value=total + current, plain=False, ordinal=ordinal)
    return plain, used


_NOTHING: tuple[Decimal | None, bool, int] = (None, False, 0)


def _following(raw: list[Token], index: int) -> tuple[Decimal | None, bool, int]:
    """The rest after a scale: the "and five" of a hundred and five, the "two" of a thousand two."""
    skip = 0
    if index < len(raw) and raw[index].text == "and" and _near(raw[index]):
        skip = 1
    if index + skip >= len(raw) or not _near(raw[index + skip]):
        return _NOTHING
    value, ordinal, used = _small(raw, index + skip)
    return (value, ordinal, used + skip) if value is not None else _NOTHING


def _small(raw: list[Token], index: int) -> tuple[Decimal | None, bool, int]:
    """A number word below a hundred, possibly of two parts; (value, ordinal, tokens used)."""
    word = raw[index].text.lower()
    after = raw[index + 1] if index + 1 < len(raw) else None
    if word == "a" and after and _near(after) and after.text.lower() in _SCALES:
        return Decimal(1), False, 1
    if word in _TENS:
        tens = (_TENS.index(word) + 2) * 10
        if index + 1 < len(raw) and _near(raw[index + 1]):
            unit, ordinal = _unit(raw[index + 1].text.lower())
            if unit is not None and 0 < unit < 10:  # noqa: PLR2004 - twenty-one to twenty-nine
                return Decimal(tens + unit), ordinal, 2
        return Decimal(tens), False, 1
    if word.endswith("ieth") and word[:-4] + "y" in _TENS:
        return Decimal((_TENS.index(word[:-4] + "y") + 2) * 10), True, 1
    unit, ordinal = _unit(word)
    return (None, False, 0) if unit is None else (Decimal(unit), ordinal, 1)


def _unit(word: str) -> tuple[int | None, bool]:
    if word in _UNITS:
        return _UNITS.index(word), False
    if word in _ORDINALS:
        return _ORDINALS[word], True
    stem = word.removesuffix("th")
    if stem != word and stem in _UNITS:
        return _UNITS.index(stem), True
    return None, False


def _near(token: Token) -> bool:
    return token.gap in {" ", "-"}


@lru_cache(maxsize=20_000)
def _norm(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    word = "".join(c for c in folded if not unicodedata.combining(c))
    word = word.removesuffix("'s").rstrip("'")
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word
