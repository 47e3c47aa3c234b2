"""Grading what was given: the response logged, the attempt finished, the feedback owed."""

from datetime import UTC, datetime

from bot.domain.boards.board import EVERYONE
from bot.domain.errors import NotANumber, NotAShortText, YearCutShort
from bot.domain.marking import Given, Mark, mark, read_typed
from bot.domain.owed import Owed
from bot.domain.question import Question
from bot.domain.quizzes.attempt import AttemptState
from bot.domain.sets.code import read_code
from bot.domain.spelling import known_wrong
from bot.services.quiz.debts import Tap, bare, edited_step, screen, step_place, toast
from bot.services.quiz.places import Place, answered_before
from bot.storage.bank import questions
from bot.storage.database import Tx
from bot.storage.quiz import attempts
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record


async def graded(tx: Tx, place: Place, given: Given, tap: Tap, now: datetime) -> list[Owed]:
    """Grade what was tapped; the question's message becomes its feedback."""
    worth = await _recorded(tx, place, given, now)
    if worth is None:
        return await answered_before(tx, place, tap, now)
    feedback = edited_step(tap.chat, place.attempt.id, place.step.position)
    return [toast(tap, now, _verdict(given, worth)), feedback]


async def typed(tx: Tx, place: Place, text: str, now: datetime) -> list[Owed]:
    """Grade a typed reply; the feedback comes below the learner's own message."""
    chat, attempt, position = place.person.who.telegram_id, place.attempt, place.step.position
    try:
        given = read_typed(place.step.question, text)
    except (NotANumber, NotAShortText) as error:
        about = {"attempt": attempt.id, "position": position}
        return [screen(chat, "not_number", **about, short=isinstance(error, YearCutShort))]
    await _recorded(tx, place, given, now)
    feedback = Owed(
        chat,
        "quiz.step",
        {"attempt": attempt.id, "position": position},
        place=step_place(attempt.id, position),
        fresh=True,
    )
    return [bare(chat, attempt.id, position), feedback]


def may_answer(question: Question, text: str) -> bool:
    """Whether a text that is a set's code may be meant as the answer all the same: a number where
    one is asked for, or a form that the question knows.
    """
    try:
        given = read_typed(question, text)
    except (NotANumber, NotAShortText):
        return False
    if question.text_key is None or mark(question, given).value:
        return True
    return known_wrong(question.text_key, given.text or "") is not None


async def set_called(tx: Tx, text: str) -> int | None:
    """The set whose code the text is and nothing else."""
    code = read_code(text)
    return None if code is None else await questions.set_with_code(tx, code)


async def _recorded(tx: Tx, place: Place, given: Given, now: datetime) -> Mark | None:
    """Log the response and finish the attempt after its last one; None when there was one."""
    step, attempt = place.step, place.attempt
    response = NewResponse(
        person_id=place.person.id,
        question_id=step.question_id,
        version_id=step.version_id,
        board=EVERYONE,
        given=given,
        mark=mark(step.question, given),
        at=now,
        attempt_id=attempt.id,
        position=step.position,
        ranked=attempt.round_id is None,  # a review asks what the group was shown the key of
    )
    recorded = await record(tx, [response], UTC)
    if not recorded:
        return None
    if step.last:
        await attempts.end(tx, attempt.id, AttemptState.FINISHED, now)
    return recorded[0].mark


def _verdict(given: Given, worth: Mark) -> str:
    if given.passed:
        return "quiz.toast.passed"
    if worth.right:
        return "quiz.toast.right"
    return "quiz.toast.partly" if worth.value else "quiz.toast.wrong"
