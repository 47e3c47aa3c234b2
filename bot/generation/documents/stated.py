"""What the first and last lines of a text state: title, publisher, date, licence."""

import datetime
import re
from collections.abc import Sequence

from bot.bank.texts.dates import mentions
from bot.domain.documents.source_document import Block, BlockKind
from bot.generation.documents.dating import date_in_masthead, date_of_line, has_table, is_chronicle
from bot.generation.documents.kinds import (
    DATE,
    HEADING_WORDS,
    MONTHLY,
    YEAR,
    headline,
    is_dateline,
)
from bot.generation.documents.reading import Stated

NEAR = 6
"""Paragraphs at either end that are searched."""

_ISO = re.compile(r"([12]\d{3})-(\d\d)(?:-(\d\d))?(?=\D|$)")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./]([12]\d{3})(?=\D|$)")
_RUSSIAN = re.compile(
    r"(?:(\d{1,2}) )?(январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"[аеьяй]? ([12]\d{3})",
    re.IGNORECASE,
)
_RUSSIAN_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр",
    "ноябр", "декабр",
)  # fmt: skip
_YEAR = re.compile(r"[12]\d{3}")
_DATELINE = re.compile(r"[A-Z][A-Za-z ./'-]{2,30}, ([^–—-]{6,30}?) (?:\([^()]{1,40}\) )?[–—-] ")
_WHOLE_DATE = len("2019-05-15")

STATEMENT = re.compile(
    r"(?P<label>title|publisher|published by|published|date|posted(?: on)?|source|licen[cs]e"
    r"|language|название|заголовок|издатель|дата|опубликовано|источник|лицензия|язык)"
    r"\s*:\s*(?P<value>\S.{0,200})",
    re.IGNORECASE,
)
"""A line that says one thing of a document, such as ``Date: 2019``."""

_MEANING = {
    "title": "title",
    "название": "title",
    "заголовок": "title",
    "language": "language",
    "язык": "language",
    "publisher": "publisher",
    "published by": "publisher",
    "издатель": "publisher",
    "source": "publisher",
    "источник": "publisher",
    "published": "date",
    "date": "date",
    "posted": "date",
    "posted on": "date",
    "дата": "date",
    "опубликовано": "date",
    "license": "licence",
    "licence": "licence",
    "лицензия": "licence",
}
_PLACED = rf"(?:(?:,| on| in) (?:(?i:{MONTHLY})|{YEAR}|[A-ZА-Я][\w'’-]+(?: [A-ZА-Я][\w'’-]+)*))*"
_ISSUED_BY = re.compile(
    r"(?i:(?:first )?(?:published|issued|released) by (?:the )?)"
    rf"(?P<who>[A-ZА-Я][^.,;:?!|]{{1,80}}?){_PLACED}\.?"
)
"""A line that names who put a text out, and at most where and when."""

_LICENCE = re.compile(
    r"(?:CC0|CC[ -]BY(?:-(?:SA|NC|ND)){0,2})(?:[ -]\d\.\d)?|Creative Commons [A-Z][\w .-]{3,60}"
    r"|Open Government Licen[cs]e(?: v\d\.\d)?|public domain|all rights reserved"
    r"|(?:©|\(c\)|copyright) ?[12]\d{3}[^.\n]{0,60}|все права защищены",
    re.IGNORECASE,
)
_SCRIPT = 4
"""Letters of a script's tag, as in ``uz-Cyrl``."""

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|[A-Za-z]{4}|\d{3}))?(?=[-_.]|$)")


