"""Totals derived again from the log: to mend them, and to prove them."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, text, update

from bot.domain.board import BoardKey
from bot.domain.marking import Mark
from bot.domain.period import Period
from bot.storage import seasons
from bot.storage.database import Tx
from bot.storage.rounds import hold_all
from bot.storage.tables import (
    accounts,
    boards,
    groups,
    people,
    ranks,
    responses,
    round_people,
    round_questions,
    rounds,
    totals,
)
from bot.storage.topics import topics_of
from bot.storage.totals import Entry, Seasons, Sums, add_totals, counted, opened

_PEOPLE_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of a board that is not what the log says.

    ``of`` names it: a person's total (score, responses, right, rounds), the board's rounds, or how
    many people share a rank.
    """

    key: BoardKey
    of: str
    stored: tuple[int, ...] | None
    derived: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class _Time:
    """What decides which boards a response stands on."""

    zones: dict[int, tzinfo]
    seasons: Seasons

    def zone(self, chat: int) -> tzinfo:
        return self.zones.get(chat, UTC)


async def rebuild(tx: Tx, chat: int | None = None) -> int:
    """Derive the totals of one chat, or of all, from the log anew; the number of totals.

    To be called, too, when a group has moved to another time zone.
    """
    await hold_all(tx, None if chat is None else {chat})
    if tx.dialect.name == "postgresql":
        # Who is adding to the totals just now finishes first; others wait for the commit.
        await tx.execute(text("LOCK TABLE totals IN SHARE ROW EXCLUSIVE MODE"))
    await clear(tx, chat)
    await _take_part(tx, chat)
    time, made = await _time(tx), 0
    async for _, sums in _derived(tx, chat, time):
        await add_totals(tx, sums)
        made += len(sums)
    await add_totals(tx, {}, await _rounds(tx, chat, time))
    return made


async def clear(tx: Tx, chat: int | None) -> None:
    """Take everybody off the boards of a chat, or of all."""
    of = boards.c.chat == chat if chat is not None else boards.c.id.is_not(None)
    numbers = select(boards.c.id).where(of)
    for table in (totals, ranks):
        await tx.execute(delete(table).where(table.c.board_id.in_(numbers)))
    await tx.execute(update(boards).where(of).values(rounds=0))


async def _take_part(tx: Tx, chat: int | None) -> None:
    """Who took part in which round, from the log."""
    of = rounds.c.chat == chat if chat is not None else rounds.c.id.is_not(None)
    numbers = select(rounds.c.id).where(of)
    await tx.execute(delete(round_people).where(round_people.c.round_id.in_(numbers)))
    found = _in_rounds(select(round_questions.c.round_id, responses.c.person_id).distinct(), chat)
    await tx.execute(insert(round_people).from_select(["round_id", "person_id"], found))


async def differences(tx: Tx) -> list[Difference]:
    """What differs from what the log says; nothing when all is well."""
    time = await _time(tx)
    found: list[Difference] = []
    async for (first, last), derived in _derived(tx, None, time):
        stored = await _stored(tx, totals.c.person_id.between(first, last))
        found += [
            Difference(key, f"person {person}", stored.get(one), derived.get(one))
            for one in sorted(stored.keys() | derived.keys())
            if stored.get(one) != derived.get(one)
            for key, person in [one]
        ]
    return found + await _rounds_differ(tx, time) + await _ranks_differ(tx)


async def _stored(tx: Tx, which: ColumnElement[bool]) -> Sums:
    columns = (totals.c.score, totals.c.responses, totals.c.right, totals.c.rounds)
    rows = await tx.execute(
        select(*_KEY, totals.c.person_id, *columns)
        .join(boards, boards.c.id == totals.c.board_id)
        .where(which)
    )
    return {(_key(*row[:5]), row[5]): (row[6], row[7], row[8], row[9]) for row in rows}


async def _rounds_differ(tx: Tx, time: _Time) -> list[Difference]:
    """Boards whose number of rounds is another."""
    derived = await _rounds(tx, None, time)
    rows = await tx.execute(select(*_KEY, boards.c.rounds))
    stored = {_key(*key): number for *key, number in rows}
    return [
        Difference(key, "rounds", (stored.get(key, 0),), (derived[key],))
        for key in sorted(stored.keys() | derived.keys())
        if stored.get(key, 0) != derived[key]
    ]


