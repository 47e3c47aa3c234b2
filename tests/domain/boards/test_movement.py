"""How somebody came to a rank."""

import pytest

from bot.domain.boards.movement import Movement, Way, movement


@pytest.mark.parametrize(
    ("rank", "moved"),
    [(1, Movement(Way.UP, 2)), (3, Movement(Way.SAME)), (7, Movement(Way.DOWN, 4))],
)
def test_ranks_are_compared_with_those_of_before(rank: int, moved: Movement) -> None:
    assert movement(5, rank, {5: 3, 6: rank}) == moved


def test_who_was_not_there_before_is_new() -> None:
    assert movement(5, 1, {6: 1}) == Movement(Way.NEW)
