"""Marking: what one response to one question is worth."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from bot.domain.errors import NotANumber, NotAShortText, UnknownOption, YearCutShort
from bot.domain.question import NUMERIC, Question, QuestionType, TextKey, TypedKey
from bot.domain.spelling import folded, known_wrong, read_as

FULL = 100
"""The mark of a wholly right response, in hundredths of a question."""

LATEST_YEAR = 9999
NEIGHBOURHOOD = 100
"""Years around a key within which people honestly err."""

LONGEST_NUMBER = 80
"""Characters of a typed number with its unit; what is longer is a message."""

LONGEST_TEXT = 100
"""The same of a typed text; the keys of text questions have at most 60."""

_DIGITS = re.compile(r"[+-]?\d[\d\s]*([.,]\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")
_QUOTED = re.compile(r"(?<=\d)['’](?=\d{3})")
"""How thousands are parted where commas and points part fractions."""

SCALES = {
    word: 10**power
    for power, words in {
        3: "thousand thousands тысяча тысячи тысяч тыс",
        6: "million millions миллион миллиона миллионов млн",
        9: "billion billions миллиард миллиарда миллиардов млрд",
        12: "trillion trillions триллион триллиона триллионов трлн",
    }.items()
    for word in words.split()
}

_WITH_UNIT = re.compile(r"(?P<number>[+-]?\d[\d\s.,]*?)\s*(?P<unit>[^\d\s.,].*)")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave, by the type of the question, or nothing ("I don't know").

    ``options`` are the ids chosen, ``value`` a typed number, ``text`` a typed text. ``sequence``
    holds option ids: of an ordering question as they were put in order, of a matching question
    the partner of each left side, in the order of these.
    """

    options: frozenset[str] = frozenset()
    value: Decimal | None = None
    text: str | None = None
    sequence: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self == NOTHING


NOTHING = Given()


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


def read_typed(question: Question, text: str) -> Given:
    """What was typed in reply to a typed question; NotANumber or NotAShortText where it cannot
    have been meant as a reply.
    """
    if question.text_key is None:
        return Given(value=read_value(question, text))
    # What cannot be seen cannot be compared, and a database may refuse it.
    cleaned = "".join(c if c.isprintable() else " " for c in text)
    cleaned = " ".join(cleaned.split())
    if (
        len(cleaned) > LONGEST_TEXT
        or not folded(cleaned)
        or _only_digits(question.text_key, cleaned)
    ):
        raise NotAShortText(text)
    return Given(text=cleaned)


def _only_digits(key: TextKey, text: str) -> bool:
    """Whether there are no letters, where no key and no near value holds a digit."""
    known = (*key.forms, *(near.value for near in key.near))
    return folded(text).isnumeric() and not any(c.isnumeric() for form in known for c in form)


def read_value(question: Question, text: str) -> Decimal:
    """What was typed in reply to a typed question; NotANumber where it cannot be meant so.

    A year has one to four digits: 20044 is a slip of the finger, not a wrong year. So is 19 where
    1994 is asked for (YearCutShort), but not where 120 is. A number may come with a word such as
    "million", and with its unit, or words of it. Where a whole number is asked for, "1,000" is a
    thousand; of "1,000 million" nobody knows.
    """
    typed = question.typed
    if typed is not None and question.type is not QuestionType.YEAR:
        return _amount(text, typed)
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


def _amount(text: str, typed: TypedKey) -> Decimal:
    digits, scale = _parted(_QUOTED.sub("", text.strip()), typed.unit or "")
    if _GROUPED.fullmatch(digits) and _whole(typed.value) and _whole(typed.tolerance):
        if scale > 1 and len(re.findall("[.,]", digits)) == 1:
            raise NotANumber(text)
        digits = re.sub("[.,]", "", digits)
    value = read_number(digits) * scale
    return value.to_integral_value() if _whole(value) else value


