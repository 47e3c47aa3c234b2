"""Whether a text can be as old as somebody says: not where it tells of later years as past."""

import re
from collections.abc import Sequence

from bot.domain.documents.source_document import Block, BlockKind
from bot.generation.documents.later import AHEAD, SENTENCE, TOLD
from bot.generation.documents.written import UNKNOWN
from bot.generation.sentences.moments import dated

_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")


def fitting(date: str | None, blocks: Sequence[Block]) -> str | None:
    """The date that somebody gives a text, ``YYYY`` with or without month and day; None where it
    is unknown, or the text tells of a later year or month as past."""
    if date is None or date == UNKNOWN:
        return None
    given = (*map(int, date.split("-")), 12)[:2]
    lines = (one.line for one in blocks if one.kind is not BlockKind.FURNITURE)
    return None if any(_tells_later(line, given) for line in lines) else date


def _tells_later(line: str, given: tuple[int, ...]) -> bool:
    if not any(int(year[0]) >= given[0] for year in _YEAR.finditer(line)):
        return False
    return any(
        (one.year, one.month) > given
        for said in SENTENCE.split(line)
        if TOLD.search(said) and not AHEAD.search(said)
        for one in dated(said)
        if one.lead or one.month  # "2012 people" are no year
    )
