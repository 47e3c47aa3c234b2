"""What proves a key that a ruling changed: the citation was there for the one before."""

from dataclasses import replace
from datetime import date

from bot.bank.texts.passages import locate
from bot.domain.disputes.ruling import approved
from bot.domain.drafts.key_quoted import is_quoted
from bot.domain.question import Question
from bot.services.curation.siting import sited
from bot.storage.bank import questions
from bot.storage.database import Tx
from bot.storage.documents import documents

QUOTE_WORDS = 10
LONGEST_NOTE = 1_000


async def with_proof(tx: Tx, version_id: int, made: Question, text: str, on: date) -> Question:
    """The question with that text as the quote for its key, where the cited document has it; else
    with the text added to the curator's note.
    """
    quoted = await _quoting(tx, version_id, made, text)
    note = " ".join(filter(None, (made.note, text[:LONGEST_NOTE])))
    return approved(quoted or replace(made, note=note), on)


def is_proven(made: Question, before: Question, proof: str) -> bool:
    """Whether a new key stands in the quote, or a note of this ruling says why it is right.

    What was cited for why it was wrong, and names it for that, proves nothing by itself.
    """
    if made.note and made.note != before.note:
        return True
    cited = (one for one in made.key_citations if one in before.citations or one.quote == proof)
    return is_quoted(made, before, [one.quote for one in cited])


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
    others = [one for one in made.citations if one != first and one.quote != text]
    moved = sited(replace(made, citations=(new, *others)), {first.source: document})
    block = document.block(moved.citations[0].paragraph)
    return moved if locate(text, block.line) is not None else None
