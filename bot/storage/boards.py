"""Leaderboards, read from the totals; people without an account are never shown."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Double, Row, and_, cast, delete, func, or_, select, text

from bot.domain.board import Standing, Total, ranked
from bot.domain.marking import Mark
from bot.domain.naming import board_label
from bot.domain.period import Period
from bot.domain.person import BoardName
from bot.storage.database import Tx
from bot.storage.responses import Entry, Sums, TotalKey, add_totals, counted
from bot.storage.tables import (
    accounts,
    groups,
    people,
    responses,
    round_questions,
    rounds,
    totals,
)

_PEOPLE_AT_A_TIME = 200
_LATEST_VOTES = timedelta(days=1)
"""Telegram keeps an update that long: no vote comes in later after its round."""


@dataclass(frozen=True, slots=True)
class BoardKey:
    """A board in a period that began on the local day ``first_day``."""

    board: int
    period: Period
    first_day: date


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


_accuracy = cast(totals.c.right, Double) / cast(totals.c.responses, Double)
_columns = (
    totals.c.person_id, totals.c.score, totals.c.responses, totals.c.right,
    accounts.c.first_name, accounts.c.last_name, accounts.c.board_name, accounts.c.alias,
)  # fmt: skip
_shown = totals.join(accounts, accounts.c.person_id == totals.c.person_id)


async def top(tx: Tx, key: BoardKey, limit: int) -> list[Line]:
    """The first ``limit`` lines, best first."""
    rows = await tx.execute(
        select(*_columns)
        .select_from(_shown)
        .where(*_on(key))
        .order_by(totals.c.score.desc(), _accuracy.desc(), totals.c.person_id)
        .limit(limit)
    )
    labels: dict[int, str | None] = {}
    found: list[Total] = []
    for row in rows:
        found.append(Total(row.person_id, row.score, row.responses, row.right))
        labels[row.person_id] = _appearance(row).label
    return [Line(standing, labels[standing.total.person]) for standing in ranked(found)]


async def appearance(tx: Tx, person_id: int) -> Appearance | None:
    """How a person appears on boards; None without an account."""
    query = select(accounts).where(accounts.c.person_id == person_id)
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _appearance(row)


def _appearance(row: Row[*tuple[Any, ...]]) -> Appearance:
    chosen = BoardName(row.board_name)
    name = f"{row.first_name} {row.last_name or ''}".strip()
    return Appearance(chosen, board_label(chosen, name, row.alias))


async def people_on(tx: Tx, key: BoardKey) -> int:
    """How many people stand on the board."""
    query = select(func.count()).select_from(_shown).where(*_on(key))
    return int((await tx.execute(query)).scalar_one())


async def standing_of(tx: Tx, key: BoardKey, person_id: int) -> Standing | None:
    """A person's total and rank; None when they do not stand on the board."""
    columns = (totals.c.score, totals.c.responses, totals.c.right)
    row = (
        await tx.execute(
            select(*columns).select_from(_shown).where(*_on(key), totals.c.person_id == person_id)
        )
    ).one_or_none()
    if row is None:
        return None
    total = Total(person_id, row.score, row.responses, row.right)
    better = select(func.count()).select_from(_shown).where(*_on(key), _better(total))
    return Standing(int((await tx.execute(better)).scalar_one()) + 1, total)


async def next_score(tx: Tx, key: BoardKey, total: Total) -> int | None:
    """The score of the place above ``total``, in hundredths; None at the top."""
    query = (
        select(totals.c.score)
        .select_from(_shown)
        .where(*_on(key), _better(total))
        .order_by(totals.c.score)
        .limit(1)
    )
    return (await tx.execute(query)).scalar_one_or_none()


