"""A document cut into pieces that one call takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from bot.domain.documents.source_document import BlockKind, SourceDocument
from bot.generation.documents.sentences import sentences

_CHARACTERS = 6_000
"""What one call is shown, at most: a thousand words, so that a short document is read whole."""

_WORDS_PER_QUESTION = 65
"""Asked for one in fifty, a model goes on to what nobody needs to know."""

_MOST = 14
"""Questions of one reply: with what is shown they fit into a context of 12,000 tokens."""

_BEGINNING = 700


Passage = tuple[int, str]


@dataclass(frozen=True)
class Part:
    """Passages that are asked about together: paragraph number and text.

    ``beginning``: what the document begins with, where that is not among them. It has the names of
    what later passages call *the company*.
    """

    passages: tuple[Passage, ...]
    beginning: tuple[Passage, ...] = ()

    @property
    def most(self) -> int:
        """How many questions may be asked for."""
        words = sum(len(text.split()) for _, text in self.passages)
        return min(_MOST, 1 + words // _WORDS_PER_QUESTION)


def parts(document: SourceDocument) -> tuple[Part, ...]:
    """All that may be cited and tells something, in order."""
    beginning = tuple(_beginning(document))
    found = _together(list(_pieces(document, _CHARACTERS)))
    return tuple(Part(one, beginning if at else ()) for at, one in enumerate(found))


def _together(pieces: Sequence[Passage]) -> Iterator[tuple[Passage, ...]]:
    """As few parts as will do, of about one length."""
    total = sum(len(text) for _, text in pieces)
    even = total / ceil(total / _CHARACTERS) if total else 0
    taken: list[Passage] = []
    size = 0
    for number, text in pieces:
        if taken and (size >= even or size + len(text) > _CHARACTERS):
            yield tuple(taken)
            taken, size = [], 0
        taken.append((number, text))
        size += len(text)
    if taken:
        yield tuple(taken)


def _beginning(document: SourceDocument) -> Iterator[Passage]:
    """The first paragraphs, in whole sentences, as far as there is room."""
    room = _BEGINNING
    for number, text in _pieces(document, _BEGINNING):
        if len(text) > room:
            return
        yield number, text
        room -= len(text)


def _pieces(document: SourceDocument, most: int) -> Iterator[Passage]:
    """Paragraphs; one of more than ``most`` characters in several pieces of whole sentences."""
    for block in document.citable:
        if block.kind is BlockKind.HEADING:
            continue
        piece = ""
        for sentence in sentences(block):
            if piece and len(piece) + len(sentence.text) > most:
                yield block.number, piece
                piece = ""
            piece = f"{piece} {sentence.text[:most]}".strip()
        if piece:
            yield block.number, piece
