"""The questions that a new edition of their document leaves to be read again, and their drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.documents.sent_document import ToRead, to_read
from bot.domain.drafts.draft import DraftState
from bot.storage.bank import bank_sources
from bot.storage.curation import draft_queue
from bot.storage.database import Tx
from bot.storage.documents import documents, sent_documents
from bot.storage.documents.documents import Held


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Those that learners are asked still as they cite an earlier edition; ``drafts``: the drafts
    that they came from, by the questions' ids, where they came from any. So many other drafts of
    the document are ``waiting`` for review.
    """

    questions: Sequence[ToRead] = ()
    drafts: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0


NOTHING = ReadAgain()


async def read_again(tx: Tx, held: Held) -> ReadAgain:
    """What is left to be read of a document's edition, by what was told when it was kept."""
    told = to_read(await sent_documents.outcome_of(tx, held.source.id, held.version) or {})
    waiting = (await draft_queue.states(tx, held.source.id))[DraftState.WAITING]
    if not told:
        return ReadAgain(waiting=waiting)
    asked = set()
    for version in range(1, held.version):
        if earlier := await documents.held_as(tx, held.source.id, version):
            citing = await bank_sources.citing(tx, earlier.source.sha256)
            asked |= {f"{one.set_slug}/{one.question}" for one in citing}
    left = [one for one in told if one.question in asked]
    published = await draft_queue.published(tx, held.source.id)
    drafts = {one.question: published.get(one.question.rpartition("/")[2]) for one in left}
    known = {name: draft for name, draft in drafts.items() if draft is not None}
    return ReadAgain(left, known, waiting)
