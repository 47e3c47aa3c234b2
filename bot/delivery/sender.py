"""Pays what is owed to chats: each chat in order, chats side by side, callback answers at once."""

import asyncio
import logging
import random
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from datetime import datetime, timedelta

from bot.delivery.alarm import Alarm, Pause
from bot.delivery.backoff import backoff
from bot.delivery.lanes import Lanes
from bot.delivery.pacing import Buckets, Limits, Quotas, Rate, is_unhurried, turns
from bot.delivery.paying import Payer
from bot.storage.cause import bound
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.delivery.debts import Debt

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 64
_TOASTS = 200
"""How many callback queries are looked at together."""
_WINDOW = 50
"""How many debts of a chat are looked at together, to draw a place only once."""
_LOOK_AGAIN = 1.0
"""Seconds after which a group's turn is looked at again: somebody may have asked meanwhile."""
_SOON = timedelta(milliseconds=1)


class Sender:
    """Each chat is a lane of its own: its first debt holds up the others.

    ``recover`` comes first after a start; ``ring`` after every commit that may owe. The screens
    named in ``patient`` let others go first for a while, those in ``unhurried`` for as long as the
    group's budget is low; those in ``uncounted`` make calls that Telegram does not count there.
    """

    def __init__(
        self,
        database: Database,
        payer: Payer,
        *,
        clock: Callable[[], datetime],
        rng: random.Random,
        limits: Limits | None = None,
        patient: Set[str] = frozenset(),
        unhurried: Set[str] = frozenset(),
        uncounted: Set[str] = frozenset(),
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._database = database
        self._payer = payer
        self._clock = clock
        self._rng = rng
        self._limits = limits or Limits()
        self._patient = patient
        self._unhurried = unhurried
        self._uncounted = uncounted
        self._pause = pause
        self._alarm = Alarm(pause)
        self._everything = True
        self._news: set[int] = set()
        self._later: dict[int, datetime] = {}  # chats whose first debt was postponed
        self._chats = Lanes(self._step, rng=rng, pause=pause, side_by_side=SIDE_BY_SIDE)
        self._buckets = Buckets()
        self._turns: dict[int, int] = {}  # how many buckets a chat has a token of
        self._quotas = Quotas()
        self._asked_last: set[int] = set()  # groups in which the last call was asked for
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)
        self._toasts: dict[int, asyncio.Task[None]] = {}
        self._more_toasts = False
        self._closing = False

    # --- life ----------------------------------------------------------------------------------

    def ring(self, chats: Iterable[int] | None = None) -> None:
        """Something may be owed to these chats, or (None) to any."""
        if chats is None:
            self._everything = True
        else:
            self._news.update(chats)
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
                await self._alarm.wait(await self._look())

    async def idle(self) -> None:
        """Wait until nothing is owed that could be paid now."""
        while True:
            self._everything = True
            await self._look()
            if not self._toasts and not self._chats.busy:
                return
            await asyncio.gather(*self._toasts.values(), return_exceptions=True)
            await self._chats.idle()

    async def close(self, seconds: float) -> None:
        """Start nothing new, let calls finish for at most ``seconds``, then cancel them."""
        self._closing = True
        self._alarm.ring()
        toasts = list(self._toasts.values())
        for task in toasts:
            task.cancel()
        await asyncio.gather(*toasts, return_exceptions=True)
        await self._chats.close(seconds)

    # --- finding what is due -------------------------------------------------------------------

    async def _look(self) -> float | None:
        """Wake whoever can be paid; returns the seconds until a postponed debt is due."""
        everything, chats = self._everything, self._news
        self._everything, self._news = False, set()
        now = self._clock()
        if everything or chats:
            try:
                chats |= await self._read(None if everything else chats, now)
            except BaseException:
                self._everything = True
                raise
        if self._closing:
            return None
        chats |= {chat for chat, until in self._later.items() if until <= now}
        for chat in chats:
            self._later.pop(chat, None)
        self._chats.wake(map(str, chats))
        if not self._later:
            return None
        return max(min(self._later.values()) - now, _SOON).total_seconds()

    async def _read(self, chats: set[int] | None, now: datetime) -> set[int]:
        """Start the toasts (of some chats, or all); of all chats also which can be paid now."""
        async with self._database.read() as tx:
            toasts = await debts.toasts(tx, _TOASTS, chats)
            firsts = await debts.chats(tx) if chats is None else {}
        self._more_toasts = len(toasts) == _TOASTS
        for debt in toasts:
            if debt.id not in self._toasts and not self._closing:
                self._toasts[debt.id] = asyncio.create_task(self._toast(debt))
        self._later.update({chat: until for chat, until in firsts.items() if until is not None})
        return {chat for chat, until in firsts.items() if until is None or until <= now}

    # --- paying --------------------------------------------------------------------------------

    async def _toast(self, debt: Debt) -> None:
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
            self._everything = True
        finally:
            del self._toasts[debt.id]
            if self._more_toasts or self._everything:
                self.ring()

    async def _step(self, lane: str) -> float | None:
        """Pay the next debt of a chat: see :data:`bot.delivery.lanes.Step`."""
        chat = int(lane)
        async with self._database.read() as tx:
            owing = await debts.of_chat(tx, chat, _WINDOW)
        if not owing:
            return None
        now = self._clock()
        # Whichever Telegram refused: its pause holds for the chat, whoever is first in it.
        pauses = [debt.not_before for debt in owing if debt.not_before is not None]
        if pauses and (until := max(pauses)) > now:
            self._later[chat] = until
            self._alarm.ring()
            return None
        if chat < 0:
            return await self._group_step(chat, owing, now)
        if wait := self._wait(chat, (chat, self._limits.private), ("all", self._limits.overall)):
            return wait
        await self._payer.pay(owing)
        return 0.0

    async def _group_step(self, chat: int, owing: Sequence[Debt], now: datetime) -> float:
        """The same in a group, where the quota says who goes next."""
        asked_last = chat in self._asked_last
        orders = turns(owing, self._patient, now, asked_last=asked_last, unhurried=self._unhurried)
        waits = [self._quota_wait(chat, order, now) for order in orders]
        if min(waits) > 0:
            return min(*waits, _LOOK_AGAIN)
        if wait := self._wait(chat, ("all", self._limits.overall)):
            return wait
        order = orders[waits.index(0.0)]
        if await self._payer.pay(order):
            self._count(chat, order)
        return 0.0

    def _quota_wait(self, chat: int, order: Sequence[Debt], now: datetime) -> float:
        if not self._is_counted(order):
            return 0.0
        return self._quotas.wait(
            chat,
            self._limits.group,
            now.timestamp(),
            by_itself=order[0].owed.screen in self._patient,
            unhurried=is_unhurried(order, self._unhurried),
        )

    def _is_counted(self, order: Sequence[Debt]) -> bool:
        """Whether the first, or what may be drawn in its place, counts."""
        same = (debt for debt in order if debt.owed.place == order[0].owed.place)
        return any(debt.owed.screen not in self._uncounted for debt in same)

    def _count(self, chat: int, order: Sequence[Debt]) -> None:
        """A call was made; it is dated by its end, when Telegram has counted it for sure."""
        by_itself = order[0].owed.screen in self._patient
        if by_itself:
            self._asked_last.discard(chat)
        else:
            self._asked_last.add(chat)
        if self._is_counted(order):
            now = self._clock().timestamp()
            self._quotas.spend(chat, self._limits.group, now, by_itself=by_itself)

    def _wait(self, chat: int, *buckets: tuple[Hashable, Rate]) -> float:
        """Seconds until a chat may be paid: first its own bucket, then the one that all share.

        One after the other, so that a chat that has to wait does not hold a token of all.
        """
        now = self._clock().timestamp()
        for key, rate in buckets[self._turns.get(chat, 0) :]:
            self._turns[chat] = self._turns.get(chat, 0) + 1
            if wait := self._buckets.take(key, rate, now):
                return wait
        del self._turns[chat]
        return 0.0
