"""The dateline that a report begins with: HALDEN, 14 May 2019 (Agency) – …"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.documents.source_document import Block
from bot.generation.documents.kinds import DATE, MONTHLY

_FIRST = 5
"""Paragraphs among which an agency's report begins."""

_DATED = re.compile(r"[A-Z][A-Za-z ./'-]{2,30}, ([^–—-]{6,30}?) (?:\([^()]{1,40}\) )?[–—-] ")
_WHOLE = re.compile(MONTHLY, re.IGNORECASE)
_BEGINS = re.compile(
    r"(?P<place>[^\W\d_a-z]{2}(?:[^\W\d_a-z]|[ .'/-])*(?:, [A-Z][\w. ]{1,40})??), "
    rf"(?P<date>(?i:{DATE}))(?: \((?P<who>[A-Z][^()\d]{{1,40}})\))?(?:[:.] | ?(?:--?|–|—) ?)\S"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What is written there: the date, with or without its year, and who reports."""

    date: str = ""
    agency: str | None = None


def dateline(blocks: Sequence[Block]) -> Dateline | None:
    """The dateline of a report, or None."""
    for block in blocks[:_FIRST]:
        if begins := _BEGINS.match(block.line):
            return Dateline(begins["date"], begins["who"])
    for block in blocks:
        if (begins := _DATED.match(block.line)) and _WHOLE.fullmatch(begins[1].strip()):
            return Dateline(begins[1])
    return None
