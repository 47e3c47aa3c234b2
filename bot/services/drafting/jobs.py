"""Drafting questions from kept documents, asked for in chat: one job of a backend at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.drafts.draft import DraftState
from bot.domain.drafts.draft_job import DraftJob, Failure, JobState
from bot.domain.people.person import Who
from bot.domain.starts import MOST_STARTS
from bot.generation.backends import LLM, RULES, knows
from bot.services.curation.queue import Curation
from bot.services.curation.taking_in import take_in
from bot.services.documents.library import opened_anew
from bot.services.drafting.apart import Heard, draft_apart
from bot.services.drafting.debts import job_page, offer_page
from bot.services.drafting.model import Model
from bot.services.drafting.ordering import order_of
from bot.services.drafting.progress import Clock, Progress
from bot.services.drafting.screens import JobScreen, OfferScreen
from bot.services.drafting.wire import DraftingFailed, Order, Product
from bot.services.uploads.debts import toast
from bot.storage.curation import draft_queue
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.documents import documents, draft_jobs
from bot.storage.people import people

log = logging.getLogger(__name__)

Apart = Callable[[Order, Heard], Awaitable[Product | None]]


class Drafting:
    """Use cases. ``instructors`` are the Telegram ids that the settings name; ``glossary`` is the
    file of names that drafts from documents of the bibliography may use; ``model`` is whom
    instructors may ask, None where the operator allows none.
    """

    def __init__(
        self,
        database: Database,
        instructors: Collection[int],
        curation: Curation,
        glossary: Path | None = None,
        model: Model | None = None,
        *,
        apart: Apart = draft_apart,
    ) -> None:
        self.database = database
        self.instructors = instructors
        self.curation = curation
        self.glossary = glossary.resolve() if glossary else None
        self.model = model
        self._apart = apart

    # --- what instructors do -------------------------------------------------------------------

    async def ask(
        self,
        who: Who,
        callback: str,
        version_id: int,
        most: int | None,
        now: datetime,
        *,
        backend: str = RULES,
        last: int = 0,
    ) -> None:
        """Ask for drafts from a document's version, ``most`` at most; while it is drafted from
        already, show how far that is. ``last``: the model's last job when it was offered. Where
        another has ended since, that offer is used up, and the question is put anew.
        """
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            if refused := await self._refused(tx, who, version_id, backend):
                await owe(tx, [toast(who, callback, now, refused, alert=True)], now)
                return
            before = await draft_jobs.latest(tx, version_id, LLM) if backend == LLM else None
            if before is not None and before.id != last and not before.state.is_open:
                said = toast(who, callback, now, "drafting.toast.used", alert=True)
                await owe(tx, [said, offer_page(who.telegram_id, version_id, fresh=True)], now)
                return
            asked = [offer_page(who.telegram_id, version_id, over=True)] if backend == LLM else []
            job_id = await draft_jobs.ask(
                tx,
                person_id=person.id,
                chat=who.telegram_id,
                version_id=version_id,
                backend=backend,
                most=most,
                now=now,
            )
            if job_id is not None:
                said = toast(who, callback, now, "drafting.toast.asked")
                await owe(tx, [said, *asked, job_page(who.telegram_id, job_id)], now)
                return
            await owe(tx, asked, now)
            await self._already(tx, who, callback, await draft_jobs.latest(tx, version_id), now)

    async def _already(
        self, tx: Tx, who: Who, callback: str, job: DraftJob | None, now: datetime
    ) -> None:
        debts = [toast(who, callback, now, "drafting.toast.already", alert=True)]
        if job is not None and job.chat == who.telegram_id:
            debts.append(job_page(job.chat, job.id, fresh=True))
        await owe(tx, debts, now)

    async def offer(
        self, who: Who, callback: str, version_id: int, now: datetime, *, over: bool = False
    ) -> None:
        """Say where a document's text would go and what that may cost, before a model is asked;
        ``over``: take that away, for it is not to be asked.
        """
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            refused = await self._refused(tx, who, version_id, LLM)
            if refused and not (over and who.telegram_id in self.instructors):
                await owe(tx, [toast(who, callback, now, refused, alert=True)], now)
                return
            job = None if over else await draft_jobs.latest(tx, version_id)
            if job is not None and job.state.is_open:
                await self._already(tx, who, callback, job, now)
                return
            said = toast(who, callback, now, "drafting.toast.unsent" if over else None)
            offered = offer_page(who.telegram_id, version_id, over=over, fresh=not over)
            await owe(tx, [said, offered], now)

    async def _refused(self, tx: Tx, who: Who, version_id: int, backend: str) -> str | None:
        """The word for why nothing is drafted from that version, if anything stands against it."""
        if who.telegram_id not in self.instructors:
            return "drafting.toast.not_yours"
        held = await documents.held(tx, version_id)
        if held is None:
            return "drafting.toast.gone"
        if not await documents.is_newest(tx, version_id):
            return "drafting.toast.newer"
        return None if knows(backend, held.source.language) else "drafting.toast.language"

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
            voice, by_model = await people.voice(tx, chat), self.model is not None
            return JobScreen(job, held, states[DraftState.WAITING], voice, by_model)

    async def offered(self, chat: int, version_id: int) -> OfferScreen | None:
        """What is said before a model is asked; None where none may be, or about nothing."""
        async with self.database.read() as tx:
            held = await documents.held(tx, version_id)
            if held is None or self.model is None:
                return None
            last = await draft_jobs.latest(tx, version_id, LLM)
            voice = await people.voice(tx, chat)
            return OfferScreen(held, self.model, voice, last.id if last else 0)

    # --- what is done beside -------------------------------------------------------------------

    async def recover(self, now: datetime) -> None:
        """After a start: let what the end of the bot interrupted wait again, to be begun anew; what
        was begun too often is given up, since it may be what ends the bot.
        """
        await self.forget_replies()
        async with self.database.write() as tx:
            for job in await draft_jobs.running(tx):
                if job.begun < MOST_STARTS:
                    await draft_jobs.put_back(tx, job)
                else:
                    outcome = {"failure": Failure.ENDED.value}
                    await draft_jobs.end(tx, job, JobState.FAILED, outcome, now)
                await owe(tx, [job_page(job.chat, job.id)], now)

    async def forget_replies(self) -> None:
        """Forget what a model said about documents that were taken away, or that have a newer
        edition: nothing is drafted from these.
        """
        if self.model is None:
            return
        async with self.database.read() as tx:
            wanted = {held.id for held in await documents.newest(tx)}
            wanted |= {job.version_id for job in await draft_jobs.running(tx)}
        await asyncio.to_thread(self.model.let_go_but, wanted)

    async def work_next(
        self, clock: Clock, owing: Callable[[], None], backend: str = RULES
    ) -> bool:
        """Draft for the backend's job that has waited longest; False when none waits. ``owing`` is
        called when something is owed to its chat.
        """
        async with self.database.write() as tx:
            job = await draft_jobs.begin_next(tx, backend)
            if job is None:
                return False
            await owe(tx, [job_page(job.chat, job.id)], clock())
        owing()
        try:
            await self._work(job, clock, owing)
        except DraftingFailed as error:
            await self._fail(job, {"failure": error.failure.value}, clock())
        except Exception:
            # Begun anew it would break again, and take what else is at work with it.
            log.exception("the drafting of a document broke off")
            await self._fail(job, {"failure": Failure.BROKE.value}, clock())
        owing()
        return True

    async def _work(self, job: DraftJob, clock: Clock, owing: Callable[[], None]) -> None:
        """Draft, and take in what comes of it. Raises DraftingFailed."""
        await self.forget_replies()
        order = await order_of(self.database, job, self.model, self.glossary)
        if order is None:  # taken away meanwhile, and the job with it
            return
        product = await self._apart(order, Progress(self.database, job, clock, owing))
        if product is not None:
            await self._end(job, order, product, clock())

    async def _fail(self, job: DraftJob, outcome: dict[str, Any], now: datetime) -> bool:
        async with self.database.write() as tx:
            failed = await draft_jobs.end(tx, job, JobState.FAILED, outcome, now)
            if failed:
                await owe(tx, [job_page(job.chat, job.id)], now)
            return failed

    async def _end(self, job: DraftJob, order: Order, product: Product, now: datetime) -> None:
        """Take the drafts in and end the job, in one transaction: neither is ever there alone."""
        outcome = product.figures
        if product.spent is not None and product.spent.reason:
            log.warning("a language model was of little use: %s", product.spent.reason)
        if not product.drafts:
            if await self._fail(job, {**outcome, "failure": product.failure.value}, now):
                await _let_go(order, product)
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
            card = await opened_anew(tx, job.person_id, job.chat, job.version_id)
            await owe(tx, [job_page(job.chat, job.id), *card], now)
        await _let_go(order, product)


async def _let_go(order: Order, product: Product) -> None:
    """Forget what a model said, now that it is taken in, where there is nothing to go on with."""
    if order.model is not None and product.spent is not None and product.spent.halt is None:
        await asyncio.to_thread(order.model.let_go)
