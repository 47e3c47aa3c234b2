"""Which document somebody's lines are about: the one last sent, tapped or opened.

A prompt remembers it; only that of a correction, which asks for lines, takes every text.
"""

from datetime import datetime

from bot.domain.documents.sent_document import SentDocument, SentState
from bot.storage.database import Tx
from bot.storage.documents import sent_documents
from bot.storage.quiz import prompts
from bot.storage.quiz.prompts import Prompt

CORRECTION = "document"
"""The purpose of a prompt whose text corrects a kept document."""

_OPENED = "opened"
"""Of one that remembers which kept document is shown."""

_SENT = "sent"
"""Of one that remembers which sent document was tapped or came last."""

_MINE = (CORRECTION, _OPENED, _SENT)


async def mean_sent(tx: Tx, person_id: int, sent_id: int, now: datetime) -> None:
    """From now on a document that was sent is meant."""
    await _remember(tx, person_id, _SENT, {"sent": sent_id}, now)


async def mean_opened(tx: Tx, person_id: int, version_id: int, page: int, now: datetime) -> None:
    """From now on a kept one is meant, by its version, as /documents shows it on that page."""
    await _remember(tx, person_id, _OPENED, {"version": version_id, "page": page}, now)


async def mean_none(tx: Tx, person_id: int) -> None:
    """No kept document is shown any more."""
    prompt = await prompts.of(tx, person_id)
    if prompt is not None and prompt.purpose in {CORRECTION, _OPENED}:
        await prompts.end(tx, person_id)


async def opened(tx: Tx, person_id: int, now: datetime) -> Prompt | None:
    """The kept document that is meant, if one is."""
    prompt = await prompts.of(tx, person_id)
    shown = prompt is not None and prompt.purpose == _OPENED and prompt.waits(None, now)
    return prompt if shown else None


async def sent(tx: Tx, person_id: int, chat: int) -> SentDocument | None:
    """The sent document that is meant; of several that wait the latest, where none was tapped."""
    prompt = await prompts.of(tx, person_id)
    if prompt is not None and prompt.purpose == _SENT:
        found = await sent_documents.find(tx, prompt.about["sent"])
        if found is not None and found.state is SentState.READ and found.chat == chat:
            return found
    return await sent_documents.latest_read(tx, chat)


async def _remember(
    tx: Tx, person_id: int, purpose: str, about: dict[str, int], now: datetime
) -> None:
    """Remember it, unless a text is waited for that is about no document."""
    prompt = await prompts.of(tx, person_id)
    if prompt is None or prompt.purpose in _MINE or not prompt.waits(None, now):
        await prompts.ask(tx, person_id, purpose, about, now)
