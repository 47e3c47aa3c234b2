"""The response log, append-only, and the totals that follow from it.

What counts: a person's first ranked response to a question on a board in a period, "first" being
the order of the log. So totals only ever grow, and a response that arrives late changes nothing
that was shown before. The hot path: Core statements only, many rows to a statement.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import groupby

from sqlalchemy import select

from bot.domain.marking import Given, Mark
from bot.storage import given_json, seasons
from bot.storage.bulk import among, inserting
from bot.storage.database import Tx
from bot.storage.people import hold
from bot.storage.tables import accounts, responses, round_people, round_questions
from bot.storage.topics import topics_of
from bot.storage.totals import Entry, add_totals, counted, opened


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response about to be recorded: part of an attempt (with its position) or of a poll.

    ``board`` is EVERYONE or a group's chat id. Only ``ranked`` responses count there: see
    :mod:`bot.domain.board`.
    """

    person_id: int
    question_id: int
    version_id: int
    board: int
    given: Given
    mark: Mark
    at: datetime
    attempt_id: int | None = None
    position: int | None = None
    poll_id: str | None = None
    ranked: bool = True

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
    await hold(tx, {response.person_id for response in new})
    logged = await _append(tx, new)
    if not logged:
        return []
    await _count(tx, [pair for pair in logged if pair[1].ranked], zone)
    return [response for _, response in logged]


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
        "ranked": response.ranked,
    }


async def in_poll(tx: Tx, poll_id: str, person_id: int) -> Given | None:
    """What a person answered in a poll, if they did."""
    query = select(responses.c.given).where(
        responses.c.poll_id == poll_id, responses.c.person_id == person_id
    )
    given = (await tx.execute(query)).scalar_one_or_none()
    return None if given is None else given_json.from_json(given)


# --- what counts ---------------------------------------------------------------------------------

Logged = tuple[int, NewResponse]
"""A response with its number in the log."""


async def _count(tx: Tx, logged: Sequence[Logged], zone: tzinfo) -> None:
    """Add ranked responses to the totals; people without an account stand on no board."""
    if not logged:
        return
    rounds = await _rounds_of(tx, {new.poll_id for _, new in logged if new.poll_id})
    joined, begun = await _join(tx, logged, rounds)
    shown = await _with_account(tx, {new.person_id for _, new in logged})
    mine = [(number, new) for number, new in logged if new.person_id in shown]
    earlier = await _earlier(tx, mine)
    topics = await topics_of(tx, {new.version_id for _, new in mine} | {at for _, at in earlier})
    entries = []
    for _, new in mine:
        who = (rounds.get(new.poll_id or ""), new.person_id)
        entries.append(replace(_entry(new, topics), joins=who in joined))
        joined.discard(who)
    held = await seasons.of_chats(tx, {new.board for _, new in logged if new.board})
    known = [replace(entry, topic=topics[version]) for entry, version in earlier]
    await add_totals(tx, counted(entries, zone, held, known), opened(begun, zone, held))


def _entry(new: NewResponse, topics: dict[int, int]) -> Entry:
    topic = topics[new.version_id]
    return Entry(new.board, new.person_id, new.question_id, topic, new.mark, new.at)


async def _rounds_of(tx: Tx, polls: Collection[str]) -> dict[str, int]:
    if not polls:
        return {}
    columns = (round_questions.c.poll_id, round_questions.c.round_id)
    rows = await tx.execute(select(*columns).where(round_questions.c.poll_id.in_(polls)))
    return {row.poll_id: row.round_id for row in rows}


async def _join(
    tx: Tx, logged: Sequence[Logged], rounds: dict[str, int]
) -> tuple[set[tuple[int | None, int]], list[tuple[int, datetime]]]:
    """Who takes part in a round from now on; and chat and time of each round's first response."""
    if not rounds:
        return set(), []
    known = await tx.execute(
        select(round_people.c.round_id)
        .where(round_people.c.round_id.in_(set(rounds.values())))
        .distinct()
    )
    going = set(known.scalars())
    begun = []
    pairs = set()
    for _, new in logged:
        if (of := rounds.get(new.poll_id or "")) is None:
            continue
        pairs.add((of, new.person_id))
        if of not in going:
            going.add(of)
            begun.append((new.board, new.at))
    rows = [{"round_id": of, "person_id": person} for of, person in sorted(pairs)]
    insert, values = inserting(tx.dialect, round_people, rows)
    statement = insert.on_conflict_do_nothing().returning(*round_people.c)
    return {(of, person) for of, person in await tx.execute(statement, values)}, begun


async def _with_account(tx: Tx, person_ids: Collection[int]) -> set[int]:
    query = select(accounts.c.person_id).where(among(tx.dialect, accounts.c.person_id, person_ids))
    return set((await tx.execute(query)).scalars())


async def _earlier(tx: Tx, logged: Sequence[Logged]) -> list[tuple[Entry, int]]:
    """What the log held before on the same questions, boards and people, with the versions.

    Topics are not known yet.
    """
    if not logged:
        return []
    before = min(number for number, _ in logged)
    found: list[tuple[Entry, int]] = []
    ordered = sorted((new for _, new in logged), key=_question_on_board)
    for (board, question), group in groupby(ordered, key=_question_on_board):
        rows = await tx.execute(
            select(
                responses.c.person_id, responses.c.version_id, responses.c.mark, responses.c.at
            ).where(
                responses.c.board == board,
                responses.c.question_id == question,
                among(tx.dialect, responses.c.person_id, {new.person_id for new in group}),
                responses.c.id < before,
                responses.c.ranked,
            )
        )
        found += [
            (Entry(board, row.person_id, question, 0, Mark(row.mark), row.at), row.version_id)
            for row in rows
        ]
    return found


def _question_on_board(new: NewResponse) -> tuple[int, int]:
    return new.board, new.question_id
