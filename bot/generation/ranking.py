"""How drafts fared that people looked at: a template's acceptance, with its uncertainty."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_Z = 1.959963984540054
"""The normal deviate of a 95 % interval."""

_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its 95 % confidence interval."""

    rate: float
    low: float
    high: float


def wilson(count: int, total: int) -> Interval:
    """Wilson's score interval (1927) of ``count`` of ``total``; the whole range without any."""
    if total == 0:
        return Interval(0.0, 0.0, 1.0)
    rate = count / total
    weight = 1 + _Z**2 / total
    middle = (rate + _Z**2 / (2 * total)) / weight
    half = _Z * math.sqrt(rate * (1 - rate) / total + _Z**2 / (4 * total**2)) / weight
    return Interval(rate, max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True)
class Acceptance:
    """For each template how many drafts were looked at, and how many of them were usable."""

    seen: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def rate(self, template: str) -> float | None:
        """The share that was usable; None where too few were looked at."""
        usable, total = self.seen.get(template, (0, 0))
        return usable / total if total >= _FEWEST else None

    def score(self, template: str) -> float:
        """What ranks a template: the share, drawn to one half while few were looked at."""
        usable, total = self.seen.get(template, (0, 0))
        return (usable + 1) / (total + 2)


@cache
def shipped_acceptance() -> Acceptance:
    """What became of the drafts that the project's own sheets judge."""
    path = Path(__file__).with_name("acceptance.txt")
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return Acceptance({name: (int(usable), int(seen)) for name, usable, seen in rows})


NOTHING_SEEN = Acceptance()
"""All templates rank alike."""
