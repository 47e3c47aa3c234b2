"""A document cut into pieces that one call takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.documents.source_document import BlockKind, SourceDocument
from bot.generation.documents.sentences import sentences

_CHARACTERS = 3_000
_WORDS_PER_QUESTION = 50
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
        return 1 + words // _WORDS_PER_QUESTION


def parts(document: SourceDocument) -> tuple[Part, ...]:
    """All that may be cited and tells something, in order."""
    beginning = tuple(_beginning(document))
    found = list(_together(_pieces(document, _CHARACTERS)))
    return tuple(Part(one, beginning if at else ()) for at, one in enumerate(found))


def _together(pieces: Iterable[Passage]) -> Iterator[tuple[Passage, ...]]:
    taken: list[Passage] = []
    room = _CHARACTERS
    for number, text in pieces:
        if taken and len(text) > room:
            yield tuple(taken)
            taken, room = [], _CHARACTERS
        taken.append((number, text))
        room -= len(text)
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
