"""What people made of a round's questions, in SQL: the table, and who answered one rightly."""

from sqlalchemy import func, select

from bot.domain.boards.board import Total, ranked
from bot.domain.marking import FULL
from bot.domain.rounds.round import TableLine
from bot.storage.boards.labels import NAMES, label_of
from bot.storage.database import Tx
from bot.storage.groups.members import belongs
from bot.storage.tables import accounts, responses, round_questions, rounds


async def table(tx: Tx, round_id: int, limit: int) -> tuple[list[TableLine], int]:
    """The best ``limit`` people of a round, best first, and how many took part.

    Equal scores share a rank. People without an account, and strangers, are never shown.
    """
    score = func.sum(responses.c.mark)
    query = (
        select(
            responses.c.person_id,
            *NAMES,
            score.label("score"),
            func.count().over().label("people"),
        )
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .join(accounts, accounts.c.person_id == responses.c.person_id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .where(round_questions.c.round_id == round_id, belongs())
        .group_by(responses.c.person_id, accounts.c.telegram_id)
        .order_by(score.desc(), responses.c.person_id)
        .limit(limit)
    )
    rows = (await tx.execute(query)).all()
    labels: dict[int, str | None] = {}
    totals: list[Total] = []
    for row in rows:
        labels[row.person_id] = label_of(row)
        # Only the score ranks here: who joins late is not ahead for having answered less.
        totals.append(Total(row.person_id, int(row.score), responses=0, right=0))
    lines = [TableLine(standing, labels[standing.total.person]) for standing in ranked(totals)]
    return lines, rows[0].people if rows else 0


async def answered(tx: Tx, poll_id: str) -> tuple[int, int, int]:
    """How many people answered a poll, how many of them wholly right, and how many partly."""
    row = (
        await tx.execute(
            select(
                func.count().label("all"),
                func.count().filter(responses.c.mark == FULL).label("right"),
                func.count().filter(responses.c.mark.between(1, FULL - 1)).label("partly"),
            )
            .select_from(responses)
            .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
            .join(rounds, rounds.c.id == round_questions.c.round_id)
            .where(responses.c.poll_id == poll_id, belongs())
        )
    ).one()
    return row.all, row.right, row.partly


async def labels_of_right(tx: Tx, poll_id: str, limit: int) -> list[str]:
    """What to call the first ``limit`` people who answered a poll wholly right, in the order in
    which they did; who has no name on tables is left out.
    """
    query = (
        select(*NAMES)
        .select_from(responses)
        .join(round_questions, round_questions.c.poll_id == responses.c.poll_id)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .join(accounts, accounts.c.person_id == responses.c.person_id)
        .where(responses.c.poll_id == poll_id, responses.c.mark == FULL, belongs())
        .order_by(responses.c.id)
        .limit(limit)
    )
    labels = [label_of(row) for row in await tx.execute(query)]
    return [label for label in labels if label is not None]
