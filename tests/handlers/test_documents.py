"""Documents that come in: the loop that reads them, and what is not even fetched."""

import asyncio
from collections.abc import Callable
from typing import cast

from sqlalchemy import select
from telegram import Update
from telegram.ext import ContextTypes

from bot.domain.documents.sent_document import SentState
from bot.domain.people.person import Who
from bot.generation.documents.limits import FILE_BYTES
from bot.handlers.documents import DocumentHandlers, Texts
from bot.services.documents.correcting import Correcting
from bot.services.documents.editions import Editions
from bot.services.documents.sent import SentDocuments
from bot.services.uploads.check import UploadCheck
from bot.services.uploads.receiving import Uploads
from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.delivery.conftest import one_database

DANA = Who(5_000_000_004, "Dana", "en")


def handlers_of(database: Database, clock: Clock, owing: Callable[[], None]) -> DocumentHandlers:
    """As far as they are needed here."""
    instructors = {DANA.telegram_id}
    sent = SentDocuments(database, instructors)
    uploads = Uploads(database, instructors, cast(UploadCheck, None))
    unused = cast(Correcting, None), uploads, cast(Texts, None)
    return DocumentHandlers(sent, Editions(sent), *unused, moment=clock, owing=owing)


async def test_a_document_that_waited_through_a_restart_is_read(
    database: Database, clock: Clock
) -> None:
    before = SentDocuments(database, {DANA.telegram_id})
    await before.receive(DANA, "f.txt", b"The ferry sails.", clock())
    owing = asyncio.Event()
    handlers = handlers_of(database, clock, owing.set)
    loop = asyncio.create_task(handlers.run())
    await owing.wait()
    loop.cancel()
    screen = await handlers.sent.screen(DANA.telegram_id, 1)
    assert screen is not None
    assert screen.sent.state is SentState.READ


@one_database
async def test_what_telegram_would_not_hand_over_is_refused_at_once(
    database: Database, clock: Clock
) -> None:
    dana = {"id": DANA.telegram_id, "is_bot": False, "first_name": DANA.first_name}
    file = {"file_id": "f", "file_unique_id": "f", "file_name": "atlas.pdf"}
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": DANA.telegram_id, "type": "private"},
        "from": dana,
        "document": {**file, "file_size": FILE_BYTES + 1},
    }
    update = Update.de_json({"update_id": 1, "message": message}, None)
    handlers = handlers_of(database, clock, lambda: None)
    await handlers.document(update, cast(ContextTypes.DEFAULT_TYPE, None))
    async with database.read() as tx:
        owed = await tx.execute(select(tables.owed.c.screen, tables.owed.c.args))
        assert owed.all() == [("upload.refused", {"word": "document.too_large"})]
