"""Lanes: one thing at a time in each, side by side, and none is forgotten."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from bot.delivery.lanes import Lanes
from tests.conftest import Clock
from tests.delivery.conftest import Ticker

Step = Callable[[str], Awaitable[float | None]]


def lanes(step: Step, ticker: Ticker, side_by_side: int = 8) -> Lanes:
    return Lanes(step, rng=random.Random(7), pause=ticker.pause, side_by_side=side_by_side)


async def test_a_lane_woken_in_its_last_step_looks_once_more(clock: Clock) -> None:
    steps: list[str] = []

    async def step(lane: str) -> float | None:
        steps.append(lane)
        if len(steps) == 1:
            running.wake(["a"])  # something came in while it looked and found nothing
        return None

    running = lanes(step, Ticker(clock))
    running.wake(["a"])
    await running.idle()
    assert steps == ["a", "a"]


async def test_a_lane_works_one_thing_at_a_time_however_often_it_is_woken(clock: Clock) -> None:
    inside, most, left = 0, 0, 5

    async def step(_lane: str) -> float | None:
        nonlocal inside, most, left
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0)
        inside -= 1
        left -= 1
        return 0.0 if left else None

    running = lanes(step, Ticker(clock))
    for _ in range(3):
        running.wake(["a", "a"])
    await running.idle()
    assert (most, left) == (1, 0)


async def test_as_many_lanes_run_as_there_are_slots(clock: Clock) -> None:
    inside: set[str] = set()
    gate, full = asyncio.Event(), asyncio.Event()

    async def step(lane: str) -> float | None:
        inside.add(lane)
        if len(inside) == 2:
            full.set()
        await gate.wait()
        return None

    running = lanes(step, Ticker(clock), side_by_side=2)
    running.wake("abc")
    await full.wait()
    await asyncio.sleep(0)
    assert len(inside) == 2
    gate.set()
    await running.idle()
    assert inside == {"a", "b", "c"}


async def test_a_step_that_breaks_is_tried_again_more_and_more_slowly(clock: Clock) -> None:
    ticker, tries = Ticker(clock), 0

    async def step(_lane: str) -> float | None:
        nonlocal tries
        tries += 1
        if tries <= 3:
            raise ZeroDivisionError
        return None

    running = lanes(step, ticker)
    running.wake(["a"])
    idle = asyncio.create_task(running.idle())
    pauses = []
    for _ in range(3):
        await ticker.waiting(idle)
        pauses += ticker.waits
        ticker.advance(ticker.waits[0])
        await asyncio.sleep(0)
    await idle
    assert tries == 4
    # Between half and the whole of 0.5, 1 and 2 seconds.
    assert [most / 2 <= pause <= most for pause, most in zip(pauses, (0.5, 1, 2), strict=True)] == [
        True,
        True,
        True,
    ]


async def test_what_is_closed_starts_nothing(clock: Clock) -> None:
    steps: list[str] = []

    async def step(lane: str) -> float | None:
        steps.append(lane)
        return 0.0

    running = lanes(step, Ticker(clock))
    await running.close(0)
    running.wake(["a"])
    await running.idle()
    assert steps == []
    assert not running.busy
