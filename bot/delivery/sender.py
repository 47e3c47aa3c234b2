"""Pays what is owed to chats: each chat in order, chats side by side, callback answers at once."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery.alarm import Alarm, Pause
from bot.delivery.backoff import backoff
from bot.delivery.pacing import Buckets, Limits
from bot.delivery.paying import Payer
from bot.storage import debts
from bot.storage.cause import bound
from bot.storage.database import Database
from bot.storage.debts import Debt

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 64
_TOASTS = 200
_WINDOW = 50
"""How many debts of a chat are looked at together, to draw a place only once."""


class Sender:
    """Looks at what is owed whenever the alarm rings or something postponed is due again.

    ``recover`` comes first after a start; ``ring`` the alarm after every commit that may owe.
    """

    def __init__(
        self,
        database: Database,
        payer: Payer,
        *,
        clock: Callable[[], datetime],
        rng: random.Random,
        limits: Limits | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._database = database
        self._payer = payer
        self._clock = clock
        self._rng = rng
        self._limits = limits or Limits()
        self._pause = pause
        self._alarm = Alarm(pause)
        self._buckets = Buckets()
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)
        self._walls: dict[int, asyncio.Task[None]] = {}
        self._toasts: dict[int, asyncio.Task[None]] = {}
        self._closing = False

    def ring(self) -> None:
        """Something may be owed that was not before."""
        self._alarm.ring()

    async def recover(self) -> None:
        """Calls of which a crash hid the outcome: those that must not be repeated are unknown."""
        async with self._database.read() as tx:
            interrupted = await debts.begun(tx)
        for debt in interrupted:
            await self._payer.ledger.unknown(debt, "interrupted while it was being sent")

    async def run(self) -> None:
        """Pay for ever."""
        with bound(None):
            while not self._closing:
                await self._alarm.wait(await self._start_what_is_due())

    async def close(self, seconds: float) -> None:
        """Start nothing new, let calls finish for at most ``seconds``, then cancel them."""
        self._closing = True
        self._alarm.ring()
        tasks = [*self._walls.values(), *self._toasts.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing is owed that could be paid now."""
        while True:
            await self._start_what_is_due()
            tasks = [*self._walls.values(), *self._toasts.values()]
            if not tasks:
                return
            await asyncio.wait(tasks)

    async def _start_what_is_due(self) -> float | None:
        """Returns the seconds until something postponed is due."""
        async with self._database.read() as tx:
            toasts = await debts.toasts(tx, _TOASTS)
            chats = await debts.chats(tx)
        if self._closing:
            return None
        for debt in toasts:
            if debt.id not in self._toasts:
                self._toasts[debt.id] = asyncio.create_task(self._answer(debt))
        now = self._clock()
        later = []
        for chat, not_before in chats.items():
            if chat in self._walls:
                continue
            if not_before is not None and not_before > now:
                later.append(not_before - now)
            else:
                self._walls[chat] = asyncio.create_task(self._wall(chat), name=f"wall {chat}")
        return max(min(later), timedelta(milliseconds=1)).total_seconds() if later else None

    async def _answer(self, debt: Debt) -> None:
        """A callback query waits for nobody: its answer is not paced."""
        try:
            tries = 0
            while not self._closing:
                async with self._slots:
                    wait = await self._payer.answer(debt, tries)
                if wait is None:
                    return
                tries += 1
                await self._pause(wait)
        except Exception:
            log.exception("a callback answer stumbles", extra={"debt": debt.id})
            await self._pause(backoff(3, self._rng))
        finally:
            del self._toasts[debt.id]
            self._alarm.ring()

    async def _wall(self, chat: int) -> None:
        """Work off what is owed to a chat until nothing is, or all has to wait."""
        try:
            with bound(None):
                while not self._closing and await self._is_due(chat):
                    await self._wait_turn(chat)
                    async with self._slots:
                        await self._pay_next(chat)
        except Exception:
            log.exception("a chat stumbles", extra={"lane": str(chat)})
            await self._pause(backoff(3, self._rng))
        finally:
            del self._walls[chat]
            self._alarm.ring()

    async def _is_due(self, chat: int) -> bool:
        async with self._database.read() as tx:
            first = await debts.of_chat(tx, chat, 1)
        return bool(first) and (first[0].not_before or self._clock()) <= self._clock()

    async def _wait_turn(self, chat: int) -> None:
        """First the chat's own bucket, then the one that all share: nobody holds that one up."""
        for key, rate in ((chat, self._limits.of(chat)), ("overall", self._limits.overall)):
            wait = self._buckets.take(key, rate, self._clock().timestamp())
            if wait > 0:
                await self._pause(wait)

    async def _pay_next(self, chat: int) -> None:
        async with self._database.read() as tx:
            owing = await debts.of_chat(tx, chat, _WINDOW)
        if owing and not self._closing:
            await self._payer.pay(owing)
