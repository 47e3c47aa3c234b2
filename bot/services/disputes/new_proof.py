"""What proves a key that a ruling changed: the citation was there for the one before."""

from dataclasses import replace
from datetime import date

from bot.bank.passages import locate
from bot.domain.key_quoted import is_quoted
from bot.domain.question import Question
from bot.domain.ruling import approved
from bot.services.curation.siting import sited
from bot.storage.bank import questions
from bot.storage.database import Tx
from bot.storage.documents import documents

QUOTE_WORDS = 10
LONGEST_NOTE = 1_000


async def with_proof(tx: Tx, version_id: int, made: Question, text: str, on: date) -> Question:
    """The question with that text as the quote for its key, where the cited document has it; else
    with the text as the curator's note.
    """
    quoted = await _quoting(tx, version_id, made, text)
    return approved(quoted or replace(made, note=text[:LONGEST_NOTE]), on)


def is_proven(made: Question, before: Question) -> bool:
    """Whether a new key stands in the quote, or a note of this ruling says why it is right."""
    return is_quoted(made, before) or bool(made.note and made.note != before.note)


async def _quoting(tx: Tx, version_id: int, made: Question, text: str) -> Question | None:
    """None where the text is no quote of the document that is cited for the key."""
    first = next(iter(made.key_citations), None)
    if first is None or len(text.split()) > QUOTE_WORDS:
        return None
    sources = (await questions.sources_for(tx, [version_id]))[version_id]
    source = sources.get(first.source)
    document = await documents.with_text(tx, source.sha256) if source else None
    if document is None:
        return None
    new = replace(first, quote=text)
    cited = (new if one is first else one for one in made.citations)
    moved = sited(replace(made, citations=tuple(cited)), {first.source: document})
    place = made.citations.index(first)
    block = document.block(moved.citations[place].paragraph)
    return moved if locate(text, block.line) is not None else None
