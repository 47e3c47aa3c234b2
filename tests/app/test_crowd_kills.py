"""``kill -9`` while a crowd answers: nothing lost or doubled, and the table is right."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.sandbox.client import Sandbox
from bot.sandbox.polls import Poll
from bot.storage.database import Database, database_url
from bot.views.words import words
from tests.app.audit import polls_of
from tests.app.bot_process import BotProcess
from tests.app.conftest import QUESTIONS
from tests.app.simulation import Simulation
from tests.app.truth import BANK

SECONDS = 10
"""How long a poll is open. It may close while the bot is away: its votes are kept for it."""
CASTS = 10
"""Parts in which a crowd answers."""
PATIENCE = 60.0
LINE = re.compile(r"^(\d+)\. (?:Member )?(.*?) · ([\d.]+)$", re.MULTILINE)


@dataclass
class Hall:
    """One group with a crowd in it, and the bot as a process that may be killed."""

    sandbox: Sandbox
    bot: BotProcess
    simulation: Simulation
    rng: random.Random

    async def play(self, people: int, kills: int) -> None:
        """A round in which ``people`` answer each question while the bot dies ``kills`` times."""
        await self.simulation.begin_rounds(most=1)
        for _ in range(self.simulation.clubs[0].size):
            poll, deaths = await self._next_poll(), self.rng.sample(range(CASTS), kills)
            for part in range(CASTS):
                await self.sandbox.vote_many(
                    poll.chat, poll.message, count=people // CASTS,
                    seed=self.rng.randrange(1000), right_share=0.6,
                )  # fmt: skip
                if part in deaths:
                    await asyncio.sleep(self.rng.uniform(0, 0.1))  # any moment of its work
                    await self.bot.kill()
                    await self.bot.start()
                else:
                    await asyncio.sleep(self.rng.uniform(0, 0.05))

    async def _next_poll(self) -> Poll:
        def found() -> Poll | None:
            new = (poll for poll in polls_of(self.sandbox) if not (poll.closed or poll.votes))
            return next(new, None)

        return await self.sandbox.wait_for(found, PATIENCE, "the next poll")

    async def check(self, people: int) -> None:
        """The log holds what was given; the last table says how many, who leads, with how much."""
        await self.simulation.settle()
        await self.simulation.check()
        polls = polls_of(self.sandbox)
        assert [len(poll.votes) for poll in polls] == [people] * self.simulation.clubs[0].size
        points: Counter[int] = Counter()
        for poll in polls:
            key = BANK[poll.question.split(" · ", 1)[1]]
            for person, chosen in poll.votes.items():
                points[person] += key.mark(frozenset(poll.options[n]["text"] for n in chosen))
        # Behind the last table whoever was late with /skip may have been told that nothing runs.
        told = await self.simulation.tappers[0].person.messages(polls[0].chat)
        text = [said for one in told if "took part" in (said := str(one.get("text")))][-1]
        assert _plain(words("en")("round.table", n=len(points))) in text
        best = sorted(points.values(), reverse=True)
        shown = LINE.findall(text)
        assert [float(score) for _, _, score in shown] == [n / 100 for n in best[: len(shown)]]
        assert [int(rank) for rank, _, _ in shown] == [
            best.index(n) + 1 for n in best[: len(shown)]
        ]
        names = {f"{person - 6_000_000_000 + 1}": score for person, score in points.items()}
        assert all(names[_digits(name)] == float(score) * 100 for _, name, score in shown)
        assert len(shown) == min(len(points), 10)


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def _digits(name: str) -> str:
    return re.sub(r"\D", "", name)


@asynccontextmanager
async def hall(url: str, folder: Path, seed: int) -> AsyncIterator[Hall]:
    async with Sandbox.start() as sandbox:
        settings = {
            "BOT_TOKEN": sandbox.token,
            "BOT_API_URL": sandbox.url,
            "DATABASE_URL": url,
            "QUESTIONS_DIR": str(QUESTIONS),
            "WEB_PORT": "0",
        }
        bot, database = BotProcess(folder, settings), Database(database_url(url), utc_now)
        rng = random.Random(seed)
        simulation = Simulation(
            sandbox, database, _wait, rng, seconds=SECONDS, killed=True, lobbies=False
        )
        await bot.start()
        try:
            await simulation.gather(1)
            await simulation.tappers[0].person.start()
            await simulation.tappers[0].person.sees(" ", timeout=PATIENCE)  # the tables are made
            yield Hall(sandbox, bot, simulation, rng)
        finally:
            if bot.process is not None:
                await bot.kill()
            await database.close()


async def _wait(seconds: float) -> None:
    await asyncio.sleep(seconds / 5)


async def run(
    url: str, folder: Path, seed: int, *, people: int, kills: int, questions: int
) -> None:
    async with hall(url, folder, seed) as there:
        there.simulation.clubs[0].size = questions
        await there.play(people, kills)
        await there.check(people)
        assert there.bot.starts == 1 + kills * questions


async def test_sixty_people_and_one_kill(empty_url: str, tmp_path: Path) -> None:
    await run(empty_url, tmp_path, 1, people=60, kills=1, questions=1)


@pytest.mark.prove
@pytest.mark.parametrize("seed", [31, 32])
async def test_five_hundred_people_and_many_kills(
    empty_url: str, tmp_path: Path, seed: int
) -> None:
    await run(empty_url, tmp_path, seed, people=500, kills=2, questions=3)
