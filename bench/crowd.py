"""A crowd that answers one poll of a real round, and what became of its answers."""

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.processes import processor_seconds
from bot.sandbox.client import Sandbox, SandboxError
from bot.sandbox.humans import Group
from bot.sandbox.people import DANA_ID

OPEN = 11
"""Seconds that the poll of a round is open: the sandbox counts whole ones, so ten at least."""
END = 0.15
"""Seconds before the close of the poll at which the last ones answer."""
WITHIN = 10.0
"""Seconds from the first answer to the last where they come evenly."""
STEP = 0.05
"""Seconds between two casts of a crowd that answers evenly."""
PATIENCE = 120.0
POSTS = ("sendMessage", "editMessageText")
FIRST_MEMBER = 6_000_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """How one poll went. Times in seconds.

    ``people`` is who answered; ``rate`` answers per second, durable and graded, from the first cast
    to the last commit; ``casting`` from the first cast to the last; ``behind`` from the last cast
    to that commit; ``table`` from the close of the poll to the message that counts everybody;
    ``processor`` microseconds of the bot's processor for each answer.
    """

    people: int
    casting: float
    rate: float
    behind: float
    table: float | None
    processor: float


@dataclass
class Crowd:
    """People who are met for the first time at each poll, and what they chose, by poll."""

    sandbox: Sandbox
    bot: asyncio.subprocess.Process
    log: Path
    rng: random.Random
    met: int = 0
    groups: int = 0
    chosen: dict[str, dict[int, int]] = field(default_factory=dict)

    async def at_once(self, people: int) -> Taken:
        """Everybody answers in the same moment; the round is stopped when all is durable."""
        group, message = await self._poll()
        votes = self._votes(message, people)
        before, said = processor_seconds(self.bot), self.log.stat().st_size
        cast = await cast_votes(self.sandbox, group.id, message["id"], votes=votes)
        done = await self._durable(message["poll"]["id"], people, said)
        used = processor_seconds(self.bot) - before
        await self.sandbox.person(DANA_ID).say("/stop", group.id)
        await self.sandbox.idle(PATIENCE)
        return Taken(people, 0.0, people / (done - cast), done - cast, None, used / people * 1e6)

    async def evenly(self, people: int) -> Taken:
        """They answer one after the other, all within ten seconds that end with the poll.

        On a machine too busy even for casting, whoever had no turn before the close is left out.
        """
        group, message = await self._poll()
        votes = self._votes(message, people)
        poll_id, closes = message["poll"]["id"], float(message["poll"]["close_date"])
        calls = (await self.sandbox.calls())[-1]["n"]
        before, said = processor_seconds(self.bot), self.log.stat().st_size
        await asyncio.sleep(closes - END - WITHIN - time.time())
        began = time.time()
        cast, ended = await self._cast_evenly(group.id, message["id"], votes, closes - END)
        for vote in votes[cast:]:
            del self.chosen[poll_id][FIRST_MEMBER + vote["member"]]
        done = await self._durable(poll_id, cast, said)
        table = await self._table(group, calls, closes, cast)
        used = processor_seconds(self.bot) - before
        behind = max(0.0, done - ended)
        took = ended - began
        return Taken(cast, took, cast / (done - began), behind, table - closes, used / cast * 1e6)

    async def _cast_evenly(
        self, chat: int, message: int, votes: list[dict[str, Any]], until: float
    ) -> tuple[int, float]:
        """How many could be cast before the poll closed, and when the last one was."""
        began = ended = time.time()
        cast = 0
        while cast < len(votes):
            await asyncio.sleep(STEP)
            share = (time.time() - began) / (until - began)
            due = min(len(votes), int(len(votes) * share))
            if due > cast:
                try:
                    some = votes[cast:due]
                    ended = await cast_votes(self.sandbox, chat, message, votes=some)
                except SandboxError:
                    break
            cast = due
        return cast, ended

    async def _poll(self) -> tuple[Group, dict[str, Any]]:
        """A new group, so that no message limit is left over, and the poll of its round."""
        dana = self.sandbox.person(DANA_ID)
        self.groups += 1
        group = await self.sandbox.new_group(f"Hall {self.groups}", [dana], creator=dana)
        await group.bot("member", by=dana.id)
        await dana.say(f"/quiz 1 {OPEN}", group.id)
        message = await dana.sees_poll(group.id, timeout=PATIENCE)
        await self.sandbox.idle(PATIENCE)
        return group, message

    def _votes(self, message: dict[str, Any], people: int) -> list[dict[str, Any]]:
        options = len(message["poll"]["options"])
        mine = self.chosen[message["poll"]["id"]] = {}
        votes = []
        for member in range(self.met, self.met + people):
            chosen = mine[FIRST_MEMBER + member] = self.rng.randrange(options)
            votes.append({"member": member, "options": [chosen]})
        self.met += people
        return votes

    async def _durable(self, poll_id: str, people: int, start: int) -> float:
        """When the transaction with the last answer was committed, by the bot's log."""
        async with asyncio.timeout(PATIENCE):
            while True:
                counts: Counter[str] = Counter()
                for entry in handled(self.log, start):
                    counts[entry["lane"]] += entry["count"]
                    if counts[f"poll:{poll_id}"] == people:
                        return datetime.fromisoformat(entry["at"]).timestamp()
                await asyncio.sleep(0.1)

    async def _table(self, group: Group, after: int, closes: float, people: int) -> float:
        """When the message was posted that counts everybody; ``after`` is a call before it."""
        number = re.compile(rf"\b{people:_}\b".replace("_", r"\D?"))

        async def found() -> float | None:
            for call in await self.sandbox.calls(after=after):
                params = call["params"]
                here = call["method"] in POSTS and str(params.get("chat_id")) == str(group.id)
                if here and call["at"] >= closes and number.search(str(params.get("text"))):
                    return float(call["at"])
            return None

        return await self.sandbox.wait_for(found, PATIENCE, f"a table of {people}")


async def cast_votes(sandbox: Sandbox, chat: int, message: int, **how: Any) -> float:
    """Cast many votes at once; when the last of them was there to be fetched."""
    cast = await sandbox.post("votes", {"chat": chat, "message_id": message, **how})
    return float(cast["at"])


def handled(log: Path, start: int) -> Iterator[dict[str, Any]]:
    """What the bot says it has worked off of polls' answers, from that byte of its log on."""
    with log.open("rb") as lines:
        lines.seek(start)
        said = lines.read().decode(errors="replace")
    for line in said.splitlines():
        if '"kind": "poll_answer"' in line and '"message": "handled"' in line:
            entry: dict[str, Any] = json.loads(line)
            yield entry
