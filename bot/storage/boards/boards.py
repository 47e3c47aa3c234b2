"""Leaderboards, read from the totals.

Ranks and pages come from ``ranks``, of which a board has fewer rows the more people share one; a
person is never counted.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from bot.domain.board import EVERY_TOPIC, EVERYONE, FOREMOST, BoardKey, Standing, Total, score_of
from bot.domain.period import Period
from bot.domain.person import BoardName
from bot.storage.boards.labels import NAMES, label_of
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


async def find(tx: Tx, key: BoardKey) -> Shown | None:
    """A board; None while nobody stands on it."""
    people = select(func.sum(ranks.c.people)).where(ranks.c.board_id == boards.c.id)
    row = (
        await tx.execute(
            select(boards.c.id, boards.c.rounds, people.scalar_subquery()).where(
                boards.c.chat == key.chat,
                boards.c.period == key.period.value,
                boards.c.first_day == key.first_day,
                boards.c.topic == key.topic,
                boards.c.season == key.season,
            )
        )
    ).one_or_none()
    return Shown(row[0], int(row[2]), row[1]) if row and row[2] else None


async def page(tx: Tx, board: int, skip: int, limit: int) -> list[Line]:
    """``limit`` lines after the first ``skip``, best first."""
    start = await _start(tx, board, skip) if skip else _Start(0, FOREMOST)
    if start is None:
        return []
    some = (
        select(totals)
        .where(totals.c.board_id == board, totals.c.precedence >= start.precedence)
        .order_by(totals.c.precedence, totals.c.person_id)
        .limit(limit)
        .offset(skip - start.ahead)
        .subquery()
    )
    query = (
        select(some, *NAMES)
        .join(accounts, accounts.c.person_id == some.c.person_id)
        .order_by(some.c.precedence, some.c.person_id)
    )
    lines: list[Line] = []
    rank, before = start.ahead + 1, None
    for place, row in enumerate(await tx.execute(query), skip + 1):
        if before is None:
            before = row.precedence
        if row.precedence != before:
            rank, before = place, row.precedence
        lines.append(Line(Standing(rank, _total(row)), _appearance(row).label))
    return lines


@dataclass(frozen=True, slots=True)
class _Start:
    """A rank, and how many people are ahead of it."""

    ahead: int
    precedence: int


async def _start(tx: Tx, board: int, skip: int) -> _Start | None:
    """The rank of the line after the first ``skip``; None behind the last line."""
    upto = func.sum(ranks.c.people).over(order_by=ranks.c.precedence).label("upto")
    running = (
        select(ranks.c.precedence, ranks.c.people, upto)
        .where(ranks.c.board_id == board)
        .order_by(ranks.c.precedence)
        .subquery()
    )
    query = select(running).where(running.c.upto > skip).order_by(running.c.precedence).limit(1)
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _Start(int(row.upto) - row.people, row.precedence)


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


async def place_of(tx: Tx, board: int, person_id: int) -> Place | None:
    """Where a person's line is; None when they do not stand on the board."""
    row = (
        await tx.execute(
            select(totals, *NAMES)
            .join(accounts, accounts.c.person_id == totals.c.person_id)
            .where(totals.c.board_id == board, totals.c.person_id == person_id)
        )
    ).one_or_none()
    if row is None:
        return None
    better = (ranks.c.board_id == board, ranks.c.precedence < row.precedence)
    beside = (
        totals.c.board_id == board,
        totals.c.precedence == row.precedence,
        totals.c.person_id < person_id,
    )
    people, above, before = (
        await tx.execute(
            select(
                select(func.coalesce(func.sum(ranks.c.people), 0)).where(*better).scalar_subquery(),
                select(func.max(ranks.c.precedence)).where(*better).scalar_subquery(),
                select(func.count()).where(*beside).scalar_subquery(),
            )
        )
    ).one()
    return Place(
        Standing(int(people) + 1, _total(row)),
        _appearance(row),
        int(people) + before,
        None if above is None else score_of(above),
    )


async def groups_of(tx: Tx, person_id: int, limit: int) -> list[tuple[int, str]]:
    """Chat and title of the groups on whose boards a person stands, by title."""
    query = (
        select(groups.c.id, groups.c.title)
        .join(boards, boards.c.chat == groups.c.id)
        .join(totals, totals.c.board_id == boards.c.id)
        .where(
            totals.c.person_id == person_id,
            boards.c.period == Period.ALL.value,
            boards.c.topic == EVERY_TOPIC,
            boards.c.chat != EVERYONE,
        )
        .order_by(groups.c.title, groups.c.id)
        .limit(limit)
    )
    return [(row.id, row.title) for row in await tx.execute(query)]


async def group_title(tx: Tx, chat: int) -> str | None:
    """The title of a group we know."""
    query = select(groups.c.title).where(groups.c.id == chat)
    return (await tx.execute(query)).scalar_one_or_none()
