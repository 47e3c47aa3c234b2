"""Schedules of groups in SQL, and their timers."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.domain.owed import Timer
from bot.domain.quizzes.attempt import Scope
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import RoundKind
from bot.domain.rounds.schedule import TIMER, Planned, Schedule, ScheduleState, Timing
from bot.storage.database import Tx
from bot.storage.delivery.owing import set_timer
from bot.storage.tables import schedules


async def add(
    tx: Tx, chat: int, planned: Planned, *, thread: int | None, made_by: int | None, now: datetime
) -> Schedule:
    """Write one down; its timer is left to the caller."""
    made = await tx.execute(
        insert(schedules)
        .values(
            chat=chat, thread=thread, made_by=made_by, kind=planned.kind.value,
            days="".join(map(str, sorted(planned.timing.days))), at=planned.timing.at,
            set_id=planned.scope.set_id, topic=planned.scope.topic, questions=planned.questions,
            seconds=planned.seconds, mode=planned.mode.value, state=ScheduleState.ACTIVE.value,
            made_at=now,
        )
        .returning(*schedules.c)
    )  # fmt: skip
    return _schedule(made.one())


async def of_chat(tx: Tx, chat: int) -> list[Schedule]:
    """What a group has scheduled, in the order in which it was."""
    query = select(schedules).where(schedules.c.chat == chat).order_by(schedules.c.id)
    return [_schedule(row) for row in await tx.execute(query)]


async def find(tx: Tx, schedule_id: int) -> Schedule | None:
    """The schedule with that id, held until the commit."""
    query = select(schedules).where(schedules.c.id == schedule_id)
    row = (await tx.execute(query.with_for_update(key_share=True))).one_or_none()
    return None if row is None else _schedule(row)


async def hold_all(tx: Tx, chats: Collection[int]) -> list[Schedule]:
    """Every schedule of those chats, held until the commit: before their rounds and timers are."""
    query = select(schedules).where(schedules.c.chat.in_(sorted(chats))).order_by(schedules.c.id)
    return [_schedule(row) for row in await tx.execute(query.with_for_update(key_share=True))]


async def number(tx: Tx, chat: int) -> int:
    """How many a group has."""
    query = select(func.count()).select_from(schedules).where(schedules.c.chat == chat)
    return int((await tx.execute(query)).scalar_one())


async def enter(tx: Tx, schedule_id: int, state: ScheduleState) -> None:
    await _set(tx, schedule_id, state=state.value)


async def close_day(tx: Tx, schedule_id: int, day: date) -> None:
    """The time of that local day has come, whatever became of it."""
    await _set(tx, schedule_id, last_day=day)


async def _set(tx: Tx, schedule_id: int, **values: Any) -> None:
    await tx.execute(update(schedules).where(schedules.c.id == schedule_id).values(**values))


async def remove(tx: Tx, schedule_id: int) -> None:
    """Forget one; its timer is left to the caller."""
    await tx.execute(delete(schedules).where(schedules.c.id == schedule_id))


async def move(tx: Tx, old: int, new: int) -> None:
    """A group got another id."""
    await tx.execute(update(schedules).where(schedules.c.chat == old).values(chat=new))


# --- timers --------------------------------------------------------------------------------------


def timer_key(schedule_id: int) -> str:
    return f"schedule:{schedule_id}"


async def set_due(tx: Tx, of: Schedule, due: datetime) -> None:
    """Have the schedule looked at when ``due``; moves a timer that is set."""
    await set_timer(tx, Timer(timer_key(of.id), due, of.chat, TIMER, {"schedule": of.id}))


def _schedule(row: Row[Any]) -> Schedule:
    planned = Planned(
        Timing(frozenset(map(int, row.days)), row.at),
        RoundKind(row.kind),
        Scope(row.set_id, row.topic),
        row.questions,
        row.seconds,
        Mode(row.mode),
    )
    return Schedule(
        row.id, row.chat, row.thread, row.made_by, planned, ScheduleState(row.state), row.last_day
    )
