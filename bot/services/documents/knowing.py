"""What is known of a document that was sent, and what somebody has to say of it."""

from bot.domain.documents.sent_document import SentDocument
from bot.generation.documents.reading import Reading, Stated, merged
from bot.generation.documents.written import UNKNOWN
from bot.services.documents.keeping import Recognised, recognise
from bot.services.documents.said import said_before, said_by_people, said_in
from bot.storage.database import Tx


async def recognised_as(tx: Tx, sent: SentDocument, reading: Reading) -> Recognised:
    """What is held already of it, as its sender says."""
    return await recognise(tx, reading, edition=sent.edition_of, new=sent.another)


def known_of(sent: SentDocument, reading: Reading, recognised: Recognised) -> Stated:
    """What the bibliography says; else the sender, what people said of an earlier edition, the
    document, and the rest of that edition."""
    if recognised.listed is not None:
        return merged(said_in(recognised.listed), Stated(date=UNKNOWN))
    own, earlier = Stated(**sent.facts), recognised.earlier
    if earlier is None:
        return merged(own, reading.stated)
    return merged(own, said_by_people(earlier), reading.stated, said_before(earlier))


def missing_of(known: Stated) -> tuple[str, ...]:
    """What has to be known of a document before it can be kept, and is not."""
    return tuple(name for name in ("title", "date") if getattr(known, name) is None)


async def lacking(tx: Tx, sent: SentDocument) -> tuple[str, ...]:
    """What somebody has to say of one that waits before it can be kept."""
    if sent.reading is None:
        return ()
    reading = Reading.from_json(sent.reading)
    return missing_of(known_of(sent, reading, await recognised_as(tx, sent, reading)))
