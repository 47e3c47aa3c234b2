"""What somebody missed in a round: answered not wholly right, or left while they took part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.marking import FULL


@dataclass(frozen=True, slots=True)
class Met:
    """A question of a round that is over, as one person met it.

    ``opened_at`` is None where nobody knows it; ``mark`` in hundredths of a question, None for no
    response.
    """

    position: int
    question_id: int
    opened_at: datetime | None
    mark: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """How one person took part in a round, beside what they answered.

    ``joined_at`` is when they joined it; ``away_from`` since when the group has not had them, as
    far as that is known; ``out`` the position at which they were knocked out.
    """

    joined_at: datetime | None = None
    away_from: datetime | None = None
    out: int | None = None


def missed(met: Sequence[Met], part: Part) -> list[int] | None:
    """The questions to look at again, in the round's order; None for who took no part.

    ``met`` are the round's questions in order. Whoever joined before the first one has met all of
    them; anybody else those from their first response on. What was asked after they had left, or
    were knocked out, was not theirs to answer; what they answered all the same counts as given.
    """
    first = _first(met, part)
    if first is None:
        return None
    return [
        one.question_id
        for one in met
        if (one.mark < FULL if one.mark is not None else _was_theirs(one, first, part))
    ]


def _first(met: Sequence[Met], part: Part) -> int | None:
    """The position from which on somebody took part."""
    if part.joined_at is not None:
        begun = min((one.opened_at for one in met if one.opened_at is not None), default=None)
        if begun is None or part.joined_at <= begun:
            return 1
    return min((one.position for one in met if one.mark is not None), default=None)


def _was_theirs(one: Met, first: int, part: Part) -> bool:
    """Whether a question that they left without an answer was theirs to answer."""
    if one.position < first or (part.out is not None and one.position > part.out):
        return False
    away, opened = part.away_from, one.opened_at
    return away is None or opened is None or opened < away
