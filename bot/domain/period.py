"""Periods of a leaderboard, in the time zone of its chat."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


EPOCH = date(1970, 1, 1)


def first_day(period: Period, now: datetime, zone: tzinfo) -> date:
    """The local day on which the period that holds ``now`` (aware) began; weeks begin on Monday."""
    today = now.astimezone(zone).date()
    if period is Period.DAY:
        return today
    if period is Period.WEEK:
        return today - timedelta(days=today.weekday())
    if period is Period.MONTH:
        return today.replace(day=1)
    return EPOCH


def begins(period: Period, now: datetime, zone: tzinfo) -> datetime:
    """The instant (UTC) at which the period that holds ``now`` began."""
    midnight = datetime.combine(first_day(period, now, zone), datetime.min.time(), tzinfo=zone)
    return midnight.astimezone(UTC)
