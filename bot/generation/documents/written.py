"""What people write of a document: lines such as ``Date: 2019``, taken or refused with a reason."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from babel import Locale

from bot.generation.documents.stated import date_parts, language_tag, statement

UNKNOWN = "unknown"
"""The date of a document that nobody can date."""

_UNKNOWN = frozenset({UNKNOWN, "неизвестна", "неизвестно"})
_SLACK = timedelta(days=1)
"""Somewhere it is tomorrow already."""


class Wrong(StrEnum):
    """Why a line is not taken."""

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
    """What lines say, by the fields of Stated, and the first line that is not taken, with why."""

    said: dict[str, str] = field(default_factory=dict)
    refused: tuple[str, Wrong] | None = None


def written(text: str, today: date) -> Written:
    """Lines as people write them."""
    said: dict[str, str] = {}
    refused = None
    for line in filter(None, map(str.strip, text.splitlines())):
        name, value = statement(line) or ("", "")
        try:
            said[name] = written_value(name, value, today)
        except Unfit as error:
            refused = refused or (line, error.why)
    return Written(said, refused)


def written_value(name: str, value: str, today: date) -> str:
    """One field's value as it is kept. Raises Unfit."""
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
