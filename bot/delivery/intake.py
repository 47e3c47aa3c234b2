"""Updates in: durable first, confirmed to Telegram afterwards."""

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.delivery import sorting
from bot.delivery.alarm import Pause
from bot.delivery.backoff import backoff, seconds, worth_saying
from bot.delivery.contact import Contact
from bot.delivery.looks import is_look
from bot.delivery.metrics import Metrics
from bot.domain.errors import SecondPoller, TokenRejected
from bot.storage.cause import bound
from bot.storage.database import Database
from bot.storage.delivery import inbox, numbering
from bot.storage.delivery.numbering import Mark
from bot.storage.passing import passing

log = logging.getLogger(__name__)

T = TypeVar("T")

ALLOWED_UPDATES = (
    "message",
    "callback_query",
    "poll",
    "poll_answer",
    "inline_query",
    "my_chat_member",
    "chat_member",
)
BATCH = 100
LONG_POLL = 30
"""Seconds that Telegram may hold a ``getUpdates`` that has nothing to give."""
OVERLAP = timedelta(seconds=20)
"""How long two pollers may meet: the old program is still stopping while the new one starts."""
PERSISTENCE = timedelta(minutes=3)
"""How long whoever polled here before holds out: the newcomer is the one to give way."""
_CALM = timedelta(seconds=60)
"""After so long without a conflict, the next one is a new one, and a newcomer's."""


