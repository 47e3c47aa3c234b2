"""The polls of rounds once they are with Telegram: what becomes of them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.owed import Owed
from bot.domain.rounds.quiz_poll import is_poll_of
from bot.domain.rounds.round import (
    ADOPTED_GRACE,
    GRACE,
    SEEN_GRACE,
    UNKNOWN_GRACE,
    PollState,
    RoundState,
    SeenPoll,
    Vote,
)
from bot.domain.sent import Sent
from bot.services.rounds.course import is_current
from bot.services.rounds.debts import (
    QUESTION,
    RESULT,
    STOPPED,
    TABLE,
    concluding,
    drawing,
    gone,
    note_to,
    stopping,
)
from bot.services.rounds.votes import draw_again, held_in_polls, take
from bot.services.schedules.timers import not_taken
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.rounds import polls, rounds
from bot.storage.rounds.polls import Asked

OnLost = Callable[[Tx, Owed], Awaitable[None]]
OnSent = Callable[[Tx, Owed, Sent], Awaitable[None]]

KEPT = timedelta(hours=24)
"""How long Telegram keeps an update for us: a sign of a poll that was given up may come until then,
counted from when the poll must have closed, or its round was stopped.
"""


class PollService:
    """What happens to a round's polls. The methods that take ``tx`` run inside the sender's."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def when_sent(self) -> Mapping[str, OnSent]:
        """What is to be noted, by screen, once Telegram has it."""
        return {
            polls.SCREEN: self.sent,
            QUESTION: self.sent,
            TABLE: self.table_sent,
            RESULT: self.result_sent,
            STOPPED: self.result_sent,
        }

    def when_failed(self) -> Mapping[str, OnLost]:
        """The same, when Telegram will never have it."""
        return {polls.SCREEN: self.refused, QUESTION: self.refused}

    # --- what the sender learns -------------------------------------------------------------------

    async def sent(self, tx: Tx, owed: Owed, sent: Sent) -> None:
        """The poll is out. Our own clock says when it closes: Telegram's began to run earlier."""
        asked = await _asked(tx, owed)
        if asked is None:
            return
        if asked.by_message:
            places = tuple(map(str, range(len(asked.option_order))))
            sent = replace(sent, poll_id=asked.own_poll_id, option_ids=places)
        if sent.poll_id is None:
            return
        place = (asked.round.id, asked.position)
        if asked.poll_id is not None:
            # A closed poll was recognised as ours before this reply came.
            if asked.poll_id == sent.poll_id:
                await polls.set_poll(tx, *place, asked.state, message_id=sent.message_id)
            return
        closes_at = sent.at + timedelta(seconds=asked.round.seconds)
        state = PollState.OPEN if is_current(asked) else PollState.CLOSED
        await polls.set_poll(
            tx, *place, state, poll_id=sent.poll_id, persistent_ids=list(sent.option_ids),
            message_id=sent.message_id, opened_at=sent.at, closes_at=closes_at,
        )  # fmt: skip
        if state is PollState.OPEN:
            await rounds.set_close(tx, asked.round, asked.position, closes_at + GRACE)
        else:
            # The round ended while the poll was on its way.
            await owe(tx, [stopping(asked)], sent.at)

    async def fate_unknown(self, tx: Tx, owed: Owed) -> None:
        """Nobody knows whether the poll is out: wait for a sign of it until it must have closed."""
        asked = await _asked(tx, owed)
        if asked is None or asked.state is not PollState.WAITING or not is_current(asked):
            return
        closes_at = self.database.clock() + timedelta(seconds=asked.round.seconds)
        await polls.set_poll(
            tx, asked.round.id, asked.position, PollState.UNKNOWN, closes_at=closes_at
        )
        await rounds.set_close(tx, asked.round, asked.position, closes_at + UNKNOWN_GRACE)

    async def refused(self, tx: Tx, owed: Owed) -> None:
        """Telegram does not take the question: the round stops, and says so if it can.

        Had it come by schedule, the next one would fare no better. Without a question that was
        asked there is no result.
        """
        now, by_poll = self.database.clock(), owed.screen == polls.SCREEN
        paused = await not_taken(tx, owed.number("round"), now, polls_only=by_poll)
        asked = await _asked(tx, owed)
        if asked is None or not is_current(asked):
            return
        of = asked.round
        note = f"{'refused' if by_poll else 'refused_message'}{'.scheduled' if paused else ''}"
        await polls.refuse(tx, of.id, asked.position)
        await rounds.end(tx, of, RoundState.STOPPED, now)
        result = [concluding(of)] if await polls.last_done(tx, of.id) else []
        await owe(tx, [drawing(of), *result, note_to(of, note)], now)

    async def table_sent(self, tx: Tx, owed: Owed, sent: Sent) -> None:
        """A table stands: the ones before it may go."""
        round_id, position = _place(owed)
        before = await polls.tables_shown(tx, owed.chat, round_id)
        older = [gone(owed.chat, round_id, one) for one in before if one < position]
        await owe(tx, older, sent.at)

    async def result_sent(self, tx: Tx, owed: Owed, sent: Sent) -> None:
        """The result stands: it says all that the last table did."""
        round_id = owed.number("round")
        before = await polls.tables_shown(tx, owed.chat, round_id)
        await owe(tx, [gone(owed.chat, round_id, one) for one in before], sent.at)

    # --- what Telegram tells ----------------------------------------------------------------------

    async def seen(self, seen: SeenPoll, now: datetime) -> None:
        """A poll update: a closed poll that is exactly one of unknown fate is that one, also when
        it was given up meanwhile.

        A known one that is closed before its time, by Telegram's clock, is not waited for.
        """
        async with self.database.write() as tx:
            if not seen.closed:
                return
            if known := (await held_in_polls(tx, {seen.id})).get(seen.id):
                await _close_soon(tx, known, now)
                return
            matching = [
                asked
                for asked in await polls.of_unknown_fate(tx, now - KEPT)
                if is_poll_of(seen, asked.question, asked.option_order, asked.place)
            ]
            if len(matching) != 1:
                return
            asked = await _held(tx, matching[0].round.id, matching[0].position)
            if asked is None or asked.poll_id is not None:
                if asked is not None and asked.poll_id == seen.id:  # recorded while we looked
                    await _close_soon(tx, asked, now)
                return
            # Votes on it count, too, when the round went on or was stopped before anybody knew.
            lost = asked.state is PollState.LOST
            state = PollState.OPEN if is_current(asked) and not lost else PollState.CLOSED
            await polls.set_poll(
                tx, asked.round.id, asked.position, state, poll_id=seen.id,
                persistent_ids=[option_id for option_id, _ in seen.options], closes_at=now,
            )  # fmt: skip
            if state is PollState.OPEN:
                await rounds.set_close(tx, asked.round, asked.position, now + ADOPTED_GRACE)
            elif lost:
                await draw_again(tx, asked.round, now)

    async def take_votes(self, votes: Sequence[Vote], now: datetime) -> None:
        """Take votes, any number of them in one transaction; seen before or taken back: ignored.

        PollNotRecorded when a poll is not known (yet); nothing is taken then. Whatever Telegram
        accepted counts, also when the question was closed here by then; the day that it counts for
        is the day on which it came in.
        """
        async with self.database.write() as tx:
            await take(tx, votes, now)


async def _close_soon(tx: Tx, asked: Asked, now: datetime) -> None:
    """Nobody can answer any more: the question is over once the last votes had time to come."""
    if is_current(asked) and asked.state is PollState.OPEN:
        await rounds.set_close(tx, asked.round, asked.position, now + SEEN_GRACE)


async def _asked(tx: Tx, owed: Owed) -> Asked | None:
    """The question that a debt for a poll is about; its round is held until the commit."""
    return await _held(tx, *_place(owed))


def _place(owed: Owed) -> tuple[int, int]:
    return owed.number("round"), owed.number("position")


async def _held(tx: Tx, round_id: int, position: int) -> Asked | None:
    """A question as it stands until the commit."""
    await rounds.hold(tx, [round_id])
    return await polls.asked(tx, round_id, position)
