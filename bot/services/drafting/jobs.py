"""Drafting questions from kept documents, asked for in chat: one job at a time, beside all else."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.drafts.draft import DraftState
from bot.domain.drafts.draft_job import (
    DraftJob,
    Failure,
    JobState,
    Told,
    percent,
)
from bot.domain.owed import Argument, Owed
from bot.domain.people.person import Who
from bot.domain.starts import MOST_STARTS
from bot.generation.backends import RULES, knows
from bot.services.curation.other_editions import asked_of
from bot.services.curation.queue import Curation
from bot.services.curation.ranking import acceptance
from bot.services.curation.taking_in import take_in
from bot.services.drafting.apart import PULSE, Heard, draft_apart
from bot.services.drafting.wire import DraftingFailed, Order, Product
from bot.services.uploads.debts import toast
from bot.storage.bank import bank_sources
from bot.storage.curation import draft_queue
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.documents import documents, draft_jobs
from bot.storage.documents.documents import Held
from bot.storage.people import people

Apart = Callable[[Order, Heard], Awaitable[Product | None]]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class JobScreen:
    """A job as its message shows it, and the document that it is about, of which that many drafts
    wait for review.
    """

    job: DraftJob
    held: Held
    waiting: int
    voice: people.Voice


class Drafting:
    """Use cases. ``instructors`` are the Telegram ids that the settings name; ``glossary`` is the
    file of names that drafts from documents of the bibliography may use.
    """

    def __init__(
        self,
        database: Database,
        instructors: Collection[int],
        curation: Curation,
        glossary: Path | None = None,
        *,
        apart: Apart = draft_apart,
    ) -> None:
        self.database = database
        self.instructors = instructors
        self.curation = curation
        self.glossary = glossary
        self._apart = apart

    # --- what instructors do -------------------------------------------------------------------

    async def ask(
        self, who: Who, callback: str, version_id: int, most: int | None, now: datetime
    ) -> None:
        """Ask for drafts from a document's version, ``most`` at most; while it is drafted from
        already, show how far that is.
        """
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            if refused := await self._refused(tx, who, version_id):
                await owe(tx, [toast(who, callback, now, refused, alert=True)], now)
                return
            job_id = await draft_jobs.ask(
                tx,
                person_id=person.id,
                chat=who.telegram_id,
                version_id=version_id,
                backend=RULES,
                most=most,
                now=now,
            )
            if job_id is not None:
                said = toast(who, callback, now, "drafting.toast.asked")
                await owe(tx, [said, job_page(who.telegram_id, job_id)], now)
                return
            debts = [toast(who, callback, now, "drafting.toast.already", alert=True)]
            job = await draft_jobs.latest(tx, version_id)
            if job is not None and job.chat == who.telegram_id:
                debts.append(job_page(job.chat, job.id, fresh=True))
            await owe(tx, debts, now)

    async def _refused(self, tx: Tx, who: Who, version_id: int) -> str | None:
        """The word for why nothing is drafted from that version, if anything stands against it."""
        if who.telegram_id not in self.instructors:
            return "drafting.toast.not_yours"
        held = await documents.held(tx, version_id)
        if held is None:
            return "drafting.toast.gone"
        if not await documents.is_newest(tx, version_id):
            return "drafting.toast.newer"
        return None if knows(RULES, held.source.language) else "drafting.toast.language"

    async def cancel(self, who: Who, callback: str, job_id: int, now: datetime) -> None:
        """Cancel a job of one's own that is not over; what is at it notices soon."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            job = await draft_jobs.find(tx, job_id)
            if job is None or not self._may(job, who):
                await owe(tx, [toast(who, callback, now, "drafting.toast.gone")], now)
                return
            done = await draft_jobs.cancel(tx, job_id, now)
            word = "drafting.toast.cancelled" if done else "drafting.toast.over"
            said = toast(who, callback, now, word)
            await owe(tx, [said, job_page(who.telegram_id, job_id)], now)

    async def show(
        self, who: Who, callback: str, job_id: int, now: datetime, *, gate: bool = False
    ) -> None:
        """Owe a job's message as it stands, or with what the gate refused."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            job = await draft_jobs.find(tx, job_id)
            if job is None or not self._may(job, who):
                await owe(tx, [toast(who, callback, now, "drafting.toast.gone")], now)
                return
            shown = job_page(who.telegram_id, job_id, "drafting.gate" if gate else "drafting")
            await owe(tx, [toast(who, callback, now), shown], now)

    def _may(self, job: DraftJob, who: Who) -> bool:
        return job.chat == who.telegram_id and who.telegram_id in self.instructors

    async def screen(self, chat: int, job_id: int) -> JobScreen | None:
        """What a job's message shows."""
        async with self.database.read() as tx:
            job = await draft_jobs.find(tx, job_id)
            held = await documents.held(tx, job.version_id) if job else None
            if job is None or held is None:
                return None
            states = await draft_queue.states(tx, held.source.id)
            return JobScreen(job, held, states[DraftState.WAITING], await people.voice(tx, chat))

    # --- what is done beside -------------------------------------------------------------------

    async def recover(self, now: datetime) -> None:
        """After a start: let what the end of the bot interrupted wait again, to be begun anew; what
        was begun too often is given up, since it may be what ends the bot.
        """
        async with self.database.write() as tx:
            for job in await draft_jobs.running(tx):
                if job.begun < MOST_STARTS:
                    await draft_jobs.put_back(tx, job)
                else:
                    outcome = {"failure": Failure.ENDED.value}
                    await draft_jobs.end(tx, job, JobState.FAILED, outcome, now)
                await owe(tx, [job_page(job.chat, job.id)], now)

    async def work_next(self, clock: Clock, owing: Callable[[], None]) -> bool:
        """Draft for the job that has waited longest; False when none waits. ``owing`` is called
        when something is owed to its chat.
        """
        async with self.database.write() as tx:
            job = await draft_jobs.begin_next(tx)
            if job is None:
                return False
            await owe(tx, [job_page(job.chat, job.id)], clock())
        owing()
        try:
            order = await self._order(job)
            if order is None:  # taken away meanwhile, and the job with it
                return True
            product = await self._apart(order, _Progress(self.database, job, clock, owing))
        except DraftingFailed as error:
            await self._fail(job, {"failure": error.failure.value}, clock())
        else:
            if product is not None:
                await self._end(job, order, product, clock())
        owing()
        return True

    async def _order(self, job: DraftJob) -> Order | None:
        """What is to be done; None where the document is no longer kept."""
        async with self.database.read() as tx:
            document = await documents.with_id(tx, job.version_id)
            if document is None:
                return None
            listed = await bank_sources.pinned(tx, document.source.sha256)
            asked = await asked_of(tx, document.source)
            fared = acceptance(await draft_queue.tally(tx))
        glossary = str(self.glossary.resolve()) if self.glossary and listed else None
        return Order(job.backend, job.limit, document, glossary, asked, fared)

    async def _fail(self, job: DraftJob, outcome: dict[str, Any], now: datetime) -> None:
        async with self.database.write() as tx:
            if await draft_jobs.end(tx, job, JobState.FAILED, outcome, now):
                await owe(tx, [job_page(job.chat, job.id)], now)

    async def _end(self, job: DraftJob, order: Order, product: Product, now: datetime) -> None:
        """Take the drafts in and end the job, in one transaction: neither is ever there alone."""
        outcome: dict[str, Any] = {
            "drafts": len(product.drafts),
            "words": product.words,
            "candidates": product.candidates,
            "refused": dict(product.refused),
            "crowded": product.crowded,
            "beyond": product.beyond,
        }
        if not product.drafts:
            await self._fail(job, {**outcome, "failure": Failure.NOTHING.value}, now)
            return
        cited = [order.document]
        remarks = await self.curation.remarks(product.drafts, cited)
        async with self.database.write() as tx:
            # Also holds the job: whoever cancels it now waits, and is told that it is over.
            if not await draft_jobs.advance(tx, job, product.candidates, product.candidates):
                return
            taken = await take_in(tx, product.drafts, remarks, cited, now)
            outcome |= {"new": len(taken.new), "drafts": len(taken.new) + taken.known}
            await draft_jobs.end(tx, job, JobState.DONE, outcome, now)
            await owe(tx, [job_page(job.chat, job.id)], now)


class _Progress:
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


def job_page(chat: int, job_id: int, screen: str = "drafting", *, fresh: bool = False) -> Owed:
    """A job's message: how far it is or what came of it, or what the gate refused."""
    args: dict[str, Argument] = {"job": job_id}
    return Owed(chat, screen, args, place=f"drafting:{job_id}", fresh=fresh)
