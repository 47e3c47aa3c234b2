"""Typed replies that were refused and reported: told apart by what was typed, and by nobody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.marking import NEIGHBOURHOOD, Given
from bot.domain.question import Question, QuestionType
from bot.domain.spelling import folded

_TIMES = 10


@dataclass(frozen=True, slots=True)
class Reply:
    """What was typed, as it was last; how often, in whatever capitals, accents and spaces."""

    typed: str
    times: int
    last: datetime


def could_count(question: Question, given: Given) -> bool:
    """Whether what was typed could be another reading of the passage: a year within
    NEIGHBOURHOOD of the key, a number from a tenth of it to ten times it, and any text.
    """
    if question.typed is None or given.value is None:
        return True
    key, value = question.typed.value, given.value
    if question.type is QuestionType.YEAR:
        return abs(key - value) <= NEIGHBOURHOOD
    least, most = sorted((key / _TIMES, key * _TIMES))
    return least <= value <= most


@dataclass(frozen=True, slots=True)
class Appeals:
    """The reports on one question, as it stands today; what was reported most comes first."""

    set: str
    question: Question
    replies: tuple[Reply, ...]


def replies(reports: Iterable[tuple[str, datetime]]) -> tuple[Reply, ...]:
    """Reports on one question, each what was typed and when, counted by how it reads."""
    alike: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for typed, at in sorted(reports, key=lambda report: report[1]):
        alike[folded(typed) or typed].append((typed, at))
    counted = [Reply(some[-1][0], len(some), some[-1][1]) for some in alike.values()]
    return tuple(sorted(counted, key=lambda reply: (-reply.times, reply.typed)))
