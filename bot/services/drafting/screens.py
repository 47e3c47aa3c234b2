"""What the messages about drafting show."""

from dataclasses import dataclass

from bot.domain.drafts.draft_job import DraftJob
from bot.services.drafting.model import Model
from bot.storage.documents.documents import Held
from bot.storage.people import people


@dataclass(frozen=True, slots=True)
class JobScreen:
    """A job as its message shows it, and the document that it is about, of which that many drafts
    wait for review; whether a model may be asked.
    """

    job: DraftJob
    held: Held
    waiting: int
    voice: people.Voice
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class OfferScreen:
    """A document that somebody may have drafted by a model, and whom that would ask; ``last`` is
    the job that asked one before, 0 where none did: a yes is good until there is another.
    """

    held: Held
    model: Model
    voice: people.Voice
    last: int = 0
