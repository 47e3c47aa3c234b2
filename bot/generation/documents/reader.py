"""A document's bytes as numbered paragraphs: its format's reader, then what all have in common."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from bot.bank.texts.passages import document
from bot.domain.documents.source_document import Block, BlockKind
from bot.generation.documents import limits
from bot.generation.documents.formats import format_of, named_format
from bot.generation.documents.furniture import furniture
from bot.generation.documents.kinds import kind
from bot.generation.documents.language import language_of
from bot.generation.documents.problem import (
    Note,
    UnreadableDocument,
    too_large,
    too_many_paragraphs,
)
from bot.generation.documents.reading import Extract, Format, Piece, Reading, Stated, merged
from bot.generation.documents.stated import stated

LONG_PARAGRAPH = 600
"""Words from which on a citation of a paragraph hardly helps anybody to find its place."""

_LONGEST = 200
"""Characters from which on a statement is none: a title has fewer."""

_DROPPED, _SHOWN = 500, 300
"""Pieces of furniture that are kept to be shown, and characters of each."""


def read(name: str, data: bytes) -> Reading:
    """Read a document in this process; hostile ones belong in another: :mod:`…documents.safe`.

    Raises UnreadableDocument.
    """
    if len(data) > limits.FILE_BYTES:
        raise too_large(len(data))
    found = format_of(name, data)
    extract = _reader(found)(data)
    blocks = _blocks(extract.pieces)
    if not any(block.kind is not BlockKind.FURNITURE for block in blocks):
        raise UnreadableDocument("D104")
    head = Stated(title=extract.head)
    said = merged(*map(_plausible, (extract.stated, stated(blocks), head)))
    if said.language is None:
        text = "\n".join(block.text for block in blocks if block.kind is not BlockKind.FURNITURE)
        said = replace(said, language=language_of(text))
    notes = list(extract.notes)
    if found is not named_format(name):
        notes.append(Note("N202", {"found": found.value}))
    if long := next((b for b in blocks if len(b.text.split()) > LONG_PARAGRAPH), None):
        notes.append(Note("N204", {"number": long.number, "words": len(long.text.split())}))
    dropped = (replace(one, text=one.text[:_SHOWN]) for one in extract.dropped[:_DROPPED])
    return Reading(found, blocks, said, tuple(dropped), tuple(notes))


def _reader(found: Format) -> Callable[[bytes], Extract]:
    """The format's reader; imported here, so that only what is needed is loaded."""
    try:
        if found is Format.TEXT:
            from bot.generation.documents.plain import read as reader
        elif found is Format.MARKDOWN:
            from bot.generation.documents.markdown import read as reader
        elif found is Format.HTML:
            from bot.generation.documents.html import read as reader
        elif found is Format.PDF:
            from bot.generation.documents.pdf import read as reader
        else:
            from bot.generation.documents.docx import read as reader
    except ImportError:
        raise UnreadableDocument("D120") from None
    return reader


def _blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Number the paragraphs; a piece makes one, in its normal form."""
    blocks: list[Block] = []
    length = 0
    for piece in pieces:
        for text in document(piece.text).paragraphs:
            length += len(text)
            if len(blocks) >= limits.PARAGRAPHS:
                raise too_many_paragraphs()
            if length > limits.CHARACTERS:
                raise UnreadableDocument("D124", {"limit": f"{limits.CHARACTERS:,}"})
            found = BlockKind.FURNITURE if furniture(text) else piece.kind or kind(text)
            blocks.append(Block(len(blocks) + 1, found, text, piece.page))
    return tuple(blocks)


def _plausible(said: Stated) -> Stated:
    """What is stated, without what is too long to be what it is said to be."""
    return Stated(
        **{name: value for name, value in asdict(said).items() if value and len(value) <= _LONGEST}
    )
