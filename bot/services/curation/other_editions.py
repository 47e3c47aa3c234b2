"""New drafts beside those of the other editions of their document, off the event loop."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.bank.texts.passages import Document
from bot.domain.documents.source_document import SourceDocument
from bot.domain.drafts.draft import NewDraft
from bot.domain.question import Source
from bot.generation.gate.earlier import Asked, OtherEditions
from bot.generation.gate.succession import Earlier
from bot.services.curation.judging import Documents
from bot.storage.curation import drafts
from bot.storage.database import Tx
from bot.storage.documents import documents

Findings = Sequence[tuple[str, str]]
"""Codes of the gate, each with what it was found in."""

Others = Mapping[str, Sequence[Earlier]]
"""What was drafted, by its document."""


async def of_others(tx: Tx, new: Sequence[NewDraft], cited: Documents) -> Others:
    """What was drafted from the other editions of the documents that new drafts are from."""
    own = dict.fromkeys(one.question.citations[0].source for one in new)
    return {
        name: await _of_others(tx, name, cited[name].source.sha256) for name in own if name in cited
    }


async def asked_of(tx: Tx, source: Source) -> Asked:
    """What is asked of a document already: of that text by id, of other editions by what it says
    too.
    """
    every = await drafts.of_document(tx, source.id)
    others = [Earlier(one, question) for one, question, text in every if text != source.sha256]
    return Asked.of(others, (question.id for _, question, _ in every))


async def _of_others(tx: Tx, name: str, sha256: str) -> list[Earlier]:
    found = [one for one in await drafts.of_document(tx, name) if one[2] != sha256]
    held = await documents.texts(tx, {text for _, _, text in found})
    texts = {text: Document(paragraphs) for text, paragraphs in held.items()}
    return [Earlier(template, question, texts.get(text)) for template, question, text in found]


async def compared(
    new: Sequence[NewDraft], others: Others, cited: Documents
) -> list[Findings | None]:
    """What another edition's drafts say to each; None where one of them asks the same."""
    return await asyncio.to_thread(_compared, new, others, cited)


def _compared(new: Sequence[NewDraft], others: Others, cited: Documents) -> list[Findings | None]:
    known = {name: OtherEditions.of(found) for name, found in others.items()}
    texts = {name: _text(cited[name]) for name in known}
    return [_beside(one, known, texts) for one in new]


def _text(document: SourceDocument) -> Document:
    return Document(tuple(block.text for block in document.blocks))


def _beside(
    one: NewDraft, known: Mapping[str, OtherEditions], texts: Mapping[str, Document]
) -> Findings | None:
    name = one.question.citations[0].source
    if name not in known:
        return ()
    mine = Earlier(one.template, one.question, texts[name])
    if known[name].asked.asks(mine):
        return None
    return [(str(found.code), found.detail) for found in known[name].near(mine)]
