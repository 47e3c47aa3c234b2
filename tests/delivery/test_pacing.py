"""Token buckets: a burst at once, then a steady rate, never above Telegram's guidance."""

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
