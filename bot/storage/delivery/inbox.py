"""The inbox: every update that came in, until it is worked off and a while longer.

Hot path: Core statements, many rows to a statement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from bot.storage.bulk import inserting
from bot.storage.database import Tx
from bot.storage.tables import inbox, round_questions

POLL_LANE = "poll:"
"""What the lane of a poll's votes begins with; the poll's id follows."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came in.

    ``lane`` orders it among others, ``sender`` is the Telegram id of who caused it. With a
    ``reason`` it is a dead letter from the start.
    """

    update_id: int
    lane: str
    kind: str
    raw: str
    sender: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is to be worked off."""

    update_id: int
    lane: str
    kind: str
    raw: str
    received_at: datetime
    failures: int


@dataclass(frozen=True, slots=True)
class InboxState:
    """How many updates wait, since when the oldest one does, and how many are dead letters.

    What waits for a poll to be recorded does not count as oldest: nothing stands still by it.
    """

    waiting: int
    oldest: datetime | None
    dead: int


async def put(tx: Tx, arrivals: Sequence[Arrival], now: datetime) -> list[int]:
    """Store arrivals; those that are there already, in whatever state, are left alone.

    Returns the ids under which something else is there than what arrived: what came again is the
    same, so this is an update that is lost.
    """
    if not arrivals:
        return []
    rows = [
        {
            "update_id": arrival.update_id,
            "lane": arrival.lane,
            "kind": arrival.kind,
            "raw": arrival.raw,
            "sender": arrival.sender,
            "state": "waiting" if arrival.reason is None else "dead",
            "received_at": now,
            "done_at": None if arrival.reason is None else now,
            "failures": 0,
            "reason": arrival.reason,
        }
        for arrival in arrivals
    ]
    insert, values = inserting(tx.dialect, inbox, rows)
    statement = insert.on_conflict_do_nothing().returning(inbox.c.update_id)
    stored = (await tx.execute(statement, values)).all()
    return [] if len(stored) == len(arrivals) else await _others(tx, arrivals)


async def _others(tx: Tx, arrivals: Sequence[Arrival]) -> list[int]:
    """Ids that stand for another update; of one that is done, only lane and kind are left."""
    query = select(inbox.c.update_id, inbox.c.lane, inbox.c.kind, inbox.c.raw).where(
        inbox.c.update_id.in_({arrival.update_id for arrival in arrivals})
    )
    there = {row.update_id: row for row in await tx.execute(query)}
    found = set()
    for arrival in arrivals:
        row = there[arrival.update_id]
        same = (row.lane, row.kind) == (arrival.lane, arrival.kind)
        if not same or row.raw not in (None, arrival.raw):
            found.add(arrival.update_id)
    return sorted(found)


async def waiting_lanes(tx: Tx) -> list[str]:
    """Lanes with something to do, the longest waiting first."""
    query = (
        select(inbox.c.lane)
        .where(inbox.c.state == "waiting")
        .group_by(inbox.c.lane)
        .order_by(func.min(inbox.c.update_id))
    )
    return list((await tx.execute(query)).scalars())


async def waiting(tx: Tx, lane: str, limit: int, *, kind: str | None = None) -> list[Waiting]:
    """The first updates (of that kind) that wait in a lane, in Telegram's order."""
    query = (
        select(
            inbox.c.update_id,
            inbox.c.lane,
            inbox.c.kind,
            inbox.c.raw,
            inbox.c.received_at,
            inbox.c.failures,
        )
        .where(inbox.c.lane == lane, inbox.c.state == "waiting")
        .order_by(inbox.c.update_id)
        .limit(limit)
    )
    if kind is not None:
        query = query.where(inbox.c.kind == kind)
    return [Waiting(*row) for row in await tx.execute(query)]


async def waits(
    tx: Tx, lane: str, *, kind: str | None = None, until: datetime | None = None
) -> bool:
    """Whether anything waits in a lane: of that kind, of what came in until then."""
    query = select(inbox.c.update_id).where(inbox.c.lane == lane, inbox.c.state == "waiting")
    if kind is not None:
        query = query.where(inbox.c.kind == kind)
    if until is not None:
        query = query.where(inbox.c.received_at <= until)
    return (await tx.execute(query.limit(1))).first() is not None


async def add_failure(tx: Tx, update_id: int) -> None:
    """Count one more failed try of an update that stays waiting."""
    await tx.execute(
        update(inbox).where(inbox.c.update_id == update_id).values(failures=inbox.c.failures + 1)
    )


async def bury(tx: Tx, update_ids: Iterable[int], reason: str, now: datetime) -> list[int]:
    """Make waiting updates dead letters; returns which of them were still waiting."""
    buried = await tx.execute(
        update(inbox)
        .where(inbox.c.update_id.in_(list(update_ids)), inbox.c.state == "waiting")
        .values(state="dead", reason=reason, done_at=now)
        .returning(inbox.c.update_id)
    )
    return list(buried.scalars())


async def state(tx: Tx) -> InboxState:
    """Figures for readiness and metrics."""
    poll_id = func.substr(inbox.c.lane, len(POLL_LANE) + 1)
    recorded = select(round_questions.c.poll_id).where(round_questions.c.poll_id == poll_id)
    can_go_on = or_(inbox.c.lane.not_like(f"{POLL_LANE}%"), recorded.exists())
    oldest = func.min(inbox.c.received_at).filter(can_go_on)
    open_ones = select(func.count(), oldest).where(inbox.c.state == "waiting")
    dead = select(func.count()).select_from(inbox).where(inbox.c.state == "dead")
    waiting, since = (await tx.execute(open_ones)).one()
    return InboxState(waiting, since, (await tx.execute(dead)).scalar_one())


async def prune(tx: Tx, *, done_before: datetime, dead_before: datetime) -> None:
    """Forget what was done or died long ago."""
    for name, before in (("done", done_before), ("dead", dead_before)):
        await tx.execute(delete(inbox).where(inbox.c.state == name, inbox.c.done_at < before))