class Intake:
    """Writes what came in to the inbox and wakes the lanes it is for; ``look`` takes looks."""

    def __init__(
        self,
        database: Database,
        *,
        bot_id: int,
        wake: Callable[[Iterable[str]], None],
        look: Callable[[Iterable[object]], None],
        clock: Callable[[], datetime],
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._wake = wake
        self._look = look
        self._looked_at: datetime | None = None
        self._clock = clock
        self._metrics = metrics

    async def receive(self, items: Sequence[object], *, next_id: int | None = None) -> None:
        """Store a batch in one transaction, together with the offset ``next_id`` if there is one.

        Once it returns, the batch may be confirmed. Items that are there already change nothing.
        Looks are answered beside it and not stored; a batch of nothing else writes nothing.
        """
        self._look([item for item in items if is_look(item)])
        stored = [item for item in items if not is_look(item)]
        if items and not stored:
            self._looked_at = self._clock()
            return
        arrivals = [sorting.read(item) for item in stored if not sorting.is_running_count(item)]
        with bound(None):
            async with self._database.write() as tx:
                now = self._clock()
                await numbering.advance(tx, self._bot_id, now, next_id)
                others = await inbox.put(tx, arrivals, now)
        for number in others:
            log.error("left out: its id is another update's", extra={"update": number})
        self._metrics.received.update(arrival.kind for arrival in arrivals)
        for arrival in arrivals:
            if arrival.reason is not None:
                about = {"update": arrival.update_id, "kind": arrival.kind}
                log.warning("dead letter: %s", arrival.reason, extra=about)
        self._wake({arrival.lane for arrival in arrivals if arrival.reason is None})

    async def mark(self) -> Mark:
        """Where this bot's updates stand."""
        async with self._database.read() as tx:
            mark = await numbering.mark_of(tx, self._bot_id)
        return mark or Mark(self._bot_id, None, None)

    async def last_received(self) -> datetime | None:
        """When an update last came in, None for never."""
        stored = (await self.mark()).received_at
        return max((at for at in (stored, self._looked_at) if at is not None), default=None)


class Poller:
    """Long polling. Telegram forgets a batch only when the next call names the offset after it,
    and that call is made only after the batch is in the inbox.

    ``base_url`` is the Bot's, token included; ``request`` is the poller's own; ``contact`` hears of
    every answer that leaves nothing at Telegram, and of every failure.
    """

    def __init__(
        self,
        intake: Intake,
        request: BaseRequest,
        base_url: str,
        *,
        clock: Callable[[], datetime],
        rng: random.Random,
        metrics: Metrics,
        contact: Contact,
        pause: Pause = asyncio.sleep,
        allowed_updates: Sequence[str] = ALLOWED_UPDATES,
        long_poll: int = LONG_POLL,
    ) -> None:
        self._intake = intake
        self._request = request
        self._base_url = base_url
        self._clock = clock
        self._rng = rng
        self._metrics = metrics
        self._contact = contact
        self._pause = pause
        self._allowed = json.dumps(list(allowed_updates))
        self._long_poll = long_poll
        self._conflicts: tuple[datetime, datetime] | None = None  # the first and the last one
        self._patience = OVERLAP
        self._alone_since: datetime | None = None  # polled undisturbed from then on

    async def run(self) -> None:
        """Poll for ever. Raises TokenRejected and SecondPoller; everything else is retried."""
        await self._insist(self._delete_webhook)
        mark = await self._insist(self._intake.mark)
        while True:
            # An offset of another numbering would skip updates, and so confirm them unseen.
            offset = None if mark.is_old(self._clock()) else mark.next_id
            items = await self._insist(partial(self._fetch, offset))
            if len(items) < BATCH:
                self._contact.heard()
            self._metrics.last_poll = self._clock()
            if not items:
                self._contact.took_in_all()
                continue
            ids = [number for item in items if (number := sorting.update_id(item)) is not None]
            mark = replace(mark, next_id=max(ids) + 1 if ids else offset, received_at=self._clock())
            await self._insist(partial(self._intake.receive, items, next_id=mark.next_id))
            if len(items) < BATCH:
                self._contact.took_in_all()
            if not ids:
                await self._pause(1.0)  # nothing that could be confirmed: it will come again

    async def _delete_webhook(self) -> None:
        await self._request.retrieve(f"{self._base_url}/deleteWebhook")

    async def _fetch(self, offset: int | None) -> list[object]:
        """The next batch, as Telegram sent it. Until we have caught up it comes at once: timers
        wait for that, and the first one says that all is well.

        It is not parsed here: an update that cannot be parsed is only one of them.
        """
        wait = self._long_poll if self._contact.complete else 0
        query: dict[str, object] = {
            "timeout": wait,
            "limit": BATCH,
            "allowed_updates": self._allowed,
        }
        if offset is not None:
            query["offset"] = offset
        began = self._clock()
        payload = await self._request.retrieve(
            f"{self._base_url}/getUpdates?{urlencode(query)}",
            read_timeout=wait + 10.0,
        )
        self._alone_since = self._alone_since or began
        try:
            result = json.loads(payload)["result"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise TelegramError("getUpdates answered something else") from None
        if not isinstance(result, list):
            raise TelegramError("getUpdates answered something else")
        return result

    async def _insist(self, step: Callable[[], Awaitable[T]]) -> T:
        """Do a step until it succeeds; a trouble is logged when it begins and when it is over."""
        tries = 0
        while True:
            try:
                done = await self._try(step)
            except InvalidToken:
                raise TokenRejected from None
            except Conflict as error:
                self._meet_another(error)
                await self._pause(self._rng.uniform(1.0, 3.0))
            except RetryAfter as error:
                await self._pause(seconds(error))
            except Exception as error:
                if not isinstance(error, TelegramError) and not passing(error):
                    raise
                tries += 1
                if worth_saying(tries):
                    log.warning(
                        "updates do not come in (%s); trying again until they do, tries so far: %d",
                        type(error).__name__,
                        tries,
                    )
                await self._pause(backoff(tries, self._rng))
            else:
                if tries:
                    log.info("updates come in again")
                return done

    async def _try(self, step: Callable[[], Awaitable[T]]) -> T:
        """Do a step; while one fails, what Telegram has does not reach the inbox."""
        try:
            return await step()
        except Exception:
            self._contact.missed()
            raise

    def _meet_another(self, error: Conflict) -> None:
        now = self._clock()
        alone, self._alone_since = self._alone_since, None
        first, last = self._conflicts or (now, None)
        if last is None or now - last > _CALM:
            first = now
            was_first = alone is not None and now - alone >= _CALM
            self._patience = PERSISTENCE if was_first else OVERLAP
            log.warning(
                "another program polls with this token; waiting %d s for it to stop",
                self._patience.total_seconds(),
            )
        self._conflicts = (first, now)
        if now - first >= self._patience:
            raise SecondPoller(error.message) from None
