"""Marking responses anew by a ruling, some people at a time; the totals follow in each step.

A response names the ruling that it was marked by. What is still to be done is what names another
one: nothing is done twice, and whatever dies, the rest is found again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Row,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.domain.boards.board import BoardKey
from bot.domain.disputes.ruling import mark_by
from bot.domain.marking import Mark
from bot.storage.bank.topics import topics_of
from bot.storage.boards.rebuilding import Time, time_of
from bot.storage.boards.totals import NOTHING, Entry, Sums, add_totals, counted
from bot.storage.bulk import among
from bot.storage.database import Tx
from bot.storage.disputes import concerned, standards
from bot.storage.disputes.rulings import DONE, REDRAWING, RESCORING
from bot.storage.disputes.standards import InForce
from bot.storage.people.people import hold, in_private
from bot.storage.quiz import given_json
from bot.storage.tables import (
    accounts,
    disputes,
    question_versions,
    rescorings,
    responses,
    round_questions,
    rounds,
    rulings,
)

PEOPLE_AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Work:
    """A ruling that is not done with: its state, and the last person dealt with in it, or round."""

    ruling_id: int
    question_id: int
    person_id: int
    state: str
    reached: int


async def next_work(tx: Tx) -> Work | None:
    """The oldest ruling of those that are least far, held until the commit; None where all are done
    with: marks come before tables, and these before people, who may have to wait for each other.
    """
    least = case({RESCORING: 0, REDRAWING: 1}, value=rulings.c.state, else_=2)
    query = (
        select(rulings)
        .where(rulings.c.state != DONE)
        .order_by(least, rulings.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await tx.execute(query)).one_or_none()
    return (
        None
        if row is None
        else Work(row.id, row.question_id, row.person_id, row.state, row.reached)
    )


async def move(tx: Tx, ruling_id: int, state: str) -> None:
    """Go on to what comes next, from the first."""
    change = update(rulings).where(rulings.c.id == ruling_id)
    await tx.execute(change.values(state=state, reached=0))


async def rescore_some(tx: Tx, work: Work, at_a_time: int = PEOPLE_AT_A_TIME) -> bool:
    """Mark anew what some people answered, with their totals; False when nothing is left."""
    held = await _versions(tx, work)
    if not held:
        return False
    stale = (
        responses.c.question_id == work.question_id,
        responses.c.version_id.in_(held),
        or_(responses.c.ruling_id.is_(None), responses.c.ruling_id != work.ruling_id),
    )
    query = select(responses.c.person_id).distinct().where(*stale)
    query = query.order_by(responses.c.person_id).limit(at_a_time)
    some = await tx.execute(query.where(responses.c.person_id > work.reached))
    people = set(some.scalars())
    if not people and work.reached:  # the whole once more: nobody is to be left out
        people = set((await tx.execute(query)).scalars())
    if not people:
        return False
    await hold(tx, people)
    mine = among(tx.dialect, responses.c.person_id, sorted(people))
    rows = await tx.execute(
        select(responses)
        .where(responses.c.question_id == work.question_id, mine)
        .order_by(responses.c.id)
    )
    await _mark_anew(tx, work, held, rows.all())
    await reach(tx, work.ruling_id, max(people))
    return True


async def _versions(tx: Tx, work: Work) -> dict[int, InForce]:
    """The versions that this ruling is in force on; another may have come since."""
    query = select(question_versions.c.id).where(
        question_versions.c.question_id == work.question_id,
        question_versions.c.ruling_id == work.ruling_id,
    )
    return await standards.in_force(tx, set((await tx.execute(query)).scalars()))


async def _mark_anew(
    tx: Tx, work: Work, held: dict[int, InForce], rows: Sequence[Row[Any]]
) -> None:
    after: dict[int, tuple[int, bool]] = {}
    for row in rows:
        ruled = held.get(row.version_id)
        if ruled is None or row.ruling_id == work.ruling_id:
            continue
        given = given_json.from_json(row.given)
        void = ruled.standard is not None and ruled.standard.void
        after[row.id] = (mark_by(ruled.question, given, ruled.standard).value, void)
    await _count(tx, rows, after)
    changed = [
        {
            "ruling_id": work.ruling_id, "response_id": row.id, "person_id": row.person_id,
            "old_mark": row.mark, "new_mark": after[row.id][0],
            "old_void": row.void, "new_void": after[row.id][1],
        }
        for row in rows
        if row.id in after and after[row.id] != (row.mark, row.void)
    ]  # fmt: skip
    if changed:
        await tx.execute(insert(rescorings), changed)
    await tx.execute(
        update(responses)
        .where(responses.c.id == bindparam("response"))
        .values(mark=bindparam("worth"), void=bindparam("nothing"), ruling_id=work.ruling_id),
        [
            {"response": response, "worth": worth, "nothing": void}
            for response, (worth, void) in after.items()
        ],
    )


async def _count(tx: Tx, rows: Sequence[Row[Any]], after: dict[int, tuple[int, bool]]) -> None:
    """Add to the totals what these people gain and lose: all that they answered to the question is
    here, so that what was their first response is decided anew.
    """
    found = await tx.execute(
        select(accounts.c.person_id).where(
            among(tx.dialect, accounts.c.person_id, sorted({row.person_id for row in rows}))
        )
    )
    shown = set(found.scalars())
    counting = [row for row in rows if row.person_id in shown and row.board is not None]
    topics = await topics_of(tx, {row.version_id for row in counting})
    time = await time_of(tx)
    more: Sums = {}
    for chat in {row.board for row in counting}:
        there = [row for row in counting if row.board == chat]
        before = _sums(there, topics, time, {})
        for key, sum_ in _sums(there, topics, time, after).items():
            more[key] = sum_
        for key, (score, number, right, _) in before.items():
            now = more.get(key, NOTHING)
            more[key] = (now[0] - score, now[1] - number, now[2] - right, 0)
    await add_totals(tx, {key: sum_ for key, sum_ in more.items() if any(sum_)})


def _sums(
    rows: Sequence[Row[Any]],
    topics: dict[int, int],
    time: Time,
    marks: dict[int, tuple[int, bool]],
) -> dict[tuple[BoardKey, int], tuple[int, int, int, int]]:
    """What responses in one chat add, with these marks where there are any."""
    entries = []
    for row in rows:
        worth, void = marks.get(row.id, (row.mark, row.void))
        entries.append(
            Entry(
                row.board, row.person_id, row.question_id, topics[row.version_id], Mark(worth),
                row.at, counts=row.ranked, void=void,
            )
        )  # fmt: skip
    return counted(entries, time.zone(rows[0].board), time.seasons) if rows else {}


# --- telling -------------------------------------------------------------------------------------


async def to_tell(tx: Tx, work: Work, limit: int) -> list[tuple[int, int]]:
    """Who is to hear of a ruling next, by person and Telegram id: who reported, also where their
    report waits again, and of those whose mark changed whom the bot may write to.
    """
    changed = and_(rescorings.c.ruling_id == work.ruling_id, in_private())
    found: dict[int, int] = {}
    for table, which in (
        (disputes, await concerned.reports(tx, work.ruling_id)),
        (rescorings, changed),
    ):
        query = (
            select(accounts.c.person_id, accounts.c.telegram_id)
            .distinct()
            .join(table, table.c.person_id == accounts.c.person_id)
            .where(which, table.c.person_id > work.reached)
            .order_by(accounts.c.person_id)
            .limit(limit)
        )
        found |= {row.person_id: row.telegram_id for row in await tx.execute(query)}
    return sorted(found.items())[:limit]


async def reach(tx: Tx, ruling_id: int, last: int) -> None:
    """Remember how far the work has come: the person or round dealt with last."""
    await tx.execute(update(rulings).where(rulings.c.id == ruling_id).values(reached=last))


async def marks_changed(tx: Tx, ruling_id: int, person_id: int) -> tuple[int, int, bool] | None:
    """What a ruling made of somebody's marks, before and after it, in hundredths, and whether they
    are void now; None where it changed none.
    """
    row = (
        await tx.execute(
            select(
                func.count().label("number"),
                func.sum(rescorings.c.old_mark).label("old"),
                func.sum(rescorings.c.new_mark).label("new"),
                func.count().filter(rescorings.c.new_void).label("void"),
            )
            .select_from(rescorings)
            .where(rescorings.c.ruling_id == ruling_id, rescorings.c.person_id == person_id)
        )
    ).one()
    return (int(row.old), int(row.new), row.void > 0) if row.number else None


async def number_changed(tx: Tx, ruling_id: int) -> int:
    """How many responses have another mark by a ruling."""
    query = select(func.count()).where(rescorings.c.ruling_id == ruling_id)
    return int((await tx.execute(query)).scalar_one())


async def rounds_concerned(tx: Tx, work: Work, since: datetime, limit: int) -> list[int]:
    """The rounds that asked what is marked by a ruling, and are open or ended ``since``: the newest
    of those not dealt with yet.
    """
    left = [rounds.c.id < work.reached] if work.reached else []
    query = (
        select(rounds.c.id)
        .distinct()
        .join(round_questions, round_questions.c.round_id == rounds.c.id)
        .join(question_versions, question_versions.c.id == round_questions.c.version_id)
        .where(
            or_(rounds.c.ended_at.is_(None), rounds.c.ended_at >= since),
            question_versions.c.ruling_id == work.ruling_id,
            *left,
        )
        .order_by(rounds.c.id.desc())
        .limit(limit)
    )
    return list((await tx.execute(query)).scalars())
