"""What the first and last lines of a text state: title, publisher, date, licence."""

import datetime
import re
from collections.abc import Sequence

from bot.bank.texts.dates import mentions
from bot.domain.documents.source_document import Block, BlockKind
from bot.generation.documents.datelines import Dateline, dateline
from bot.generation.documents.dating import (
    date_in_masthead,
    day_of_line,
    has_table,
    is_chronicle,
    labelled_date,
)
from bot.generation.documents.kinds import (
    DATE,
    HEADING_WORDS,
    MONTHLY,
    YEAR,
    headline,
    is_dateline,
)
from bot.generation.documents.later import tells_of_later_year
from bot.generation.documents.masthead import is_masthead, masthead, masthead_lines
from bot.generation.documents.reading import Stated
from bot.generation.documents.release_head import body_of_release, headline_below

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
_HYPHENED = re.compile(r"(?<![\d-])(\d{1,2})-([A-Za-z]{3,9})-([12]\d{3})(?=\D|$)")

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
    rf"(?P<who>(?!\w+['’]s )[A-ZА-Я][^.,;:?!|]{{1,80}}?){_PLACED}\.?"
)
"""A line that names who put a text out, and at most where and when."""

_PUT_OUT = re.compile(
    rf"(?i:published|issued|released)\s*: (?P<date>(?i:{MONTHLY}|{YEAR}) )?by (?:the )?"
    r"(?P<who>\S.{0,120}?)\.?"
)
"""A line that says when, and who did: "Published: 3 May 2019 by Harbour News"."""

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
    said = _labelled(blocks)
    unlabelled, publisher, sure = _in_masthead(blocks)
    releasing = body_of_release(blocks)
    begins = dateline(blocks) or Dateline()
    guessed = iso_date(unlabelled or "") or _whole(begins.date)
    if guessed and not sure and tells_of_later_year(blocks, int(guessed[:4])):
        guessed = publisher = None
    date = iso_date(said.get("date", "")) or guessed or iso_date(said.get("changed", ""))
    if date and date.isdecimal() and begins.date:
        date = _whole(f"{begins.date} {date}") or date
    return Stated(
        title=said.get("title") or _title(blocks, below_head=releasing is not None),
        publisher=said.get("publisher") or releasing or publisher or begins.agency,
        date=date,
        language=language_tag(said.get("language", "")),
        licence=said.get("licence"),
    )


def _labelled(blocks: Sequence[Block]) -> dict[str, str]:
    """What lines at either end say that they say, by the fields of Stated; ``changed`` is a later
    date than that of the first publishing."""
    said: dict[str, str] = {}
    ends = [*blocks[:NEAR], *blocks[max(NEAR, len(blocks) - NEAR) :]]
    for line in (line for block in ends for line in block.text.split("\n")):
        if issuer := _ISSUED_BY.fullmatch(line):
            said.setdefault("publisher", issuer["who"])
        if put_out := _PUT_OUT.fullmatch(line):
            said.setdefault("publisher", put_out["who"])
            if put_out["date"]:
                said.setdefault("date", put_out["date"])
        elif found := statement(line):
            about, value = found
            below = masthead(line) if about == "publisher" else None
            said.setdefault(about, (below and below.publisher) or value)
        elif dated := labelled_date(line):
            date, first = dated
            said.setdefault("date" if first else "changed", date)
        if licence := licence_in(line):
            said.setdefault("licence", licence)
    return said


def _in_masthead(blocks: Sequence[Block]) -> tuple[str | None, str | None, bool]:
    """The date, as it is written, and the publisher that short lines about the title tell; and
    whether they can tell of nothing else."""
    chronicle, table = is_chronicle(blocks), has_table(blocks)
    above = blocks[0].text.split("\n")[:1] if blocks else []
    lines = [*filter(is_masthead, above), *masthead_lines(blocks)]
    found = [one for line in lines if not (table and " | " in line) if (one := masthead(line))]
    first = [one.date for one in found if one.date and not one.again]
    again = [one.date for one in found if one.date and one.again]
    ends = [*blocks[:NEAR], *blocks[max(NEAR, len(blocks) - NEAR) :]]
    days = (
        day_of_line(line, chronicle=chronicle, table=table)
        for block in ends
        for line in block.text.split("\n")
    )
    date = next(iter(first), None) or next(filter(None, days), None) or date_in_masthead(blocks)
    publisher = next((one.publisher for one in found if one.publisher), None)
    sure = any(one.sure and one.date == date for one in found)
    return date or next(iter(again), None), publisher, sure


def _whole(date: str) -> str | None:
    """A date of three parts in its one form; None for less."""
    day = iso_date(date)
    return day if day is not None and day.count("-") == 2 else None  # noqa: PLR2004


def _title(blocks: Sequence[Block], *, below_head: bool = False) -> str | None:
    """The title in front of a text, behind lines that only state its date, publisher and so on, and
    behind the head of a press release, where it has one (``below_head``)."""
    if below_head:
        below = headline_below(blocks)
        if isinstance(below, str):
            return below
        blocks = below
    stating = ("date", "publisher", "language", "licence")
    for block in blocks[:NEAR]:
        above, _, title = block.text.partition("\n")
        over = is_masthead(above) or _PUT_OUT.fullmatch(above)
        if block is blocks[0] and over and not _says(title):
            if title:
                return title.partition("\n")[0]
            continue
        found = statement(block.text)
        dated = re.fullmatch(DATE, block.text, re.I) or is_dateline(block.text)
        stands = (found and found[0] in stating) or _ISSUED_BY.fullmatch(block.text)
        if not (stands or dated):
            return _first_line(block)
    return None


def _says(line: str) -> bool:
    """Whether a line tells who put a text out, or when: above it stands a title."""
    told = masthead(line)
    told_so = told is not None and (told.date or told.publisher)
    return bool(told_so or statement(line) or _PUT_OUT.fullmatch(line) or labelled_date(line))


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
    text = _HYPHENED.sub(lambda day: f"{day[1]} {day[2].title()} {day[3]}", text)
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
