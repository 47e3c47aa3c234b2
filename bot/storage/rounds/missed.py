"""How one person took part in a round, read from the log of responses and from who was there."""

from datetime import UTC, datetime

from sqlalchemy import and_, select

from bot.domain.people.membership import Presence
from bot.domain.rounds.knockout import knocked_out
from bot.domain.rounds.missed import Met, Part
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import PollState
from bot.storage.database import Tx
from bot.storage.rounds import round_log
from bot.storage.rounds.rounds import Round
from bot.storage.tables import (
    members,
    question_versions,
    responses,
    round_players,
    round_questions,
)

NEVER_THERE = datetime.min.replace(tzinfo=UTC)


async def met_by(tx: Tx, of: Round, person_id: int) -> list[Met]:
    """The questions of a round that were asked and closed, in order. Lost polls gave no marks, and
    what is void is nobody's miss.
    """
    mine = and_(
        responses.c.poll_id == round_questions.c.poll_id, responses.c.person_id == person_id
    )
    rows = await tx.execute(
        select(
            round_questions.c.position,
            question_versions.c.question_id,
            round_questions.c.opened_at,
            responses.c.mark,
        )
        .join(question_versions, question_versions.c.id == round_questions.c.version_id)
        .outerjoin(responses, mine)
        .where(
            round_questions.c.round_id == of.id,
            round_questions.c.state == PollState.CLOSED.value,
            question_versions.c.void.is_(False),
        )
        .order_by(round_questions.c.position)
    )
    return [Met(row.position, row.question_id, row.opened_at, row.mark) for row in rows]


async def part_of(tx: Tx, of: Round, person_id: int) -> Part:
    """The rest: whether they joined, left, were no member at all, or were knocked out."""
    joined = select(round_players.c.joined_at).where(
        round_players.c.round_id == of.id, round_players.c.person_id == person_id
    )
    out = None
    if of.mode is Mode.KNOCKOUT:
        out = knocked_out(await round_log.contest_of(tx, of)).get(person_id)
    return Part(
        (await tx.execute(joined)).scalar_one_or_none(),
        await _away_from(tx, of.chat, person_id),
        out,
    )


async def _away_from(tx: Tx, chat: int, person_id: int) -> datetime | None:
    """Since when a group has not had somebody: a stranger it never had."""
    query = select(members.c.presence, members.c.left_at).where(
        members.c.chat == chat, members.c.person_id == person_id
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    return NEVER_THERE if row.presence == Presence.STRANGER.value else row.left_at
