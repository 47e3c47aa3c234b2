"""Loops go on in spite of trouble, and steps are done until they succeed or all is to end."""

import asyncio
import random

import pytest

from bot.delivery.supervision import Supervision
from bot.domain.errors import TokenRejected
from tests.conftest import Clock
from tests.delivery.conftest import Ticker


class Stage:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ticker = Ticker(clock)
        self.supervision = Supervision(clock=clock, rng=random.Random(1), pause=self.ticker.pause)
        self.calls = 0
        self.failures: list[Exception] = []

    async def step(self) -> None:
        """Fails as often as there are failures."""
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)

    def insisting(self) -> asyncio.Task[bool]:
        return asyncio.create_task(
            self.supervision.insist(self.step, lambda e: isinstance(e, OSError), "no line")
        )

    async def paused(self, task: "asyncio.Task[None] | asyncio.Task[bool]") -> float:
        """Seconds of the pause under way."""
        while not self.ticker.waits:
            assert not task.done()
            await asyncio.sleep(0)
        [seconds] = self.ticker.waits
        return seconds


@pytest.fixture
def stage(clock: Clock) -> Stage:
    return Stage(clock)


async def test_a_loop_that_breaks_again_and_again_is_started_ever_later(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.failures = [OSError(), ValueError(), OSError(), OSError()]
    task = asyncio.create_task(stage.supervision.keep("poller", stage.step))
    for longest in (0.5, 1.0, 2.0, 4.0):
        seconds = await stage.paused(task)
        assert longest / 2 <= seconds <= longest
        stage.ticker.advance(seconds)
    await task
    assert stage.calls == 5
    assert caplog.messages == ["poller broke and is started again"] * 4


@pytest.mark.parametrize(("well", "longest"), [(300, 2.0), (301, 0.5)])
async def test_a_loop_that_ran_well_for_five_minutes_begins_with_a_short_pause_again(
    stage: Stage, well: int, longest: float
) -> None:
    async def loop() -> None:
        stage.calls += 1
        if stage.calls == 3:
            stage.clock.advance(well)
        if stage.calls <= 3:
            raise OSError

    task = asyncio.create_task(stage.supervision.keep("poller", loop))
    for _ in range(2):
        # The pause before it is no running.
        stage.ticker.advance(await stage.paused(task))
    seconds = await stage.paused(task)
    assert longest / 2 <= seconds <= longest
    stage.ticker.advance(seconds)
    await task


async def test_what_only_people_can_mend_ends_a_loop(stage: Stage) -> None:
    stage.failures = [TokenRejected()]
    with pytest.raises(TokenRejected):
        await stage.supervision.keep("poller", stage.step)
    assert stage.calls == 1


async def test_a_step_is_done_until_it_succeeds(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    stage.failures = [OSError() for _ in range(3)]
    task = stage.insisting()
    for longest in (0.5, 1.0, 2.0):
        seconds = await stage.paused(task)
        assert longest / 2 <= seconds <= longest
        stage.ticker.advance(seconds)
    assert await task
    again = "trying again until it answers, tries so far:"
    assert caplog.messages == [
        f"no line (OSError); {again} 1",
        f"no line (OSError); {again} 2",
        "no line no more",
    ]


async def test_a_step_that_succeeds_at_once_says_nothing(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    assert await stage.insisting()
    assert (stage.calls, caplog.messages) == (1, [])


async def test_what_does_not_pass_is_raised_at_once(stage: Stage) -> None:
    stage.failures = [ValueError()]
    with pytest.raises(ValueError):
        await stage.insisting()
    assert stage.calls == 1


async def test_whoever_stops_it_need_not_wait_for_the_pause(stage: Stage) -> None:
    stage.failures = [OSError()]
    task = stage.insisting()
    await stage.paused(task)
    stage.supervision.stop()
    await stage.supervision.stopped()
    assert await task is False
    assert (stage.calls, stage.ticker.waits) == (1, [])


async def test_what_is_stopped_before_it_begins_is_not_begun(stage: Stage) -> None:
    stage.supervision.stop()
    assert await stage.insisting() is False
    assert stage.calls == 0
