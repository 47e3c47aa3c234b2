"""What of the response log counts on the boards.

That is a person's first response to a question on a board in a period, "first" being the order of
the log, if it is ranked. So a response that arrives late takes nothing from what was shown before.
The hot path: Core statements only, many rows to a statement.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import groupby

from sqlalchemy import select

from bot.domain.marking import Mark
from bot.storage.bank.topics import topics_of
from bot.storage.boards import seasons
from bot.storage.boards.totals import Entry, add_totals, counted, opened
from bot.storage.bulk import among, inserting
from bot.storage.database import Tx
from bot.storage.quiz.new_response import Logged, NewResponse
from bot.storage.tables import accounts, responses, round_people, round_questions


async def count(tx: Tx, promoted: Sequence[Logged], logged: Sequence[Logged], zone: tzinfo) -> None:
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
