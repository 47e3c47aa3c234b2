"""Which season a moment belongs to, and which one is meant by a name."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.boards.board import NO_SEASON
from bot.domain.boards.season import Season, season_at, season_called

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPRING = Season(1, -5, "Spring", NOON, NOON + HOUR)
SUMMER = Season(2, -5, "Summer  Time", NOON + 2 * HOUR)
AGAIN = Season(3, -5, "spring", NOON + 9 * HOUR)


@pytest.mark.parametrize(
    ("at", "season"),
    [(NOON - HOUR, NO_SEASON), (NOON, 1), (NOON + HOUR, NO_SEASON), (NOON + 2 * HOUR, 2)],
)
def test_a_season_runs_from_its_start_until_its_end(at: datetime, season: int) -> None:
    assert season_at([SUMMER, SPRING], at) == season


@pytest.mark.parametrize(
    ("name", "found"),
    [("SPRING", AGAIN), ("summer time", SUMMER), ("sum", SUMMER), ("s", None), ("winter", None)],
)
def test_a_season_is_called_by_its_name_or_its_beginning(name: str, found: Season | None) -> None:
    assert season_called(name, [AGAIN, SUMMER, SPRING]) == found
