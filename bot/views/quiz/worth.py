"""Why a response of several parts got the mark it got, where that does not show by itself."""

from bot.domain.marking import agreement, hits_and_misses
from bot.domain.question import QuestionType
from bot.domain.quizzes.attempt import Step
from bot.views.figures import points
from bot.views.words import Raw, Words


def worth_lines(step: Step, say: Words) -> list[Raw]:
    """The mark, and what took something away from it: a line, or none.

    None for a full mark, for a question of one part, and where nothing at all was right. Of
    matching pairs nothing is taken away, so that one right pair is worth something.
    """
    if step.mark is None or step.given is None or step.given.passed or step.mark.right:
        return []
    why = _taken_away(step, say)
    if step.mark.value:
        partly = say("quiz.feedback.partly", mark=points(step.mark.value, say))
        return [Raw(f"{partly} {why}") if why else partly]
    return [Raw(f"{say('quiz.feedback.nothing')} {why}")] if why else []


def _taken_away(step: Step, say: Words) -> Raw | None:
    question, given = step.question, step.given
    if given is None:
        return None
    if question.type is QuestionType.MULTIPLE:
        right, wrong = hits_and_misses(question, given.options)
        if not (right and wrong):
            return None
        keys = len(question.keys)
        others = len(question.options) - keys
        return say("quiz.feedback.choices", right=right, keys=keys, wrong=wrong, distractors=others)
    if question.type is QuestionType.ORDERING:
        right, wrong = agreement(question, given.sequence)
        if not right:
            return None
        entry = "quiz.feedback.pairs" if right > wrong else "quiz.feedback.pairs.none_left"
        return say(entry, n=right + wrong, right=right, wrong=wrong, left=right - wrong)
    return None
