"""The order in which an attempt shows options: shuffled, but dates and numbers in order."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.domain.question import ASSEMBLED, Option, Question, QuestionType
from bot.domain.quizzes.draw import Chance

_NUMBER = re.compile(r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_DOTTED_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_WORD = re.compile(r"[^\W\d_]+")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan январь января январе",
            "february feb февраль февраля феврале",
            "march mar март марта марте",
            "april apr апрель апреля апреле",
            "may май мая мае",
            "june jun июнь июня июне",
            "july jul июль июля июле",
            "august aug август августа августе",
            "september sept sep сентябрь сентября сентябре",
            "october oct октябрь октября октябре",
            "november nov ноябрь ноября ноябре",
            "december dec декабрь декабря декабре",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months by their names in English and Russian, in the forms that dates take."""

COUNTS = {
    name: number
    for number, names in enumerate(
        (
            "one once один одна одно",
            "two twice два две",
            "three три",
            "four четыре",
            "five пять",
            "six шесть",
            "seven семь",
            "eight восемь",
            "nine девять",
            "ten десять",
            "eleven одиннадцать",
            "twelve двенадцать",
        ),
        start=1,
    )
    for name in names.split()
}
"""Number words up to twelve, in English and Russian."""

# Endings of ordinals and words that change with the number: they do not make options differ.
_ENDINGS = frozenset({"st", "nd", "rd", "th", "й", "го", "г", "год", "года", "лет"})
_LEAST_YEAR = 1000

Place = tuple[Decimal, ...]


def option_order(question: Question, chance: Chance) -> tuple[str, ...]:
    """The ids of the question's options as one attempt shows them; empty for typed questions.

    True comes before false. When all options are dates or numbers that differ in nothing else,
    they stand in order; any other options are shuffled. What is to be ordered or matched is always
    shuffled, and never stands as it is right.
    """
    options = question.options
    if question.type in ASSEMBLED:
        return _out_of_order([option.id for option in options], chance)
    if question.type is QuestionType.TRUEFALSE:
        return tuple(option.id for option in options)
    ordered = in_order(options)
    if ordered is None:
        ordered = sorted(options, key=lambda _: chance())
    return tuple(option.id for option in ordered)


def _out_of_order(right: list[str], chance: Chance) -> tuple[str, ...]:
    shuffled = sorted(right, key=lambda _: chance())
    if shuffled == right:
        shuffled = [*shuffled[1:], shuffled[0]]
    return tuple(shuffled)


def in_order(options: Sequence[Option]) -> list[Option] | None:
    """The options by date or number, or None when that is not all that tells them apart."""
    placed: dict[Place, Option] = {}
    frames = set()
    for option in options:
        place, frame = _measure(option.text)
        if not place:
            return None  # most options are words: the first one tells
        placed[place] = option
        frames.add(frame)
    if len(frames) != 1 or len(placed) != len(options):
        return None
    return [placed[place] for place in sorted(placed)]


def _measure(text: str) -> tuple[Place, str]:
    """Where the text stands on a scale, and the text without what put it there."""
    flat = _DOTTED_DATE.sub(r"\3-\2-\1", text.casefold())
    numbers = [_value(match) for match in _NUMBER.findall(flat)]
    words = [word for word in _WORD.findall(_NUMBER.sub(" ", flat)) if word not in _ENDINGS]
    months = [Decimal(MONTHS[word]) for word in words if word in MONTHS]
    counts = [Decimal(COUNTS[word]) for word in words if word in COUNTS]
    frame = [_plain(word) for word in words if word not in MONTHS and word not in COUNTS]
    if months:
        years = [number for number in numbers if number >= _LEAST_YEAR]
        days = [number for number in numbers if number < _LEAST_YEAR]
        return (*years, *months, *days), " ".join([f"date{len(years)}", *frame])
    return (*numbers, *counts), " ".join(frame)


def _plain(word: str) -> str:
    """Without the plural's ending: "year" and "years" are the same frame."""
    return word.removesuffix("s")


def _value(digits: str) -> Decimal:
    if re.fullmatch(r"\d+[.,]\d+", digits) and not re.fullmatch(r"\d{1,3},\d{3}", digits):
        return Decimal(digits.replace(",", "."))
    return Decimal(re.sub(r"\D", "", digits))
