"""Putting the question that waits before the learner again."""

from datetime import datetime

from bot.domain.owed import Owed
from bot.domain.quizzes.attempt import Attempt
from bot.services.quiz.debts import bare, edited_step, new_step
from bot.storage.database import Tx
from bot.storage.quiz import attempts


async def asked_again(
    tx: Tx, attempt: Attempt, chat: int, now: datetime, note: str | None = None
) -> list[Owed]:
    """The question that waits, sent anew at the bottom; an answered one gives way to the next."""
    step = await attempts.step(tx, attempt.id, attempt.position)
    position = attempt.position
    if step is not None and step.answered:
        position += 1
        await attempts.move_to(tx, attempt.id, position)
        # Whole, not its buttons only: perhaps its feedback never arrived.
        left = edited_step(chat, attempt.id, attempt.position)
    else:
        left = bare(chat, attempt.id, position)
    await attempts.note_asked(tx, attempt.id, position, now)
    return [left, new_step(chat, attempt.id, position, note)]
