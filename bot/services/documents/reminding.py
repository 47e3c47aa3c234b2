"""What to say to words that nothing asked for, while a document waits for what it lacks."""

from datetime import datetime

from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.services.documents import meant
from bot.services.documents.debts import note
from bot.services.documents.knowing import lacking
from bot.storage.database import Tx
from bot.storage.documents import sent_documents
from bot.storage.people import people


async def remind(tx: Tx, who: Who, _text: str, _now: datetime) -> list[Owed]:
    """What a document waits for, and how to write it; of several the one that is meant, else the
    latest that lacks something. Nothing where none does.
    """
    chat = who.telegram_id
    person = await people.find(tx, chat)
    found = await meant.sent(tx, person.id, chat) if person else None
    first = [found] if found else []
    for one in [*first, *await sent_documents.all_read(tx, chat)]:
        if missing := await lacking(tx, one):
            word = f"document.waits.{'_and_'.join(missing)}"
            return [note(who, word, file=one.file_name)]
    return []