def _parted(text: str, unit: str) -> tuple[str, int]:
    """The number before a word of scale and its unit, and what it is to be multiplied by; the text
    as it is when something else stands behind it. A scale that is in the unit is the unit's.
    """
    # The pattern takes quadratic time, and a message may hold 4,096 characters.
    parts = _WITH_UNIT.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if parts is None:
        return text, 1
    known = set(unit.casefold().split())
    said = [word.rstrip(".") for word in parts["unit"].casefold().split()]
    scale = 1
    if said[0] in SCALES and not known & SCALES.keys():
        scale = SCALES[said.pop(0)]
    return (parts["number"], scale) if set(said) <= known else (text, 1)


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def mark(question: Question, given: Given) -> Mark:
    """Mark one response; UnknownOption when it cannot be one to this question.

    Single, true/false, number, year, text: all or nothing. Several correct: the share of
    the keys that were chosen, less the share of the distractors that were, never below nothing:
    ``max(0, hits / keys - misses / distractors)``, the index of Youden (1950). So whoever chooses
    everything earns nothing, and a blind guess is expected to. Ordering: of the pairs of
    options, those that stand in the right order less those that do not, never below nothing
    (Kendall's tau): ``max(0, concordant - discordant) / pairs``. Matching: ``right / pairs``. "I
    don't know" is worth 0.
    """
    if given.passed:
        return Mark(0)
    match question.type:
        case QuestionType.TEXT:
            return _mark_text(question, given)
        case QuestionType.ORDERING:
            return _mark_order(question, given.sequence)
        case QuestionType.MATCHING:
            return _mark_pairs(question, given.sequence)
    if question.type in NUMERIC:
        return _mark_number(question, given)
    return _mark_choice(question, given.options)


def refuted(question: Question, given: Given) -> frozenset[int]:
    """The numbers by which citations name what was wrong in a response: the distractors chosen, the
    near value typed, the options that stand at a wrong place or with a wrong partner.
    """
    if question.text_key is not None and given.text is not None:
        number = known_wrong(question.text_key, given.text)
        return frozenset({number} if number and not mark(question, given).right else ())
    if question.typed is not None:
        near = enumerate(question.typed.near, 1)
        return frozenset(number for number, known in near if known.value == given.value)
    numbered = list(enumerate(question.options, 1))
    if given.sequence:
        misplaced = {
            one
            for option, put in zip(question.options, given.sequence, strict=False)
            if option.id != put
            for one in (option.id, put)
        }
        return frozenset(number for number, option in numbered if option.id in misplaced)
    return frozenset(
        number for number, option in numbered if option.id in given.options and not option.key
    )


def _mark_number(question: Question, given: Given) -> Mark:
    if question.typed is None or given.value is None:
        raise UnknownOption(question.id, "typed value missing")
    distance = abs(given.value - question.typed.value)
    return Mark(FULL if distance <= question.typed.tolerance else 0)


def _mark_text(question: Question, given: Given) -> Mark:
    if question.text_key is None or given.text is None:
        raise UnknownOption(question.id, "typed text missing")
    return Mark(FULL if read_as(question.text_key, given.text) is not None else 0)


def _mark_choice(question: Question, chosen: frozenset[str]) -> Mark:
    known = {option.id for option in question.options}
    if stray := chosen - known:
        raise UnknownOption(question.id, ", ".join(sorted(stray)))
    if question.type is QuestionType.MULTIPLE:
        return _mark_several(question, chosen)
    return Mark(FULL if chosen == question.keys else 0)


def _mark_several(question: Question, chosen: frozenset[str]) -> Mark:
    hits, misses = hits_and_misses(question, chosen)
    keys = len(question.keys)
    distractors = len(question.options) - keys
    if not distractors:  # no sound question; then there is nothing to take away
        return _part(hits, keys)
    return _part(hits * distractors - misses * keys, keys * distractors)


def _part(right: int, of: int) -> Mark:
    """``right`` of so many, at least none, in whole hundredths: halves up, and full for all alone.

    Two of three are 0.67, one of three 0.33: together they are one again.
    """
    return Mark(min((2 * FULL * max(0, right) + of) // (2 * of), FULL - (right < of)))


def hits_and_misses(question: Question, chosen: frozenset[str]) -> tuple[int, int]:
    """Of the options chosen, how many are keys, and how many are distractors."""
    return len(chosen & question.keys), len(chosen - question.keys)


def _mark_order(question: Question, sequence: tuple[str, ...]) -> Mark:
    right = [option.id for option in question.options]
    if sorted(sequence) != sorted(right):
        raise UnknownOption(question.id, ", ".join(sequence))
    concordant, discordant = agreement(question, sequence)
    pairs = concordant + discordant
    return _part(concordant - discordant, pairs)


def agreement(question: Question, sequence: tuple[str, ...]) -> tuple[int, int]:
    """Of the pairs of options, how many stand in the right order, and how many the other way."""
    right = [option.id for option in question.options]
    pairs = list(combinations([right.index(option_id) for option_id in sequence], 2))
    discordant = sum(first > second for first, second in pairs)
    return len(pairs) - discordant, discordant


def _mark_pairs(question: Question, partners: tuple[str, ...]) -> Mark:
    known = {option.id for option in question.options}
    whole = len(partners) == len(question.lefts) == len(set(partners))
    if not whole or set(partners) - known:
        raise UnknownOption(question.id, ", ".join(partners))
    pairs = zip(question.options, partners, strict=False)
    right = sum(option.id == partner for option, partner in pairs)
    return _part(right, len(partners))
