"""Groups, crowds and learners that act at random."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from bot.sandbox.client import Sandbox, SandboxError
from bot.sandbox.humans import Human
from bot.sandbox.people import DANA_ID
from bot.sandbox.polls import Poll
from bot.storage import tables
from bot.storage.database import Database
from tests.app.audit import Audit, Club, polls_of
from tests.app.tapper import Tapper

TROUBLES: tuple[dict[str, Any], ...] = (
    {"method": "getUpdates", "kind": "duplicate", "times": 2},
    {"method": "getUpdates", "kind": "reset"},
    {"method": "getUpdates", "kind": "status", "status": 502},
    {"method": "getUpdates", "kind": "delay", "seconds": 0.1},
    {"method": "sendPoll", "kind": "reset"},
    {"method": "sendPoll", "kind": "drop"},
    {"method": "sendPoll", "kind": "status", "status": 500},
    {"method": "sendPoll", "kind": "status", "status": 429, "retry_after": 1},
    {"method": "sendPoll", "kind": "delay", "seconds": 0.1},
    {"method": "sendMessage", "kind": "status", "status": 429, "retry_after": 1},
    {"method": "sendMessage", "kind": "reset"},
    {"method": "sendMessage", "kind": "drop"},
    {"method": "editMessageText", "kind": "status", "status": 500},
    {"method": "editMessageText", "kind": "reset"},
    {"method": "editMessageText", "kind": "delay", "seconds": 0.1},
    {"method": "answerCallbackQuery", "kind": "status", "status": 503},
    {"method": "deleteMessage", "kind": "status", "status": 500},
    {"method": "deleteMessage", "kind": "reset"},
)
OUTAGE: dict[str, Any] = {"method": "getUpdates", "kind": "drop", "times": 10_000}
"""Until it is cleared."""
MODES = ("classic", "speed", "knockout", "teams", "practice")
DIRECTS = 0.25
"""How often somebody pauses, resumes or skips between two steps."""
STEPS = 400


@dataclass
class Simulation:
    """``wait`` lets so many seconds pass, for Telegram and for the bot, which may be
    ``killed``, and the bot finish what it does; ``drift`` does not wait for it. Without ``lobbies``
    every round asks at once, as classic ones do.
    """

    sandbox: Sandbox
    database: Database
    wait: Callable[[float], Awaitable[None]]
    rng: random.Random
    seconds: int = 20
    killed: bool = False
    lobbies: bool = True
    drift: Callable[[float], Awaitable[None]] = asyncio.sleep
    clubs: list[Club] = field(default_factory=list)
    tappers: list[Tapper] = field(default_factory=list)

    async def gather(self, clubs: int) -> None:
        """Groups with the bot and people in them: the tappers, or three if there are none yet."""
        people = [self.sandbox.person(name) for name in ("Alma", "Boris", "Chen")]
        self.tappers = self.tappers or [Tapper(person, self.rng, self.heard) for person in people]
        dana = self.sandbox.person(DANA_ID)
        for number in range(clubs):
            group = await self.sandbox.new_group(f"Club {number}", people, creator=dana)
            await group.bot("member", by=dana.id)
            self.clubs.append(Club(group, size=2 + number))

    # --- what people do --------------------------------------------------------------------------

    async def play(self, rounds: int, *, troubles: int, outages: int = 0) -> None:
        """Until every club has begun so many rounds; ``troubles`` faults at each step, ``outages``
        when nobody knows whether a poll is out.
        """
        for _ in range(STEPS):
            if outages and not await self._faulty("sendPoll"):
                await self.sandbox.faults("sendPoll", "reset")
            ended = await self.begin_rounds(rounds)
            if ended.total() == rounds * len(self.clubs):
                assert not outages, "no poll was of unknown fate"
                return
            if outages and await self._polls_in_doubt():
                await self.outage()
                outages -= 1
            await self.step(troubles)
        raise AssertionError(f"the rounds did not come to an end: {ended}")

    async def step(self, troubles: int = 0) -> None:
        """Some trouble, some votes, some taps, some seconds."""
        for fault in self.rng.sample(TROUBLES, troubles):
            if not await self._faulty(fault["method"]):  # one at a time: some calls go well
                await self.sandbox.faults(**fault)
        await self.vote()
        await self.direct()
        await self.rng.choice(self.tappers).act()
        await self.wait(self.rng.choice((4, 6, 8)))

    async def outage(self) -> None:
        """No update comes through for longer than a poll of unknown fate is waited for, but the
        first: a call that is under way already. People go on voting meanwhile.
        """
        await self.sandbox.clear_faults()
        await self.sandbox.faults(**OUTAGE)
        for seconds in (2, 8, 2 * self.seconds):
            await self.vote()
            await self.drift(seconds)
        await self.sandbox.clear_faults()

    async def _faulty(self, method: str) -> bool:
        """Whether something is to go wrong with the next call of a method."""
        pending = (await self.sandbox.get("faults"))["faults"]
        return method in {fault["method"] for fault in pending}

    async def _polls_in_doubt(self) -> int:
        asked = tables.round_questions
        query = select(func.count()).select_from(asked).where(asked.c.state == "unknown")
        async with self.database.read() as tx:
            return int((await tx.execute(query)).scalar_one())

    async def begin_rounds(self, most: int) -> Counter[int]:
        """One in each club that plays none and has not had so many; how many are over by chat."""
        ended = await self._ended_rounds()
        for club in self.clubs:
            if ended[club.group.id] == club.rounds < most:
                await self._begin(club)
        return ended

    async def vote(self) -> None:
        """Some votes in each poll that is open."""
        for poll in polls_of(self.sandbox):
            if not poll.closed:
                await self._vote(poll)

    async def direct(self) -> None:
        """Join what waits for people and begin it; now and then pause, resume or skip."""
        dana = self.sandbox.person(DANA_ID)
        for club in self.clubs:
            await self.enter(club)
            if self.rng.random() < DIRECTS:
                words = self.rng.choice(("/pause", "/resume", "/resume", "/skip"))
                await dana.say(words, club.group.id)

    async def enter(self, club: Club) -> None:
        """Join what waits for people there, perhaps, and perhaps begin it."""
        for message in await self.sandbox.person(DANA_ID).messages(club.group.id):
            await self._enter(club, message)

    async def _enter(self, club: Club, message: dict[str, Any]) -> None:
        """Taps below a lobby, by people who do not wait for the bot's answer."""
        rows = message.get("keyboard") or []
        data = [one["callback_data"] for row in rows for one in row if "callback_data" in one]
        ways_in = [one for one in data if one.startswith(("g.join:", "g.team:"))]
        if not ways_in:
            return
        for tapper in self.rng.sample(self.tappers, self.rng.randrange(len(self.tappers) + 1)):
            way = self.rng.choice(ways_in)
            await tapper.person.forges(way, message["id"], club.group.id, wait=0.01)
        if self.rng.random() < 1 / 2:
            [begin] = [one for one in data if one.startswith("g.go:")]
            dana = self.sandbox.person(DANA_ID)
            await dana.forges(begin, message["id"], club.group.id, wait=0.01)

    async def _begin(self, club: Club) -> None:
        words = f"/quiz {club.size} {self.seconds}"
        if self.lobbies and self.rng.random() < 1 / 2:
            words = f"/round {club.size} {self.seconds} {self.rng.choice(MODES)}"
        # Some are told twice by impatient people: the second starts nothing.
        for tapper in self.rng.sample(self.tappers, self.rng.choice((1, 1, 2))):
            await tapper.person.say(words, club.group.id)
        club.rounds += 1

    async def _vote(self, poll: Poll) -> None:
        """A few of the crowd, and perhaps one of the people, who may choose several."""
        try:
            await self.sandbox.vote_many(
                poll.chat, poll.message, count=self.rng.randrange(12),
                seed=self.rng.randrange(1000), right_share=0.6,
            )  # fmt: skip
            voter = self.rng.choice(self.tappers)
            number = self.rng.randint(1, len(poll.options)) if poll.multiple else 1
            chosen = self.rng.sample([option["text"] for option in poll.options], number)
            await voter.person.vote(*chosen, message_id=poll.message, chat=poll.chat)
            voter.done["vote"] += 1
        except SandboxError as refused:
            assert refused.status == 409, refused  # closed meanwhile, or this person has voted

    async def heard(self, person: Human) -> bool:
        """Whether nothing of theirs waits for the bot, and nothing of the bot's for them."""
        if (await self.sandbox.updates())["pending"]:
            return False
        lane, chat = tables.inbox.c.lane == str(person.id), tables.owed.c.chat == person.id
        waiting = select(tables.inbox.c.update_id).where(lane, tables.inbox.c.state == "waiting")
        due = select(tables.owed.c.id).where(chat, tables.owed.c.state.in_(("due", "sending")))
        async with self.database.read() as tx:
            asked = [(await tx.execute(query.limit(1))).first() for query in (waiting, due)]
        return asked == [None, None]

    # --- the end ---------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Peace: everything that is under way comes to its end."""
        await self.sandbox.clear_faults()
        left: dict[str, int] = {}
        for number in range(STEPS):
            if number % 4 == 0:
                for club in self.clubs:
                    await self.sandbox.person(DANA_ID).say("/resume", club.group.id)
            await self.wait(5)
            left = await self._under_way()
            if not any(left.values()):
                return
        raise AssertionError(f"still under way: {left}")

    async def _ended_rounds(self) -> Counter[int]:
        """How many rounds of each chat are over."""
        query = select(tables.rounds.c.chat).where(tables.rounds.c.state != "open")
        async with self.database.read() as tx:
            return Counter((await tx.execute(query)).scalars())

    async def _under_way(self) -> dict[str, int]:
        what = {
            "rounds": tables.rounds.c.state == "open",
            "inbox": tables.inbox.c.state == "waiting",
            "owed": tables.owed.c.state.in_(("due", "sending")),
            "timers": tables.timers.c.key.is_not(None),
        }
        async with self.database.read() as tx:
            return {
                name: (
                    await tx.execute(select(func.count()).select_from(tables.metadata.tables[name])
                    .where(condition))
                ).scalar_one()
                for name, condition in what.items()
            }  # fmt: skip

    async def check(self) -> None:
        """All that has to be true, after :meth:`settle`."""
        audit = Audit(self.sandbox, self.database, self.clubs, self.tappers, self.killed)
        await audit.check()
