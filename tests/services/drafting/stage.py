"""A kept document, somebody who drafts from it, and processes that do what a test says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.drafts.draft import NewDraft
from bot.domain.drafts.draft_job import DraftJob
from bot.domain.people.person import Who
from bot.domain.question import (
    Citation,
    Difficulty,
    Option,
    Question,
    QuestionType,
    State,
)
from bot.generation.backends import RULES
from bot.generation.documents.reader import read
from bot.services.curation.judging import Judging
from bot.services.curation.queue import Curation
from bot.services.documents.keeping import Documents
from bot.services.drafting.apart import Heard
from bot.services.drafting.jobs import Drafting
from bot.services.drafting.model import Model
from bot.services.drafting.wire import Order, Product
from bot.storage.database import Database
from tests.conftest import Clock

DANA = Who(5_000_000_004, "Dana", "en")
ERIC = Who(5_000_000_005, "Eric", "en")
TEXT = "The ferry Solveig was built in 1931.\n\nThe harbour of Lindvik opened on 3 May 1907.\n"

Apart = Callable[[Order, Heard], Awaitable[Product | None]]


def draft(number: int) -> NewDraft:
    """A question about the first paragraph, told from the others by its number."""
    options = (
        Option("a", "1931", key=True),
        Option("b", str(1931 + number), rationale="It was built before."),
    )
    question = Question(
        id=f"ferries-when-{number}",
        type=QuestionType.SINGLE,
        stem=f"When was the ferry Solveig built, asked for the time {number}?",
        rationale="She was built in 1931.",
        brief="She was built in 1931.",
        citations=(Citation("ferries", 1, (1,), "built in 1931"),),
        topic="drafts",
        difficulty=Difficulty.MEDIUM,
        state=State.DRAFT,
        options=options,
    )
    return NewDraft(question, "rules", "when", 1)


def product(count: int) -> Product:
    """So many drafts."""
    return Product(tuple(map(draft, range(1, count + 1))), 13, 7, {"G03": 4, "G06": 2}, crowded=1)


@dataclass
class Backend:
    """In place of the process: does what ``behaves`` does, and remembers its orders."""

    behaves: Apart
    orders: list[Order] = field(default_factory=list)

    async def __call__(self, order: Order, heard: Heard) -> Product | None:
        self.orders.append(order)
        return await self.behaves(order, heard)


@dataclass
class Workshop:
    """``drafting`` over a database in which the document ``ferries`` is kept."""

    database: Database
    clock: Clock
    drafting: Drafting
    backend: Backend
    version_id: int

    async def ask(self, who: Who = DANA, most: int | None = None, backend: str = RULES) -> None:
        await self.drafting.ask(who, "tap", self.version_id, most, self.clock(), backend=backend)

    async def works(self, backend: str = RULES) -> bool:
        return await self.drafting.work_next(self.clock, lambda: None, backend)

    async def job(self, job_id: int = 1) -> DraftJob:
        screen = await self.drafting.screen(DANA.telegram_id, job_id)
        assert screen is not None
        return screen.job


async def kept(
    database: Database,
    clock: Callable[[], datetime],
    text: str = TEXT,
    language: str = "en",
    title: str = "Ferries",
) -> int:
    """The id of the version under which a document is kept."""
    head = f"Title: {title}\nDate: 2019\nLanguage: {language}\n\n"
    reading = read(f"{title.lower()}.txt", (head + text).encode())
    documents = Documents(database)
    recognised = await documents.recognise(reading)
    await documents.add(reading, reading.stated, clock(), recognised=recognised)
    return max(held.id for held in await documents.held())


async def workshop(
    database: Database, clock: Clock, behaves: Apart, model: Model | None = None
) -> Workshop:
    """A workshop with Dana and Eric as instructors, who may ask a model where there is one."""
    version_id, backend = await kept(database, clock), Backend(behaves)
    instructors = {DANA.telegram_id, ERIC.telegram_id}
    curation = Curation(database, Judging())
    drafting = Drafting(database, instructors, curation, model=model, apart=backend)
    return Workshop(database, clock, drafting, backend, version_id)
