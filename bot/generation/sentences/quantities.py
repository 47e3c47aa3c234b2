"""Numbers with what they count, in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.generation.sentences.moments import moments
from bot.generation.sentences.spans import Span
from bot.generation.words.table import listed

_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
)
_SMALL = tuple(_NUMBER_WORDS.split())
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_BELOW_100 = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:one|{'|'.join(_SMALL[:8])}))?|{'|'.join(_SMALL[::-1])})"
)
_IN_WORDS = (
    rf"(?:(?:an?|one|{'|'.join(_SMALL[:8])}) hundred(?: and (?:one|{_BELOW_100}))?|{_BELOW_100})"
)
"""A number in words, up to 999."""

_ABOUT = (
    r"(?P<about>(?i:about|around|some|nearly|almost|approximately|roughly|more than|over|up to"
    r"|at least|fewer than|less than|under|close to|as many as|as much as"
    r"|an estimated)) "
)
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_SCALE = r"(?: (?P<scale>thousand|million|billion|trillion))?"
_LIGHT = (
    "of|in|on|at|for|by|with|from|to|and|or|who|which|that|the|a|an|per|more|less|other|was|were|is|are|had|has"
    "|hundred|thousand|million|mln|bln|dlrs|dlr|cts|mths|shrs|stg"
)
_PLURALS = (
    "people men women children kroner kronor kilometres metres miles feet tonnes aircraft sheep"
    " fish crew staff inhabitants species series percent zloty yen won rand baht"
)
_SHORT = "kg|km/h|km|cm|mm|mph|kWh|GWh|kW|MW|GW|hectolitres"
"""Units that are written short, and take no plural."""

_HOW_MANY = rf"(?:\d[\d,]*|{_BELOW_100}) "
_OF_THOSE = (
    rf"of (?:(?:(?:the|its|their|his|her) |(?:the )?[A-Z][A-Za-z-]*'s )(?:{_HOW_MANY})?"
    rf"|{_HOW_MANY})"
    rf"(?:(?!(?:{_LIGHT})\b)[A-Za-z-]+ ){{0,2}}?"
    rf"(?:(?:people|men|women|children)\b|(?!(?:{_LIGHT})\b)[a-z-]{{2,}}s\b)"
)
""" "Nine of the 12 events": how many of them."""

_UNIT = (
    rf"(?: (?P<unit>per cent|percent|pct\b|{_OF_THOSE}|(?:{_SHORT})\b|(?:square |cubic |nautical )?"
    rf"(?:(?!(?:{_LIGHT}|{_NUMBER_WORDS.replace(' ', '|')})\b)[A-Za-z][A-Za-z-]+ ){{0,3}}?"
    rf"(?:(?:{_PLURALS.replace(' ', '|')})\b|(?!(?:{_LIGHT})\b)[A-Za-z][a-z'-]{{1,24}}s(?<!ss)\b)))"
)
_SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_COUNT = re.compile(
    rf"(?<![\w.,$£€-])(?:{_ABOUT})?(?:(?P<sign>[£€$])?{_NUMBER}|(?P<word>(?i:{_IN_WORDS})))"
    rf"{_SCALE}(?:(?<=\d)%|{_UNIT})?(?![\w-])"
)
_SPOKEN_BEFORE = re.compile(r"\b(?:hundred|thousand|million)(?: and)? $", re.IGNORECASE)
"""Of "two thousand and fifty" the end is no number of its own."""

_OF_PEOPLE = re.compile(
    r"\b(?:population|workforce|staff|crew|cast|membership|attendance|audience|garrison|readership"
    rf"|congregation|enrolment)(?: estimated at| of) (?:{_ABOUT})?{_NUMBER}{_SCALE}"
    r"(?= (?:in|at|on|by|for|and|with|when|as|worldwide)\b|[,.;)]|$)(?![,.]\d)"
)
"""A number without a noun behind it: people are counted."""

_SIGNS = {"£": "pounds", "€": "euros", "$": "dollars"}
TIMES = listed("decades years months weeks days hours minutes seconds")
"""Units of time: how long something took is asked for, when it was is not."""

PER_CENT = frozenset({"per cent", "percent"})
_NO_UNIT = listed(
    "of in on at for by with from to and or per more less times a an the is was were are"
    " year month week day hour p.m a.m pm am other of after before"
    " different new further additional first second ahead north south east west as years-old"
    " out people-strong each mths cts dlr dlrs stg bpd shrs mln bln"
)

_LENGTHS = listed(
    "metres kilometres miles feet inches yards centimetres meters kilometers centimeters km m mi cm"
)
_ROUGHLY = listed("some nearly almost around approximately roughly about") | {
    "close to",
    "an estimated",
}
_STRESSED = frozenset({"as many as", "as much as"})
_MEASURED = listed("square cubic nautical")
_MONEY = listed("kroner kronor crowns francs roubles rubles zloty yen won yuan rand baht")
_UNITS = TIMES | _LENGTHS | _MONEY | frozenset({*_SIGNS.values(), *_SHORT.split("|")})
_UNITS |= listed("tonnes tons litres hectares acres degrees")
_AFTER_NOUN = listed("in at on from to for by with and a every under")
_EACH = re.compile(r" (?:a|an|per) (?:second|hour|day|week|month|year|night|season)\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and the noun it counts."""

    span: Span
    """From *about* or the number to the end of the unit."""

    number: Span
    about: str
    value: Decimal
    digits: str
    """The number as it stands: 41,500 or 6.5 million or eleven."""

    unit: str

    @property
    def asked(self) -> str:
        """What tells how exact the number is, as a question says it."""
        if self.about in _ROUGHLY:
            return "about"
        if self.about == "over":
            return "more than"  # "over how many" may be a way across
        return "" if self.about in _STRESSED else self.about

    @property
    def noun(self) -> str:
        """The unit as a typed answer has it: its noun alone, with what measures need."""
        *before, last = self.unit.split()
        return " ".join((*(w for w in before if w in _MEASURED and last in _LENGTHS), last))

    @property
    def measures(self) -> bool:
        """Whether it is money, a share, a time or a measure, not a count of things."""
        last = self.unit.split()[-1]
        return last in _UNITS or self.unit in PER_CENT


