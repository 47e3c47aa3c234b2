"""Leaderboards, read from the totals.

Ranks and pages come from ``ranks``, of which a board has fewer rows the more people share one; a
person is never counted. The statements are made once: making them took as long as reading.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, select

from bot.domain.boards.board import (
    EVERY_TOPIC,
    EVERYONE,
    FOREMOST,
    BoardKey,
    Standing,
    Total,
    score_of,
)
from bot.domain.boards.period import Period
from bot.domain.people.person import BoardName
from bot.storage.boards.labels import NAMES, label_of
from bot.storage.boards.starting import Start, start_of
from bot.storage.database import Tx
from bot.storage.tables import accounts, boards, groups, ranks, totals


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a board. ``label`` is None for a person who wants to be without a name."""

    standing: Standing
    label: str | None


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a person chose to appear, and the name that comes of it."""

    chosen: BoardName
    label: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A board that somebody stands on: its number, by which the others of this module know it, how
    many people stand there, and how many rounds their points are of.
    """

    number: int
    people: int
    rounds: int


_FIND = select(
    boards.c.id,
    boards.c.rounds,
    select(func.sum(ranks.c.people)).where(ranks.c.board_id == boards.c.id).scalar_subquery(),
).where(*(boards.c[name] == bindparam(name) for name in BoardKey._fields))


async def find(tx: Tx, key: BoardKey) -> Shown | None:
    """A board; None while nobody stands on it."""
    row = (await tx.execute(_FIND, {**key._asdict(), "period": key.period.value})).one_or_none()
    return Shown(row[0], int(row[2]), row[1]) if row and row[2] else None


# The lines that are skipped are read from an index alone, and only those shown from the totals.
_WHO = (
    select(totals.c.board_id, totals.c.person_id)
    .where(totals.c.board_id == bindparam("board"), totals.c.precedence >= bindparam("precedence"))
    .order_by(totals.c.precedence, totals.c.person_id)
    .limit(bindparam("limit", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
    .subquery()
)
_PAGE = (
    select(totals, *NAMES)
    .join(
        _WHO,
        and_(totals.c.board_id == _WHO.c.board_id, totals.c.person_id == _WHO.c.person_id),
    )
    .join(accounts, accounts.c.person_id == totals.c.person_id)
    .order_by(totals.c.precedence, totals.c.person_id)
)


async def page(tx: Tx, board: int, skip: int, limit: int) -> list[Line]:
    """``limit`` lines after the first ``skip``, best first."""
    start = await start_of(tx, board, skip) if skip else Start(0, FOREMOST)
    about = {
        "board": board, "precedence": start.precedence, "skip": skip - start.ahead, "limit": limit,
    }  # fmt: skip
    lines: list[Line] = []
    rank, before = start.ahead + 1, None
    for place, row in enumerate(await tx.execute(_PAGE, about), skip + 1):
        if before is None:
            before = row.precedence
        if row.precedence != before:
            rank, before = place, row.precedence
        lines.append(Line(Standing(rank, _total(row)), _appearance(row).label))
    return lines


def _total(row: Any) -> Total:
    return Total(row.person_id, row.score, row.responses, row.right, row.rounds)


def _appearance(row: Any) -> Appearance:
    return Appearance(BoardName(row.board_name), label_of(row))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands, and as what; how many lines come before theirs.

    ``above`` is the score of the rank above, in hundredths; None at the top.
    """

    standing: Standing
    appearance: Appearance
    ahead: int
    above: int | None


_BETTER = (ranks.c.board_id == totals.c.board_id, ranks.c.precedence < totals.c.precedence)
_OTHERS = totals.alias("others")
_BESIDE = (
    _OTHERS.c.board_id == totals.c.board_id,
    _OTHERS.c.precedence == totals.c.precedence,
    _OTHERS.c.person_id < totals.c.person_id,
)
_PLACE = (
    select(
        totals,
        *NAMES,
        select(func.sum(ranks.c.people)).where(*_BETTER).scalar_subquery().label("people"),
        select(func.max(ranks.c.precedence)).where(*_BETTER).scalar_subquery().label("above"),
        select(func.count()).where(*_BESIDE).scalar_subquery().label("beside"),
    )
    .join(accounts, accounts.c.person_id == totals.c.person_id)
    .where(totals.c.board_id == bindparam("board"), totals.c.person_id == bindparam("person"))
)


async def place_of(tx: Tx, board: int, person_id: int) -> Place | None:
    """Where a person's line is; None when they do not stand on the board."""
    row = (await tx.execute(_PLACE, {"board": board, "person": person_id})).one_or_none()
    if row is None:
        return None
    people = int(row.people or 0)
    return Place(
        Standing(people + 1, _total(row)),
        _appearance(row),
        people + row.beside,
        None if row.above is None else score_of(row.above),
    )


_STANDING = (
    select(groups.c.id, groups.c.title)
    .join(boards, boards.c.chat == groups.c.id)
    .join(totals, totals.c.board_id == boards.c.id)
    .where(
        totals.c.person_id == bindparam("person"),
        boards.c.period == Period.ALL.value,
        boards.c.topic == EVERY_TOPIC,
        boards.c.chat != EVERYONE,
    )
)
_GROUPS = _STANDING.order_by(groups.c.title, groups.c.id).limit(bindparam("limit", type_=Integer))
_GROUP = _STANDING.where(boards.c.chat == bindparam("chat")).limit(1)


async def groups_of(tx: Tx, person_id: int, limit: int) -> list[tuple[int, str]]:
    """Chat and title of the groups on whose boards a person stands, by title."""
    found = await tx.execute(_GROUPS, {"person": person_id, "limit": limit})
    return [(row.id, row.title) for row in found]


async def stands_in(tx: Tx, chat: int, person_id: int) -> bool:
    """Whether a person stands on the boards of a group."""
    found = await tx.execute(_GROUP, {"person": person_id, "chat": chat})
    return found.first() is not None


async def group_title(tx: Tx, chat: int) -> str | None:
    """The title of a group we know."""
    query = select(groups.c.title).where(groups.c.id == chat)
    return (await tx.execute(query)).scalar_one_or_none()
