"""Rounds and quizzes under faults, drawn from a seed: every vote counts once, every poll is one."""

import random

import pytest

from tests.app.conftest import Stage
from tests.app.simulation import Simulation


async def run(stage: Stage, seed: int, *, clubs: int, rounds: int, troubles: int) -> None:
    async def wait(seconds: float) -> None:
        await stage.advance(seconds)
        await stage.sandbox.idle(30)

    simulation = Simulation(stage.sandbox, stage.app.database, wait, random.Random(seed))
    await simulation.gather(clubs)
    await simulation.play(rounds, troubles=troubles)
    await simulation.settle()
    await simulation.check()


async def test_every_vote_counts_once_whatever_goes_wrong(stage: Stage) -> None:
    await run(stage, 1, clubs=2, rounds=1, troubles=2)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10, 15))
async def test_every_vote_counts_once_in_many_rounds(stage: Stage, seed: int) -> None:
    await run(stage, seed, clubs=3, rounds=4, troubles=3)
