"""What to say to words that no field of a draft takes, below the draft that was shown last."""

from datetime import datetime

from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.services.curation.debts import PLACE, UNASKED
from bot.storage.curation import open_edits
from bot.storage.database import Tx
from bot.storage.delivery import debts
from bot.storage.people import people
from bot.storage.quiz.prompts import PATIENCE


async def remind(tx: Tx, who: Who, _text: str, now: datetime) -> list[Owed]:
    """How to write what a draft waits for: below something else that was shown since, where a
    field is open; below the draft, where none is. Nothing elsewhere.
    """
    chat = who.telegram_id
    person = await people.find(tx, chat)
    edit = await open_edits.of(tx, person.id) if person else None
    if edit is not None and now - edit.at < PATIENCE:
        return [Owed(chat, "review.word", {"word": "review.waits.field"})]
    at = await debts.shown_since(tx, chat, PLACE, now - PATIENCE)
    if at is None or await open_edits.shown_since(tx, chat, at, UNASKED):
        return []
    return [Owed(chat, "review.word", {"word": "review.waits.choice"})]
