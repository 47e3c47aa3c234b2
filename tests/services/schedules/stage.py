"""A group with the services of schedules, and a hand that lets their time come."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.owed import Argument, Timer
from bot.domain.people.group import GroupChat, Tap
from bot.services.groups.settling import GroupService
from bot.services.people.zones import spoken_zones
from bot.services.schedules.keeping import Listing, Schedules
from bot.services.schedules.play import SchedulePlay
from bot.storage import tables
from bot.storage.cause import AlreadyDone, Cause, bound
from bot.storage.rounds.rounds import Round, round_of
from tests.services.rounds.stage import ADMIN, GROUP, Stage

TAP = Tap("q", 50)


@dataclass
class Planning:
    """Schedules on a stage of rounds."""

    stage: Stage
    schedules: Schedules
    play: SchedulePlay
    groups: GroupService

    async def add(self, text: str, chat: GroupChat = GROUP) -> None:
        """An admin schedules something; what that owes is forgotten."""
        await self.schedules.add(ADMIN, chat, text, self.stage.clock())
        assert await self.notes() == []
        await self.stage.pay("schedules")

    async def notes(self) -> list[Argument]:
        """What was said of schedules since the last time."""
        return [debt.args["note"] for debt in await self.stage.pay("schedule_note")]

    async def timer(self, schedule_id: int = 1) -> Timer | None:
        async with self.stage.database.read() as tx:
            query = select(tables.timers).where(tables.timers.c.key == f"schedule:{schedule_id}")
            row = (await tx.execute(query)).one_or_none()
        return None if row is None else Timer(row.key, row.due, row.chat, row.kind, row.args)

    async def due(self, schedule_id: int = 1, *, late: float = 0) -> Timer:
        """Its time comes, and the bot sees to it so many seconds ``late``."""
        timer = await self.timer(schedule_id)
        assert timer is not None
        self.stage.clock.now = timer.due
        self.stage.clock.advance(late)
        await self.fire(timer)
        return timer

    async def fire(self, timer: Timer) -> bool:
        """Work a timer off as its lane does; False when that was done before."""
        try:
            with bound(Cause.of_timer(timer)):
                now = self.stage.clock()
                await self.play.due(timer.number("schedule"), timer.due, now)
        except AlreadyDone:
            return False
        return True

    async def rounds(self) -> list[Round]:
        async with self.stage.database.read() as tx:
            rows = await tx.execute(select(tables.rounds).order_by(tables.rounds.c.id))
            return [round_of(row) for row in rows]

    async def states(self) -> list[str]:
        async with self.stage.database.read() as tx:
            query = select(tables.schedules.c.state).order_by(tables.schedules.c.id)
            return list((await tx.execute(query)).scalars())

    async def listing(self, thread: int | None = None) -> Listing:
        return await self.schedules.listing(GROUP.id, thread)


def planning_on(stage: Stage) -> Planning:
    """The services of schedules over the stage's database."""
    return Planning(
        stage,
        Schedules(stage.database, stage.rounds.instructors),
        SchedulePlay(stage.database, stage.rounds.rng),
        GroupService(stage.database, spoken_zones(), ("en", "ru")),
    )
