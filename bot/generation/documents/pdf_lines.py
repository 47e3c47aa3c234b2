"""Lines on pages: those that every page repeats are dropped, the others make paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.domain.documents.source_document import BlockKind, Dropped, Furniture
from bot.generation.documents.kinds import HEADING_WORDS, is_entry
from bot.generation.documents.reading import Piece

_EDGE = 3
"""Lines at the head and the foot of a page that may be repeated ones."""

_REPEATED = 0.5
"""Share of the pages from which on a line is a header; on two pages or more at least."""

_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?|стр\. ?|страница )?[-–—|]? ?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?: ?(?:/|of|из) ?\d{1,4})? ?[-–—|]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:page )?\d{1,4}[\W_]+|[\W_]+(?:page )?\d{1,4}$", re.IGNORECASE)
"""A page's number beside the words of its header."""

_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?…:;]['\")\]»”’]*$")
_GAP = 1.35
"""Distance between lines, in the document's usual one, from which on a paragraph ends."""

_SIZE = 1.12
"""Ratio of type sizes from which on two lines are not of one paragraph."""

_ROOM = 0.3
"""Share of the column's width that, left free, ends a paragraph in the middle of a sentence."""

_INDENT = 0.6
"""First-line indent, in type sizes."""

SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (from 1); places in points, from the page's lower left corner."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float


def running(lines: Sequence[Line], pages: int) -> tuple[list[Line], list[Dropped]]:
    """The lines without those that pages repeat at their head or foot, and without page numbers."""
    edges = set(_edges(lines))
    shapes = {(lines[index].page, _shape(lines[index].text)) for index in edges}
    seen = Counter(shape for _, shape in shapes)
    needed = max(2, _REPEATED * pages)
    kept, dropped = [], []
    for index, line in enumerate(lines):
        if index not in edges:
            kept.append(line)
        elif _PAGE_NUMBER.fullmatch(line.text):
            dropped.append(Dropped(Furniture.PAGE_NUMBER, line.text, line.page))
        elif seen[_shape(line.text)] >= needed:
            dropped.append(Dropped(Furniture.HEADER, line.text, line.page))
        else:
            kept.append(line)
    return kept, dropped


def running_head(lines: Sequence[Line], dropped: Sequence[Dropped]) -> str | None:
    """The header that stands above everything else on a page, without the page's number."""
    tops: dict[int, Line] = {}
    for line in lines:
        if line.page not in tops or line.top > tops[line.page].top:
            tops[line.page] = line
    headers = {(one.page, one.text) for one in dropped if one.why is Furniture.HEADER}
    heads = [top.text for top in tops.values() if (top.page, top.text) in headers]
    if not heads:
        return None
    head = Counter(map(_shape, heads)).most_common(1)[0][0]
    alike = dict.fromkeys(text for text in heads if _shape(text) == head)
    first = next(iter(alike))
    return first if len(alike) == 1 else _NUMBERED.sub("", first) or None


def _edges(lines: Sequence[Line]) -> Iterator[int]:
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    for indexes in by_page.values():
        downward = sorted(indexes, key=lambda i: -lines[i].top)
        yield from downward[:_EDGE]
        yield from downward[-_EDGE:]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def paragraphs(lines: Sequence[Line]) -> Iterator[Piece]:
    """Lines of one paragraph joined; the page of a paragraph is the one it begins on."""
    if not lines:
        return
    body = median(line.size for line in lines)
    pitch = _pitch(lines)
    words = Counter(word for line in lines for word in _WORD.findall(line.text.casefold()))
    right = _columns(lines)
    group = [lines[0]]
    for before, line in pairwise(lines):
        if _parts(before, line, pitch, right[before.page, round(before.left, -1)], group):
            yield _piece(group, body, words)
            group = []
        group.append(line)
    yield _piece(group, body, words)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of a line from the next, in its type size."""
    steps = [
        (one.bottom - two.bottom) / one.size
        for one, two in pairwise(lines)
        if one.page == two.page and 0 < one.bottom - two.bottom < 3 * one.size
    ]
    return median(steps) if steps else 1.2


def _columns(lines: Sequence[Line]) -> dict[tuple[int, float], float]:
    """How far lines that begin at about the same place reach, by page and left edge."""
    reach: dict[tuple[int, float], float] = {}
    for line in lines:
        key = (line.page, round(line.left, -1))
        reach[key] = max(reach.get(key, 0.0), line.right)
    return reach


def _parts(before: Line, line: Line, pitch: float, right: float, group: Sequence[Line]) -> bool:
    """Whether a paragraph ends between two lines."""
    if max(before.size, line.size) > _SIZE * min(before.size, line.size):
        return True
    ended = bool(_ENDED.search(before.text))
    if is_entry(line.text) and (ended or before.right < right - before.size):
        return True
    # What the next line's first word would still have found room for: the break was meant.
    room = right - before.right - _width(line, line.text.split(" ", 1)[0])
    if (ended and room > 0) or room > _ROOM * (right - before.left):
        return True
    step = before.bottom - line.bottom
    if before.page != line.page or step <= 0:  # another page or column
        return ended
    if step > _GAP * pitch * before.size:
        return True
    indented = line.left - group[-1].left > _INDENT * line.size
    return ended and indented and len(group) > 1


def _width(line: Line, word: str) -> float:
    """About how wide the word and a space are."""
    return (line.right - line.left) * (len(word) + 1) / len(line.text)


def _piece(group: Sequence[Line], body: float, words: Counter[str]) -> Piece:
    parts = [group[0].text]
    for line in group[1:]:
        parts[-1] = _before(parts[-1], line.text, words)
        parts.append(line.text)
    text = "".join(parts).replace(SOFT_HYPHEN, "")
    large = group[0].size > _SIZE * body and len(text.split()) <= HEADING_WORDS
    return Piece(text, BlockKind.HEADING if large else None, group[0].page)


def _before(line: str, following: str, words: Counter[str]) -> str:
    """A line as it stands before the one that follows; a word hyphenated at its end goes on there.

    A hyphen stays where the document writes the word with it elsewhere, and not without it.
    """
    first, second = _last_word(line[:-1]), _first_word(following)
    hyphened = line.endswith(("-", SOFT_HYPHEN)) and following[:1].islower()
    if not hyphened or not first or not second:
        return f"{line} "
    if words[f"{first}-{second}".casefold()] > words[f"{first}{second}".casefold()]:
        return f"{line[:-1]}-"
    return line[:-1]


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-40:])
    return found[-1] if found and text.endswith(found[-1]) else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text[:40])
    return found[0] if found else ""
