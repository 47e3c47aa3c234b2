"""Periods of a leaderboard, in the time zone of its chat."""

from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum


class Period(StrEnum):
    """Spans of the calendar, the season that an admin starts and ends, and all time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


CALENDAR = (Period.DAY, Period.WEEK, Period.MONTH, Period.ALL)
"""The periods that the date alone tells."""

EPOCH = date(1970, 1, 1)


def first_day(period: Period, now: datetime, zone: tzinfo) -> date:
    """The local day on which the period that holds ``now`` (aware) began; weeks begin on Monday.

    Seasons are not of the calendar: EPOCH, as for all time.
    """
    return first_day_of(period, now.astimezone(zone).date())


def first_day_of(period: Period, today: date) -> date:
    """The same for a local day."""
    if period is Period.DAY:
        return today
    if period is Period.WEEK:
        return today - timedelta(days=today.weekday())
    if period is Period.MONTH:
        return today.replace(day=1)
    return EPOCH
