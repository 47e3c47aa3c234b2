"""Totals derived again from the log: of everybody, or of some people."""

from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, text, update

from bot.domain.boards.board import BoardKey
from bot.domain.marking import Mark
from bot.storage.bank.topics import known_topics
from bot.storage.boards import seasons
from bot.storage.boards.totals import (
    Entry,
    Seasons,
    Sums,
    add_totals,
    counted,
    opened,
    replace_totals,
)
from bot.storage.database import Tx
from bot.storage.people.people import hold
from bot.storage.rounds.rounds import hold_all
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

_PEOPLE_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Time:
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
    time, made = await time_of(tx, chat), 0
    async for _, sums in derived(tx, chat, time):
        await add_totals(tx, sums)
        made += len(sums)
    await add_totals(tx, {}, await rounds_begun(tx, chat, time))
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
    found = in_rounds(select(round_questions.c.round_id, responses.c.person_id).distinct(), chat)
    await tx.execute(insert(round_people).from_select(["round_id", "person_id"], found))


# --- some people ---------------------------------------------------------------------------------


@asynccontextmanager
async def recounting(
    tx: Tx, chat: int, person_ids: Collection[int], round_ids: Collection[int]
) -> AsyncIterator[None]:
    """While what some people answered in some rounds of a chat becomes ranked, or no more.

    Afterwards their totals there, the ranks and the boards' rounds are as the log says. The rounds
    are held by the caller. The work grows with what these people have answered, and with the
    rounds; not with the group.
    """
    await hold(tx, set(person_ids))
    time = await time_of(tx, chat)
    before = await rounds_begun(tx, chat, time, round_ids)
    yield
    after = await rounds_begun(tx, chat, time, round_ids)
    after.subtract(before)
    theirs = round_people.c.person_id.in_(person_ids) & round_people.c.round_id.in_(round_ids)
    await tx.execute(delete(round_people).where(theirs))
    part = in_rounds(select(round_questions.c.round_id, responses.c.person_id).distinct(), None)
    part = part.where(
        responses.c.person_id.in_(person_ids), round_questions.c.round_id.in_(round_ids)
    )
    await tx.execute(insert(round_people).from_select(["round_id", "person_id"], part))
    sums = await _sums(tx, chat, responses.c.person_id.in_(person_ids), time)
    begun = {key: more for key, more in after.items() if more}
    await replace_totals(tx, chat, person_ids, sums, begun)


# --- the log -------------------------------------------------------------------------------------


async def time_of(tx: Tx, chat: int | None = None) -> Time:
    """Zones and seasons of one chat, or of all."""
    query = select(groups.c.id, groups.c.timezone)
    if chat is not None:
        query = query.where(groups.c.id == chat)
    zones: dict[int, tzinfo] = {
        row.id: ZoneInfo(row.timezone) for row in (await tx.execute(query)).all()
    }
    return Time(zones, await seasons.of_chats(tx, zones.keys()))


async def derived(
    tx: Tx, chat: int | None, time: Time
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
        whose = responses.c.person_id.between(some[0], last)
        yield (some[0], last), await _sums(tx, chat, whose, time)


async def _sums(tx: Tx, chat: int | None, whose: ColumnElement[bool], time: Time) -> Sums:
    """What people have, from their responses."""
    by_chat: dict[int, list[Entry]] = {}
    for entry in await _entries(tx, chat, whose):
        by_chat.setdefault(entry.chat, []).append(entry)
    sums: Sums = {}
    for one, entries in by_chat.items():
        sums |= counted(entries, time.zone(one), time.seasons)
    return sums


async def _entries(tx: Tx, chat: int | None, whose: ColumnElement[bool]) -> list[Entry]:
    """The responses of people, in the log's order."""
    query = (
        select(responses, round_questions.c.round_id)
        .join(accounts, accounts.c.person_id == responses.c.person_id)
        .outerjoin(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .where(whose, _on_board(chat, by_index=False))
        .order_by(responses.c.id)
    )
    rows = (await tx.execute(query)).all()
    # A topic without a number has no board, and so nothing on it that could come second.
    topics = await known_topics(tx, {row.version_id for row in rows})
    joined: set[tuple[int, int]] = set()
    entries = []
    for row in rows:
        who = (row.round_id, row.person_id)
        joins = row.ranked and row.round_id is not None and who not in joined
        if joins:
            joined.add(who)
        entries.append(
            Entry(
                row.board, row.person_id, row.question_id, topics[row.version_id], Mark(row.mark),
                row.at, joins, row.ranked, row.void,
            )
        )  # fmt: skip
    return entries


async def rounds_begun(
    tx: Tx, chat: int | None, time: Time, of: Collection[int] | None = None
) -> Counter[BoardKey]:
    """How many rounds each board has, of a chat or only ``of`` those: a round counts when its first
    response came.
    """
    # Those of few rounds are found by their polls: what else was answered in the chat is not read.
    whole = chat if of is None else None
    firsts = in_rounds(select(func.min(responses.c.id)), whole).group_by(round_questions.c.round_id)
    if of is not None:
        firsts = firsts.where(round_questions.c.round_id.in_(of))
    query = select(responses.c.board, responses.c.at).where(responses.c.id.in_(firsts))
    begun: dict[int, list[tuple[int, datetime]]] = {}
    for board, at in await tx.execute(query):
        begun.setdefault(board, []).append((board, at))
    found: Counter[BoardKey] = Counter()
    for one, times in begun.items():
        found.update(opened(times, time.zone(one), time.seasons))
    return found


def in_rounds(query: Select[Any], chat: int | None) -> Select[Any]:
    """The ranked responses that were given in rounds."""
    return (
        query.select_from(responses)
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .where(_on_board(chat), responses.c.ranked)
    )


def _on_board(chat: int | None, *, by_index: bool = True) -> ColumnElement[bool]:
    """Where people are named, SQLite is to find what is theirs by them: a group has far more."""
    if chat is None:
        return responses.c.board.is_not(None)
    return (responses.c.board if by_index else responses.c.board + 0) == chat
