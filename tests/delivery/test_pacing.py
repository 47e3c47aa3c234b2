"""Token buckets: a burst at once, then a steady rate, never above Telegram's guidance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import GROUP, OVERALL, PRIVATE, UNLIMITED, Buckets, Limits, Rate


def test_a_burst_goes_at_once_and_the_rest_at_the_rate() -> None:
    buckets, rate = Buckets(), Rate(per_second=2.0, burst=3)
    assert [buckets.take("a", rate, 100.0) for _ in range(5)] == [0.0, 0.0, 0.0, 0.5, 1.0]


def test_an_idle_bucket_fills_up_again_and_not_beyond_its_burst() -> None:
    buckets, rate = Buckets(), Rate(per_second=1.0, burst=2)
    for _ in range(2):
        buckets.take("a", rate, 0.0)
    assert [buckets.take("a", rate, 1000.0) for _ in range(3)] == [0.0, 0.0, 1.0]


def test_chats_have_buckets_of_their_own() -> None:
    buckets, rate = Buckets(), Rate(per_second=1.0, burst=1)
    assert buckets.take(1, rate, 0.0) == 0.0
    assert buckets.take(2, rate, 0.0) == 0.0
    assert buckets.take(1, rate, 0.0) == 1.0


def test_no_limit_never_waits() -> None:
    buckets = Buckets()
    assert {buckets.take("a", UNLIMITED, 0.0) for _ in range(1000)} == {0.0}


def test_groups_and_people_are_told_apart_by_their_ids() -> None:
    assert Limits().of(5) == PRIVATE
    assert Limits().of(-5) == GROUP


def waits(rate: Rate, number: int) -> list[float]:
    """How long each of so many calls waits that all want to go at the same moment."""
    buckets = Buckets()
    return [buckets.take("x", rate, 0.0) for _ in range(number)]


def test_a_person_gets_two_questions_of_three_calls_at_once_and_then_a_call_a_second() -> None:
    assert waits(PRIVATE, 9) == [0.0] * 6 + [1.0, 2.0, 3.0]


def test_a_group_gets_five_calls_at_once_and_twenty_in_a_minute() -> None:
    at = waits(GROUP, 21)
    assert at[:7] == [0.0] * 5 + [4.0, 8.0]
    assert at[19] <= 60.0 < at[20]


def test_all_chats_together_get_thirty_calls_in_a_second() -> None:
    at = waits(Limits().overall, 31)
    assert at[4] == 0.0 < at[5]
    assert at[29] == pytest.approx(1.0)


def test_of_very_many_chats_only_those_that_still_have_to_wait_are_remembered() -> None:
    buckets, rate = Buckets(), Rate(per_second=1.0, burst=1)
    for _ in range(99):
        buckets.take("busy", rate, 0.0)
    for chat in range(10_000):
        buckets.take(chat, rate, 0.0)
    assert buckets.take("another", rate, 90.0) == 0.0
    assert len(buckets._full_at) == 2
    assert buckets.take("busy", rate, 90.0) == 9.0


@given(st.lists(st.floats(0, 20), min_size=1, max_size=200), st.sampled_from([GROUP, OVERALL]))
def test_guidance_holds_in_every_window(gaps: list[float], rate: Rate) -> None:
    window, most = (60.0, 20) if rate == GROUP else (1.0, 30)
    buckets, now, sent = Buckets(), 0.0, []
    for gap in gaps:
        now += gap
        now += buckets.take("x", rate, now)
        sent.append(now)
    for start in sent:
        assert sum(start <= at < start + window - 1e-6 for at in sent) <= most
