"""What a paragraph is, told by its form: a heading, a timeline entry, a list, or body."""

import re

from bot.domain.documents.source_document import BlockKind

HEADING_WORDS = 18
HEADING_CHARACTERS = 200
"""The longest heading; a longer line without a full stop is taken for body."""

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
    r"|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]"
    r"|октябр[ья]|ноябр[ья]|декабр[ья])"
)
YEAR = r"[12]\d{3}"
MONTHLY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? {YEAR}|\d{{1,2}}-{_MONTH}-{YEAR}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {YEAR}|{_MONTH},? {YEAR}"
    rf"|{YEAR}-(?:0\d|1[0-2])(?:-\d\d)?|\d\d?\.\d\d?\.{YEAR})"
)
"""A day, or a month of a year."""

DATE = (
    rf"(?:{MONTHLY}|{YEAR}-\d\d(?:-\d\d)?|{YEAR}(?: ?[-–—] ?{YEAR})?"
    rf"|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})"
)
"""A date in English or Russian, with or without its year; for patterns that ignore case."""

_SIGN = r"[-*•·–—▪◦‣]"
_ENTRY = re.compile(
    rf"(?:{_SIGN} ?)?(?:in |on )?{DATE}(?: г(?:од|ода|\.)?)?(?:: ?| ?[–—] | - )\S", re.IGNORECASE
)
_BULLET = re.compile(rf"(?:{_SIGN}|\(?(?:\d{{1,2}}|[a-zа-я])[.)]) ?\S")
_MASTHEAD_LINES, _LINE_WORDS = 4, 30
_TELLS = re.compile(
    rf"\b{YEAR}\b|^(?:by|from|source|text|issued|published|(?:press|media) release|backgrounder"
    r"|background paper|information sheet|training text)\b|\b(?:issue|edition)$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:published|issued|source|publisher|date|author|by|from)(?: on| by)?: \S", re.IGNORECASE
)
"""A line that says what it tells: above it a title may be a question, or have a stop in it."""

_NUMBERED = re.compile(r"^(?:chapter|part|section|unit|annex|appendix|module) \w+\. ", re.I)

_GOES_ON = re.compile(
    r"(?:[-–—]|\b(?:a|an|the|of|in|on|at|by|to|for|from|with|and|or|as|that|which|who|is|are|was|were"
    r"|has|have|had|its|their|his|her))$",
    re.IGNORECASE,
)
"""The end of a line that a paragraph was broken at."""

_ENDS_A_SENTENCE = re.compile(r"[.!?…:;,]['\")\]]*$")


def kind(text: str) -> BlockKind:
    """The kind of a paragraph in its normal form; furniture is not told here."""
    lines = text.split("\n")
    if all(map(_ENTRY.match, lines)):
        return BlockKind.TIMELINE
    if all(map(_BULLET.match, lines)):
        return BlockKind.LIST
    short = len(text) <= HEADING_CHARACTERS and len(text.split()) <= HEADING_WORDS
    if len(lines) == 1 and short and not _ENDS_A_SENTENCE.search(text):
        return BlockKind.HEADING
    return BlockKind.HEADING if headline(text) else BlockKind.BODY


def headline(text: str) -> str | None:
    """The title of a paragraph that is a masthead: a line without a stop, and below it one to three
    that name the publisher, the author or a year.

    Prose whose lines are broken is none: its lines go on in the next, or end in a stop.
    """
    title, *below = text.split("\n")
    if not 1 <= len(below) < _MASTHEAD_LINES or _GOES_ON.search(title):
        return None
    if any(map(_LABELLED.match, below)) and _short(title) and all(map(_short, below)):
        return title
    bare = _NUMBERED.sub("", title)
    if not _stands_alone(title, HEADING_WORDS) or re.search(r"[.!?] [A-Z]", bare):
        return None
    told = any(map(_TELLS.search, below)) and all(_stands_alone(x, _LINE_WORDS) for x in below)
    return title if told else None


def _short(line: str) -> bool:
    """Whether a line of a masthead begins large and is no paragraph."""
    return len(line.split()) <= _LINE_WORDS and _begins(line)


def _stands_alone(line: str, most: int) -> bool:
    """Whether a line begins large, is short, and ends in no stop, as prose would."""
    return (
        _begins(line) and len(line.split()) <= most and not line.endswith((".", "!", ":", ";", ","))
    )


def _begins(line: str) -> bool:
    """Whether a line begins large, or with a number."""
    first = line.lstrip("\"'(© ")[:1]
    return first.isupper() or first.isdigit()


_DATELINE = re.compile(rf"(?P<who>[A-Z][\w&.']*(?: [A-Z][\w&.']*){{0,3}}), (?i:{MONTHLY})")
_PAPER = re.compile(
    r"\b(?:report|minutes|statement|notes?|letter|memo|memorandum|agenda|newsletter|bulletin|digest"
    r"|review|speech|address|records?|diary|journal|chronicle|programme|summary|update)\b",
    re.IGNORECASE,
)


def is_dateline(line: str) -> bool:
    """Whether a line says only who published a text, and when: "The Moss Gazette, 9 May 2019" is
    no title, "Progress Report, 9 May 2019" is one."""
    found = _DATELINE.fullmatch(line)
    return found is not None and not _PAPER.search(found["who"])


def is_entry(line: str) -> bool:
    """Whether a line begins an entry of a timeline or a list."""
    return bool(_ENTRY.match(line) or _BULLET.match(line))
