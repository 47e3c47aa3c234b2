"""What becomes of a debt: paid, postponed, given up, of unknown fate. One transaction each.

The hooks run in the same transaction, so that what a sent poll or a lost one means to the rest of
the bot is stored with it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.owed import Owed
from bot.domain.sent import Sent
from bot.storage import debts
from bot.storage.database import Database, Tx
from bot.storage.debts import Debt
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
    """Writes down what became of debts."""

    def __init__(self, database: Database, hooks: Hooks, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._hooks = hooks
        self._clock = clock

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

    async def failed(self, owing: Sequence[Debt], reason: str) -> None:
        """Give up on debts, and keep them with the reason."""
        await self._lost(owing, "failed", reason, self._hooks.failed)

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
        self, owing: Sequence[Debt], state: str, reason: str, hooks: Mapping[str, OnLost]
    ) -> None:
        for debt in owing:
            log.warning("%s: %s", state, reason, extra=_about(debt))
        try:
            async with self._database.write() as tx:
                await debts.give_up(tx, [debt.id for debt in owing], state, reason)
                for debt in owing:
                    if hook := hooks.get(debt.owed.screen):
                        await hook(tx, debt.owed)
        except Exception as error:
            if passing(error):
                raise
            log.exception("a hook failed", extra=_about(owing[0]))
            async with self._database.write() as tx:  # without it, rather than for ever again
                await debts.give_up(tx, [debt.id for debt in owing], state, reason)


def _about(debt: Debt) -> dict[str, object]:
    return {"debt": debt.id, "lane": str(debt.owed.chat), "screen": debt.owed.screen}
