"""Where a page of a board begins: the rank of its first line, found by halving.

The people of the foremost half of all precedences are counted. If they all come before the line,
that half is passed, else the line is in it; and so on with a half of what is left, until only one
precedence is. They are counted by their ranks, of which few are looked at twice unless all stand
close together.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    case,
    func,
    literal,
    select,
)

from bot.domain.boards.board import FOREMOST
from bot.storage.database import Tx
from bot.storage.tables import ranks

HALF = 2**62
"""Of all precedences, which go from ``FOREMOST`` to 0."""


@dataclass(frozen=True, slots=True)
class Start:
    """A rank, and how many people are ahead of it."""

    ahead: int
    precedence: int


async def start_of(tx: Tx, board: int, skip: int) -> Start:
    """The rank of the line after the first ``skip``; behind the last line, what no points have."""
    row = (await tx.execute(_START, {"board": board, "skip": skip})).one()
    return Start(int(row.ahead), row.place)


def _within(place: ColumnElement[int], step: ColumnElement[int]) -> ScalarSelect[int]:
    """How many people have a precedence from ``place`` on and before ``place + step``."""
    return (
        select(func.coalesce(func.sum(ranks.c.people), 0))
        .where(
            ranks.c.board_id == bindparam("board"),
            ranks.c.precedence >= place,
            ranks.c.precedence < place + step,
        )
        .scalar_subquery()
    )


def _halving() -> Select[Any]:
    """Each row is a part, from ``place`` on and ``step`` long, with the people ahead of it.

    When a step of 1 was passed or not, ``place`` is the only one left.
    """
    first, half = literal(FOREMOST, BigInteger), literal(HALF, BigInteger)
    part = select(
        first.label("place"),
        half.label("step"),
        literal(0, BigInteger).label("ahead"),
        _within(first, half).label("within"),
    ).cte("part", recursive=True)
    upto = part.c.ahead + part.c.within
    passed = upto <= bindparam("skip")
    place = case((passed, part.c.place + part.c.step), else_=part.c.place)
    step = part.c.step // 2
    ahead = case((passed, upto), else_=part.c.ahead)
    parts = part.union_all(select(place, step, ahead, _within(place, step)).where(part.c.step > 0))
    return select(parts.c.place, parts.c.ahead).where(parts.c.step == 0)


_START = _halving()
