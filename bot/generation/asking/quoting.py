"""Quotes: at most ten words of a sentence around what they are to show."""

from collections.abc import Sequence

from bot.bank.meaning import QUOTE_WORDS
from bot.domain.question import Citation
from bot.generation.asking.quote_starts import Start, is_passed_over, start_of
from bot.generation.reading.texts import Line
from bot.generation.sentences.spans import Span, Word, words

_WANTED = 7
_SCALES = frozenset({"thousand", "million", "billion", "trillion"})


def quote(line: Line, key: Span, evidence: Span) -> str:
    """The words around ``key``, rather those before it, within ``evidence`` where it is longer."""
    said = [w for w in words(line.text) if evidence.start <= w.start and w.end <= evidence.end]
    inside = [i for i, w in enumerate(said) if key.start < w.end and w.start < key.end]
    if not inside:
        return key.of(line.text)
    while _count(line, said[inside[0]].start, said[inside[-1]].end) > QUOTE_WORDS:
        inside.pop()
    while not said[inside[-1]].is_word:
        inside.pop()
    first, last = inside[0], inside[-1]
    while _count(line, said[first].start, said[last].end) < _WANTED:
        if first > 0:
            first -= 1
        elif last + 1 < len(said):
            last += 1
        else:
            break
    while _count(line, said[first].start, said[last].end) > QUOTE_WORDS and first < inside[0]:
        first += 1
    while not said[first].is_word and first < inside[0]:
        first += 1
    first = _begun(line, said, first, inside[0], last)
    after = said[last + 1].small if last + 1 < len(said) else ""
    if after in _SCALES and last > inside[-1]:
        last -= 1  # "for 23", of 23 million
    while not said[last].is_word and last > inside[-1]:
        last -= 1
    return _closed(line.text, said[first].start, said[last].end)


def _begun(line: Line, said: Sequence[Word], first: int, key: int, last: int) -> int:
    """Where the quote begins rather than with ``first``: with a phrase, if one begins near it.
    Earlier as far as it may be long, later only behind words that say nothing by themselves.
    """
    if start_of(said, first) <= Start.VERB:
        return first
    had = _count(line, said[first].start, said[last].end)
    latest = first
    while latest < key and is_passed_over(said[latest]):
        latest += 1

    def cost(at: int) -> tuple[bool, int, int]:
        apart = abs(_count(line, said[at].start, said[last].end) - had)
        return at > first, start_of(said, at), apart

    near = [
        at
        for at in range(latest + 1)
        if start_of(said, at) <= Start.VERB
        and _count(line, said[at].start, said[last].end) <= QUOTE_WORDS
        and _is_whole(_closed(line.text, said[at].start, said[last].end))
    ]
    return min(near, key=cost, default=first)


def _is_whole(text: str) -> bool:
    """Whether it closes no bracket or quotation that it did not open."""
    opened = text.partition(")")[0].count("(")
    return (")" not in text or opened > 0) and text.count('"') != 1


def _closed(text: str, start: int, end: int) -> str:
    """The quote with the sign that closes what it opens."""
    said = text[start:end]
    opened = {'"': said.count('"') % 2, ")": said.count("(") - said.count(")")}
    return text[start : end + 1] if opened.get(text[end : end + 1], 0) > 0 else said


def _count(line: Line, start: int, end: int) -> int:
    return len(line.text[start:end].split())


def cite(line: Line, key: Span, evidence: Span, *, refutes: tuple[int, ...] = ()) -> Citation:
    """A citation of the line that shows ``key``."""
    return Citation(
        line.document.source.id,
        line.block.number,
        (line.sentence.number,),
        quote(line, key, evidence),
        refutes,
    )
