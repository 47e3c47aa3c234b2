"""W01, W02: difficulties and topics that have few questions; figures, not flaws."""

from collections import Counter
from collections.abc import Iterable

from bot.bank.lint.entry import Entry
from bot.domain.question import Difficulty

LEAST_SHARE = 0.15
LEAST_IN_TOPIC = 5
_LEAST_QUESTIONS = 20


def difficulties(entries: Iterable[Entry]) -> dict[Difficulty, int]:
    """How many questions there are of each difficulty."""
    count = Counter(entry.asked.question.difficulty for entry in entries)
    return {difficulty: count[difficulty] for difficulty in Difficulty}


def rare(spread: dict[Difficulty, int]) -> dict[Difficulty, float]:
    """Difficulties with too small a share; a handful of questions has no spread."""
    total = sum(spread.values())
    if total < _LEAST_QUESTIONS:
        return {}
    return {one: n / total for one, n in spread.items() if n / total < LEAST_SHARE}
