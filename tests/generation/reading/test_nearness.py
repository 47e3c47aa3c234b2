"""Sorted numbers from a point outward."""

from hypothesis import given
from hypothesis import strategies as st

from bot.generation.reading.nearness import outward


@given(st.lists(st.integers(-50, 50)).map(sorted), st.integers(-60, 60))
def test_every_index_comes_once_and_none_before_a_nearer_one(at: list[int], point: int) -> None:
    found = list(outward(at, point))
    assert sorted(found) == list(range(len(at)))
    distances = [abs(at[index] - point) for index in found]
    assert distances == sorted(distances)


def test_of_two_as_near_the_earlier_comes_first() -> None:
    assert list(outward([1900, 1910, 1920], 1910)) == [1, 0, 2]
