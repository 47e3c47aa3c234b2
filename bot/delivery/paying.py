"""One debt after the other: whether to edit or send, and what a refusal means."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.delivery import calls
from bot.delivery.alarm import Pause
from bot.delivery.backoff import backoff, seconds
from bot.delivery.drawing import Choice, Drawing, Render
from bot.delivery.logs import gist
from bot.delivery.metrics import Metrics
from bot.delivery.settling import Ledger
from bot.delivery.transport import never_sent
from bot.domain.sent import Sent
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.delivery.debts import Debt
from bot.storage.delivery.owing import News, listening
from bot.storage.passing import passing
from bot.views.message import Gone, KeyboardOnly, Message, PollEnd, Toast

log = logging.getLogger(__name__)

QUERY_LIFE = timedelta(seconds=60)
"""How long a callback query without a stated end is worth an answer."""
PATIENCE = timedelta(hours=24)
"""After so long in vain a message is not tried again."""
FEWEST_TRIES = 10
"""How often it is tried at least: what waited a day for the bot itself was not in vain yet."""


class Payer:
    """Draws debts and brings them to Telegram. ``render`` draws a screen from SQL, None when
    there is nothing to send any more; ``recorded`` is told of each poll that is known now.
    """

    def __init__(
        self,
        database: Database,
        bot: Bot,
        ledger: Ledger,
        *,
        render: Render,
        recorded: Callable[[str], None],
        after: Callable[[News], None],
        clock: Callable[[], datetime],
        rng: random.Random,
        metrics: Metrics,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.ledger = ledger
        self._database = database
        self._bot = bot
        self._drawing = Drawing(ledger, render)
        self._recorded = recorded
        self._after = after
        self._clock = clock
        self._rng = rng
        self._metrics = metrics
        self._pause = pause

    async def answer(self, debt: Debt, tries: int) -> float | None:
        """Answer a callback query; None when it is settled, else the seconds until another try."""
        with listening() as news:
            try:
                return await self._answer(debt, tries)
            finally:
                self._after(news)

    async def pay(self, owing: Sequence[Debt]) -> bool:
        """Draw and send the next of what is owed to a chat (in order, at least one).

        False when it fell away without a call.
        """
        with listening() as news:
            try:
                return await self._pay(owing)
            finally:
                self._after(news)

    async def _answer(self, debt: Debt, tries: int) -> float | None:
        now = self._clock()
        expires = debt.owed.expires or debt.created_at + QUERY_LIFE
        if now >= expires:
            await self.ledger.paid(debt, None)
            self._metrics.sent["toast expired"] += 1
            return None
        toast = await self._drawing.drawn(debt)
        if toast is None or debt.owed.callback is None:
            return None
        try:
            if not isinstance(toast, Toast):
                raise TypeError(f"{debt.owed.screen} is no toast")  # noqa: TRY301
            await calls.answer(self._bot, debt.owed.callback, toast)
        except RetryAfter as error:
            self._metrics.limited += 1
            return seconds(error)
        except (BadRequest, Forbidden) as error:
            # "Query is too old": nobody looks at it any more.
            log.info("a callback answer was refused: %s", gist(error), extra={"debt": debt.id})
        except TelegramError:
            return backoff(tries + 1, self._rng, most=4.0)
        except Exception as error:
            log.exception("a toast cannot be drawn", extra={"debt": debt.id})
            await self.ledger.failed([debt], type(error).__name__)
            return None
        await self._insist(partial(self.ledger.paid, debt, None))
        self._metrics.sent["toast"] += 1
        return None

    async def _pay(self, owing: Sequence[Debt]) -> bool:
        choice = await self._drawing.choose(owing)
        if choice is None:
            return False
        debt = choice.debt
        message_id = await self._occupant(choice)
        if debt.owed.once and not await self._begin(debt):
            return False
        try:
            sent = await self._call(choice, message_id)
        except TelegramError as error:
            await self._insist(partial(self._refused, choice, error))
        except Exception as error:
            fault = self.ledger.fault()
            about = {"debt": debt.id, "screen": debt.owed.screen, "error": fault}
            log.exception("cannot be sent", extra=about)
            lost, reason = [debt, *choice.overtaken], type(error).__name__
            await self._insist(partial(self.ledger.failed, lost, reason, fault))
        else:
            vacated = isinstance(choice.rendered, Gone)
            await self._insist(
                partial(self.ledger.paid, debt, sent, choice.overtaken, vacated=vacated)
            )
            self._metrics.sent[type(choice.rendered).__name__.lower()] += 1
            if sent is not None and sent.poll_id is not None:
                self._recorded(sent.poll_id)
        return True

    # --- the call ------------------------------------------------------------------------------

    async def _occupant(self, choice: Choice) -> int | None:
        """The message to edit. Read before the call begins: no trouble of ours may look like one
        of the call's."""
        owed = choice.debt.owed
        if owed.place is None or choice.anew:
            return None
        async with self._database.read() as tx:
            return await debts.shown_at(tx, owed.chat, owed.place)

    async def _begin(self, debt: Debt) -> bool:
        """Note that the only call is about to be made; False when it is not to be made."""
        try:
            return await self.ledger.begin(debt)
        except Exception as error:
            if passing(error):
                # Perhaps it is noted, and only the word of it was lost; but no call was made.
                await self._insist(partial(self.ledger.postponed, [debt], 0.0, counted=False))
            raise

    async def _call(self, choice: Choice, message_id: int | None) -> Sent | None:
        """Edit what the place shows, or send anew; None when there is no message for it."""
        owed, rendered = choice.debt.owed, choice.rendered
        if message_id is not None and await calls.edit(self._bot, owed, rendered, message_id):
            return (
                None if isinstance(rendered, Gone) else Sent(owed.chat, message_id, self._clock())
            )
        if isinstance(rendered, KeyboardOnly | PollEnd | Gone):
            return None
        if isinstance(rendered, Message) and rendered.only_edits:
            return None
        return await calls.send(self._bot, owed, rendered, self._clock)

    async def _insist(self, record: Callable[[], Awaitable[None]]) -> None:
        """The call was made: record what came of it, however long the database is away."""
        tries = 0
        while True:
            try:
                return await record()
            except Exception as error:
                if not passing(error):
                    raise
                tries += 1
                log.warning("will record again: %s", type(error).__name__)
                await self._pause(backoff(tries, self._rng))

    async def _refused(self, choice: Choice, error: TelegramError) -> None:
        """Telegram refused, or could not be reached."""
        debt, all_of_it = choice.debt, [choice.debt, *choice.overtaken]
        match error:
            case RetryAfter():
                self._metrics.limited += 1
                await self.ledger.postponed(all_of_it, seconds(error), counted=False)
            case ChatMigrated():
                await self.ledger.postponed(all_of_it, 0.0, counted=False)
                await self.ledger.migrated(debt.owed.chat, error.new_chat_id)
            case Forbidden():
                await self._leave(debt, error)
            case BadRequest() if calls.chat_is_gone(error):
                await self._leave(debt, error)
            case BadRequest():
                await self.ledger.failed([debt], gist(error), self.ledger.fault())
            case _ if (
                debt.owed.once and not isinstance(error, InvalidToken) and not never_sent(error)
            ):
                await self.ledger.unknown(debt, type(error).__name__)
            case _:
                await self._later(all_of_it, error)

    async def _later(self, owing: Sequence[Debt], error: TelegramError) -> None:
        """The network, or Telegram itself, is in trouble."""
        oldest, tries = min(d.created_at for d in owing), max(d.tries for d in owing) + 1
        if self._clock() - oldest > PATIENCE and tries >= FEWEST_TRIES:
            await self.ledger.failed(owing, f"in vain for {PATIENCE}: {type(error).__name__}")
            return
        if tries == 1:
            log.warning("will be sent again: %s", type(error).__name__)
        await self.ledger.postponed(owing, backoff(tries, self._rng, first=1.0, most=60.0))

    async def _leave(self, debt: Debt, error: TelegramError) -> None:
        """Nobody there: all that is owed to the chat falls away."""
        async with self._database.read() as tx:
            owing = await debts.of_chat(tx, debt.owed.chat, 1000)
        if debt.id not in {other.id for other in owing}:
            owing.append(debt)  # a poll that is being sent
        await self.ledger.failed(owing, gist(error))
