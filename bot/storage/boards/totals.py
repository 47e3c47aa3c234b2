"""Totals on boards: what a response adds to them, and how that is written.

The hot path: Core statements only, many rows to a statement. ``ranks`` follows ``totals`` in the
same transaction: how many people share a score and an accuracy.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, case, cast, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.boards.board import EVERY_TOPIC, EVERYONE, NO_SEASON, BoardKey, precedence
from bot.domain.boards.period import CALENDAR, EPOCH, Period, first_day_of
from bot.domain.boards.season import Season, season_at
from bot.domain.marking import Mark
from bot.storage.bulk import among, inserting
from bot.storage.database import Tx
from bot.storage.tables import boards, ranks, snapshots, totals

# --- what counts ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """What the totals need of a response; ``joins`` when it is the first ranked one in its round.

    One that does not count (``counts``) is there because it may be the first to its question. A
    ``void`` one is no first: it is there for the round in which it was given.
    """

    chat: int
    person: int
    question: int
    topic: int
    mark: Mark
    at: datetime
    joins: bool = False
    counts: bool = True
    void: bool = False


Sum = tuple[int, int, int, int]
"""Score, responses, right ones, rounds."""

Sums = dict[tuple[BoardKey, int], Sum]
"""By board and person."""

Seasons = Mapping[int, Sequence[Season]]
"""The seasons of chats."""

NOTHING: Sum = (0, 0, 0, 0)


def counted(entries: Iterable[Entry], zone: tzinfo, seasons: Seasons) -> Sums:
    """What those of ``entries`` that count add to the totals.

    They come in the log's order, with all that the log holds on their questions before them.
    """
    keys_of = _keys(zone, seasons)
    seen: set[tuple[BoardKey, int, int]] = set()
    sums: Sums = {}
    for entry in entries:
        mark, right, person, question = (
            entry.mark.value,
            entry.mark.right,
            entry.person,
            entry.question,
        )
        for key in keys_of(entry.chat, entry.topic, entry.at):
            first = not entry.void and (key, person, question) not in seen
            if first:
                seen.add((key, person, question))
            rounds = entry.joins and key.topic == EVERY_TOPIC
            if not entry.counts or not (first or rounds):
                continue
            was = sums.get((key, person), NOTHING)
            more = (mark, 1, right, rounds) if first else (0, 0, 0, rounds)
            sums[key, person] = _plus(was, more)
    return sums


def opened(
    begun: Iterable[tuple[int, datetime]], zone: tzinfo, seasons: Seasons
) -> dict[BoardKey, int]:
    """How many rounds each board gains by rounds whose first response came in that chat then."""
    keys_of = _keys(zone, seasons)
    found: defaultdict[BoardKey, int] = defaultdict(int)
    for chat, at in begun:
        for key in keys_of(chat, EVERY_TOPIC, at):
            found[key] += 1
    return found


def _keys(zone: tzinfo, seasons: Seasons) -> Callable[[int, int, datetime], tuple[BoardKey, ...]]:
    """Which boards a response stands on, by chat, topic and time. Many share a day: made once."""
    made: dict[tuple[int, int, date, int], tuple[BoardKey, ...]] = {}

    def keys_of(chat: int, topic: int, at: datetime) -> tuple[BoardKey, ...]:
        day = at.astimezone(UTC if chat == EVERYONE else zone).date()
        season = season_at(seasons.get(chat, ()), at)
        about = (chat, topic, day, season)
        if about not in made:
            made[about] = tuple(_boards_of(*about))
        return made[about]

    return keys_of


def _boards_of(chat: int, topic: int, day: date, season: int) -> Iterable[BoardKey]:
    for one in {EVERY_TOPIC, topic}:
        for period in CALENDAR:
            yield BoardKey(chat, period, first_day_of(period, day), one)
        if season != NO_SEASON:
            yield BoardKey(chat, Period.SEASON, EPOCH, one, season)


def _plus(one: Sum, other: Sum) -> Sum:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


# --- writing -------------------------------------------------------------------------------------


async def board_ids(tx: Tx, keys: Collection[BoardKey]) -> dict[BoardKey, int]:
    """The numbers of those boards that somebody stands on."""
    if not keys:
        return {}
    columns = (boards.c.chat, boards.c.period, boards.c.first_day, boards.c.topic, boards.c.season)
    rows = await tx.execute(
        select(boards.c.id, *columns).where(
            boards.c.chat.in_({key.chat for key in keys}),
            boards.c.period.in_({key.period.value for key in keys}),
            boards.c.first_day.in_({key.first_day for key in keys}),
            boards.c.topic.in_({key.topic for key in keys}),
            boards.c.season.in_({key.season for key in keys}),
        )
    )
    found = {
        BoardKey(chat, Period(period), day, topic, season): number
        for number, chat, period, day, topic, season in rows
    }
    return {key: found[key] for key in keys if key in found}


async def _made_ids(tx: Tx, keys: Collection[BoardKey]) -> dict[BoardKey, int]:
    """The same, those boards made that nobody stood on."""
    ids = await board_ids(tx, keys)
    if missing := sorted(set(keys) - ids.keys()):
        insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
        rows = [
            {
                "chat": key.chat, "period": key.period.value, "first_day": key.first_day,
                "topic": key.topic, "season": key.season, "rounds": 0,
            }
            for key in missing
        ]  # fmt: skip
        await tx.execute(insert(boards).on_conflict_do_nothing(), rows)
        ids |= await board_ids(tx, missing)
    return ids


Moves = Counter[tuple[int, int]]
"""How many people a rank gains (or loses), by board and precedence."""


async def add_totals(
    tx: Tx, sums: Sums, begun: Mapping[BoardKey, int] | None = None, left: Moves | None = None
) -> None:
    """Add to the totals, making rows that are missing; always in the same order of rows.

    ``begun`` are the rounds that boards gain, or lose; ``left`` the ranks that people have left.
    """
    moves = left or Counter()
    ids = await _made_ids(tx, {key for key, _ in sums} | (begun or {}).keys())
    if begun:
        await tx.execute(
            update(boards)
            .where(boards.c.id == bindparam("board"))
            .values(rounds=boards.c.rounds + bindparam("more")),
            [{"board": ids[key], "more": more} for key, more in sorted(begun.items())],
        )
    if sums:
        moves.update(await _add(tx, {(ids[key], who): sum_ for (key, who), sum_ in sums.items()}))
    await _move(tx, moves)


def precedence_of(score: Any, responses: Any, right: Any) -> ColumnElement[int]:
    """:func:`bot.domain.boards.board.precedence`, in SQL."""
    accuracy = case((responses > 0, cast(right, BigInteger) * 2**30 // responses), else_=0)
    return -(cast(score, BigInteger) * 2**31 + accuracy)


async def _add(tx: Tx, sums: Mapping[tuple[int, int], Sum]) -> Moves:
    """Add by board and person; what that moves."""
    rows = [
        {
            "board_id": board, "person_id": person, "score": score, "responses": number,
            "right": right, "rounds": rounds, "precedence": precedence(score, number, right),
        }
        for (board, person), (score, number, right, rounds) in sorted(sums.items())
    ]  # fmt: skip
    upsert, values = inserting(tx.dialect, totals, rows)
    new, old = upsert.excluded, totals.c
    score, right = old.score + new.score, old.right + new.right
    number, rounds_ = old.responses + new.responses, old.rounds + new.rounds
    statement = upsert.on_conflict_do_update(
        index_elements=["board_id", "person_id"],
        set_={
            "score": score, "responses": number, "right": right, "rounds": rounds_,
            "precedence": precedence_of(score, number, right),
        },
    ).returning(
        old.board_id, old.person_id, old.score, old.responses, old.right, old.rounds
    )  # fmt: skip
    moves: Moves = Counter()
    empty: defaultdict[int, set[int]] = defaultdict(set)
    for board, person, *now in await tx.execute(statement, values):
        more = sums[board, person]
        before = [one - another for one, another in zip(now, more, strict=True)]
        if any(before):  # whoever stands there has responses, or at least a round
            moves[board, precedence(*before[:3])] -= 1
        if any(now):
            moves[board, precedence(*now[:3])] += 1
        else:
            empty[board].add(person)
    for board, people in sorted(empty.items()):  # all that they had there is void
        theirs = among(tx.dialect, old.person_id, people)
        await tx.execute(delete(totals).where(old.board_id == board, theirs))
    return moves


async def _move(tx: Tx, moves: Moves) -> None:
    """Bring the ranks up to date; one that nobody has any more goes."""
    rows = [
        {"board_id": board, "precedence": place, "people": more}
        for (board, place), more in sorted(moves.items())
        if more
    ]
    if not rows:
        return
    upsert, values = inserting(tx.dialect, ranks, rows)
    statement = upsert.on_conflict_do_update(
        index_elements=["board_id", "precedence"],
        set_={"people": ranks.c.people + upsert.excluded.people},
    ).returning(ranks.c.board_id, ranks.c.people)
    left = {board for board, people in await tx.execute(statement, values) if not people}
    if left:
        await tx.execute(delete(ranks).where(ranks.c.board_id.in_(left), ranks.c.people == 0))


async def leave_boards(tx: Tx, person_id: int) -> None:
    """Take a person off every board."""
    await tx.execute(delete(snapshots).where(snapshots.c.person_id == person_id))
    mine = totals.c.person_id == person_id
    await _move(tx, await _leave(tx, mine))


async def replace_totals(
    tx: Tx, chat: int, person_ids: Collection[int], sums: Sums, begun: Mapping[BoardKey, int]
) -> None:
    """Put ``sums`` in place of all that those people have on a chat's boards.

    ``begun`` are the rounds that boards gain, or lose.
    """
    theirs = totals.c.person_id.in_(person_ids)
    here = totals.c.board_id.in_(select(boards.c.id).where(boards.c.chat == chat))
    await add_totals(tx, sums, begun, await _leave(tx, theirs & here))


async def _leave(tx: Tx, which: ColumnElement[bool]) -> Moves:
    """Delete totals; what that moves."""
    rows = await tx.execute(
        delete(totals).where(which).returning(totals.c.board_id, totals.c.precedence)
    )
    moves: Moves = Counter()
    for board, place in rows:
        moves[board, place] -= 1
    return moves
