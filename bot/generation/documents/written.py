"""What people write of a document: lines such as ``Date: 2019``, taken or refused with a reason."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from babel import Locale

from bot.generation.documents.kinds import MONTHLY, YEAR
from bot.generation.documents.stated import date_parts, language_tag, statement

UNKNOWN = "unknown"
"""The date of a document that nobody can date."""

_UNKNOWN = frozenset({UNKNOWN, "неизвестна", "неизвестно"})
_ONLY_A_DATE = re.compile(
    rf"(?:{MONTHLY}|{YEAR}(?:-\d\d?){{0,2}}|\d\d?[./]\d\d?[./]{YEAR})(?: г(?:ода|\.)?)?",
    re.IGNORECASE,
)
_SLACK = timedelta(days=1)
"""Somewhere it is tomorrow already."""


class Wrong(StrEnum):
    """Why a line is not taken."""

    UNNAMED = "unnamed"
    """It does not say what it is about."""

    UNCLEAR = "unclear"
    NO_DAY = "no_day"
    """No day of the calendar."""

    AHEAD = "ahead"
    """A date that has not come."""

    LANGUAGE = "no_language"


@dataclass(eq=False)
class Unfit(ValueError):
    """What somebody wrote is not taken."""

    why: Wrong


@dataclass(frozen=True, slots=True)
class Written:
    """What lines say, by the fields of Stated, and the lines that are not taken, each with why."""

    said: dict[str, str] = field(default_factory=dict)
    refused: tuple[tuple[str, Wrong], ...] = ()


def written(text: str, today: date, *, asked: Collection[str] = ()) -> Written:
    """Lines as people write them; one that is only a date is the date, where that is ``asked``."""
    said: dict[str, str] = {}
    refused = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, value = statement(line) or ("", "")
        if not name and "date" in asked and is_only_a_date(line):
            name, value = "date", line
        try:
            said[name] = written_value(name, value, today)
        except Unfit as error:
            refused.append((line, error.why))
    return Written(said, tuple(refused))


def is_only_a_date(line: str) -> bool:
    """Whether a line is a date and nothing else, real or not."""
    return _ONLY_A_DATE.fullmatch(line.strip()) is not None


def written_value(name: str, value: str, today: date) -> str:
    """One field's value as it is kept. Raises Unfit."""
    if not name:
        raise Unfit(Wrong.UNNAMED)
    if not value:
        raise Unfit(Wrong.UNCLEAR)
    if name == "date":
        return written_date(value, today)
    return written_language(value) if name == "language" else value


def written_date(text: str, today: date) -> str:
    """A date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or UNKNOWN. Raises Unfit."""
    if text.strip().casefold() in _UNKNOWN:
        return UNKNOWN
    parts = date_parts(text)
    if parts is None:
        raise Unfit(Wrong.UNCLEAR)
    year, month, day = parts
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise Unfit(Wrong.NO_DAY) from None
    if first > today + _SLACK:
        raise Unfit(Wrong.AHEAD)
    return "-".join(f"{part:02}" for part in parts if part is not None)


def is_ahead(iso: str, today: date) -> bool:
    """Whether a date as documents are kept with it has not come yet."""
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day) > today + _SLACK


def written_language(text: str) -> str:
    """A language's tag, by its tag or its English or Russian name. Raises Unfit."""
    tag = language_tag(text)
    names = Locale("en").languages
    if tag is not None and re.split("[-_]", tag)[0] in names:
        return tag
    wanted = text.strip().casefold()
    for locale in ("en", "ru"):
        for code, name in Locale(locale).languages.items():
            if str(name).casefold() == wanted:
                return str(code).replace("_", "-")
    raise Unfit(Wrong.LANGUAGE)
