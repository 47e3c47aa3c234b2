"""Where a citation of one edition of a document stands in the next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz, process

from bot.bank.texts.passages import Document, locate, sentences
from bot.domain.question import Citation

ALIKE = 80
"""Likeness from which on a paragraph or sentence counts as the old one, reworded: 100 times the
share of letters that stand in both in the same order (rapidfuzz's ``ratio``).
"""


class Fate(StrEnum):
    STANDS = "stands"
    MOVED = "moved"
    """The very paragraph has another number."""

    REWORDED = "reworded"
    """The paragraph was changed, and still holds the quote."""

    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A citation in the new edition; as it was where it is lost. ``alike`` is 0 to 100."""

    citation: Citation
    fate: Fate
    alike: int


def reanchor(citation: Citation, old: Document, new: Document) -> Reanchored:
    """Find a citation of ``old`` in ``new``."""
    paragraph = old.paragraph(citation.paragraph)
    if paragraph is None:
        return Reanchored(citation, Fate.LOST, 0)
    same = [number for number, text in enumerate(new.paragraphs, 1) if text == paragraph]
    if same:
        number = min(same, key=lambda one: abs(one - citation.paragraph))
        fate = Fate.STANDS if number == citation.paragraph else Fate.MOVED
        return Reanchored(replace(citation, paragraph=number), fate, 100)
    for number, text, alike in _candidates(paragraph, new):
        chosen = _sentences(citation, paragraph, text)
        if chosen:
            moved = replace(citation, paragraph=number, sentences=chosen)
            return Reanchored(moved, Fate.REWORDED, alike)
    return Reanchored(citation, Fate.LOST, 0)


def _candidates(paragraph: str, new: Document) -> Iterator[tuple[int, str, int]]:
    """Paragraphs that are alike, the likeliest first: number, text, likeness."""
    found = process.extract(
        paragraph, new.paragraphs, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3
    )
    for text, alike, index in found:
        yield index + 1, text, int(alike)


def _sentences(citation: Citation, old: str, new: str) -> tuple[int, ...]:
    """The cited sentences in the new paragraph; none where one is missing, or the quote is."""
    before, after = sentences(old), sentences(new)
    chosen = set()
    for number in citation.sentences:
        if number > len(before):
            return ()
        best = process.extractOne(before[number - 1], after, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is None:
            return ()
        chosen.add(best[2] + 1)
    holds = any(locate(citation.quote, after[number - 1]) for number in chosen)
    return tuple(sorted(chosen)) if holds else ()
