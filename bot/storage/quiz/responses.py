"""The response log and the totals that follow from it.

Rows are added and never deleted; of a row ``ranked`` changes when its round has enough people, and
when it turns out to be a stranger's (``bot.storage.boards.disowning``), and what it is worth
changes by a ruling (``bot.storage.disputes.rescoring``). What was given never does.

What counts: a person's first response to a question on a board in a period, "first" being the order
of the log, if it is ranked. So a response that arrives late takes nothing from what was shown
before. The hot path: Core statements only, many rows to a statement.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import groupby

from sqlalchemy import select, update

from bot.domain.disputes.ruling import mark_by
from bot.domain.marking import Given, Mark
from bot.storage.bank.topics import topics_of
from bot.storage.boards import seasons
from bot.storage.boards.totals import Entry, add_totals, counted, opened
from bot.storage.bulk import among, inserting
from bot.storage.database import Tx
from bot.storage.disputes import standards
from bot.storage.groups.members import belongs
from bot.storage.people.people import hold
from bot.storage.quiz import given_json
from bot.storage.tables import accounts, responses, round_people, round_questions, rounds


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response about to be recorded: part of an attempt (with its position) or of a poll.

    ``board`` is EVERYONE or a group's chat id. Only ``ranked`` responses count there: see
    :mod:`bot.domain.boards.board`. ``ruling_id`` is the ruling it was marked by, if there is one.
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
    ruling_id: int | None = None
    void: bool = False

    def __post_init__(self) -> None:
        if (self.attempt_id is None) == (self.poll_id is None):
            raise ValueError("a response belongs to an attempt or to a poll")
        if (self.attempt_id is None) != (self.position is None):
            raise ValueError("an attempt and its position come together")


async def record(
    tx: Tx, new: Sequence[NewResponse], zone: tzinfo, promoting: Collection[int] = ()
) -> list[NewResponse]:
    """Log responses and add what counts to the totals; returns those that were not known yet.

    ``zone`` is the time zone of the board's chat; the board EVERYONE keeps UTC. A second response
    at a position, or of a person to a poll, is ignored: it is not in the result. ``promoting`` are
    rounds, held by the caller, that count from now on: what was answered in them before becomes
    ranked and counts as well. Where a ruling says what counts, that gives the mark.
    """
    if not new:
        return []
    promoted = await _unranked(tx, promoting) if promoting else []
    await hold(tx, {response.person_id for response in (*new, *(one for _, one in promoted))})
    if promoted:  # once more: a ruling may have marked them anew before they were held
        promoted = await _unranked(tx, promoting)
    await _rank(tx, [number for number, _ in promoted])
    logged = await _append(tx, await _as_ruled(tx, new))
    await _count(tx, promoted, logged, zone)
    return [response for _, response in logged]


async def _as_ruled(tx: Tx, new: Sequence[NewResponse]) -> list[NewResponse]:
    held = await standards.in_force(tx, {response.version_id for response in new})
    return [
        replace(
            one,
            mark=mark_by(ruled.question, one.given, ruled.standard),
            ruling_id=ruled.ruling_id,
            void=ruled.standard is not None and ruled.standard.void,
        )
        if (ruled := held.get(one.version_id))
        else one
        for one in new
    ]


Logged = tuple[int, NewResponse]
"""A response with its number in the log."""


async def _append(tx: Tx, new: Sequence[NewResponse]) -> list[Logged]:
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
        "ruling_id": response.ruling_id,
        "void": response.void,
    }


async def _unranked(tx: Tx, round_ids: Collection[int]) -> list[Logged]:
    """What members answered in rounds that did not count, in the log's order, as it will be."""
    rows = await tx.execute(
        select(responses)
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .where(round_questions.c.round_id.in_(round_ids), responses.c.ranked.is_(False), belongs())
        .order_by(responses.c.id)
    )
    return [
        (
            row.id,
            NewResponse(
                row.person_id, row.question_id, row.version_id, row.board,
                given_json.from_json(row.given), Mark(row.mark), row.at, poll_id=row.poll_id,
                void=row.void,
            ),
        )
        for row in rows
    ]  # fmt: skip


async def _rank(tx: Tx, numbers: Collection[int]) -> None:
    if numbers:
        which = among(tx.dialect, responses.c.id, numbers)
        await tx.execute(update(responses).where(which).values(ranked=True))


