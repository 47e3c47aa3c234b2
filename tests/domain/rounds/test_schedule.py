"""When the next time of a schedule comes, in every zone and over every change of clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quizzes.attempt import EVERYTHING
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import RoundKind
from bot.domain.rounds.schedule import (
    CATCH_UP,
    EVERY_DAY,
    Planned,
    Schedule,
    ScheduleState,
    Timing,
    in_each_others_way,
    in_time,
    latest_occurrence,
    next_occurrence,
    occurrence_due,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = sorted(name for name in available_timezones() if "/" in name or name == "UTC")

zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.integers(631_152_000, 2_114_380_800).map(
    lambda stamp: datetime.fromtimestamp(stamp, UTC)
)
timings = st.builds(
    Timing,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)


def daily(hours: int, minutes: int = 0) -> Timing:
    return Timing(EVERY_DAY, time(hours, minutes))


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}+00:00")


@pytest.mark.parametrize(
    ("timing", "after", "moment"),
    [
        (daily(18), "2026-11-23 12:00", "2026-11-23 17:00"),
        (daily(18), "2026-11-23 17:00", "2026-11-24 17:00"),
        (Timing(frozenset({0, 3}), time(18)), "2026-11-23 18:00", "2026-11-26 17:00"),
        (Timing(frozenset({0}), time(18)), "2026-11-23 18:00", "2026-11-30 17:00"),
        # The clocks go forward on 28 March 2027: 18:00 comes an hour sooner by UTC.
        (daily(18), "2027-03-27 17:00", "2027-03-28 16:00"),
        # From 2:00 they leap to 3:00: 2:30 does not exist, and is played at 3:30.
        (daily(2, 30), "2027-03-27 12:00", "2027-03-28 01:30"),
        (daily(2, 30), "2027-03-28 01:30", "2027-03-29 00:30"),
        # On 25 October 2026 they go back from 3:00 to 2:00: of two 2:30 the first is played.
        (daily(2, 30), "2026-10-24 12:00", "2026-10-25 00:30"),
        (daily(2, 30), "2026-10-25 00:30", "2026-10-26 01:30"),
    ],
    ids=[
        "today", "not-the-same-moment", "next-weekday", "next-week", "spring", "gap", "after-gap",
        "first-of-two", "second-is-none",
    ],
)  # fmt: skip
def test_the_next_time_by_the_clocks_of_berlin(timing: Timing, after: str, moment: str) -> None:
    assert next_occurrence(timing, BERLIN, utc(after)).moment == utc(moment)


@given(timings, zones, moments)
def test_the_next_time_is_later_and_on_one_of_its_days(
    timing: Timing, zone: ZoneInfo, after: datetime
) -> None:
    found = next_occurrence(timing, zone, after)
    assert after < found.moment <= after + timedelta(days=9)
    assert found.day.weekday() in timing.days
    local = found.moment.astimezone(zone)
    wished = datetime.combine(found.day, timing.at, zone)
    exists = local.replace(tzinfo=None) == wished.replace(tzinfo=None)
    leapt = wished.utcoffset() != wished.replace(fold=1).utcoffset()
    assert exists or leapt, "the clocks show the time, unless they leap over it"


@given(timings, zones, moments)
def test_no_day_comes_twice_and_none_is_left_out(
    timing: Timing, zone: ZoneInfo, after: datetime
) -> None:
    """Also where a zone leaps over a whole day: its time and the next day's are then the same."""
    found = [next_occurrence(timing, zone, after)]
    for _ in range(20):
        found.append(next_occurrence(timing, zone, found[-1].moment, found[-1].day))
    days = [one.day for one in found]
    assert days == sorted(set(days))
    wanted = (days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1))
    missing = {day for day in wanted if day.weekday() in timing.days} - set(days)
    there = {one.moment for one in found}
    assert all(moment_of(day, timing, zone) in there for day in missing)


def moment_of(day: date, timing: Timing, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, timing.at, zone).astimezone(UTC)


