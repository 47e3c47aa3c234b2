"""What has moved on a board since it was looked at on an earlier day."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Movement:
    """``ranks`` says how many ranks up or down."""

    way: Way
    ranks: int = 0


def movement(person: int, rank: int, before: Mapping[int, int]) -> Movement:
    """How somebody came to ``rank``; ``before`` holds ranks by person."""
    if person not in before:
        return Movement(Way.NEW)
    moved = before[person] - rank
    if moved == 0:
        return Movement(Way.SAME)
    return Movement(Way.UP if moved > 0 else Way.DOWN, abs(moved))
