"""The documents that a draft cites, and its passages around their quotes."""

from collections.abc import Mapping
from dataclasses import replace

from bot.bank.texts.passages import one_line, sentence_spans
from bot.domain.documents.source_document import Block, SourceDocument
from bot.domain.question import Citation, Question
from bot.services.bank.passages import Passage, parted
from bot.services.curation.judging import Documents
from bot.storage.database import Tx
from bot.storage.documents import documents


async def cited_documents(tx: Tx, texts: Mapping[str, str]) -> dict[str, SourceDocument]:
    """The documents that a draft cites, by the ids that it calls them."""
    found = {name: await documents.with_text(tx, sha256) for name, sha256 in texts.items()}
    return {
        name: replace(one, source=replace(one.source, id=name))
        for name, one in found.items()
        if one is not None
    }


def passages(question: Question, cited: Documents) -> tuple[Passage | None, ...]:
    """Each citation's passage around its quote; None where that does not stand there."""
    blocks = ((one.quote, _block(one, cited)) for one in question.citations)
    return tuple(
        parted(block.text, quote, block.page) if block else None for quote, block in blocks
    )


def paragraphs(question: Question, cited: Documents) -> tuple[Passage | None, ...]:
    """Each citation's paragraph around the sentences that it names, whatever its quote is; None
    where the document has no such paragraph.
    """
    return tuple(_around(one, _block(one, cited)) for one in question.citations)


def _block(citation: Citation, cited: Documents) -> Block | None:
    document = cited.get(citation.source)
    if document is None or not 1 <= citation.paragraph <= len(document.blocks):
        return None
    return document.block(citation.paragraph)


def _around(citation: Citation, block: Block | None) -> Passage | None:
    if block is None:
        return None
    flat = one_line(block.text)
    spans = sentence_spans(flat)
    named = [spans[number - 1] for number in citation.sentences if 1 <= number <= len(spans)]
    start = min((start for start, _ in named), default=0)
    end = max((end for _, end in named), default=0)
    return Passage(flat[:start], flat[start:end], flat[end:], block.page)
