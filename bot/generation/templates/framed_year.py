"""The year of what is counted, where the sentence before has set it: "the teams answered 900 calls
in 2023. There were 90 in Moss"."""

import re
from typing import NamedTuple

from bot.domain.question import Citation
from bot.generation.asking.quoting import cite
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import Precision
from bot.generation.sentences.quantities import quantities
from bot.generation.sentences.spans import Span

_BACK = 2
_THERE_WERE = re.compile(r"\bwere there\b")
_RANKED = re.compile(r"\b(?:before|since|until|previous|next|same|later|earlier)\b")


class Framed(NamedTuple):
    """The year that a sentence before has set, and where it stands."""

    year: int
    cited: Citation


def framed(text: Text, line: Line, stem: str) -> Framed | None:
    """The year for "how many … were there", as the one date that the sentences just before in the
    paragraph give for what they count; None where the stem asks otherwise, or that is not clear."""
    if not _THERE_WERE.search(stem) or line.moments or _RANKED.search(line.text):
        return None
    for far in range(1, _BACK + 1):
        before = text.lines[line.order - far] if line.order >= far else None
        if before is None or before.block.number != line.block.number:
            return None
        if before.moments:
            return _set(before)
    return None


def _set(before: Line) -> Framed | None:
    (first, *others) = before.moments
    plain = first.precision is Precision.YEAR and first.lead == "in"
    if others or not plain or not quantities(before.text):
        return None
    return Framed(first.year, cite(before, first.span, Span(0, len(before.text))))