def stated(blocks: Sequence[Block]) -> Stated:
    """What a text says of itself where nothing marks it up."""
    said: dict[str, str] = {}
    ends = [*blocks[:NEAR], *blocks[max(NEAR, len(blocks) - NEAR) :]]
    chronicle, table = is_chronicle(blocks), has_table(blocks)
    for line in (line for block in ends for line in block.text.split("\n")):
        if issuer := _ISSUED_BY.fullmatch(line):
            said.setdefault("publisher", issuer["who"])
        if found := statement(line):
            said.setdefault(*found)
        elif dated := date_of_line(line, chronicle=chronicle, table=table):
            date, first = dated
            said.setdefault("date" if first else "changed", date)
        if licence := licence_in(line):
            said.setdefault("licence", licence)
    if issued := date_in_masthead(blocks):
        said.setdefault("date", issued)
    date = said.get("date") or said.get("changed", "")
    return Stated(
        title=said.get("title") or _title(blocks),
        publisher=said.get("publisher"),
        date=iso_date(date) or _dateline(blocks),
        language=language_tag(said.get("language", "")),
        licence=said.get("licence"),
    )


def _dateline(blocks: Sequence[Block]) -> str | None:
    """The day that stands behind the place of a report: HALDEN, 14 May 2019 – …"""
    for block in blocks:
        begins = _DATELINE.match(block.line)
        day = iso_date(begins[1]) if begins else None
        if day is not None and len(day) == _WHOLE_DATE:
            return day
    return None


def _title(blocks: Sequence[Block]) -> str | None:
    """The title in front of a text, behind lines that only state its date, publisher and so on."""
    stating = ("date", "publisher", "language", "licence")
    for block in blocks[:NEAR]:
        found = statement(block.text)
        dated = re.fullmatch(DATE, block.text, re.I) or is_dateline(block.text)
        stands = (found and found[0] in stating) or _ISSUED_BY.fullmatch(block.text)
        if not (stands or dated):
            return _first_line(block)
    return None


def _first_line(first: Block) -> str | None:
    """The title in front of a text: a heading, a question alone, or a line in capitals."""
    if first.kind is BlockKind.HEADING:
        return headline(first.text) or first.line
    line, *more = first.text.split("\n")
    short = len(line.split()) <= HEADING_WORDS and not re.search(r"[.!?] ", line)
    asks = not more and short and line.endswith("?")
    return line if asks or (more and line.isupper() and " " in line) else None


def statement(line: str) -> tuple[str, str] | None:
    """What a line such as ``Date: 2019`` is about, a field of Stated, and what it says."""
    found = STATEMENT.fullmatch(line)
    return None if found is None else (_MEANING[found["label"].lower()], found["value"].strip())


def licence_in(text: str) -> str | None:
    """The licence or the claim that a line names."""
    found = _LICENCE.search(text)
    return found[0].strip() if found else None


def iso_date(text: str) -> str | None:
    """The first date of a short text as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Of ``3/4/2019`` only the year is taken: which of the two is the month, nobody knows; nor is more
    of a day that no calendar has.
    """
    parts = date_parts(text)
    return None if parts is None else _iso(*parts)


def date_parts(text: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of the first date of a short text as it has them, real or not."""
    if found := _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if found := _DOTTED.search(text):
        dotted = "." in found[0]
        return int(found[3]), int(found[2]) if dotted else None, int(found[1]) if dotted else None
    if found := _RUSSIAN.search(text):
        month = _RUSSIAN_MONTHS.index(found[2].lower()) + 1
        return int(found[3]), month, int(found[1]) if found[1] else None
    for date in mentions(text).dates:
        if date.year is not None and date.month is not None:
            return date.year, date.month, date.day
    year = _YEAR.search(text)
    return (int(year[0]), None, None) if year else None


def language_tag(text: str) -> str | None:
    """``en`` of ``en``, ``en-GB`` of ``en_GB.UTF-8``; None for no tag of a language."""
    found = _LANGUAGE.match(text.strip())
    if found is None:
        return None
    language, more = found[1].lower(), found[2]
    if more is None:
        return language
    return f"{language}-{more.title() if len(more) == _SCRIPT else more.upper()}"


def _iso(year: int, month: int | None, day: int | None) -> str:
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return str(year)
    return "-".join(f"{part:02}" for part in (year, month, day) if part is not None)
