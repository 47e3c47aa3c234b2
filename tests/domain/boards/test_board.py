"""Ranks are shared, and periods begin at local midnight."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards.board import Total, precedence, ranked, score_of
from bot.domain.boards.period import Period, first_day


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


@given(
    st.lists(
        st.builds(
            lambda right, rest, score: Total(1, score, right + rest, right),
            st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 10**7),
        ),
        min_size=2,
    )
)  # fmt: skip
def test_precedence_orders_as_ranks_do(totals: list[Total]) -> None:
    """And it tells the score; it fits 64 bits."""
    for one in totals:
        mine = precedence(one.score, one.responses, one.right)
        assert score_of(mine) == one.score
        assert -(2**63) <= mine <= 0
        for other in totals:
            theirs = precedence(other.score, other.responses, other.right)
            ahead = (one.score, one.right * other.responses) > (
                other.score, other.right * one.responses,
            )  # fmt: skip
            if one.responses and other.responses:
                assert (mine < theirs) == ahead


def test_periods_begin_at_local_midnight_over_a_change_of_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    # Sunday 2026-10-25: the clocks went back at 3; at 23:30 UTC it is Monday there.
    now = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)
    begun = {period: first_day(period, now, berlin).isoformat() for period in Period}
    assert begun == {
        "day": "2026-10-26", "week": "2026-10-26", "month": "2026-10-01", "season": "1970-01-01",
        "all": "1970-01-01",
    }  # fmt: skip
    just_before = datetime(2026, 10, 25, 22, 59, tzinfo=UTC)
    assert first_day(Period.WEEK, just_before, berlin).isoformat() == "2026-10-19"
