"""Whether a text tells of a later year as past: a date that stands over it is then not its own."""

import re
from collections.abc import Sequence

from bot.domain.documents.source_document import Block, BlockKind
from bot.generation.documents.kinds import YEAR

TOLD = re.compile(r"\b(?:was|were|had|did|[a-z]{2,}ed|became|began|won|took|made|led|held|left)\b")
"""What has been."""

AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|until|till|by|plan|plans|planned|expected"
    r"|scheduled|due|projected|predicted|intended|proposed|agreed|hopes?|aims?|targets?|next"
    r"|(?:is|are) to)\b"
)
"""What is yet to come."""

SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_IN_YEAR = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|(?:January|February|March|April|May|June|July|August|September|October"
    rf"|November|December)(?: \d\d?,)?) (?P<year>{YEAR})(?![\d–—-]|,\d)"
)


def tells_of_later_year(blocks: Sequence[Block], year: int) -> bool:
    """Whether a sentence tells of a year behind ``year`` as past."""
    return any(
        int(found["year"]) > year
        for block in blocks
        if block.kind is not BlockKind.FURNITURE
        for said in SENTENCE.split(block.line)
        if TOLD.search(said) and not AHEAD.search(said)
        for found in _IN_YEAR.finditer(said)
    )
