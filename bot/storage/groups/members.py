"""Who belongs to which group: noted when it is seen, looked up once when it is not."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.people.membership import OUTSIDE, Presence, Unknown
from bot.domain.rounds.round import RoundState
from bot.storage.columns import UtcTime
from bot.storage.database import Tx
from bot.storage.tables import (
    accounts,
    members,
    responses,
    round_players,
    round_questions,
    rounds,
)

_OUTSIDE = [one.value for one in OUTSIDE]


async def note(
    tx: Tx,
    chat: int,
    people: Iterable[int],
    presence: Presence,
    now: datetime,
    *,
    left_at: datetime | None = None,
) -> None:
    """Note what is known of people in a group; a newer word replaces an older one.

    ``left_at`` is when they left, for those who did.
    """
    changed = {"presence": presence.value, "at": now, "left_at": left_at}
    rows = [{"chat": chat, "person_id": person, **changed} for person in people]
    if not rows:
        return
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    statement = insert(members)
    await tx.execute(
        statement.on_conflict_do_update(index_elements=["chat", "person_id"], set_=changed), rows
    )


async def outside(tx: Tx, chat: int, since: datetime | None = None) -> set[int]:
    """The people of whom it was noted (since then) that they do not belong to a group."""
    query = select(members.c.person_id).where(
        members.c.chat == chat, members.c.presence.in_(_OUTSIDE)
    )
    if since is not None:
        query = query.where(members.c.at >= since)
    return set((await tx.execute(query)).scalars())


async def last_there(tx: Tx, chat: int, person_id: int) -> datetime | None:
    """When somebody who was a member once was seen there last; None for who never was."""
    query = select(func.coalesce(members.c.left_at, members.c.at, type_=UtcTime)).where(
        members.c.chat == chat,
        members.c.person_id == person_id,
        members.c.presence.in_((Presence.MEMBER.value, Presence.LEFT.value)),
    )
    found: datetime | None = (await tx.execute(query)).scalar_one_or_none()
    return found


async def unknown(tx: Tx, since: datetime, limit: int) -> list[Unknown]:
    """Those who answered in rounds begun since then and of whom nothing is known, or no longer for
    sure; the best of the newest round first, since tables show them.
    """
    query = (
        select(
            rounds.c.chat,
            rounds.c.id.label("round_id"),
            responses.c.person_id,
            accounts.c.telegram_id,
            func.sum(responses.c.mark).label("score"),
        )
        .select_from(rounds)
        .join(round_questions, round_questions.c.round_id == rounds.c.id)
        .join(responses, responses.c.poll_id == round_questions.c.poll_id)
        .join(accounts, accounts.c.person_id == responses.c.person_id)
        .outerjoin(
            members,
            and_(
                members.c.chat == rounds.c.chat,
                members.c.person_id == responses.c.person_id,
                or_(members.c.presence.not_in(_OUTSIDE), members.c.at >= since),
            ),
        )
        .where(rounds.c.started_at >= since, members.c.chat.is_(None))
        .group_by(rounds.c.chat, rounds.c.id, responses.c.person_id, accounts.c.telegram_id)
        .order_by(rounds.c.id.desc(), func.sum(responses.c.mark).desc(), responses.c.person_id)
        .limit(limit)
    )
    return [
        Unknown(row.chat, row.person_id, row.telegram_id, row.round_id)
        for row in await tx.execute(query)
    ]


def belongs() -> ColumnElement[bool]:
    """Whether a response in a round is by nobody known for a stranger to its group, and not by
    somebody who had left it by then.
    """
    return still_in(responses.c.person_id, responses.c.at)


def still_in(person: ColumnElement[int], at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """The same of what a person did in a round ``at`` a time."""
    away = or_(
        members.c.presence == Presence.STRANGER.value,
        and_(members.c.presence == Presence.LEFT.value, members.c.left_at < at),
    )
    return ~exists(
        select(members.c.person_id).where(
            members.c.chat == rounds.c.chat, members.c.person_id == person, away
        )
    )


async def leave_lobbies(tx: Tx, chat: int, person_id: int) -> Sequence[int]:
    """Take somebody out of the lobbies of a group; the rounds that they had joined."""
    waiting = select(rounds.c.id).where(
        rounds.c.chat == chat, rounds.c.state == RoundState.OPEN.value, rounds.c.phase == "lobby"
    )
    left = await tx.execute(
        delete(round_players)
        .where(round_players.c.person_id == person_id, round_players.c.round_id.in_(waiting))
        .returning(round_players.c.round_id)
    )
    return left.scalars().all()


async def move(tx: Tx, old: int, new: int) -> None:
    """A group got another id; what is known in the new one already stays."""
    known = select(members.c.person_id).where(members.c.chat == new)
    await tx.execute(delete(members).where(members.c.chat == old, members.c.person_id.in_(known)))
    await tx.execute(update(members).where(members.c.chat == old).values(chat=new))
