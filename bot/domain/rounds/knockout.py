"""Knock-out: whoever is not wholly right, or silent, falls; whoever lasts longest wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.rounds.modes import ranks


@dataclass(frozen=True, slots=True)
class Contest:
    """All that a knock-out's standings follow from.

    ``asked`` are the positions of the questions that are over, in order. ``right`` says of each
    contestant which they had wholly right, as bits (``1 << position``), so that a crowd is one row
    to a person, however many questions there were. Contestants joined before the first question, or
    answered it.
    """

    asked: Sequence[int]
    right: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long a person lasted: ``out`` is the position at which they fell, None while they are
    in.
    """

    rank: int
    person: int
    out: int | None


def knocked_out(of: Contest) -> dict[int, int | None]:
    """The position at which each contestant fell, None for who is still in; where all would fall,
    nobody does.
    """
    out: dict[int, int | None] = dict.fromkeys(of.right)
    still_in = set(of.right)
    for position in of.asked:
        bit = 1 << position
        right = {person for person in still_in if of.right[person] & bit}
        if right:
            out |= dict.fromkeys(still_in - right, position)
            still_in = right
    return out


def lasting(of: Contest) -> list[Lasted]:
    """Where people stand, best first; equal ranks are shared and the next is skipped."""
    out = knocked_out(of)
    beyond = max(of.asked, default=0) + 1
    lasted = {person: (at or beyond,) for person, at in out.items()}
    return [Lasted(rank, person, out[person]) for rank, person in ranks(lasted)]


def decided(of: Contest) -> bool:
    """Whether nothing that is still to be asked could change who wins: one of several is left."""
    out = knocked_out(of)
    return len(out) > 1 and sum(at is None for at in out.values()) == 1
