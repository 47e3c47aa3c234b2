"""Dead letters: what could not be worked off, kept with its reason, and the apology for it."""

import json
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from telegram import Update

from bot.delivery.faults import apology, numbered
from bot.delivery.sorting import letter_id
from bot.domain.owed import Owed, Timer, toast
from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.database import Database
from bot.storage.delivery import inbox
from bot.storage.delivery.inbox import Arrival, Waiting
from bot.storage.delivery.owing import owe

log = logging.getLogger(__name__)


class Letters:
    """Writes dead letters; an id made here stands in the reason, in the log and in the apology."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], rng: random.Random
    ) -> None:
        self._database = database
        self._clock = clock
        self._rng = rng

    async def bury(self, rows: Sequence[Waiting], reason: str) -> None:
        """Give up on updates of one lane, without a word to anybody."""
        async with self._database.write() as tx:
            await inbox.bury(tx, [row.update_id for row in rows], reason, self._clock())
        first = rows[0]
        about = {"update": first.update_id, "lane": first.lane, "kind": first.kind}
        log.warning("dead letter: %s", reason, extra=about | {"count": len(rows)})

    async def bury_failed(self, row: Waiting, update: Update | None, error: Exception) -> None:
        """Give up on an update whose handler failed, and owe an apology to its chat."""
        name, now = numbered(self._rng), self._clock()
        about = {"update": row.update_id, "lane": row.lane, "kind": row.kind, "error": name}
        log.error("failed: %s", type(error).__name__, exc_info=error, extra=about)
        reason = f"{type(error).__name__} {name}"
        async with self._database.write() as tx:
            if await inbox.bury(tx, [row.update_id], reason, now):
                await owe(tx, [] if update is None else _apologies(update, name, now), now)

    async def bury_timer(self, timer: Timer, error: Exception) -> None:
        """Give up on a timer whose handler failed."""
        name, now = numbered(self._rng), self._clock()
        about = {"timer": timer.key, "lane": str(timer.chat), "error": name}
        log.error("failed: %s", type(error).__name__, exc_info=error, extra=about)
        raw = json.dumps(asdict(timer), default=str)
        kind = f"timer:{timer.kind}"[:32]
        letter = Arrival(letter_id(raw), str(timer.chat), kind, raw)
        try:
            with bound(Cause(timer=timer.key, due=timer.due)):
                async with self._database.write() as tx:
                    await inbox.put(tx, [letter], now)
                    reason = f"{type(error).__name__} {name}"
                    await inbox.bury(tx, [letter.update_id], reason, now)
        except AlreadyDone:
            log.debug("moved or cancelled meanwhile", extra=about)


def _apologies(update: Update, name: str, now: datetime) -> list[Owed]:
    """To whom something was to be answered: the callback query falls silent, the chat hears."""
    query, chat, message = update.callback_query, update.effective_chat, update.effective_message
    if chat is None or (query is None and update.message is None):
        return []
    thread = message.message_thread_id if message and message.is_topic_message else None
    debts = [apology(chat.id, thread, name)]
    if query is not None:
        debts.insert(0, toast(chat.id, query.id, now))
    return debts