@lru_cache(maxsize=16_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number with its noun, dates and shares left out."""
    return tuple(sorted(_quantities(text), key=lambda one: one.span.start))


def _quantities(text: str) -> Iterator[Quantity]:
    dates = [one.span for one in moments(text)]
    for match in _COUNT.finditer(text):
        span = Span(match.start(), match.end())
        unit = _unit(match)
        if unit is None or any(span.meets(one) for one in dates):
            continue
        if _SPOKEN_BEFORE.search(text[: span.start]):
            continue
        if match["sign"]:  # the word behind "£500" is not what is counted
            span = Span(
                match.start(), match.end("scale") if match["scale"] else match.end("number")
            )
        start = match.start("number") if match["number"] else match.start("word")
        end = max(match.end("scale"), start + len(match["number"] or match["word"]))
        value = _value(match) * _SCALES[match["scale"] or ""]
        number, about = Span(start, end), (match["about"] or "").lower()
        yield Quantity(span, number, about, _plain(value), number.of(text).lower(), unit)
    if " of " in text or "estimated at" in text:
        yield from _of_people(text, dates)


def _of_people(text: str, dates: list[Span]) -> Iterator[Quantity]:
    for match in _OF_PEOPLE.finditer(text):
        start = match.start("about") if match["about"] else match.start("number")
        span, number = Span(start, match.end()), Span(match.start("number"), match.end())
        if not any(number.meets(one) for one in dates):
            value = _plain(_value(match) * _SCALES[match["scale"] or ""])
            about = (match["about"] or "").lower()
            yield Quantity(span, number, about, value, number.of(text), "people")


def _value(match: re.Match[str]) -> Decimal:
    if match["number"]:
        return Decimal(match["number"].replace(",", ""))
    return Decimal(_from_words(match["word"]))


def _from_words(said: str) -> int:
    """The value of a number in words: 230 for "two hundred and thirty"."""
    value = 0
    for word in re.split(r"[ -]", said.lower()):
        if word == "hundred":
            value *= 100
        elif word in TENS:
            value += (TENS.index(word) + 2) * 10
        elif word in _SMALL:
            value += _SMALL.index(word) + 2
        elif word != "and":
            value += 1
    return value


def _unit(match: re.Match[str]) -> str | None:
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match[0].endswith("%"):
        return "per cent"
    unit = match["unit"]
    if unit == "pct":
        return "per cent"
    return unit if unit and not {unit, unit.split()[-1]} & _NO_UNIT else None


def _plain(value: Decimal) -> Decimal:
    """1.55 million is 1550000, not 1550000.00."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def noun_and_rest(after: str) -> tuple[str, str]:
    """ "of steel" and "a day" belong to the noun; what comes then belongs to the verb."""
    if each := _EACH.match(after):
        return each[0], after[each.end() :].strip()
    if not after.startswith(" of "):
        return "", after.strip()
    said = after.split()
    size = next((i for i, w in enumerate(said) if i > 1 and w in _AFTER_NOUN), len(said))
    return f" {' '.join(said[:size])}", " ".join(said[size:])
