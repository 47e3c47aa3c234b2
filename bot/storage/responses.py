"""The response log, append-only, and the totals that follow from it.

What counts: a person's first response to a question on a board in a period, "first" being the
order of the log. So totals only ever grow, and a response that arrives late changes nothing that
was shown before. The hot path: Core statements only, many rows to a statement.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from itertools import groupby

from sqlalchemy import select

from bot.domain.board import EVERYONE
from bot.domain.marking import Given, Mark
from bot.domain.period import Period, first_day
from bot.storage import given_json
from bot.storage.bulk import among, inserting
from bot.storage.database import Tx
from bot.storage.tables import people, responses, totals


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response about to be recorded: part of an attempt (with its position) or of a poll.

    ``board`` is EVERYONE, a group's chat id, or None when it counts nowhere (a preview).
    """

    person_id: int
    question_id: int
    version_id: int
    board: int | None
    given: Given
    mark: Mark
    at: datetime
    attempt_id: int | None = None
    position: int | None = None
    poll_id: str | None = None

    def __post_init__(self) -> None:
        if (self.attempt_id is None) == (self.poll_id is None):
            raise ValueError("a response belongs to an attempt or to a poll")
        if (self.attempt_id is None) != (self.position is None):
            raise ValueError("an attempt and its position come together")


async def record(tx: Tx, new: Sequence[NewResponse], zone: tzinfo) -> list[NewResponse]:
    """Log responses and add what counts to the totals; returns those that were not known yet.

    ``zone`` is the time zone of the board's chat; the board EVERYONE keeps UTC. A second response
    at a position, or of a person to a poll, is ignored: it is not in the result.
    """
    if not new:
        return []
    await _one_at_a_time(tx, {response.person_id for response in new})
    logged = await _append(tx, new)
    if not logged:
        return []
    entries = [_entry(response) for _, response in logged if response.board is not None]
    earlier = await _earlier(tx, entries, before=min(log_id for log_id, _ in logged))
    await add_totals(tx, counted(entries, zone, earlier))
    return [response for _, response in logged]


async def _one_at_a_time(tx: Tx, person_ids: set[int]) -> None:
    """Hold the people until the commit, so that "first" is decided once (SQLite has one writer).

    NO KEY UPDATE: foreign keys of other transactions may still refer to them.
    """
    if tx.dialect.name == "sqlite":
        return
    held = among(tx.dialect, people.c.id, sorted(person_ids))
    query = select(people.c.id).where(held).order_by(people.c.id)
    await tx.execute(query.with_for_update(key_share=True))


async def _append(tx: Tx, new: Sequence[NewResponse]) -> list[tuple[int, NewResponse]]:
    """Insert; the rows that went in with their log ids, in the log's order."""
    identity = (
        responses.c.attempt_id,
        responses.c.position,
        responses.c.poll_id,
        responses.c.person_id,
    )
    by_identity: dict[tuple[int | str | None, ...], NewResponse] = {}
    for response in new:
        key = (response.attempt_id, response.position, response.poll_id, response.person_id)
        by_identity.setdefault(key, response)
    insert, values = inserting(
        tx.dialect, responses, [_row(response) for response in by_identity.values()]
    )
    statement = insert.on_conflict_do_nothing().returning(responses.c.id, *identity)
    rows = await tx.execute(statement, values)
    logged = [(log_id, by_identity[tuple(key)]) for log_id, *key in rows]
    return sorted(logged, key=lambda pair: pair[0])


def _row(response: NewResponse) -> dict[str, object]:
    return {
        "person_id": response.person_id,
        "question_id": response.question_id,
        "version_id": response.version_id,
        "board": response.board,
        "attempt_id": response.attempt_id,
        "position": response.position,
        "poll_id": response.poll_id,
        "given": given_json.to_json(response.given),
        "mark": response.mark.value,
        "at": response.at,
    }


# --- what counts ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """What the totals need of a response that stands on a board."""

    board: int
    person: int
    question: int
    mark: Mark
    at: datetime


TotalKey = tuple[int, Period, date, int]
"""Board, period, its first day, person."""

Sums = dict[TotalKey, tuple[int, int, int]]
"""Score, responses, right ones."""


def _entry(response: NewResponse) -> Entry:
    assert response.board is not None  # noqa: S101 - the caller filtered; for the type checker
    return Entry(
        response.board, response.person_id, response.question_id, response.mark, response.at
    )


def counted(entries: Iterable[Entry], zone: tzinfo, earlier: Iterable[Entry] = ()) -> Sums:
    """What ``entries``, in the log's order, add to the totals when ``earlier`` are in the log."""
    seen = {(key, entry.question) for entry in earlier for key in _keys(entry, zone)}
    sums: Sums = {}
    for entry in entries:
        for key in _keys(entry, zone):
            if (key, entry.question) in seen:
                continue
            seen.add((key, entry.question))
            score, number, right = sums.get(key, (0, 0, 0))
            sums[key] = (score + entry.mark.value, number + 1, right + entry.mark.right)
    return sums


def _keys(entry: Entry, zone: tzinfo) -> Iterator[TotalKey]:
    local = UTC if entry.board == EVERYONE else zone
    for period in Period:
        yield entry.board, period, first_day(period, entry.at, local), entry.person


async def _earlier(tx: Tx, entries: Iterable[Entry], before: int) -> list[Entry]:
    """What the log held on the same questions, boards and people before the log id ``before``."""
    found: list[Entry] = []
    ordered = sorted(entries, key=_question_on_board)
    for (board, question), group in groupby(ordered, key=_question_on_board):
        rows = await tx.execute(
            select(responses.c.person_id, responses.c.mark, responses.c.at).where(
                responses.c.board == board,
                responses.c.question_id == question,
                among(tx.dialect, responses.c.person_id, {entry.person for entry in group}),
                responses.c.id < before,
            )
        )
        found += [Entry(board, row.person_id, question, Mark(row.mark), row.at) for row in rows]
    return found


def _question_on_board(entry: Entry) -> tuple[int, int]:
    return entry.board, entry.question


async def add_totals(tx: Tx, sums: Sums) -> None:
    """Add to the totals, making rows that are missing; always in the same order of rows."""
    if not sums:
        return
    rows = [
        {
            "board": board,
            "period": period.value,
            "first_day": day,
            "person_id": person,
            "score": score,
            "responses": number,
            "right": right,
        }
        for (board, period, day, person), (score, number, right) in sorted(sums.items())
    ]
    insert, values = inserting(tx.dialect, totals, rows)
    new = insert.excluded
    statement = insert.on_conflict_do_update(
        index_elements=["board", "period", "first_day", "person_id"],
        set_={name: totals.c[name] + new[name] for name in ("score", "responses", "right")},
    )
    await tx.execute(statement, values)
