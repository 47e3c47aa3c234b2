"""What a group has scheduled, and when its next time comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from bot.domain.quizzes.attempt import Scope
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import RoundKind

MOST = 10
"""How many schedules a group may have."""
CATCH_UP = timedelta(hours=1)
"""How late a missed time is still caught up; what is later than that is skipped."""
LOBBY = timedelta(minutes=2)
"""How long people may join a round that came by itself: they were not here when it opened."""
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))

TIMER = "schedule"
"""Kind of the timers of schedules; args ``schedule``."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Weekdays (0 is Monday) and the time of day, as the clocks of a time zone show it."""

    days: frozenset[int]
    at: time


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a timing: the local day that it belongs to, and the moment, in UTC."""

    day: date
    moment: datetime


class ScheduleState(StrEnum):
    """``cut_off``: it paused by itself, since the bot could not write there."""

    ACTIVE = "active"
    PAUSED = "paused"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is asked, and when: the part of a schedule that somebody wrote.

    ``seconds`` is how long each question stays open.
    """

    timing: Timing
    kind: RoundKind
    scope: Scope
    questions: int
    seconds: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan of a group, or of a topic of a forum; ``last_day`` is the last local day whose time
    was played or skipped.
    """

    id: int
    chat: int
    thread: int | None
    made_by: int | None
    planned: Planned
    state: ScheduleState
    last_day: date | None

    @property
    def active(self) -> bool:
        return self.state is ScheduleState.ACTIVE


def next_occurrence(
    timing: Timing, zone: tzinfo, after: datetime, last_day: date | None = None
) -> Occurrence:
    """The first occurrence later than ``after`` (aware), of a day later than ``last_day``.

    Every local day has one moment: a time that occurs twice is taken when it comes first, one
    that the clocks leap over comes as much later as they leap. So a day is never played twice,
    and none is left out; nor is it where a group moves to another zone.
    """
    for day in _days(timing, after.astimezone(zone).date() - timedelta(days=1), last_day):
        moment = _moment(day, timing.at, zone)
        if moment > after:
            return Occurrence(day, moment)
    raise ValueError("a timing without days")


def latest_occurrence(timing: Timing, zone: tzinfo, until: datetime) -> Occurrence:
    """The last occurrence that is not later than ``until`` (aware)."""
    first = until.astimezone(zone).date() - timedelta(days=9)
    occurrences = (Occurrence(day, _moment(day, timing.at, zone)) for day in _days(timing, first))
    latest = None
    for occurrence in occurrences:
        if occurrence.moment > until:
            break
        latest = occurrence
    assert latest is not None  # noqa: S101 - the days before hold one of each weekday
    return latest


def occurrence_due(of: Schedule, zone: tzinfo, due: datetime, now: datetime) -> Occurrence | None:
    """What a timer that was due is about: of several missed occurrences the last, and no other.

    None where its day is over already.
    """
    came = latest_occurrence(of.planned.timing, zone, max(due, now))
    return None if of.last_day is not None and came.day <= of.last_day else came


def in_time(occurrence: Occurrence, now: datetime) -> bool:
    """Whether it is to be played still, if need be late; else it is skipped."""
    return now - occurrence.moment <= CATCH_UP


def in_each_others_way(one: Planned, other: Planned) -> bool:
    """Whether the second of two plans would find the first one being played, every time."""
    together = one.timing.at == other.timing.at and one.timing.days & other.timing.days
    return one.kind is other.kind and bool(together)


def _days(timing: Timing, first: date, after: date | None = None) -> Iterator[date]:
    """The days of a timing from ``first`` on, and later than ``after``; for two weeks and more."""
    if after is not None:
        first = max(first, after + timedelta(days=1))
    days = (first + timedelta(days=n) for n in range(16))
    return (day for day in days if day.weekday() in timing.days)


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    """PEP 495, fold 0: the first of two; within a gap the offset before it, and so later by it."""
    return datetime.combine(day, at, zone).astimezone(UTC)
