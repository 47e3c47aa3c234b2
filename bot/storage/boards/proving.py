"""Totals compared with the log that they follow from."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from bot.domain.boards.board import BoardKey, precedence
from bot.domain.boards.period import EPOCH, Period
from bot.storage.boards.rebuilding import Time, derived, in_rounds, rounds_begun, time_of
from bot.storage.database import Tx
from bot.storage.tables import (
    boards,
    ranks,
    responses,
    round_people,
    round_questions,
    rounds,
    totals,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of a board that is not what the log says.

    ``of`` names it: a person's total (score, responses, right, rounds, precedence), the board's
    rounds, who took part in one, or how many people share a rank.
    """

    key: BoardKey
    of: str
    stored: tuple[int, ...] | None
    derived: tuple[int, ...] | None


async def differences(tx: Tx) -> list[Difference]:
    """What differs from what the log says; nothing when all is well."""
    time = await time_of(tx)
    found: list[Difference] = []
    async for (first, last), sums in derived(tx, None, time):
        stored = await _stored(tx, totals.c.person_id.between(first, last))
        said = {one: (*sum_, precedence(*sum_[:3])) for one, sum_ in sums.items()}
        found += [
            Difference(key, f"person {person}", stored.get((key, person)), said.get((key, person)))
            for key, person in sorted(stored.keys() | said.keys())
            if stored.get((key, person)) != said.get((key, person))
        ]
    return [
        *found,
        *await _rounds_differ(tx, time),
        *await _part_differs(tx),
        *await _ranks_differ(tx),
    ]


async def _stored(
    tx: Tx, which: ColumnElement[bool]
) -> dict[tuple[BoardKey, int], tuple[int, ...]]:
    of = totals.c
    columns = (of.score, of.responses, of.right, of.rounds, of.precedence)
    rows = await tx.execute(
        select(*_KEY, of.person_id, *columns).join(boards, boards.c.id == of.board_id).where(which)
    )
    return {(_key(*row[:5]), row[5]): tuple(row[6:]) for row in rows}


async def _rounds_differ(tx: Tx, time: Time) -> list[Difference]:
    """Boards whose number of rounds is another."""
    derived = await rounds_begun(tx, None, time)
    rows = await tx.execute(select(*_KEY, boards.c.rounds))
    stored = {_key(*key): number for *key, number in rows}
    return [
        Difference(key, "rounds", (stored.get(key, 0),), (derived[key],))
        for key in sorted(stored.keys() | derived.keys())
        if stored.get(key, 0) != derived[key]
    ]


async def _part_differs(tx: Tx) -> list[Difference]:
    """Who is kept as having taken part in a round, and did not; and the other way round."""
    kept = select(rounds.c.chat, round_people.c.round_id, round_people.c.person_id).join(
        rounds, rounds.c.id == round_people.c.round_id
    )
    taken = in_rounds(
        select(rounds.c.chat, round_questions.c.round_id, responses.c.person_id), None
    ).join(rounds, rounds.c.id == round_questions.c.round_id)
    found = []
    for query, numbers in (
        (kept.except_(taken), ((1,), None)),
        (taken.except_(kept), (None, (1,))),
    ):
        found += [
            Difference(
                BoardKey(chat, Period.ALL, EPOCH), f"person {person} in round {of}", *numbers
            )
            for chat, of, person in sorted(map(tuple, await tx.execute(query)))
        ]
    return found


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


_KEY = (boards.c.chat, boards.c.period, boards.c.first_day, boards.c.topic, boards.c.season)


def _key(chat: int, period: str, day: date, topic: int, season: int) -> BoardKey:
    return BoardKey(chat, Period(period), day, topic, season)