async def in_poll(tx: Tx, poll_id: str, person_id: int) -> Given | None:
    """What a person answered in a poll, if they did."""
    query = select(responses.c.given).where(
        responses.c.poll_id == poll_id, responses.c.person_id == person_id
    )
    given = (await tx.execute(query)).scalar_one_or_none()
    return None if given is None else given_json.from_json(given)


async def people_of(tx: Tx, round_id: int, limit: int | None = None) -> set[int]:
    """The people (``limit`` of them) who belong to a group and answered in its round."""
    query = (
        select(responses.c.person_id)
        .distinct()
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .where(round_questions.c.round_id == round_id, belongs())
        .limit(limit)
    )
    return set((await tx.execute(query)).scalars())


# --- what counts ---------------------------------------------------------------------------------


async def _count(
    tx: Tx, promoted: Sequence[Logged], logged: Sequence[Logged], zone: tzinfo
) -> None:
    """Add what is ranked to the totals; people without an account stand on no board."""
    both = [*promoted, *logged]
    counting = [(number, new) for number, new in both if new.ranked]
    if not counting:
        return
    in_rounds = await _rounds_of(tx, {new.poll_id for _, new in counting if new.poll_id})
    joined, begun = await _join(tx, counting, in_rounds)
    shown = await _with_account(tx, {new.person_id for _, new in counting})
    mine = [(number, new) for number, new in both if new.person_id in shown]
    before = logged[0][0] if logged else promoted[-1][0]
    entries = await _others(tx, mine, before)
    for number, new in mine:
        who = (in_rounds.get(new.poll_id or ""), new.person_id)
        joins = new.ranked and who in joined
        entries.append((number, new.version_id, replace(_entry(new), joins=joins)))
        if joins:
            joined.remove(who)
    topics = await topics_of(tx, {version for _, version, _ in entries})
    in_order = sorted(entries, key=lambda each: each[0])
    log = [replace(entry, topic=topics[version]) for _, version, entry in in_order]
    held = await seasons.of_chats(tx, {new.board for _, new in counting if new.board})
    await add_totals(tx, counted(log, zone, held), opened(begun, zone, held))


def _entry(new: NewResponse) -> Entry:
    """Without its topic, which is not known yet."""
    about = (new.board, new.person_id, new.question_id, 0, new.mark, new.at)
    return Entry(*about, counts=new.ranked, void=new.void)


async def _rounds_of(tx: Tx, polls: Collection[str]) -> dict[str, int]:
    if not polls:
        return {}
    columns = (round_questions.c.poll_id, round_questions.c.round_id)
    rows = await tx.execute(select(*columns).where(round_questions.c.poll_id.in_(polls)))
    return {row.poll_id: row.round_id for row in rows}


async def _join(
    tx: Tx, logged: Sequence[Logged], in_rounds: dict[str, int]
) -> tuple[set[tuple[int | None, int]], list[tuple[int, datetime]]]:
    """Who takes part in a round from now on; and chat and time of each round's first response."""
    if not in_rounds:
        return set(), []
    known = await tx.execute(
        select(round_people.c.round_id)
        .where(round_people.c.round_id.in_(set(in_rounds.values())))
        .distinct()
    )
    going = set(known.scalars())
    begun = []
    pairs = set()
    for _, new in logged:
        if (of := in_rounds.get(new.poll_id or "")) is None:
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


async def _others(tx: Tx, logged: Sequence[Logged], before: int) -> list[tuple[int, int, Entry]]:
    """What else the log held before on the same questions, boards and people, ranked or not; none
    of it counts (again). With the numbers in the log and the versions, without topics.
    """
    these = {number for number, _ in logged}
    found: list[tuple[int, int, Entry]] = []
    ordered = sorted((new for _, new in logged), key=_question_on_board)
    for (board, question), group in groupby(ordered, key=_question_on_board):
        rows = await tx.execute(
            select(
                responses.c.id, responses.c.person_id, responses.c.version_id, responses.c.at
            ).where(
                responses.c.board == board,
                responses.c.question_id == question,
                among(tx.dialect, responses.c.person_id, {new.person_id for new in group}),
                responses.c.id < before,
                responses.c.void.is_(False),
            )
        )
        found += [
            (
                row.id,
                row.version_id,
                Entry(board, row.person_id, question, 0, Mark(0), row.at, counts=False),
            )
            for row in rows
            if row.id not in these
        ]
    return found


def _question_on_board(new: NewResponse) -> tuple[int, int]:
    return new.board, new.question_id
