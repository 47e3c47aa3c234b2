"""Drawing the questions of an attempt: new ones first, none twice, spread over topics."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.question import Difficulty

Chance = Callable[[], float]
"""Gives numbers from 0 up to, not including, 1: ``random.Random(…).random``."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked; ``topic`` is unique over the sets."""

    question_id: int
    version_id: int
    topic: str
    difficulty: Difficulty
    last_seen: datetime | None = None


def draw(candidates: Sequence[Candidate], count: int, chance: Chance) -> list[Candidate]:
    """At most ``count`` candidates, none twice, in the order to ask them.

    What the learner never saw comes before what they saw; of the latter only the longest unseen
    are considered, twice as many as are wanted. Within that, topics take turns, then difficulties.
    """
    new = unseen(candidates)
    if len(new) >= count:
        return _spread(new, count, chance)
    seen = sorted(
        (candidate for candidate in candidates if candidate.last_seen is not None),
        key=lambda candidate: (candidate.last_seen, candidate.question_id),
    )
    wanted = count - len(new)
    chosen = _spread(new, count, chance) + _spread(seen[: 2 * wanted], wanted, chance)
    return _shuffled(chosen, chance)


def unseen(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that were never asked before."""
    return [candidate for candidate in candidates if candidate.last_seen is None]


def _spread(candidates: Iterable[Candidate], count: int, chance: Chance) -> list[Candidate]:
    left = _shuffled(candidates, chance)
    topics: Counter[str] = Counter()
    difficulties: Counter[Difficulty] = Counter()
    chosen: list[Candidate] = []
    while left and len(chosen) < count:
        best = min(left, key=lambda c: (topics[c.topic], difficulties[c.difficulty]))
        left.remove(best)
        chosen.append(best)
        topics[best.topic] += 1
        difficulties[best.difficulty] += 1
    return chosen


def _shuffled(candidates: Iterable[Candidate], chance: Chance) -> list[Candidate]:
    return sorted(candidates, key=lambda _: chance())
