"""What a round's standings follow from, read from the log of responses."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.domain.modes import Asking, Play, Response
from bot.domain.round import PollState
from bot.storage.boards.labels import NAMES, label_of
from bot.storage.database import Tx
from bot.storage.groups.members import belongs
from bot.storage.rounds import participants
from bot.storage.rounds.rounds import Round
from bot.storage.tables import accounts, responses, round_questions, rounds


async def play_of(tx: Tx, of: Round) -> Play:
    """The questions that are over, the responses of people with an account, and who joined."""
    in_round = round_questions.c.round_id == of.id
    closed = await tx.execute(
        select(round_questions.c.position, round_questions.c.opened_at)
        .where(in_round, round_questions.c.state == PollState.CLOSED.value)
        .order_by(round_questions.c.position)
    )
    given = await tx.execute(
        select(round_questions.c.position, responses.c.person_id, responses.c.mark, responses.c.at)
        .join(responses, responses.c.poll_id == round_questions.c.poll_id)
        .join(accounts, accounts.c.person_id == responses.c.person_id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .where(in_round, belongs())
        .order_by(responses.c.id)
    )
    return Play(
        [Asking(row.position, row.opened_at, of.seconds) for row in closed],
        [Response(row.position, row.person_id, row.mark, row.at) for row in given],
        await participants.joined(tx, of.id),
    )


async def labels(tx: Tx, people: Sequence[int]) -> dict[int, str | None]:
    """What to call people on a table, by person id; None for those without a name."""
    query = select(accounts.c.person_id, *NAMES).where(accounts.c.person_id.in_(people))
    found = {row.person_id: label_of(row) for row in await tx.execute(query)}
    return dict.fromkeys(people, None) | found
