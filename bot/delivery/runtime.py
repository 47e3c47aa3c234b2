"""The runtime as a whole: built from what is injected, started, supervised, drained."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.delivery.alarm import Pause
from bot.delivery.behaviour import Behaviour
from bot.delivery.contact import Contact
from bot.delivery.dispatch import Dispatch
from bot.delivery.housekeeping import Housekeeping
from bot.delivery.intake import Intake, Poller
from bot.delivery.lanes import Lanes
from bot.delivery.looks import Looks
from bot.delivery.metrics import Metrics
from bot.delivery.pacing import Limits
from bot.delivery.paying import Payer
from bot.delivery.sender import Sender
from bot.delivery.settling import Ledger
from bot.delivery.supervision import Loop, Supervision
from bot.delivery.timers import Timers
from bot.delivery.webhook import Webhook, WebhookWatch
from bot.delivery.work import GATHERING, Work
from bot.domain.errors import TokenRejected
from bot.domain.owed import Timer
from bot.storage.database import Database
from bot.storage.delivery import debts, inbox
from bot.storage.delivery.debts import DebtState
from bot.storage.delivery.inbox import InboxState
from bot.storage.delivery.owing import News
from bot.storage.passing import passing

log = logging.getLogger(__name__)

DRAIN_LANES = 4.0
DRAIN_SENDER = 2.5
"""Seconds that running work and running calls get at the end; Docker waits ten."""

Ptb = Application[Any, Any, Any, Any, Any, Any]


class Runtime:
    """``application`` has its handlers, no updater and no job queue.

    Updates come by polling, for which ``poll_request`` is the poller's own request object, or by
    ``webhook``, in which case something has to hand them to ``intake.receive``. ``loops`` are
    further things to keep running, such as the web server: one that breaks is started again, one
    that returns ends the runtime. ``gathering`` is for how many seconds a poll's votes gather.
    """

    def __init__(
        self,
        database: Database,
        application: Ptb,
        behaviour: Behaviour,
        *,
        clock: Callable[[], datetime],
        rng: random.Random,
        poll_request: BaseRequest | None = None,
        webhook: Webhook | None = None,
        limits: Limits | None = None,
        loops: Mapping[str, Loop] | None = None,
        pause: Pause = asyncio.sleep,
        gathering: float = GATHERING,
    ) -> None:
        self._database = database
        self._application = application
        self.supervision = Supervision(clock=clock, rng=rng, pause=pause)
        self._poll_request = poll_request
        self.metrics = metrics = Metrics()
        self.contact = Contact(clock, self._caught_up)
        bot = application.bot
        dispatch = Dispatch(application)
        self.looks = Looks(bot, handle=dispatch, clock=clock, metrics=metrics)
        self.work = Work(
            database,
            bot,
            handle=dispatch,
            take_votes=behaviour.take_votes,
            fire=behaviour.fire,
            after=self._after,
            clock=clock,
            rng=rng,
            metrics=metrics,
            contact=self.contact,
            gathering=gathering,
        )
        self.lanes = Lanes(self.work.step, rng=rng, pause=pause)
        self.payer = Payer(
            database,
            bot,
            Ledger(database, behaviour.hooks, clock, rng, behaviour.patient),
            render=behaviour.render,
            recorded=lambda poll_id: self.lanes.wake([f"poll:{poll_id}"]),
            after=self._after,
            clock=clock,
            rng=rng,
            metrics=metrics,
            pause=pause,
        )
        self.sender = Sender(
            database,
            self.payer,
            clock=clock,
            rng=rng,
            limits=limits,
            patient=behaviour.patient,
            unhurried=behaviour.unhurried,
            uncounted=behaviour.uncounted,
            pause=pause,
        )
        self.timers = Timers(
            database,
            submit=self._submit,
            clock=clock,
            contact=self.contact,
            after_updates=behaviour.after_updates,
            pause=pause,
        )
        self.housekeeping = Housekeeping(database, look=self.look, clock=clock, pause=pause)
        self.intake = Intake(
            database,
            bot_id=int(bot.token.partition(":")[0]),
            wake=self.lanes.wake,
            look=self.looks.take,
            clock=clock,
            metrics=metrics,
        )
        self._loops: dict[str, Loop] = {
            "sender": self.sender.run,
            "timers": self.timers.run,
            "housekeeping": self.housekeeping.run,
            **(loops or {}),
        }
        if poll_request is not None:
            self._poller = Poller(
                self.intake,
                poll_request,
                bot.base_url,
                clock=clock,
                rng=rng,
                metrics=metrics,
                contact=self.contact,
                pause=pause,
            )
            self._loops["poller"] = self._poller.run
        if webhook is not None:
            heard = self.intake.last_received
            watch = WebhookWatch(bot, webhook, self.contact, received=heard, pause=pause)
            self._loops["webhook"] = watch.run

    # --- life ----------------------------------------------------------------------------------

    async def run(self) -> None:
        """Connect, work until :meth:`stop`, drain. Raises TokenRejected, SecondPoller."""
        try:
            if await self.connect():
                await self.recover()
                await self._supervise()
        finally:
            await self.disconnect()

    def stop(self) -> None:
        """Ask it to end; safe to call from a signal handler of the event loop."""
        self.supervision.stop()

    async def connect(self) -> bool:
        """Get to know the bot (``getMe``), however long the network takes. Raises TokenRejected.

        Afterwards ``application.bot.username`` is there; False when it was stopped before that.
        """
        if self._poll_request is not None:
            await self._poll_request.initialize()
        try:
            return await self.supervision.insist(
                self._application.initialize, _out_of_reach, "Telegram is out of reach"
            )
        except InvalidToken:
            raise TokenRejected from None

    async def greet(self) -> None:
        """One try to get to know the bot, before anything else is done. Raises TokenRejected.

        A Telegram out of reach is no mistake of anybody's: :meth:`connect` waits for it.
        """
        try:
            await self._application.initialize()
        except InvalidToken:
            raise TokenRejected from None
        except TelegramError:
            pass

    async def disconnect(self) -> None:
        """Close the connections; they cannot be opened again."""
        if self._poll_request is not None:
            await self._poll_request.shutdown()
        await self._application.shutdown()
        await self._application.bot.request.shutdown()  # even if it never came to initialising

    async def recover(self) -> None:
        """What a crash left behind: calls of unknown outcome, then everything that waits.

        However long the database takes, or until it is stopped.
        """
        await self.supervision.insist(self.sender.recover, passing, "the database is out of reach")
        await self.supervision.insist(self.look, passing, "the database is out of reach")

    async def look(self) -> None:
        """Wake every lane in which something waits, and whoever pays and watches the time."""
        self.lanes.wake(await self.work.lanes())
        self.sender.ring()
        self.timers.ring()

    async def _supervise(self) -> None:
        """Keep the loops running until stop, or until one meets what only people can mend."""
        tasks = [
            asyncio.create_task(self.supervision.keep(name, loop), name=name)
            for name, loop in self._loops.items()
        ]
        stop = asyncio.create_task(self.supervision.stopped())
        try:
            done, _ = await asyncio.wait([stop, *tasks], return_when=asyncio.FIRST_COMPLETED)
            await self._drain(tasks)
        finally:
            for task in (stop, *tasks):
                # Once: a second time would cut off what the first left to be tidied up, such as
                # giving a connection back.
                if not task.cancelling():
                    task.cancel()
            await asyncio.gather(stop, *tasks, return_exceptions=True)
        for task in done:
            await task

    async def _drain(self, tasks: Iterable[asyncio.Task[None]]) -> None:
        """Take nothing in any more, finish what runs, and send what that owes."""
        for task in tasks:
            if task.get_name() in ("poller", "timers", "housekeeping"):
                task.cancel()
        await self.looks.close()
        await self.lanes.close(DRAIN_LANES)
        try:
            await asyncio.wait_for(self.sender.idle(), DRAIN_SENDER)
        except TimeoutError:
            log.info("stopping with something still owed; it is sent after the next start")
        except Exception:
            log.exception("the sender could not finish")
        await self.sender.close(0.5)

    # --- between the parts ---------------------------------------------------------------------

    def _after(self, news: News) -> None:
        if news.chats:
            self.sender.ring(news.chats)
        if news.timers:
            self.timers.ring()

    def _caught_up(self) -> None:
        self.timers.ring()

    def _submit(self, timer: Timer) -> None:
        lane = self.work.add_timer(timer)
        if lane is not None:
            self.lanes.wake([lane])

    @property
    def polls(self) -> bool:
        return self._poll_request is not None

    async def figures(self) -> tuple[InboxState, DebtState]:
        """What waits and what is owed; raises the database's error when it is away."""
        async with self._database.read() as tx:
            return await inbox.state(tx), await debts.state(tx)


def _out_of_reach(error: Exception) -> bool:
    return isinstance(error, TelegramError) and not isinstance(error, InvalidToken)
