"""What is known of a document that was sent, and what somebody has to say of it."""

from bot.domain.documents.sent_document import SentDocument
from bot.generation.documents.reading import Reading, Stated, merged
from bot.generation.documents.written import UNKNOWN
from bot.services.documents.keeping import Recognised, recognise, said_before, said_in
from bot.storage.database import Tx


async def recognised_as(tx: Tx, sent: SentDocument, reading: Reading) -> Recognised:
    """What is held already of it, as its sender says."""
    return await recognise(tx, reading, edition=sent.edition_of, new=sent.another)


def known_of(sent: SentDocument, reading: Reading, recognised: Recognised) -> Stated:
    """What the bibliography says; else the sender, the document, and an earlier edition."""
    if recognised.listed is not None:
        return merged(said_in(recognised.listed), Stated(date=UNKNOWN))
    known = [Stated(**sent.facts), reading.stated]
    if recognised.earlier is not None:
        known.append(said_before(recognised.earlier))
    return merged(*known)


def missing_of(known: Stated) -> tuple[str, ...]:
    """What has to be known of a document before it can be kept, and is not."""
    return tuple(name for name in ("title", "date") if getattr(known, name) is None)


async def lacking(tx: Tx, sent: SentDocument) -> tuple[str, ...]:
    """What somebody has to say of one that waits before it can be kept."""
    if sent.reading is None:
        return ()
    reading = Reading.from_json(sent.reading)
    return missing_of(known_of(sent, reading, await recognised_as(tx, sent, reading)))
