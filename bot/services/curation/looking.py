"""The documents that a draft cites, and its passages around their quotes."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import Question
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
    found = []
    for citation in question.citations:
        document = cited.get(citation.source)
        there = document is not None and 1 <= citation.paragraph <= len(document.blocks)
        block = document.block(citation.paragraph) if document and there else None
        found.append(parted(block.text, citation.quote, block.page) if block else None)
    return tuple(found)
