"""The loop that reads documents: what waited when the bot ended, then what comes."""

import asyncio
from typing import cast

from bot.domain.documents.sent_document import SentState
from bot.domain.people.person import Who
from bot.handlers.documents import DocumentHandlers, Texts
from bot.services.documents.correcting import Correcting
from bot.services.documents.editions import Editions
from bot.services.documents.sent import SentDocuments
from bot.services.uploads.receiving import Uploads
from bot.storage.database import Database
from tests.conftest import Clock

DANA = Who(5_000_000_004, "Dana", "en")


async def test_a_document_that_waited_through_a_restart_is_read(
    database: Database, clock: Clock
) -> None:
    instructors = {DANA.telegram_id}
    await SentDocuments(database, instructors).receive(DANA, "f.txt", b"The ferry sails.", clock())
    owing = asyncio.Event()
    sent = SentDocuments(database, instructors)
    unused = cast(Correcting, None), cast(Uploads, None), cast(Texts, None)
    handlers = DocumentHandlers(sent, Editions(sent), *unused, moment=clock, owing=owing.set)
    loop = asyncio.create_task(handlers.run())
    await owing.wait()
    loop.cancel()
    screen = await sent.screen(DANA.telegram_id, 1)
    assert screen is not None
    assert screen.sent.state is SentState.READ
