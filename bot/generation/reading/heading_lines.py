"""Headings that stand right above their paragraph, in the same block, as plain texts have them."""

import re
from collections.abc import Iterator

from bot.domain.documents.source_document import Block, BlockKind

_MOST_WORDS, _MOST_CHARACTERS = 10, 70
_PROSE = 60
"""Characters that a line of prose has at least, where one is written out or broken for reading."""

_STOPPED = re.compile(r"[.!?…]['\")\]]*$")
_PUNCTUATED = re.compile(r"[.!?…:;,]['\")\]]*$|[.!?;] ")
_GOES_ON = re.compile(
    r"(?:[-–—]|\b(?:an?|the|of|in|on|at|by|to|for|from|with|and|or|as|that|which|who|is|are|was|were"
    r"|has|have|had|its|their|his|her|mr|mrs|ms|dr|st))$",
    re.IGNORECASE,
)


def heading_lines(block: Block) -> Iterator[tuple[int, int]]:
    """Where such lines begin and end in a paragraph; it keeps its number, and they stay in it, but
    they are no part of the sentence that follows.

    A line that prose was broken at is none: the next word had no room in it.
    """
    if block.kind is not BlockKind.BODY or "\n" not in block.text:
        return
    lines = block.text.split("\n")
    widest, at, before = max(map(len, lines)), 0, ""
    for place, line in enumerate(lines[:-1]):
        below = lines[place + 1]
        room = len(line) + 1 + len(below.split(" ", 1)[0]) < widest
        apart = not before or _STOPPED.search(before)
        if apart and room and _is_heading(line) and _is_prose(below):
            yield at, at + len(line)
        at, before = at + len(line) + 1, line


def _is_heading(line: str) -> bool:
    short = len(line) <= _MOST_CHARACTERS and len(line.split()) <= _MOST_WORDS
    ends = _PUNCTUATED.search(line) or _GOES_ON.search(line)
    return short and line[:1].isupper() and not ends


def _is_prose(line: str) -> bool:
    return line.lstrip("\"'“«")[:1].isupper() and len(line) >= _PROSE
