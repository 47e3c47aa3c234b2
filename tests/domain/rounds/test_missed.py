"""What somebody missed in a round."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rounds.missed import Met, Part, missed

BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


def round_of(*marks: int | None) -> list[Met]:
    """A question every ten seconds, called 101, 102, …"""
    return [
        Met(position, 100 + position, at(10 * (position - 1)), mark)
        for position, mark in enumerate(marks, 1)
    ]


IN_TIME = at(-5)


@pytest.mark.parametrize(
    ("marks", "part", "expected"),
    [
        pytest.param((0, 50, 100), Part(IN_TIME), [101, 102], id="wrong and partly"),
        pytest.param((100, None, 100), Part(IN_TIME), [102], id="silent"),
        pytest.param((None, None), Part(IN_TIME), [101, 102], id="joined and silent"),
        pytest.param((100, 100), Part(IN_TIME), [], id="nothing missed"),
        pytest.param((None, None), Part(), None, id="not in it"),
        pytest.param((None, 100, None), Part(), [103], id="came late, by answering"),
        pytest.param((None, 0, None), Part(at(15)), [102, 103], id="given a team by answering"),
        pytest.param((100, None, None), Part(IN_TIME, away_from=at(15)), [102], id="left"),
        pytest.param((100, None, 0), Part(IN_TIME, away_from=at(15)), [102, 103], id="came back"),
        pytest.param((100, 0, None), Part(IN_TIME, out=2), [102], id="knocked out"),
        pytest.param((100, 0, 0), Part(IN_TIME, out=2), [102, 103], id="went on all the same"),
        pytest.param((), Part(IN_TIME), [], id="nothing was asked"),
    ],
)
def test_what_was_missed(
    marks: tuple[int | None, ...], part: Part, expected: list[int] | None
) -> None:
    assert missed(round_of(*marks), part) == expected


def test_a_stranger_is_asked_only_what_they_answered() -> None:
    never = datetime.min.replace(tzinfo=UTC)
    assert missed(round_of(0, None, 100), Part(away_from=never)) == [101]


def test_a_question_of_unknown_beginning_counts_for_who_joined() -> None:
    unknown = [Met(1, 101, None, None), *round_of(None, None)[1:]]
    assert missed(unknown, Part(IN_TIME)) == [101, 102]
    assert missed([Met(1, 101, None, None)], Part(IN_TIME)) == [101]


MARKS = st.lists(st.none() | st.integers(0, 100), max_size=8)
TIMES = st.none() | st.integers(-20, 100).map(at)


@given(MARKS, TIMES, TIMES, st.none() | st.integers(1, 8))
def test_it_is_never_right_and_in_the_rounds_order(
    marks: list[int | None], joined: datetime | None, away: datetime | None, out: int | None
) -> None:
    found = missed(round_of(*marks), Part(joined, away, out))
    wrong = [100 + place for place, mark in enumerate(marks, 1) if mark is not None and mark < 100]
    right = {100 + place for place, mark in enumerate(marks, 1) if mark == 100}
    if found is None:
        assert all(mark is None for mark in marks)
    else:
        assert found == sorted(set(found) - right)
        assert set(wrong) <= set(found)
