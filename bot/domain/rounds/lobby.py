"""A round's lobby: who comes in, how long it stays open, and when a round counts."""

from datetime import datetime, timedelta

from bot.domain.rounds.modes import Mode

LOBBY = timedelta(seconds=45)
"""How long people may join before the first question."""
REMINDERS = (timedelta(seconds=60), timedelta(seconds=30), timedelta(seconds=10))
"""How long before the first question the countdown is drawn again: each time is one call."""
RANKED_FROM = 2
"""How many people a round takes that counts, unless a group chooses another number."""
RANKED_CHOICES = (2, 3, 5, 10)
"""What a group may choose from: nobody gathers points alone."""

TIMER = "lobby"
"""Kind of the timers of a lobby; args ``round``."""


def next_moment(until: datetime, now: datetime) -> datetime:
    """When the lobby that ends at ``until`` is to be looked at next: a reminder, or its end."""
    reminders = (until - before for before in REMINDERS)
    return min((moment for moment in reminders if moment > now), default=until)


def seconds_left(until: datetime, now: datetime) -> int:
    """Whole seconds until the first question, in steps of five so that edits need not be exact."""
    left = max(0.0, (until - now).total_seconds())
    return 5 * max(1, round(left / 5))


def counts(mode: Mode, answered: int, ranked_from: int) -> bool:
    """Whether a round counts for the leaderboard.

    It does as soon as at least ``ranked_from`` people of the group have answered in it, unless it
    is practice. Who only joined could not have beaten anybody.
    """
    return mode is not Mode.PRACTICE and answered >= ranked_from
