"""What becomes of a debt: paid, postponed, given up, of unknown fate. One transaction each.

The hooks run in the same transaction, so that what a sent poll or a lost one means to the rest of
the bot is stored with it.
"""

import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.delivery.faults import APOLOGY, apology, numbered
from bot.domain.owed import Owed
from bot.domain.sent import Sent
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.debts import Debt
from bot.storage.delivery.owing import owe
from bot.storage.passing import passing

log = logging.getLogger(__name__)

OnSent = Callable[[Tx, Owed, Sent], Awaitable[None]]
OnLost = Callable[[Tx, Owed], Awaitable[None]]
OnMigrated = Callable[[Tx, int, int], Awaitable[None]]


@dataclass(frozen=True)
class Hooks:
    """What the rest of the bot wants to know, by screen; called inside the transaction.

    ``sent``: Telegram took it. ``unknown``: it may or may not have arrived, and is not sent again
    (``once`` debts). ``failed``: it never will be. ``migrated``: a group has a new chat id (old,
    new); what is owed and due moves there after it.
    """

    sent: Mapping[str, OnSent] = field(default_factory=dict)
    unknown: Mapping[str, OnLost] = field(default_factory=dict)
    failed: Mapping[str, OnLost] = field(default_factory=dict)
    migrated: OnMigrated | None = None


class Ledger:
    """Writes down what became of debts. Nobody asked for the screens named in ``unasked``."""

    def __init__(
        self,
        database: Database,
        hooks: Hooks,
        clock: Callable[[], datetime],
        rng: random.Random,
        unasked: Set[str] = frozenset(),
    ) -> None:
        self._database = database
        self._hooks = hooks
        self._clock = clock
        self._rng = rng
        self._silent = unasked | {APOLOGY}

    async def paid(
        self,
        debt: Debt,
        sent: Sent | None,
        overtaken: Sequence[Debt] = (),
        *,
        vacated: bool = False,
    ) -> None:
        """Telegram has it (or there was nothing to send any more): forget the debt.

        ``vacated``: its place shows nothing any more.
        """
        try:
            async with self._database.write() as tx:
                await debts.settle(tx, [debt.id, *(old.id for old in overtaken)])
                if vacated and debt.owed.place is not None:
                    await debts.vacate(tx, debt.owed.chat, debt.owed.place)
                if sent is None:
                    return
                if debt.owed.place is not None:
                    await debts.show(tx, debt.owed.chat, debt.owed.place, sent.message_id, sent.at)
                if hook := self._hooks.sent.get(debt.owed.screen):
                    await hook(tx, debt.owed, sent)
        except Exception as error:
            if passing(error):
                raise
            # It is at Telegram: to send it again because of our own mistake would be worse.
            log.exception("a sent screen was not recorded", extra=_about(debt))
            await self.failed([debt, *overtaken], f"sent, but {type(error).__name__}")

    async def begin(self, debt: Debt) -> bool:
        """Note that the only call for this debt is about to be made."""
        async with self._database.write() as tx:
            return await debts.begin_once(tx, debt.id)

    async def postponed(
        self, owing: Sequence[Debt], seconds: float, *, counted: bool = True
    ) -> None:
        """Try again after so many seconds; ``counted`` when the call came to nothing."""
        not_before = self._clock() + timedelta(seconds=seconds)
        async with self._database.write() as tx:
            await debts.postpone(tx, [debt.id for debt in owing], not_before, counted=counted)

    def fault(self) -> str:
        """A number for a fault of ours, to be logged and told."""
        return numbered(self._rng)

    async def failed(self, owing: Sequence[Debt], reason: str, fault: str | None = None) -> None:
        """Give up on debts, and keep them with the reason.

        For a ``fault`` of ours an apology with that number is owed instead of what was asked for;
        not for a toast, nor for a poll, of which its round tells.
        """
        await self._lost(owing, "failed", reason, self._hooks.failed, fault)

    async def unknown(self, debt: Debt, reason: str) -> None:
        """The call was made and nobody knows what became of it."""
        await self._lost([debt], "unknown", reason, self._hooks.unknown)

    async def migrated(self, old: int, new: int) -> None:
        """A group has a new chat id."""
        log.info("a group has a new id", extra={"lane": str(new)})
        async with self._database.write() as tx:
            # It holds the group's rounds, which come before their timers.
            if self._hooks.migrated is not None:
                await self._hooks.migrated(tx, old, new)
            await debts.move_chat(tx, old, new)

    async def _lost(
        self,
        owing: Sequence[Debt],
        state: str,
        reason: str,
        hooks: Mapping[str, OnLost],
        fault: str | None = None,
    ) -> None:
        for debt in owing:
            log.warning("%s: %s", state, reason, extra=_about(debt) | {"error": fault})
        try:
            async with self._database.write() as tx:
                await self._given_up(tx, owing, state, reason, fault)
                for debt in owing:
                    if hook := hooks.get(debt.owed.screen):
                        await hook(tx, debt.owed)
        except Exception as error:
            if passing(error):
                raise
            log.exception("a hook failed", extra=_about(owing[0]))
            async with self._database.write() as tx:  # without it, rather than for ever again
                await self._given_up(tx, owing, state, reason, fault)

    async def _given_up(
        self, tx: Tx, owing: Sequence[Debt], state: str, reason: str, fault: str | None
    ) -> None:
        await debts.give_up(tx, [debt.id for debt in owing], state, reason)
        missed = [debt.owed for debt in owing if self._is_missed(debt.owed)]
        if fault is not None and missed:
            first = missed[0]
            await owe(tx, [apology(first.chat, first.thread, fault)], self._clock())

    def _is_missed(self, owed: Owed) -> bool:
        return owed.callback is None and not owed.once and owed.screen not in self._silent


def _about(debt: Debt) -> dict[str, object]:
    return {"debt": debt.id, "lane": str(debt.owed.chat), "screen": debt.owed.screen}
