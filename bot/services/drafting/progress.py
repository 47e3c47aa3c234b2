"""How far a job is: written down, and told to its chat now and then."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.drafts.draft_job import DraftJob, Told, percent
from bot.services.drafting.apart import PULSE
from bot.services.drafting.debts import job_page
from bot.storage.database import Database
from bot.storage.delivery.owing import owe
from bot.storage.documents import draft_jobs

Clock = Callable[[], datetime]


class Progress:
    """Hears how far a job is, tells its chat now and then, and whether it is to go on."""

    def __init__(
        self, database: Database, job: DraftJob, clock: Clock, owing: Callable[[], None]
    ) -> None:
        self._database = database
        self._job = job
        self._clock = clock
        self._owing = owing
        self._told = Told(0, clock())
        self._looked = clock()

    async def __call__(self, done: int, total: int) -> bool:
        now, job = self._clock(), self._job
        if self._told.is_outdated(percent(done, total), now):
            async with self._database.write() as tx:
                on = await draft_jobs.advance(tx, job, done, total)
                if on:
                    await owe(tx, [job_page(job.chat, job.id)], now)
            self._told, self._looked = Told(percent(done, total), now), now
            self._owing()
            return on
        if (now - self._looked).total_seconds() < PULSE:
            return True
        self._looked = now
        async with self._database.read() as tx:
            return await draft_jobs.is_on(tx, job)
