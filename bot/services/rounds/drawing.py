"""Drawing the questions that a group is asked."""

from bot.domain.question import Question
from bot.domain.quizzes.attempt import EVERYTHING, Scope
from bot.domain.quizzes.draw import Candidate, Chance, draw, unseen
from bot.domain.quizzes.option_order import in_order
from bot.domain.rounds.quiz_poll import askable, fits_poll
from bot.storage.bank import questions
from bot.storage.bank.sampling import sample
from bot.storage.database import Tx
from bot.storage.rounds import drawable
from bot.storage.rounds.rounds import Drawn


async def draw_for(tx: Tx, chat: int, scope: Scope, count: int, chance: Chance) -> list[Drawn]:
    """Questions that a group can be asked, those that it was not asked lately first."""
    some = await sample(tx, count, chance) if scope == EVERYTHING else None
    if some is not None:
        new = unseen(await drawable.candidates(tx, chat, scope, some))
        chosen = await _askable(tx, new, count, chance)
        if len(chosen) == count:
            return chosen
    return await _askable(tx, await drawable.candidates(tx, chat, scope), count, chance)


async def _askable(tx: Tx, candidates: list[Candidate], count: int, chance: Chance) -> list[Drawn]:
    """Draw until enough of what was drawn can be asked."""
    chosen: list[Drawn] = []
    while candidates and len(chosen) < count:
        some = draw(candidates, count - len(chosen), chance)
        contents = await questions.load(tx, [one.version_id for one in some])
        for one in some:
            question = contents[one.version_id]
            if askable(question):
                by_message = not fits_poll(question)
                chosen.append(Drawn(one.version_id, _order(question), by_message))
        tried = {one.question_id for one in some}
        candidates = [one for one in candidates if one.question_id not in tried]
    return chosen


def _order(question: Question) -> tuple[str, ...]:
    """Telegram shuffles for each viewer; what has an order of its own is sent in it."""
    return tuple(option.id for option in in_order(question.options) or question.options)
