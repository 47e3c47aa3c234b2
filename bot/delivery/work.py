"""What a lane does: a timer that is due, the next update, or the next votes of a poll.

Whatever it is runs under its :class:`Cause`, so that its effects happen once; a failure before
they are stored is tried again (when it passes by itself) or becomes a dead letter; a failure
after they are stored is only logged.
"""

import json
import logging
import random
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile

from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.delivery.backoff import backoff, seconds
from bot.delivery.contact import Contact
from bot.delivery.letters import Letters
from bot.delivery.metrics import Metrics
from bot.delivery.votes import read_vote
from bot.domain.owed import Timer
from bot.domain.rounds.round import PollNotRecorded, Vote
from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.database import Database
from bot.storage.delivery import inbox
from bot.storage.delivery.inbox import POLL_LANE, Waiting
from bot.storage.delivery.owing import News, listening
from bot.storage.passing import passing

log = logging.getLogger(__name__)

Handle = Callable[[Update], Awaitable[None]]
TakeVotes = Callable[[Sequence[Vote], datetime], Awaitable[None]]
Fire = Mapping[str, Callable[[Timer], Awaitable[None]]]

VOTES = 1000
"""How many votes of a poll go into one transaction."""
GATHERING = 0.05
"""Seconds for which a poll's votes gather before the next transaction when there are few of them:
nobody waits for an answer to a vote, and what a transaction costs is shared by all its votes."""
PATIENCE = timedelta(hours=1)
"""How long votes wait for a poll that nobody has recorded, while Telegram is in reach."""
NETWORK_TRIES = 5
"""How often an update is tried whose handler needs the network (a file to fetch)."""


