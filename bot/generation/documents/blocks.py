"""A text in its normal form as the blocks of a source."""

from bot.bank.texts.passages import document
from bot.domain.documents.source_document import Block, SourceDocument
from bot.domain.question import Source
from bot.generation.documents.kinds import kind


def source_document(
    text: str,
    *,
    id: str,
    title: str,
    language: str = "en",
    publisher: str | None = None,
    date: str | None = None,
    short: str | None = None,
) -> SourceDocument:
    """A plain text as a source; its paragraphs have the numbers and hashes of the bank."""
    doc = document(text)
    source = Source(
        id=id,
        file=f"{id}.txt",
        title=title,
        short=short or title[:30],
        language=language,
        sha256=doc.sha256,
        publisher=publisher,
        date=date,
        paragraphs=doc.fingerprints,
    )
    blocks = (Block(n, kind(text), text) for n, text in enumerate(doc.paragraphs, 1))
    return SourceDocument(source, tuple(blocks))
