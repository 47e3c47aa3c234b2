"""How each mode turns answers and times into places: examples, and what always holds."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marking import FULL
from bot.domain.rounds.modes import (
    Asking,
    Mode,
    Play,
    Response,
    places,
    speed_mark,
    team_places,
    team_sizes,
    with_teams,
)

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def play(
    *rows: Mapping[int, int], joined: Mapping[int, int | None] | None = None, late: int = 0
) -> Play:
    """One mapping per question, person to mark, all given ``late`` seconds after its opening."""
    asked = [Asking(n, NOON + timedelta(minutes=n), 20) for n, _ in enumerate(rows, start=1)]
    answers = [
        Response(n, person, mark, NOON + timedelta(minutes=n, seconds=late))
        for n, row in enumerate(rows, start=1)
        for person, mark in row.items()
    ]
    return Play(asked, answers, joined or {})


def table(mode: Mode, of: Play) -> list[tuple[int, int, int]]:
    return [(place.rank, place.person, place.score) for place in places(mode, of)]


@pytest.mark.parametrize("mode", [Mode.CLASSIC, Mode.PRACTICE, Mode.TEAMS])
def test_marks_are_added_up_and_equal_scores_share_a_rank(mode: Mode) -> None:
    of = play({1: 100, 2: 50, 3: 0}, {2: 50, 3: 100})
    assert table(mode, of) == [(1, 1, 100), (1, 2, 100), (1, 3, 100)]
    assert table(mode, play({1: 100, 2: 50}, {1: 50})) == [(1, 1, 150), (2, 2, 50)]


def test_what_is_asked_just_now_does_not_count_yet() -> None:
    of = play({1: 100})
    running = Play(of.asked, [*of.responses, Response(2, 1, 100, NOON)], {})
    assert table(Mode.SPEED, running) == [(1, 1, 100)]


# --- speed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "seconds", "worth"),
    [(100, 0, 100), (100, 20, 50), (100, 10, 75), (50, 20, 25), (0, 0, 0), (100, -3, 100),
     (100, 99, 50), (33, 20, 17)],
)  # fmt: skip
def test_a_mark_melts_in_a_straight_line_to_half_of_it(mark: int, seconds: int, worth: int) -> None:
    assert speed_mark(mark, timedelta(seconds=seconds), 20) == worth


@given(st.integers(0, FULL), st.floats(-10, 1000), st.floats(0, 1000), st.integers(10, 600))
def test_never_below_half_never_above_the_mark_and_never_more_for_being_late(
    mark: int, first: float, more: float, seconds: int
) -> None:
    early = speed_mark(mark, timedelta(seconds=first), seconds)
    late = speed_mark(mark, timedelta(seconds=first + more), seconds)
    assert mark <= 2 * late
    assert late <= early <= mark


def test_speed_ranks_the_quicker_of_two_that_are_right() -> None:
    of = play({1: 100, 2: 100})
    slow = Response(1, 2, 100, of.responses[1].at + timedelta(seconds=5))
    assert table(Mode.SPEED, Play(of.asked, [of.responses[0], slow], {})) == [
        (1, 1, 100),
        (2, 2, 88),
    ]
    assert table(Mode.CLASSIC, Play(of.asked, [of.responses[0], slow], {}))[1][0] == 1


def test_where_nobody_knows_when_a_poll_was_opened_nobody_is_late() -> None:
    of = play({1: 100}, late=15)
    unknown = Play([Asking(1, None, 20)], of.responses, {})
    assert table(Mode.SPEED, unknown) == [(1, 1, 100)]


# --- teams ----------------------------------------------------------------------------------------


def test_a_team_has_the_mean_of_its_members_so_size_does_not_win() -> None:
    of = play({1: 100, 2: 0, 3: 100}, joined={1: 0, 2: 0, 3: 1, 4: 1, 5: 1})
    assert [(t.rank, t.team, t.score, t.members) for t in team_places(of)] == [
        (1, 0, 50, 2), (2, 1, 33, 3),
    ]  # fmt: skip


def test_an_empty_team_has_no_place_and_equal_ones_share_theirs() -> None:
    assert team_places(play({1: 100}, joined={1: 1}))[0].team == 1
    even = team_places(play({1: 100, 2: 100}, joined={1: 0, 2: 1}))
    assert [team.rank for team in even] == [1, 1]


@given(st.lists(st.integers(0, 50), min_size=2, max_size=2), st.integers(0, 40))
def test_late_ones_even_the_teams_out(sizes: list[int], late: int) -> None:
    chosen = with_teams(range(late), sizes)
    after = [size + list(chosen.values()).count(team) for team, size in enumerate(sizes)]
    assert len(chosen) == late
    assert abs(after[0] - after[1]) <= max(1, abs(sizes[0] - sizes[1]) - late)


def test_sizes_count_only_those_with_a_team() -> None:
    assert team_sizes({1: 0, 2: 0, 3: 1, 4: None}) == [2, 1]
