"""Rounds and quizzes under faults, drawn from a seed: every vote counts once, every poll is one."""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.sandbox.client import Sandbox
from bot.storage.database import Database, database_url
from tests.app.bot_process import BotProcess
from tests.app.conftest import QUESTIONS, Stage
from tests.app.simulation import Simulation

KILLS = 8
KILL_SHARE = 0.3


async def run(
    stage: Stage, seed: int, *, clubs: int, rounds: int, troubles: int, outages: int
) -> None:
    async def wait(seconds: float) -> None:
        await stage.advance(seconds)
        await stage.sandbox.idle(30)

    rng, database = random.Random(seed), stage.app.database
    simulation = Simulation(stage.sandbox, database, wait, rng, drift=stage.advance)
    await simulation.gather(clubs)
    await simulation.play(rounds, troubles=troubles, outages=outages)
    await simulation.settle()
    await simulation.check()


async def test_every_vote_counts_once_whatever_goes_wrong(stage: Stage) -> None:
    await run(stage, 1, clubs=2, rounds=1, troubles=2, outages=1)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10, 15))
async def test_every_vote_counts_once_in_many_rounds(stage: Stage, seed: int) -> None:
    await run(stage, seed, clubs=3, rounds=4, troubles=3, outages=3)


@dataclass
class Unrest:
    """Real time for a bot that is a process, and ``kill -9`` between a question and its close."""

    bot: BotProcess
    rng: random.Random
    kills: int

    async def wait(self, seconds: float) -> None:
        """A quarter of ``seconds``; the bot may die in it, and is started again."""
        if self.kills and self.rng.random() < KILL_SHARE:
            self.kills -= 1
            await asyncio.sleep(self.rng.uniform(0, 0.5))  # any moment of its work
            await self.bot.kill()
            await asyncio.sleep(self.rng.uniform(0, 2))
            await self.bot.start()
        await asyncio.sleep(seconds / 4)


@pytest.mark.prove
@pytest.mark.parametrize("seed", [20, 21])
async def test_every_vote_counts_once_when_the_bot_is_killed_between_questions(
    empty_url: str, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    async with Sandbox.start() as sandbox:
        settings = {
            "BOT_TOKEN": sandbox.token,
            "BOT_API_URL": sandbox.url,
            "DATABASE_URL": empty_url,
            "QUESTIONS_DIR": str(QUESTIONS),
            "WEB_PORT": "0",
        }
        unrest = Unrest(BotProcess(tmp_path, settings), rng, KILLS)
        database = Database(database_url(empty_url), utc_now)
        await unrest.bot.start()
        try:
            simulation = Simulation(sandbox, database, unrest.wait, rng, seconds=10, killed=True)
            await simulation.gather(2)
            await simulation.tappers[0].person.start()
            await simulation.tappers[0].person.sees(" ", timeout=60)  # the tables are made
            await simulation.play(2, troubles=0)
            unrest.kills = 0
            await simulation.settle()
            await simulation.check()
            assert unrest.bot.starts > KILLS // 2
        finally:
            if unrest.bot.process is not None:
                await unrest.bot.kill()
            await database.close()
