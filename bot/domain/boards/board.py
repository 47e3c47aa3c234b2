"""Leaderboards: what counts on them, standings and ranks.

What counts. A response is *ranked* when it was given where the rest of the room could have beaten
it: in a round in which enough people have answered, or in a private quiz, whose board is
everyone's; not in the review of a round, whose keys were shown there. A person's first response to
a question on a board counts if it is ranked; one that is not is a first, too, since practice shows
the answers. So whoever plays alone in a group gains nothing there, and whoever plays alone in
private gains each question once in a period, however often they are asked it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.domain.boards.period import Period

EVERYONE = 0
"""The chat that stands for private quizzes, on whose boards everyone is; a group has its own."""

EVERY_TOPIC = 0
"""Stands for all topics where a board may be of one."""

NO_SEASON = 0
"""Stands where a board is of no season."""

FOREMOST = -(2**63) + 1
"""No precedence is smaller."""

_POINT = 2**31
_WHOLE = 2**30


class BoardKey(NamedTuple):
    """Which board: of a chat, on a topic or on every one, in a period.

    ``first_day`` is the local day on which the period began; a season is named by its id instead.
    """

    chat: int
    period: Period
    first_day: date
    topic: int = EVERY_TOPIC
    season: int = NO_SEASON


@dataclass(frozen=True, slots=True)
class Total:
    """What one person has on a board in a period; ``score`` in hundredths of a question.

    ``rounds`` are those in which they took part; 0 on boards of one topic.
    """

    person: int
    score: int
    responses: int
    right: int
    rounds: int = 0

    @property
    def accuracy(self) -> float:
        """Share of wholly right responses, 0 to 1."""
        return self.right / self.responses if self.responses else 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    rank: int
    total: Total


def precedence(score: int, responses: int, right: int) -> int:
    """Score and accuracy as one number: the smaller, the further ahead; equal for equal ranks.

    Accuracy is kept in 2**-30: two different shares of fewer than 2**15 responses differ by more
    than that. A score below 2**32 hundredths leaves it in 64 bits.
    """
    accuracy = right * _WHOLE // responses if responses else 0
    return -(score * _POINT + accuracy)


def score_of(precedence: int) -> int:
    """The score, in hundredths, of everybody with that precedence."""
    return -precedence // _POINT


def ranked(totals: Iterable[Total]) -> list[Standing]:
    """Rank by score, then accuracy; equal ranks are shared and the next is skipped (1, 1, 3)."""
    ordered = sorted(totals, key=lambda t: (-t.score, -t.accuracy, t.person))
    standings: list[Standing] = []
    for place, total in enumerate(ordered, start=1):
        before = standings[-1] if standings else None
        tied = before and (before.total.score, before.total.accuracy) == (
            total.score,
            total.accuracy,
        )
        standings.append(Standing(before.rank if before and tied else place, total))
    return standings
