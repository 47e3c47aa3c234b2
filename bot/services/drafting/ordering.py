"""What a job of drafting orders: the document as it is kept, and what is known beside it."""

from pathlib import Path

from bot.domain.drafts.draft_job import DraftJob, Failure
from bot.generation.backends import LLM
from bot.services.curation.other_editions import asked_of
from bot.services.curation.ranking import acceptance
from bot.services.drafting.model import Model
from bot.services.drafting.wire import DraftingFailed, Order
from bot.storage.bank import bank_sources
from bot.storage.curation import draft_queue
from bot.storage.database import Database
from bot.storage.documents import documents


async def order_of(
    database: Database, job: DraftJob, model: Model | None, glossary: Path | None
) -> Order | None:
    """What is to be done; None where the document is no longer kept. ``glossary`` is told from the
    root on: the process that drafts works elsewhere. Raises DraftingFailed.
    """
    if job.backend == LLM and model is None:
        raise DraftingFailed(Failure.OFF)
    asking = model.about(job.version_id) if model and job.backend == LLM else None
    async with database.read() as tx:
        document = await documents.with_id(tx, job.version_id)
        if document is None:
            return None
        listed = await bank_sources.pinned(tx, document.source.sha256)
        asked = await asked_of(tx, document.source)
        fared = acceptance(await draft_queue.tally(tx))
    names = str(glossary) if glossary and listed else None
    return Order(job.backend, job.limit, document, names, asked, fared, asking)
