"""The response log; the totals that follow from it are counted with each row.

Rows are added and never deleted; of a row ``ranked`` changes when its round has enough people, and
when it turns out to be a stranger's (``bot.storage.boards.disowning``), and what it is worth
changes by a ruling (``bot.storage.disputes.rescoring``). What was given never does.

The hot path: Core statements only, many rows to a statement.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import tzinfo

from sqlalchemy import select, update

from bot.domain.disputes.ruling import mark_by
from bot.domain.marking import Given, Mark
from bot.storage.bulk import among, inserting
from bot.storage.database import Tx
from bot.storage.disputes import standards
from bot.storage.groups.members import belongs
from bot.storage.people.people import hold
from bot.storage.quiz import given_json
from bot.storage.quiz.counting import count
from bot.storage.quiz.new_response import Logged, NewResponse
from bot.storage.tables import responses, round_questions, rounds


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
    await count(tx, promoted, logged, zone)
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
