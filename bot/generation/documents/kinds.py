"""What a paragraph is, told by its form: a heading, a timeline entry, a list, or body."""

import re

from bot.domain.source_document import BlockKind

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
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? {YEAR}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {YEAR}"
    rf"|{_MONTH},? {YEAR}|{YEAR}-\d\d(?:-\d\d)?|\d\d?\.\d\d?\.{YEAR}"
    rf"|{YEAR}(?: ?[-–—] ?{YEAR})?|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})"
)
"""A date in English or Russian, with or without its year; for patterns that ignore case."""

_SIGN = r"[-*•·–—▪◦‣]"
_ENTRY = re.compile(
    rf"(?:{_SIGN} ?)?(?:in |on )?{DATE}(?: г(?:од|ода|\.)?)?(?:: ?| ?[–—] | - )\S", re.IGNORECASE
)
_BULLET = re.compile(rf"(?:{_SIGN}|\(?(?:\d{{1,2}}|[a-zа-я])[.)]) ?\S")
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
    return BlockKind.BODY


def is_entry(line: str) -> bool:
    """Whether a line begins an entry of a timeline or a list."""
    return bool(_ENTRY.match(line) or _BULLET.match(line))