@given(timings, zones, moments)
def test_the_latest_time_is_the_one_before_the_next(
    timing: Timing, zone: ZoneInfo, now: datetime
) -> None:
    latest = latest_occurrence(timing, zone, now)
    assert latest.moment <= now
    following = next_occurrence(timing, zone, latest.moment)
    assert following == next_occurrence(timing, zone, now)
    assert following.moment > now


waits = st.one_of(
    st.integers(0, 90).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 12 * 24).map(lambda hours: timedelta(hours=hours)),
)


@given(timings, zones, moments, st.lists(waits, max_size=12))
def test_however_late_the_bot_comes_each_day_is_played_once_at_most_and_never_too_late(
    timing: Timing, zone: ZoneInfo, start: datetime, lateness: list[timedelta]
) -> None:
    """The bot sees to each timer so much later than it is due, having been away."""
    planned = Planned(timing, RoundKind.ROUND, EVERYTHING, 5, 30, Mode.CLASSIC)
    of = Schedule(1, -1, None, None, planned, ScheduleState.ACTIVE, None)
    due, played, seen = next_occurrence(timing, zone, start), set(), list[date]()
    for late in lateness:
        now = due.moment + late
        came = occurrence_due(of, zone, due.moment, now)
        assert came is not None
        assert came.day >= due.day
        seen.append(came.day)
        if in_time(came, now):
            assert now - came.moment <= CATCH_UP
            played.add(came.day)
        of = replace(of, last_day=came.day)
        assert occurrence_due(of, zone, due.moment, now) is None, "not even a timer that came back"
        due = next_occurrence(timing, zone, now, of.last_day)
        if late <= CATCH_UP:
            assert seen[-1] in played, "what is seen to in time is played"
    assert seen == sorted(set(seen))


def test_a_clock_set_back_after_the_timer_rang_plays_the_time_that_it_rang_for() -> None:
    due = next_occurrence(daily(18), BERLIN, utc("2026-11-23 12:00"))
    planned = Planned(daily(18), RoundKind.ROUND, EVERYTHING, 5, 30, Mode.CLASSIC)
    of = Schedule(1, -1, None, None, planned, ScheduleState.ACTIVE, None)
    assert occurrence_due(of, BERLIN, due.moment, due.moment - timedelta(seconds=2)) == due


def test_a_zone_that_leapt_over_a_day_plays_it_once() -> None:
    """On Samoa no clock showed the 30th of December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    before = utc("2011-12-30 05:00")  # 19:00 on the 29th there
    first = next_occurrence(daily(18), apia, before)
    second = next_occurrence(daily(18), apia, first.moment, first.day)
    assert first.moment == utc("2011-12-31 04:00")
    assert second.moment == utc("2012-01-01 04:00")
    fridays = Timing(frozenset({4}), time(18))
    leapt = next_occurrence(fridays, apia, utc("2011-12-30 12:00"))  # Saturday, 2:00 there
    assert (leapt.day, leapt.moment) == (date(2011, 12, 30), utc("2011-12-31 04:00"))


def test_a_day_that_was_played_is_not_played_again_in_a_zone_further_west() -> None:
    played = next_occurrence(daily(18), BERLIN, utc("2026-11-23 12:00"))
    london = ZoneInfo("Europe/London")
    again = next_occurrence(daily(18), london, played.moment, played.day)
    assert again.moment == utc("2026-11-24 18:00")


def test_two_plans_of_a_kind_at_one_time_are_in_each_others_way() -> None:
    one = Planned(daily(18), RoundKind.ROUND, EVERYTHING, 5, 30, Mode.CLASSIC)
    monday = Planned(
        Timing(frozenset({0}), time(18)), RoundKind.ROUND, EVERYTHING, 3, 30, Mode.SPEED
    )
    later = Planned(daily(18, 30), RoundKind.ROUND, EVERYTHING, 5, 30, Mode.CLASSIC)
    day = Planned(daily(18), RoundKind.DAY, EVERYTHING, 1, 3600, Mode.CLASSIC)
    assert in_each_others_way(one, monday)
    assert not in_each_others_way(one, later)
    assert not in_each_others_way(one, day)