class Work:
    """Finds the next thing that a lane has to do, and does it.

    ``handle`` works off an update; ``take_votes`` votes of one poll, raising PollNotRecorded when
    no round knows it yet; ``fire`` holds what to do by the kind of a timer. ``after`` is told when
    something may be owed or due that was not before.
    """

    def __init__(
        self,
        database: Database,
        bot: Bot,
        *,
        handle: Handle,
        take_votes: TakeVotes,
        fire: Fire,
        after: Callable[[News], None],
        clock: Callable[[], datetime],
        rng: random.Random,
        metrics: Metrics,
        contact: Contact,
        gathering: float = GATHERING,
    ) -> None:
        self._database = database
        self._bot = bot
        self._handle = handle
        self._take_votes = take_votes
        self._fire = fire
        self._after = after
        self._clock = clock
        self._rng = rng
        self._metrics = metrics
        self._gathering = gathering
        self._letters = Letters(database, clock, rng)
        self._contact = contact
        self._timers: defaultdict[str, deque[Timer]] = defaultdict(deque)
        self._tries: dict[str, int] = {}
        self._batch: dict[str, int] = {}

    async def lanes(self) -> list[str]:
        """Lanes in which updates wait, as SQL has it."""
        async with self._database.read() as tx:
            return await inbox.waiting_lanes(tx)

    def add_timer(self, timer: Timer) -> str | None:
        """Queue a timer that is due; returns its lane, None when it is queued already."""
        lane = str(timer.chat)
        if any((one.key, one.due) == (timer.key, timer.due) for one in self._timers[lane]):
            return None
        self._timers[lane].append(timer)
        return lane

    async def step(self, lane: str) -> float | None:
        """The next thing of a lane: see :data:`bot.delivery.lanes.Step`."""
        with listening() as news:
            try:
                return await self._next(lane)
            finally:
                self._after(news)

    async def _next(self, lane: str) -> float | None:
        if timers := self._timers.get(lane):
            return await self._timer(lane, timers)
        self._timers.pop(lane, None)
        is_poll = lane.startswith(POLL_LANE)
        async with self._database.read() as tx:
            rows = await inbox.waiting(tx, lane, self._batch.get(lane, VOTES) if is_poll else 1)
        if not rows:
            self._batch.pop(lane, None)
            return None
        return await (self._poll(rows) if is_poll else self._update(rows[0]))

    # --- updates -------------------------------------------------------------------------------

    async def _update(self, row: Waiting) -> float:
        try:
            update = Update.de_json(json.loads(row.raw), self._bot)
        except Exception as unfit:  # noqa: BLE001 - it raises whatever comes up
            await self._letters.bury([row], f"cannot be parsed: {type(unfit).__name__}")
            return 0.0
        started = self._clock()
        error = await self._do(
            Cause([row.update_id], row.received_at), partial(self._handle, update)
        )
        if error is None:
            return self._done(row.lane, [row], started)
        if passing(error):
            return self._again(row.lane, error)
        if isinstance(error, RetryAfter):  # it says when; nothing has failed
            log.warning("asked to wait", extra={"lane": row.lane})
            return seconds(error)
        if _is_network(error) and row.failures + 1 < NETWORK_TRIES:
            async with self._database.write() as tx:
                await inbox.add_failure(tx, row.update_id)
            return self._again(row.lane, error)
        await self._letters.bury_failed(row, update, error)
        return self._done(row.lane, [], started)

    # --- votes ---------------------------------------------------------------------------------

    async def _poll(self, rows: Sequence[Waiting]) -> float | None:
        """Votes up to the next update of another kind, or that one.

        While the poll is unknown, its closing goes first: it may be what makes it known.
        """
        votes = list(takewhile(lambda row: row.kind == "poll_answer", rows))
        try:
            return await (self._votes(votes) if votes else self._update(rows[0]))
        except PollNotRecorded:
            pass
        try:
            async with self._database.read() as tx:
                closing = await inbox.waiting(tx, rows[0].lane, 1, kind="poll")
            if votes and closing:
                return await self._update(closing[0])
        except PollNotRecorded:
            pass
        return await self._wait_for_poll(rows)

    async def _wait_for_poll(self, rows: Sequence[Waiting]) -> float | None:
        """Leave them until the poll is recorded, or until they have waited too long.

        The closing that makes the poll known may still be at Telegram: only the time counts in
        which it could have been fetched, since the last outage or the start.
        """
        now, since = self._clock(), self._contact.since
        if since is None:
            return None
        late = [row for row in rows if now - max(row.received_at, since) >= PATIENCE]
        if not late:
            return None
        await self._letters.bury(late, f"no round knew the poll within {PATIENCE}")
        return 0.0

    async def _votes(self, rows: Sequence[Waiting]) -> float:
        lane = rows[0].lane
        votes: list[Vote] = []
        for row in rows:
            try:
                vote = read_vote(row.raw, row.received_at)
            except (KeyError, TypeError, ValueError) as unfit:
                await self._letters.bury([row], f"cannot be parsed: {type(unfit).__name__}")
                return 0.0
            if vote is not None:
                votes.append(vote)
        started = self._clock()
        cause = Cause([row.update_id for row in rows], rows[0].received_at)
        error = await self._do(cause, partial(self._take, votes, started))
        if error is None:
            self._batch.pop(lane, None)
            rest = self._done(lane, rows, started)
            return self._gathering if len(rows) < VOTES else rest
        if passing(error):
            return self._again(lane, error)
        if len(rows) > 1:  # one bad vote must not take the others with it
            self._batch[lane] = len(rows) // 2
        else:
            self._batch.pop(lane, None)
            await self._letters.bury_failed(rows[0], None, error)
        return 0.0

    async def _take(self, votes: Sequence[Vote], now: datetime) -> None:
        if votes:
            await self._take_votes(votes, now)

    # --- timers --------------------------------------------------------------------------------

    async def _timer(self, lane: str, timers: deque[Timer]) -> float:
        timer = timers[0]
        started = self._clock()
        error = await self._do(Cause.of_timer(timer), partial(self._fire_one, timer))
        if error is not None and passing(error):
            return self._again(lane, error)
        if error is not None:
            await self._letters.bury_timer(timer, error)
        timers.popleft()
        self._metrics.fired += 1
        self._metrics.timer_late_seconds += (started - timer.due).total_seconds()
        return self._done(lane, [], started)

    async def _fire_one(self, timer: Timer) -> None:
        await self._fire[timer.kind](timer)

    # --- all of them ---------------------------------------------------------------------------

    async def _do(self, cause: Cause, call: Callable[[], Awaitable[None]]) -> Exception | None:
        """Do it under its cause; what it failed with, None when its effects are stored.

        What wrote nothing is marked done here. PollNotRecorded passes through.
        """
        try:
            with bound(cause):
                await call()
                if not cause.spent:
                    async with self._database.write():
                        pass
        except AlreadyDone:
            log.debug("done before", extra=_about(cause))
        except PollNotRecorded:
            raise
        except Exception as error:
            if not cause.spent:
                return error
            log.exception("failed after its effects were stored", extra=_about(cause))
        return None

    def _done(self, lane: str, rows: Sequence[Waiting], started: datetime) -> float:
        self._tries.pop(lane, None)
        now = self._clock()
        for row in rows:
            self._metrics.handled[row.kind] += 1
            self._metrics.lag_seconds += (started - row.received_at).total_seconds()
        if rows:
            took = (now - started).total_seconds()
            self._metrics.handling_seconds[rows[0].kind] += took
            about = {"update": rows[0].update_id, "lane": lane, "kind": rows[0].kind}
            log.info("handled", extra=about | {"count": len(rows), "ms": round(took * 1000)})
        return 0.0

    def _again(self, lane: str, error: Exception) -> float:
        tries = self._tries[lane] = self._tries.get(lane, 0) + 1
        if tries == 1:
            log.warning("will try again: %s", type(error).__name__, extra={"lane": lane})
        return backoff(tries, self._rng)


def _about(cause: Cause) -> dict[str, object]:
    return {"update": cause.updates[0] if cause.updates else None, "timer": cause.timer}


def _is_network(error: Exception) -> bool:
    """Whether Telegram could not be reached, as opposed to having refused."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)
