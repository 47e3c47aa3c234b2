"""A few questions at random out of a bank that is too large to look through for every quiz.

Ids are counted up as questions come in, so that numbers drawn between the first and the last are
mostly ids of questions, each as likely as any other. Gaps and questions out of service only make
the sample smaller; whoever finds too little in it looks at the whole bank.
"""

from sqlalchemy import func, select

from bot.domain.quizzes.draw import Chance
from bot.storage.database import Tx
from bot.storage.tables import questions

PER_QUESTION = 20
"""Ids drawn for each question that is wanted: enough to spread over topics and difficulties."""

ENOUGH = 3
"""Unseen candidates for each question wanted: with fewer, the whole bank is looked at."""


async def sample(tx: Tx, count: int, chance: Chance) -> frozenset[int] | None:
    """Ids among which ``count`` questions may be drawn; None when the bank is small: take it all.

    Reads the two ends of an index and nothing between them.
    """
    first = select(func.min(questions.c.id)).scalar_subquery()
    last = select(func.max(questions.c.id)).scalar_subquery()
    low, high = (await tx.execute(select(first, last))).one()
    wanted = count * PER_QUESTION
    if low is None or high - low < 2 * wanted:
        return None
    return frozenset(low + int(chance() * (high - low + 1)) for _ in range(wanted))
