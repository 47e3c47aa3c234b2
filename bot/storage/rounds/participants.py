"""Who takes part in a round: joined its lobby, or was given a team by answering."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.people.membership import OUTSIDE
from bot.domain.rounds.round import DONE, Phase, PollState, RoundState
from bot.storage.boards.labels import NAMES, label_of
from bot.storage.database import Tx
from bot.storage.groups.members import still_in
from bot.storage.tables import (
    accounts,
    members,
    question_versions,
    responses,
    round_players,
    round_questions,
    rounds,
)


async def join(
    tx: Tx, round_id: int, person_id: int, now: datetime, team: int | None = None
) -> bool:
    """Add somebody, or let them change over to a ``team``; False when nothing has changed."""
    before = await team_of(tx, round_id, person_id)
    if before is not None and team in (None, before[0]):
        return False
    if before is not None:
        await _set_team(tx, round_id, person_id, team)
    else:
        await add(tx, round_id, {person_id: team}, now)
    return True


async def add(tx: Tx, round_id: int, people: Mapping[int, int | None], now: datetime) -> None:
    """Add people, each with a team or without; who is in already stays as they are."""
    if not people:
        return
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    rows = [
        {"round_id": round_id, "person_id": person_id, "team": team, "joined_at": now}
        for person_id, team in people.items()
    ]
    await tx.execute(insert(round_players).on_conflict_do_nothing(), rows)


async def team_of(tx: Tx, round_id: int, person_id: int) -> tuple[int | None] | None:
    """Somebody's team, None in a tuple when they have none; None when they are not in."""
    query = select(round_players.c.team).where(_is(round_id, person_id))
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else (row.team,)


async def joined(tx: Tx, round_id: int) -> dict[int, int | None]:
    """Everybody who is in, with their team, in the order in which they came.

    Not those who have no account any more, nor whom the group does not have.
    """
    query = (
        select(round_players.c.person_id, round_players.c.team)
        .join(accounts, accounts.c.person_id == round_players.c.person_id)
        .join(rounds, rounds.c.id == round_players.c.round_id)
        .where(
            round_players.c.round_id == round_id,
            still_in(round_players.c.person_id, round_players.c.joined_at),
        )
    )
    rows = await tx.execute(query.order_by(round_players.c.joined_at, round_players.c.person_id))
    return {row.person_id: row.team for row in rows}


async def give_teams(tx: Tx, round_id: int, teams: Mapping[int, int]) -> None:
    """Put people who are in into teams."""
    for person_id, team in teams.items():
        await _set_team(tx, round_id, person_id, team)


async def _set_team(tx: Tx, round_id: int, person_id: int, team: int | None) -> None:
    await tx.execute(update(round_players).where(_is(round_id, person_id)).values(team=team))


def _is(round_id: int, person_id: int) -> ColumnElement[bool]:
    return (round_players.c.round_id == round_id) & (round_players.c.person_id == person_id)


async def number(tx: Tx, round_id: int) -> int:
    """How many people are in."""
    query = select(func.count()).where(round_players.c.round_id == round_id)
    return int((await tx.execute(query)).scalar_one())


async def labels(tx: Tx, round_id: int, limit: int) -> list[tuple[str | None, int | None]]:
    """What to call the first who joined, in order, None for those without a name or an account;
    and the team of each.
    """
    rows = await tx.execute(
        select(*NAMES, round_players.c.team)
        .select_from(round_players)
        .outerjoin(accounts, accounts.c.person_id == round_players.c.person_id)
        .where(round_players.c.round_id == round_id)
        .order_by(round_players.c.joined_at, round_players.c.person_id)
        .limit(limit)
    )
    return [(label_of(row), row.team) for row in rows]


async def is_asked_now(tx: Tx, question_id: int, person_id: int) -> bool:
    """Whether a round is just asking a question that this person may answer there: they take part
    in it, or are known in its group.
    """
    known = exists().where(
        members.c.chat == rounds.c.chat,
        members.c.person_id == person_id,
        members.c.presence.not_in([one.value for one in OUTSIDE]),
    )
    joined = exists().where(
        round_players.c.round_id == rounds.c.id, round_players.c.person_id == person_id
    )
    before = round_questions.alias("before")
    answered = exists(
        select(responses.c.id)
        .join(before, before.c.poll_id == responses.c.poll_id)
        .where(before.c.round_id == rounds.c.id, responses.c.person_id == person_id)
    )
    query = (
        select(rounds.c.id)
        .join(round_questions, round_questions.c.round_id == rounds.c.id)
        .join(question_versions, question_versions.c.id == round_questions.c.version_id)
        .where(
            rounds.c.state == RoundState.OPEN.value,
            rounds.c.phase != Phase.LOBBY.value,
            round_questions.c.position == rounds.c.position,
            round_questions.c.state.in_([one.value for one in PollState if one not in DONE]),
            question_versions.c.question_id == question_id,
            or_(known, joined, answered),
        )
        .limit(1)
    )
    return (await tx.execute(query)).first() is not None
