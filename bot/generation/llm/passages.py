"""A document cut into pieces that one call takes."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.documents.source_document import BlockKind, SourceDocument
from bot.generation.documents.sentences import sentences

_CHARACTERS = 3_000
_WORDS_PER_QUESTION = 50


@dataclass(frozen=True)
class Part:
    """Passages that are asked about together: paragraph number and text."""

    passages: tuple[tuple[int, str], ...]

    @property
    def most(self) -> int:
        """How many questions may be asked for."""
        words = sum(len(text.split()) for _, text in self.passages)
        return 1 + words // _WORDS_PER_QUESTION


def parts(document: SourceDocument) -> tuple[Part, ...]:
    """All that may be cited and tells something, in order."""
    found: list[Part] = []
    taken: list[tuple[int, str]] = []
    room = _CHARACTERS
    for number, text in _pieces(document):
        if taken and len(text) > room:
            found.append(Part(tuple(taken)))
            taken, room = [], _CHARACTERS
        taken.append((number, text))
        room -= len(text)
    return (*found, Part(tuple(taken))) if taken else tuple(found)


def _pieces(document: SourceDocument) -> Iterator[tuple[int, str]]:
    """Paragraphs; one that is too long for a call in several pieces of whole sentences."""
    for block in document.citable:
        if block.kind is BlockKind.HEADING:
            continue
        piece = ""
        for sentence in sentences(block):
            if piece and len(piece) + len(sentence.text) > _CHARACTERS:
                yield block.number, piece
                piece = ""
            piece = f"{piece} {sentence.text[:_CHARACTERS]}".strip()
        if piece:
            yield block.number, piece
