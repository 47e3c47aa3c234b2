"""What happens when a schedule's time has come."""

import random
from dataclasses import replace
from datetime import datetime

from bot.domain.rounds.round import DRAINING, RoundKind
from bot.domain.rounds.schedule import LOBBY, Schedule, in_time, occurrence_due
from bot.services.rounds.course import open_up
from bot.services.rounds.drawing import draw_for
from bot.services.schedules.debts import note
from bot.services.schedules.timers import pause, set_next
from bot.storage.database import Database, Tx
from bot.storage.delivery import inbox
from bot.storage.delivery.owing import owe
from bot.storage.groups import groups, schedules
from bot.storage.rounds import rounds


class SchedulePlay:
    """One transaction holds all of it: the day that is done, the round, and the next timer."""

    def __init__(self, database: Database, rng: random.Random) -> None:
        self.database = database
        self.rng = rng

    async def due(self, schedule_id: int, due: datetime, now: datetime) -> None:
        """Play the time that came last, unless that is too long ago; those before it are over.

        Not before what people wrote and tapped meanwhile is done: they may have removed it.
        """
        async with self.database.write() as tx:
            of = await schedules.find(tx, schedule_id)
            if of is None or not of.active:
                return
            if await inbox.waits(tx, str(of.chat)):
                return await schedules.set_due(tx, of, now + DRAINING)
            zone = await groups.zone(tx, of.chat)
            came = occurrence_due(of, zone, due, now)
            if came is None:
                return await set_next(tx, of, now)
            await schedules.close_day(tx, of.id, came.day)
            await set_next(tx, replace(of, last_day=came.day), now)
            if not in_time(came, now):
                return await owe(tx, [note(of.chat, of.thread, "missed")], now)
            await self._play(tx, of, now)

    async def _play(self, tx: Tx, of: Schedule, now: datetime) -> None:
        planned = of.planned
        chance = self.rng.random
        drawn = await draw_for(tx, of.chat, planned.scope, planned.questions, chance)
        if not drawn:
            await pause(tx, of)
            return await owe(tx, [note(of.chat, of.thread, "nothing_left")], now)
        is_round = planned.kind is RoundKind.ROUND
        round_id = await rounds.start(
            tx, of.chat, drawn, seconds=planned.seconds, thread=of.thread, started_by=of.made_by,
            now=now, mode=planned.mode, lobby_until=now + LOBBY if is_round else None,
            kind=planned.kind, scheduled=True,
        )  # fmt: skip
        if round_id is None:
            busy = "busy" if is_round else "busy_day"
            return await owe(tx, [note(of.chat, of.thread, busy)], now)
        await open_up(tx, round_id, now)
