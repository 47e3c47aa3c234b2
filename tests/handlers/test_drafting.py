"""The loop that works off jobs: what the bot's end interrupted, then what comes."""

import asyncio
from collections.abc import Callable
from typing import cast

from bot.domain.drafts.draft_job import JobState
from bot.generation.backends import RULES
from bot.handlers.drafting import DraftingHandlers
from bot.services.documents.correcting import Correcting
from bot.services.documents.library import Library
from bot.services.drafting.apart import Heard
from bot.services.drafting.jobs import Drafting
from bot.services.drafting.progress import Clock
from bot.services.drafting.wire import Order, Product
from bot.storage.database import Database
from bot.storage.documents import draft_jobs
from tests import conftest
from tests.services.drafting.stage import DANA, product, workshop


class Watched(Drafting):
    """Tells when no job waits any more: then the loop touches the database no more."""

    idle: asyncio.Event

    async def work_next(
        self, clock: Clock, owing: Callable[[], None], backend: str = RULES
    ) -> bool:
        worked = await super().work_next(clock, owing, backend)
        if not worked and backend == RULES:
            self.idle.set()
        return worked


async def test_a_job_that_was_interrupted_is_done_after_the_next_start(
    database: Database, clock: conftest.Clock
) -> None:
    async def drafts(_order: Order, _heard: Heard) -> Product | None:
        return product(2)

    shop = await workshop(database, clock, drafts)
    await shop.ask()
    async with database.write() as tx:
        await draft_jobs.begin_next(tx, RULES)
    curation, instructors = shop.drafting.curation, {DANA.telegram_id}
    drafting = Watched(database, instructors, curation, apart=shop.backend)
    drafting.idle = asyncio.Event()
    rings: list[None] = []

    def owing() -> None:
        rings.append(None)

    handlers = DraftingHandlers(
        drafting,
        cast(Library, None),
        cast(Correcting, None),
        moment=clock,
        clock=clock,
        owing=owing,
    )
    loop = asyncio.create_task(handlers.run())
    await drafting.idle.wait()
    loop.cancel()
    job = await shop.job()
    assert (job.state, job.begun) == (JobState.DONE, 2)
    assert len(rings) == 3, "put back, begun, over: each owes the chat its message"
