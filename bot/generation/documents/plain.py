"""Plain texts: their paragraphs stay as they are, furniture is only marked."""

from bot.bank.texts.passages import document
from bot.generation.documents.encoding import decoded
from bot.generation.documents.reading import Extract, Piece


def read(data: bytes) -> Extract:
    """A text as pieces, numbered as the bank numbers them; raises UnreadableDocument."""
    text, notes = decoded(data)
    return Extract([Piece(one) for one in document(text).paragraphs], notes=notes)
