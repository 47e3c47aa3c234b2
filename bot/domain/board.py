"""Leaderboards: standings and ranks."""

from collections.abc import Iterable
from dataclasses import dataclass

EVERYONE = 0
"""The board of private quizzes; a group's board is its chat id."""


@dataclass(frozen=True, slots=True)
class Total:
    """What one person has on a board in a period; ``score`` in hundredths of a question."""

    person: int
    score: int
    responses: int
    right: int

    @property
    def accuracy(self) -> float:
        """Share of wholly right responses, 0 to 1."""
        return self.right / self.responses if self.responses else 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    rank: int
    total: Total


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