async def rounds_since(tx: Tx, chat: int, begin: datetime) -> int:
    """Rounds of a group that somebody answered in since ``begin``: those that the points are of."""
    answered = (
        select(responses.c.id)
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .where(round_questions.c.round_id == rounds.c.id, responses.c.at >= begin)
        .exists()
    )
    # Not the rule, only where to look: the last votes come in after the end of a round.
    lately = or_(rounds.c.ended_at.is_(None), rounds.c.ended_at >= begin - _LATEST_VOTES)
    query = select(func.count()).select_from(rounds).where(rounds.c.chat == chat, lately, answered)
    return int((await tx.execute(query)).scalar_one())


async def group_title(tx: Tx, chat: int) -> str | None:
    """The title of a group we know."""
    query = select(groups.c.title).where(groups.c.id == chat)
    return (await tx.execute(query)).scalar_one_or_none()


def _on(key: BoardKey) -> tuple[ColumnElement[bool], ...]:
    return (
        totals.c.board == key.board,
        totals.c.period == key.period.value,
        totals.c.first_day == key.first_day,
    )


def _better(total: Total) -> ColumnElement[bool]:
    """Ranked above ``total``: the order of ``domain.board.ranked``. The range serves the index."""
    return and_(
        totals.c.score >= total.score,
        or_(totals.c.score > total.score, _accuracy > total.accuracy),
    )


# --- totals, derived again from the log ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is not what the log says; each is (score, responses, right)."""

    key: TotalKey
    stored: tuple[int, int, int] | None
    derived: tuple[int, int, int] | None


async def rebuild(tx: Tx, board: int | None = None) -> int:
    """Derive the totals of one board, or of all, from the log anew; the number of rows.

    To be called, too, when a group has moved to another time zone.
    """
    if tx.dialect.name == "postgresql":
        # Who is adding to the totals just now finishes first; others wait for the commit.
        await tx.execute(text("LOCK TABLE totals IN SHARE ROW EXCLUSIVE MODE"))
    gone = delete(totals)
    await tx.execute(gone if board is None else gone.where(totals.c.board == board))
    rows = 0
    async for _, sums in _derived(tx, board):
        await add_totals(tx, sums)
        rows += len(sums)
    return rows


async def differences(tx: Tx) -> list[Difference]:
    """Totals that differ from what the log says; none when all is well."""
    found: list[Difference] = []
    async for (first, last), derived in _derived(tx, None):
        rows = await tx.execute(select(totals).where(totals.c.person_id.between(first, last)))
        stored: Sums = {
            (row.board, Period(row.period), row.first_day, row.person_id): (
                row.score, row.responses, row.right,
            )
            for row in rows
        }  # fmt: skip
        found += [
            Difference(key, stored.get(key), derived.get(key))
            for key in sorted(stored.keys() | derived.keys())
            if stored.get(key) != derived.get(key)
        ]
    return found


async def _derived(tx: Tx, board: int | None) -> AsyncIterator[tuple[tuple[int, int], Sums]]:
    """What the log says, some people at a time: their first and last id, and their totals."""
    zones = {
        row.id: ZoneInfo(row.timezone)
        for row in await tx.execute(select(groups.c.id, groups.c.timezone))
    }
    last = 0
    while True:
        ids = select(people.c.id).where(people.c.id > last).order_by(people.c.id)
        some = (await tx.execute(ids.limit(_PEOPLE_AT_A_TIME))).scalars().all()
        if not some:
            return
        last = some[-1]
        query = (
            select(responses)
            .where(responses.c.person_id.between(some[0], last), responses.c.board.is_not(None))
            .order_by(responses.c.id)
        )
        rows = await tx.execute(query if board is None else query.where(responses.c.board == board))
        by_board: dict[int, list[Entry]] = {}
        for row in rows:
            entry = Entry(row.board, row.person_id, row.question_id, Mark(row.mark), row.at)
            by_board.setdefault(row.board, []).append(entry)
        sums: Sums = {}
        for number, entries in by_board.items():
            sums |= counted(entries, zones.get(number, ZoneInfo("UTC")))
        yield (some[0], last), sums
