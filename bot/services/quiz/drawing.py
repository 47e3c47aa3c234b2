"""What a quiz may be drawn from: everything in its scope, or of a large bank a sample."""

from bot.domain.quizzes.attempt import EVERYTHING, Scope
from bot.domain.quizzes.draw import Candidate, Chance, unseen
from bot.storage.bank import questions
from bot.storage.bank.sampling import ENOUGH, sample
from bot.storage.database import Tx


async def candidates_for(
    tx: Tx, person_id: int, scope: Scope, count: int, chance: Chance
) -> list[Candidate]:
    """What ``count`` questions are drawn from; of everything a sample, if enough in it is new."""
    if scope == EVERYTHING:
        some = await sample(tx, count, chance)
        if some is not None:
            candidates = await questions.candidates(tx, person_id, only=some)
            if len(unseen(candidates)) >= ENOUGH * count:
                return candidates
    return await questions.candidates(tx, person_id, scope)
