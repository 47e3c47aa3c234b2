"""When schedules come next, and when they stop; inside the transaction of whoever knows it.

Schedules are held before rounds and timers are.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.owed import Argument, Owed
from bot.domain.rounds.round import RoundState
from bot.domain.rounds.schedule import Schedule, ScheduleState, next_occurrence
from bot.storage.database import Tx
from bot.storage.delivery.owing import cancel_timer, owe
from bot.storage.groups import groups, schedules
from bot.storage.people import people
from bot.storage.rounds import rounds

CUT_OFF = "schedule_cut_off"


async def set_next(tx: Tx, of: Schedule, now: datetime) -> None:
    """Have a schedule looked at when its next time comes, by the clocks of its group."""
    zone = await groups.zone(tx, of.chat)
    following = next_occurrence(of.planned.timing, zone, now, of.last_day)
    await schedules.set_due(tx, of, following.moment)


async def set_all(tx: Tx, chat: int, now: datetime) -> None:
    """The same with all of a group that is not paused: its clocks show another time now."""
    for of in await schedules.hold_all(tx, {chat}):
        if of.active:
            await set_next(tx, of, now)


async def pause(tx: Tx, of: Schedule, state: ScheduleState = ScheduleState.PAUSED) -> None:
    """Nothing is played until somebody lets it go on."""
    await schedules.enter(tx, of.id, state)
    await cancel_timer(tx, schedules.timer_key(of.id))


async def cut_off(
    tx: Tx, all_of_them: Iterable[Schedule], now: datetime, *, polls_only: bool = False
) -> None:
    """Nothing can be asked there: what is scheduled pauses, and whoever made it is told in private.

    ``all_of_them`` are held, and of one group. ``polls_only``: anything else can be said there.
    """
    makers: dict[int, int] = {}
    for of in all_of_them:
        if of.active:
            await pause(tx, of, ScheduleState.CUT_OFF)
            if of.made_by is not None:
                makers[of.made_by] = of.chat
    for person, chat in makers.items():
        telegram_id = await people.telegram_id(tx, person)
        if telegram_id is not None:
            args: dict[str, Argument] = {"group": chat, "polls": polls_only}
            await owe(tx, [Owed(telegram_id, CUT_OFF, args)], now)


async def not_taken(tx: Tx, round_id: int, now: datetime, *, polls_only: bool = False) -> bool:
    """Telegram does not take what a round says: if it came by schedule, the schedules of that
    place pause. To be called before the round is held.

    Returns whether any of them waits now for somebody to let it go on.
    """
    of = await rounds.find(tx, round_id)
    if of is None or not of.scheduled or of.state is not RoundState.OPEN:
        return False
    here = [one for one in await schedules.hold_all(tx, {of.chat}) if one.thread == of.thread]
    await cut_off(tx, here, now, polls_only=polls_only)
    return any(one.state is not ScheduleState.PAUSED for one in here)
