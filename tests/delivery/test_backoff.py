"""How long to wait before trying again, and how often to say so."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.backoff import backoff, worth_saying


class Chance(random.Random):
    """Gives the highest of what may come, or the lowest."""

    def __init__(self, *, highest: bool) -> None:
        super().__init__()
        self._highest = highest

    def uniform(self, a: float, b: float) -> float:
        return b if self._highest else a


@pytest.mark.parametrize(
    ("tries", "most"), [(1, 0.5), (2, 1.0), (3, 2.0), (6, 16.0), (7, 30.0), (8, 30.0)]
)
def test_a_pause_doubles_up_to_half_a_minute(tries: int, most: float) -> None:
    assert backoff(tries, Chance(highest=True)) == most
    assert backoff(tries, Chance(highest=False)) == most / 2


@pytest.mark.parametrize(("tries", "seconds"), [(1, 1.0), (3, 4.0), (4, 5.0), (9, 5.0)])
def test_the_first_and_the_longest_pause_may_be_others(tries: int, seconds: float) -> None:
    assert backoff(tries, Chance(highest=True), first=1.0, most=5.0) == seconds


@given(tries=st.integers(1, 10**9), seed=st.integers())
def test_a_pause_stays_within_its_bounds_however_often_it_failed(tries: int, seed: int) -> None:
    assert 0.25 <= backoff(tries, random.Random(seed)) <= 30.0


def test_what_failed_together_does_not_come_back_together(rng: random.Random) -> None:
    assert len({backoff(3, rng) for _ in range(10)}) == 10


def test_it_is_said_at_first_and_then_at_every_eighth_try() -> None:
    assert [tries for tries in range(1, 26) if worth_saying(tries)] == [1, 2, 4, 8, 16, 24]
