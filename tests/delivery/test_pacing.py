"""Token buckets: a burst at once, then a steady rate, never above Telegram's guidance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import (
    GROUP,
    NO_QUOTA,
    OVERALL,
    PRIVATE,
    UNLIMITED,
    Buckets,
    Limits,
    Quotas,
    Rate,
)


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


def waits(rate: Rate, number: int) -> list[float]:
    """How long each of so many calls waits that all want to go at the same moment."""
    buckets = Buckets()
    return [buckets.take("x", rate, 0.0) for _ in range(number)]


def test_a_person_gets_two_questions_of_three_calls_at_once_and_then_a_call_a_second() -> None:
    assert waits(PRIVATE, 9) == [0.0] * 6 + [1.0, 2.0, 3.0]


def paced(quotas: Quotas, count: int, *, by_itself: bool, now: float = 0.0) -> list[float]:
    """When each of so many calls of a group is made that all want to go at ``now``."""
    at = []
    for _ in range(count):
        now += quotas.wait("x", GROUP, now, by_itself=by_itself)
        quotas.spend("x", GROUP, now, by_itself=by_itself)
        at.append(now)
    return at


def test_who_asks_in_a_group_gets_twenty_calls_at_once_and_the_next_a_minute_later() -> None:
    assert paced(Quotas(), 21, by_itself=False) == [0.0] * 20 + [60.0]


def test_what_comes_by_itself_leaves_four_of_the_twenty_to_who_asks() -> None:
    quotas = Quotas()
    at = paced(quotas, 16, by_itself=True)
    assert at == pytest.approx([0.0] * 5 + [n * 60 / 11 for n in range(1, 12)])
    assert paced(quotas, 4, by_itself=False, now=59.5) == [59.5] * 4


def test_without_a_quota_a_group_never_waits() -> None:
    quotas = Quotas()
    for _ in range(1000):
        quotas.spend("x", NO_QUOTA, 0.0, by_itself=True)
    assert quotas.wait("x", NO_QUOTA, 0.0, by_itself=True) == 0.0


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


@given(st.lists(st.floats(0, 20), min_size=1, max_size=200))
def test_guidance_for_all_holds_in_every_window(gaps: list[float]) -> None:
    buckets, now, sent = Buckets(), 0.0, []
    for gap in gaps:
        now += gap
        now += buckets.take("x", OVERALL, now)
        sent.append(now)
    for start in sent:
        assert sum(start <= at < start + 1.0 - 1e-6 for at in sent) <= 30


@given(st.lists(st.tuples(st.floats(0, 20), st.booleans()), min_size=1, max_size=150))
def test_a_group_gets_at_most_twenty_calls_in_any_minute(gaps: list[tuple[float, bool]]) -> None:
    """Sixteen of them come by themselves at most."""
    quotas, now, sent = Quotas(), 0.0, []
    for gap, by_itself in gaps:
        now += gap
        now += quotas.wait("x", GROUP, now, by_itself=by_itself)
        quotas.spend("x", GROUP, now, by_itself=by_itself)
        sent.append((now, by_itself))
    for start, _ in sent:
        window = [own for at, own in sent if start <= at < start + 60.0 - 1e-6]
        assert len(window) <= 20 and sum(window) <= 16
