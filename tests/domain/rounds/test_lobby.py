"""When a lobby is drawn again, what its countdown says, and which rounds count."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rounds.lobby import LOBBY, counts, next_moment, seconds_left
from bot.domain.rounds.modes import Mode, mode_called

BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)
UNTIL = BEGAN + LOBBY


def test_a_lobby_is_looked_at_at_few_fixed_moments() -> None:
    moments, now = [], BEGAN
    while now < UNTIL:
        now = next_moment(UNTIL, now)
        moments.append((UNTIL - now).total_seconds())
    assert moments == [30, 10, 0]


@given(st.floats(0, 1000))
def test_the_next_moment_is_later_until_the_lobby_ends(late: float) -> None:
    now = BEGAN + timedelta(seconds=late)
    moment = next_moment(UNTIL, now)
    assert moment <= UNTIL
    assert moment > now or moment == UNTIL


@pytest.mark.parametrize(("left", "said"), [(45, 45), (31, 30), (8, 10), (1, 5), (0, 5), (-9, 5)])
def test_the_countdown_goes_in_steps_of_five_seconds(left: int, said: int) -> None:
    assert seconds_left(UNTIL, UNTIL - timedelta(seconds=left)) == said


@pytest.mark.parametrize("mode", Mode)
def test_a_round_counts_from_its_minimum_on_unless_it_is_practice(mode: Mode) -> None:
    assert not counts(mode, 2, 3)
    assert counts(mode, 3, 3) is (mode is not Mode.PRACTICE)


@pytest.mark.parametrize(
    ("word", "mode"),
    [
        ("speed", Mode.SPEED), ("Knock-Out", Mode.KNOCKOUT), ("КОМАНДЫ", Mode.TEAMS),
        ("тренировка", Mode.PRACTICE), ("classic", Mode.CLASSIC), ("treaty", None), ("5", None),
    ],
)  # fmt: skip
def test_modes_are_called_in_two_languages(word: str, mode: Mode | None) -> None:
    assert mode_called(word) is mode