async def _ranks_differ(tx: Tx) -> list[Difference]:
    """Ranks that other people share than the totals say."""
    by = (totals.c.board_id, totals.c.precedence)
    rows = await tx.execute(select(*by, func.count()).group_by(*by))
    derived = {(board, place): number for board, place, number in rows}
    rows = await tx.execute(select(ranks.c.board_id, ranks.c.precedence, ranks.c.people))
    stored = {(board, place): number for board, place, number in rows}
    wrong = {one for one in stored.keys() | derived.keys() if stored.get(one) != derived.get(one)}
    keys = {row[0]: _key(*row[1:]) for row in await tx.execute(select(boards.c.id, *_KEY))}
    return [
        Difference(
            keys[board], f"rank {place}", _one(stored.get((board, place))),
            _one(derived.get((board, place))),
        )
        for board, place in sorted(wrong)
    ]  # fmt: skip


def _one(number: int | None) -> tuple[int, ...] | None:
    return None if number is None else (number,)


# --- the log -------------------------------------------------------------------------------------


async def _time(tx: Tx) -> _Time:
    rows = (await tx.execute(select(groups.c.id, groups.c.timezone))).all()
    zones: dict[int, tzinfo] = {row.id: ZoneInfo(row.timezone) for row in rows}
    return _Time(zones, await seasons.of_chats(tx, zones.keys()))


async def _derived(
    tx: Tx, chat: int | None, time: _Time
) -> AsyncIterator[tuple[tuple[int, int], Sums]]:
    """What the log says, some people at a time: their first and last id, and their totals.

    People without an account come, too: they have no totals.
    """
    last = 0
    while True:
        ids = select(people.c.id).where(people.c.id > last).order_by(people.c.id)
        some = (await tx.execute(ids.limit(_PEOPLE_AT_A_TIME))).scalars().all()
        if not some:
            return
        last = some[-1]
        by_chat: dict[int, list[Entry]] = {}
        for entry in await _entries(tx, chat, some[0], last):
            by_chat.setdefault(entry.chat, []).append(entry)
        sums: Sums = {}
        for one, entries in by_chat.items():
            sums |= counted(entries, time.zone(one), time.seasons)
        yield (some[0], last), sums


async def _entries(tx: Tx, chat: int | None, first: int, last: int) -> list[Entry]:
    """The ranked responses of people, in the log's order."""
    query = (
        select(responses, round_questions.c.round_id)
        .join(accounts, accounts.c.person_id == responses.c.person_id)
        .outerjoin(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .where(responses.c.person_id.between(first, last), *_counts(chat))
        .order_by(responses.c.id)
    )
    rows = (await tx.execute(query)).all()
    topics = await topics_of(tx, {row.version_id for row in rows})
    joined: set[tuple[int, int]] = set()
    entries = []
    for row in rows:
        who = (row.round_id, row.person_id)
        joins = row.round_id is not None and who not in joined
        joined.add(who)
        entries.append(
            Entry(
                row.board, row.person_id, row.question_id, topics[row.version_id], Mark(row.mark),
                row.at, joins,
            )
        )  # fmt: skip
    return entries


async def _rounds(tx: Tx, chat: int | None, time: _Time) -> Counter[BoardKey]:
    """How many rounds each board has: a round counts when its first response came."""
    firsts = _in_rounds(select(func.min(responses.c.id)), chat).group_by(round_questions.c.round_id)
    query = select(responses.c.board, responses.c.at).where(responses.c.id.in_(firsts))
    begun: dict[int, list[tuple[int, datetime]]] = {}
    for board, at in await tx.execute(query):
        begun.setdefault(board, []).append((board, at))
    found: Counter[BoardKey] = Counter()
    for one, times in begun.items():
        found.update(opened(times, time.zone(one), time.seasons))
    return found


def _in_rounds(query: Select[Any], chat: int | None) -> Select[Any]:
    """The ranked responses that were given in rounds."""
    return (
        query.select_from(responses)
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .where(*_counts(chat))
    )


def _counts(chat: int | None) -> tuple[ColumnElement[bool], ...]:
    on_board = responses.c.board.is_not(None) if chat is None else responses.c.board == chat
    return on_board, responses.c.ranked


_KEY = (boards.c.chat, boards.c.period, boards.c.first_day, boards.c.topic, boards.c.season)


def _key(chat: int, period: str, day: date, topic: int, season: int) -> BoardKey:
    return BoardKey(chat, Period(period), day, topic, season)
