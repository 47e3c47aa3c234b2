"""Taking what a stranger answered off a group's boards. The log keeps it, as not ranked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, select, true, update

from bot.storage.boards.rebuilding import recounting
from bot.storage.database import Tx
from bot.storage.quiz.responses import people_of
from bot.storage.tables import responses, round_players, round_questions, rounds


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody who does not belong to a group, or no more ``since`` they left."""

    chat: int
    person_id: int
    since: datetime | None = None

    def out(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Whether they were outside ``at`` a time."""
        return true() if self.since is None else at > self.since


async def rounds_of(tx: Tx, of: Outsider) -> list[int]:
    """The rounds of the group in which they answered from outside."""
    query = (
        select(round_questions.c.round_id)
        .distinct()
        .join(responses, responses.c.poll_id == round_questions.c.poll_id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .where(
            responses.c.person_id == of.person_id,
            rounds.c.chat == of.chat,
            of.out(responses.c.at),
        )
    )
    return sorted((await tx.execute(query)).scalars())


async def disown(tx: Tx, of: Outsider, round_ids: Collection[int], ranked_from: int) -> list[int]:
    """Take what they answered from outside in those rounds off the boards; they leave teams, too.

    A round in which fewer than ``ranked_from`` people are left counts no more; those rounds are
    returned. That the person is outside is noted already, and the rounds are held.
    """
    there = round_players.c.round_id.in_(round_ids) & (round_players.c.person_id == of.person_id)
    await tx.execute(delete(round_players).where(there, of.out(round_players.c.joined_at)))
    few = [one for one in round_ids if len(await people_of(tx, one, ranked_from)) < ranked_from]
    ranked = select(rounds.c.id).where(rounds.c.id.in_(few), rounds.c.ranked)
    lost = sorted((await tx.execute(ranked)).scalars())
    counted = (
        select(responses.c.person_id)
        .distinct()
        .where(responses.c.poll_id.in_(_polls(lost)), responses.c.ranked)
    )
    affected = {of.person_id, *(await tx.execute(counted)).scalars()}
    async with recounting(tx, of.chat, affected, round_ids):
        theirs = (responses.c.person_id == of.person_id) & of.out(responses.c.at)
        await _unrank(tx, theirs & responses.c.poll_id.in_(_polls(round_ids)))
        await _unrank(tx, responses.c.poll_id.in_(_polls(lost)))
    await tx.execute(update(rounds).where(rounds.c.id.in_(lost)).values(ranked=False))
    return lost


def _polls(round_ids: Collection[int]) -> Select[tuple[str | None]]:
    return select(round_questions.c.poll_id).where(
        round_questions.c.round_id.in_(round_ids), round_questions.c.poll_id.is_not(None)
    )


async def _unrank(tx: Tx, which: ColumnElement[bool]) -> None:
    await tx.execute(update(responses).where(which, responses.c.ranked).values(ranked=False))
