"""What is said of a response: what was right, what was given, and why."""

from bot.domain.marking import refuted
from bot.domain.question import Option, QuestionType
from bot.domain.quizzes.attempt import Step
from bot.domain.shortening import shortened
from bot.domain.spelling import is_slip, read_as
from bot.views.quiz.assembly import assembly_feedback
from bot.views.quiz.labels import given_words, key_words, label, shown
from bot.views.quiz.worth import worth_lines
from bot.views.words import Raw, Words


def feedback_lines(step: Step, say: Words, rationale: int) -> list[str]:
    if step.given is None or step.mark is None:
        return []
    lines: list[str] = [say("quiz.feedback.void")] if step.void else []
    if step.given.options & step.also:
        lines.append(say("quiz.feedback.also_counts"))
    if step.given.passed:
        lines.append(say("quiz.feedback.passed"))
    if step.assembled:
        return [*lines, *assembly_feedback(step, say, rationale)]
    if step.question.type is QuestionType.MULTIPLE and not step.given.passed:
        lines += worth_lines(step, say)
        lines += [
            line
            for option in shown(step)
            if (line := _one_of_many(option, step, say, rationale)) is not None
        ]
        return [*lines, say("quiz.label.plain", text=shortened(step.question.rationale, rationale))]
    if not step.mark.right and not step.given.passed:
        lines.append(_chosen_wrong(step, say, rationale))
    elif (noted := _read_as(step, say)) is not None:
        lines.append(noted)
    return [*lines, key_line(step, say, rationale)]


def key_line(step: Step, say: Words, rationale: int) -> Raw:
    text = key_words(step, say)
    keys = [option for option in shown(step) if option.key]
    if len(keys) == 1:
        text = label(keys[0], step, say)
    return say(
        "quiz.feedback.key", label=text, rationale=shortened(step.question.rationale, rationale)
    )


def _chosen_wrong(step: Step, say: Words, rationale: int) -> Raw:
    given = step.given
    if step.typed and given is not None:
        numbers = refuted(step.question, given)
        near = [n.rationale for number, n in enumerate(step.question.near, 1) if number in numbers]
        return wrong_line(given_words(step, say), near[0] if near else None, say, rationale)
    chosen = [option for option in shown(step) if given and option.id in given.options]
    if len(chosen) != 1:
        return say("quiz.feedback.wrong_bare", label=given_words(step, say))
    return wrong_line(label(chosen[0], step, say), chosen[0].rationale, say, rationale)


def _read_as(step: Step, say: Words) -> Raw | None:
    """That another spelling counts, or that a slip was forgiven; None where neither happened."""
    key, typed = step.question.text_key, step.given.text if step.given else None
    form = read_as(key, typed) if key and typed else None
    if key is None or typed is None or form is None or not is_slip(key.value, typed):
        return None
    if is_slip(form, typed):
        return say("quiz.feedback.read_as", typed=typed, form=form)
    return say("quiz.feedback.also", typed=typed)


def wrong_line(text: str, why: str | None, say: Words, rationale: int) -> Raw:
    if not why:
        return say("quiz.feedback.wrong_bare", label=text)
    return say("quiz.feedback.wrong", label=text, rationale=shortened(why, rationale))


def _one_of_many(option: Option, step: Step, say: Words, rationale: int) -> Raw | None:
    """One option's line once several could be chosen; None for a distractor left alone."""
    text = label(option, step, say)
    chosen = step.given is not None and option.id in step.given.options
    if not option.key:
        return wrong_line(text, option.rationale, say, rationale) if chosen else None
    why = shortened(option.rationale, rationale) if option.rationale else None
    if chosen:
        return (
            say("quiz.feedback.key", label=text, rationale=why)
            if why
            else say("quiz.feedback.chosen", label=text)
        )
    if why:
        return say("quiz.feedback.left_out_why", label=text, rationale=why)
    return say("quiz.feedback.left_out", label=text)
