"""What a learner's screens know of where it is written."""

from pathlib import Path

from bot.domain.documents.source_document import Block, BlockKind, SourceDocument
from bot.domain.marking import Given
from bot.generation.documents.reading import Format
from bot.services.bank.passages import Passages
from bot.services.bank.pictures import Pictures
from bot.services.disputes.reading import DisputeReading
from bot.services.quiz.reading import QuizReading
from bot.storage.database import Database
from bot.storage.documents import documents
from bot.storage.people import people
from tests.conftest import Clock
from tests.handlers.learner import ALMA
from tests.storage.bank_rows import TEA_BOOK, add_set
from tests.storage.disputes.test_appeals import answered


async def test_feedback_the_end_and_a_dispute_know_the_page(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    chat = ALMA.telegram_id
    async with database.write() as tx:
        tea = await add_set(tx)
        alma = await people.recognise(tx, ALMA, clock())
        attempt = await answered(tx, tea, alma.id, clock(), ("tea-colour", Given(frozenset("b"))))
        book = SourceDocument(TEA_BOOK, (Block(1, BlockKind.BODY, "A leaf and hot water.", 12),))
        await documents.add(tx, book, format=Format.PDF.value, dropped=(), now=clock())
    reading = QuizReading(database, Passages(None, database), Pictures(tmp_path))
    step, end = await reading.step(chat, attempt, 1), await reading.end(chat, attempt)
    disputes = DisputeReading(database, {chat})
    disputed = await disputes.queue_screen(chat, tea.questions["tea-colour"])
    known = {(TEA_BOOK.sha256, 1): 12}
    assert step and end and disputed.entry
    assert [step.pages, end.pages, disputed.entry.pages] == [known] * 3
