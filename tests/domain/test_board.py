"""Ranks are shared, and periods begin at local midnight."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.board import Total, ranked
from bot.domain.period import Period, begins, first_day


def test_equal_ranks_are_shared_and_the_next_is_skipped() -> None:
    totals = [Total(1, 300, 4, 3), Total(2, 300, 4, 3), Total(3, 100, 4, 1), Total(4, 300, 6, 3)]
    assert [(one.rank, one.total.person) for one in ranked(totals)] == [
        (1, 1), (1, 2), (3, 4), (4, 3),
    ]  # fmt: skip


@given(st.lists(st.builds(Total, st.integers(), st.integers(0, 9), st.just(9), st.integers(0, 9))))
def test_a_rank_is_one_more_than_the_number_of_better_ones(totals: list[Total]) -> None:
    for standing in ranked(totals):
        mine = (standing.total.score, standing.total.accuracy)
        assert standing.rank == 1 + sum((t.score, t.accuracy) > mine for t in totals)


def test_periods_begin_at_local_midnight_over_a_change_of_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    # Sunday 2026-10-25: the clocks went back at 3; at 23:30 UTC it is Monday there.
    now = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)
    assert begins(Period.DAY, now, berlin) == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)
    assert begins(Period.WEEK, now, berlin) == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)
    assert begins(Period.MONTH, now, berlin) == datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
    assert first_day(Period.ALL, now, berlin).isoformat() == "1970-01-01"
