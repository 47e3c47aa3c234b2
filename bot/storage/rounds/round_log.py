"""What a round's standings follow from, read from the log of responses."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from bot.domain.marking import FULL
from bot.domain.rounds.knockout import Contest
from bot.domain.rounds.modes import Asking, Play, Response
from bot.domain.rounds.round import PollState
from bot.storage.boards.labels import NAMES, label_of
from bot.storage.database import Tx
from bot.storage.groups.members import belongs
from bot.storage.rounds import participants
from bot.storage.rounds.rounds import Round
from bot.storage.tables import accounts, responses, round_questions, rounds

_IS_OVER = round_questions.c.state == PollState.CLOSED.value


async def play_of(tx: Tx, of: Round) -> Play:
    """The questions that are over, the responses of people with an account, and who joined."""
    given = await tx.execute(
        _given(
            of,
            round_questions.c.position,
            responses.c.person_id,
            responses.c.mark,
            responses.c.at,
        ).order_by(responses.c.id)
    )
    return Play(
        await _asked(tx, of),
        [Response(row.position, row.person_id, row.mark, row.at) for row in given],
        await participants.joined(tx, of.id),
    )


async def contest_of(tx: Tx, of: Round) -> Contest:
    """The same of a knock-out: the database packs what each person had right into one row."""
    asked = [one.position for one in await _asked(tx, of)]
    at, bit = round_questions.c.position, literal(1).bitwise_lshift(round_questions.c.position)
    first = func.max(case((at == (asked[0] if asked else 0), 1), else_=0))
    right = func.sum(case((responses.c.mark == FULL, bit), else_=0))
    rows = await tx.execute(
        _given(of, responses.c.person_id, first, right).group_by(responses.c.person_id)
    )
    joined = await participants.joined(tx, of.id)
    found = {person: int(bits) for person, began, bits in rows if began or person in joined}
    return Contest(asked, dict.fromkeys(joined, 0) | found)


async def scores_until(tx: Tx, of: Round, last: Mapping[int, int | None]) -> dict[int, int]:
    """What people gathered in questions that are over, up to a position of each (None: in all)."""
    at, mine = round_questions.c.position, responses.c.person_id.in_(sorted(last))
    rows = await tx.execute(
        _given(of, at, responses.c.person_id, responses.c.mark).where(_IS_OVER, mine)
    )
    scores = dict.fromkeys(last, 0)
    for position, person, mark in rows:
        until = last[person]
        if until is None or position <= until:
            scores[person] += mark
    return scores


async def _asked(tx: Tx, of: Round) -> list[Asking]:
    rows = await tx.execute(
        select(round_questions.c.position, round_questions.c.opened_at)
        .where(round_questions.c.round_id == of.id, _IS_OVER)
        .order_by(round_questions.c.position)
    )
    return [Asking(row.position, row.opened_at, of.seconds) for row in rows]


def _given(of: Round, *columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the responses of a round by people with an account who belong to the group."""
    return (
        select(*columns)
        .select_from(responses)
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .join(accounts, accounts.c.person_id == responses.c.person_id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .where(round_questions.c.round_id == of.id, belongs())
    )


async def labels(tx: Tx, people: Sequence[int]) -> dict[int, str | None]:
    """What to call people on a table, by person id; None for those without a name."""
    query = select(accounts.c.person_id, *NAMES).where(accounts.c.person_id.in_(people))
    found = {row.person_id: label_of(row) for row in await tx.execute(query)}
    return dict.fromkeys(people, None) | found
