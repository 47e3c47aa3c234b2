"""Which document somebody's lines are about: the one whose card was drawn last by what they did.

A prompt remembers it. Lines such as ``Date: 2019`` say themselves what they are for; plain words
are taken only by a card that asked last: that of a correction, or of a document that was sent.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

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

_BELOW = "below"
"""Of another prompt: the one of a document that it took the place of, to be put back."""

_MINE = (CORRECTION, _OPENED, _SENT)


async def mean_sent(tx: Tx, person_id: int, sent_id: int, now: datetime) -> None:
    """From now on a document that was sent is meant, and its card asks; unless a text is waited for
    that is about no document: that card asks still.
    """
    prompt = await prompts.of(tx, person_id)
    if prompt is None or prompt.purpose in _MINE or not prompt.waits(None, now):
        await prompts.ask(tx, person_id, _SENT, {"sent": sent_id, "asks": True}, now)


async def mean_opened(tx: Tx, person_id: int, version_id: int, page: int, now: datetime) -> None:
    """From now on a kept one is meant, by its version, as /documents shows it on that page."""
    await prompts.ask(tx, person_id, _OPENED, {"version": version_id, "page": page}, now)


async def ask_elsewhere(tx: Tx, person_id: int) -> None:
    """Another card was shown: whatever was asked for is asked for no more; the document that was
    meant is meant still, but plain words are not for it.
    """
    prompt = await prompts.of(tx, person_id)
    if prompt is None:
        return
    if prompt.purpose not in _MINE:
        await end_over(tx, person_id)
        return
    about = {name: value for name, value in prompt.about.items() if name != "asks"}
    purpose = _OPENED if prompt.purpose == CORRECTION else prompt.purpose
    await prompts.ask(tx, person_id, purpose, about, prompt.at)


async def ask_over(
    tx: Tx, person_id: int, purpose: str, about: Mapping[str, Any], now: datetime
) -> None:
    """Wait for a text that is about no document; which one was meant is known again at its end."""
    prompt = await prompts.of(tx, person_id)
    below = prompt.about.get(_BELOW) if prompt and prompt.purpose == purpose else None
    if prompt is not None and prompt.purpose in _MINE:
        below = [prompt.purpose, dict(prompt.about), prompt.at.isoformat()]
    await prompts.ask(tx, person_id, purpose, {**about, _BELOW: below}, now)


async def end_over(tx: Tx, person_id: int) -> None:
    """Wait for that text no more."""
    prompt = await prompts.of(tx, person_id)
    await prompts.end(tx, person_id)
    if prompt is not None and (below := prompt.about.get(_BELOW)):
        purpose, about, at = below
        await prompts.ask(tx, person_id, purpose, about, datetime.fromisoformat(at))


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


async def shows(tx: Tx, person_id: int, version_id: int) -> int | None:
    """The page of /documents on which that kept one stands, where it is what is shown there."""
    prompt = await prompts.of(tx, person_id)
    if prompt is None or prompt.purpose != _OPENED or prompt.about["version"] != version_id:
        return None
    page: int = prompt.about["page"]
    return page


async def sent(tx: Tx, person_id: int, chat: int) -> SentDocument | None:
    """The sent document that is meant; of several that wait the latest, where none was tapped."""
    prompt = await prompts.of(tx, person_id)
    if prompt is not None and prompt.purpose == _SENT:
        found = await sent_documents.find(tx, prompt.about["sent"])
        if found is not None and found.state is SentState.READ and found.chat == chat:
            return found
    return await sent_documents.latest_read(tx, chat)


async def asking(tx: Tx, person_id: int, chat: int, now: datetime) -> SentDocument | None:
    """The sent document whose card was the last that asked, if it waits still."""
    prompt = await prompts.of(tx, person_id)
    if prompt is None or prompt.purpose != _SENT or not prompt.waits(None, now):
        return None
    found = await sent(tx, person_id, chat)
    own = found is not None and found.id == prompt.about["sent"]
    return found if own and prompt.about.get("asks") else None
