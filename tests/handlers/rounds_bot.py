"""The groups' half of the bot on the real runtime, against the sandbox over real HTTP."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.ext import ApplicationBuilder

from bot.behaviour import behaviour
from bot.delivery.pacing import NO_QUOTA, UNLIMITED, Limits
from bot.delivery.runtime import Runtime
from bot.delivery.transport import bot_request
from bot.domain.owed import Owed
from bot.handlers.admins import Admins
from bot.handlers.groups import GroupHandlers
from bot.handlers.people import PeopleHandlers
from bot.handlers.rounds import RoundHandlers, RoundRooms
from bot.sandbox.client import Group, Human, Sandbox
from bot.services.groups.settling import GroupService
from bot.services.people.settings import People
from bot.services.people.zones import spoken_zones
from bot.services.rounds.choosing import Choosing
from bot.services.rounds.directing import Directing
from bot.services.rounds.lobby import LobbyService
from bot.services.rounds.opening import RoundService
from bot.services.rounds.polls import PollService
from bot.services.rounds.reading import RoundReading
from bot.storage.database import Database
from bot.views.general import GeneralScreens
from bot.views.groups.screens import GroupScreens
from bot.views.message import Rendered
from bot.views.rounds.screens import RoundScreens
from tests.settled import settled

NO_LIMITS = Limits(UNLIMITED, NO_QUOTA, UNLIMITED)


class MovableClock:
    """Real time, and as much more as a test moves it on."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class RoundsBot:
    """A running bot, and the time that it and Telegram share."""

    def __init__(
        self,
        database: Database,
        sandbox: Sandbox,
        clock: MovableClock,
        limits: Limits = NO_LIMITS,
    ) -> None:
        self.clock = database.clock = clock
        self.database = database
        self.sandbox = sandbox
        self.rooms = RoundRooms(
            RoundService(database, random.Random(7), reached_since=self._reached_since),
            LobbyService(database),
            Directing(database),
            PollService(database),
            Choosing(database),
        )
        self.reading = RoundReading(database)
        self.groups = GroupService(database, spoken_zones(), ("en", "ru"))
        self.admins = Admins(self.clock)
        self.application: Any = (
            ApplicationBuilder()
            .token(sandbox.token)
            .base_url(sandbox.bot_base_url)
            .request(bot_request())
            .get_updates_request(bot_request())
            .updater(None)
            .job_queue(None)
            .build()
        )
        handlers = RoundHandlers(self.rooms, self.admins, self.clock)
        self.application.add_handlers(handlers.handlers())
        self.application.add_handlers(
            GroupHandlers(self.groups, self.admins, self.clock).handlers()
        )
        self.people = People(database, frozenset())
        self.application.add_handlers(PeopleHandlers(self.people, self.clock).handlers())
        self.runtime = Runtime(
            database,
            self.application,
            behaviour(
                self.rooms, self.groups, self.people, render=self._render, fire=handlers.timers()
            ),
            clock=self.clock,
            rng=random.Random(11),
            poll_request=bot_request(),
            limits=limits,
        )

    def _reached_since(self) -> datetime | None:
        return self.runtime.contact.since

    async def _render(self, owed: Owed) -> Rendered | None:
        username = self.application.bot.username
        renderers = {
            **GeneralScreens(self.people, username).renderers(),
            **GroupScreens(self.groups).renderers(),
            **RoundScreens(self.reading, username).renderers(),
        }
        return await renderers[owed.screen](owed)

    async def settled(self) -> None:
        """All that was said to the bot is worked off, and all that it owes is sent."""
        await settled(self.sandbox, self.database)

    async def advance(self, seconds: float) -> None:
        """Time goes on for Telegram and, a moment later, for the bot."""
        await self.sandbox.advance(seconds)
        self.clock.ahead += timedelta(seconds=seconds)
        self.runtime.timers.ring()


@contextlib.asynccontextmanager
async def running(
    database: Database,
    sandbox: Sandbox,
    clock: MovableClock | None = None,
    limits: Limits = NO_LIMITS,
) -> AsyncIterator[RoundsBot]:
    """The bot, polling the sandbox."""
    bot = RoundsBot(database, sandbox, clock or MovableClock(), limits)
    task = asyncio.create_task(bot.runtime.run())
    try:
        yield bot
    finally:
        bot.runtime.stop()
        await task


async def group_with_bot(sandbox: Sandbox, dana: Human, **rights: Any) -> Group:
    """The seeded group, with the bot that Dana added."""
    group = await sandbox.group()
    await group.bot(rights.pop("status", "member"), by=dana.id, **rights)
    return group
