"""Two drafts of one sentence that tell each other's key, parted: each is asked without the phrase
that holds the other's, where it asks as much without it."""

import re

from bot.generation.asking.garbled import garbled
from bot.generation.candidates import Candidate
from bot.generation.reading.source_names import by_whom
from bot.generation.sentences.moments import Moment, moments
from bot.generation.sentences.spans import Span, tidy, words

_LINK = re.compile(r",? \b(?:in|on|at|near|during|by|into)\b ")
_NEXT = re.compile(
    r"(?=,|\?| (?:in|on|at|near|from|to|for|with|by|during|after|before|since|as|until)\b)"
)
_ASKS = re.compile(r"\b(?:which|what|whom?|where|when|how)\b", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    r"\b(?:in|on|at|by|to|from|with|for|of|and|or|the|an?|was|were|is|are|has|have|did|take|took"
    r"|taken|held|located|based|set|put|up|early|late|later|soon|first|\w+ly)\?$"
)
_ONCE = re.compile(
    r"\b(?:introduced?|sign(?:ed)?|found(?:ed)?|establish(?:ed)?|open(?:ed)?|launch(?:ed)?|buil[dt]"
    r"|created?|complet(?:ed?)|start(?:ed)?|born|died?|made|adopt(?:ed)?|design(?:ed)?|invent(?:ed)?"
    r"|discover(?:ed)?|publish(?:ed)?|composed?|writ(?:e|ten)|wrote|commission(?:ed)?|appoint(?:ed)?"
    r"|named?|approved?|ratif(?:y|ied)|degree|settled?|emigrated?|graduated?|married|buried)\b"
)
_OFTEN = re.compile(
    r"\b(?:win|won|held?|host|elect(?:ed)?|beat|scored?|play(?:ed)?|grew|grow|fell|fall|rose|rise"
    r"|profit|revenue|turnover|population|budget|visit(?:ed)?|met|meet|percentage)\b"
)
_COUNTED = re.compile(r"\bhow many\b", re.IGNORECASE)
"""What is counted needs all that says of what."""

_FEWEST, _FARTHEST, _LONGEST_END = 5, 7, 4


def parted(one: Candidate, other: Candidate, *, tells: tuple[bool, bool]) -> tuple[str, str] | None:
    """Their stems without each other's key; ``tells``: whether each has it now. None where one
    cannot do without."""
    first = without(one.stem, other.key) if tells[0] else one.stem
    second = without(other.stem, one.key) if tells[1] else other.stem
    return (first, second) if first and second else None


def without(stem: str, key: str) -> str | None:
    """A stem without the one phrase that has a key in it."""
    head = by_whom(stem)
    asked = stem[len(head) :]
    dates = [one for one in moments(asked) if _is(one, key)]
    if len(dates) == 1:
        if not _ONCE.search(asked) or _OFTEN.search(asked):
            return None  # of which time, without its date?
        span: Span | None = dates[0].phrase
    else:
        span = None if _COUNTED.search(asked) else _phrase(asked, key)
    if span is None or _ASKS.search(span.of(asked)):
        return None
    rest = f"{tidy(asked[: span.start].rstrip(' ,') + ' ' + asked[span.end :].lstrip())}"
    rest = f"{rest.removesuffix('?').rstrip(' ,')}?"
    rest = rest if head else rest[:1].upper() + rest[1:]
    open_end = _LEFT_OPEN.search(rest) or garbled(rest) or len(words(rest)) < _FEWEST + 1
    return None if open_end or not _ASKS.search(rest) else head + rest


def _is(one: Moment, key: str) -> bool:
    return key in {one.said, str(one.year)}


def _phrase(asked: str, key: str) -> Span | None:
    """The phrase with its preposition in which a key stands."""
    at = asked.find(key)
    if at < 0 or asked.find(key, at + 1) >= 0:
        return None
    links = list(_LINK.finditer(asked, 0, at))
    if not links:
        return None
    between = asked[links[-1].end() : at]
    if "," in between or len(between.split()) > _FARTHEST:
        return None
    end = at + len(key)
    boundary = _NEXT.search(asked, end)
    behind = boundary.start() if boundary else len(asked)
    if len(asked[end:behind].split()) > _LONGEST_END:
        return None
    return Span(links[-1].start(), behind)
