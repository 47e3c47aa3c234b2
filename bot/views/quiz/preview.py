"""A question of an uploaded file as learners will see it, before it is published."""

from bot.domain.marking import Given, Mark
from bot.domain.question import ASSEMBLED, QuestionType
from bot.domain.quizzes.attempt import Step
from bot.services.uploads.receiving import PreviewScreen
from bot.views.fitting import length
from bot.views.quiz.assembly import assembly_feedback
from bot.views.quiz.citations import citation_lines
from bot.views.quiz.feedback import key_line, wrong_line
from bot.views.quiz.labels import label, shown
from bot.views.quiz.steps import RATIONALE_LENGTHS, SAFE, question_lines
from bot.views.words import Words


def preview(screen: PreviewScreen, say: Words) -> str:
    """Question and options, then what learners are told of each, within Telegram's limit."""
    step = Step(
        attempt_id=0,
        position=screen.position,
        total=screen.total,
        question_id=0,
        version_id=0,
        question=screen.question,
        order=tuple(option.id for option in screen.question.options),
        topic_title=screen.upload.report.title or screen.question.topic,
        language=screen.language,
        given=Given(),
        # What is to be put together stands there once: as it is right.
        mark=Mark(0) if screen.question.type in ASSEMBLED else None,
    )
    for rationale in RATIONALE_LENGTHS:
        drawn = "\n".join(
            [
                f"<i>{say('quiz.note.preview')}</i>",
                "",
                *question_lines(step, say, in_text=not step.assembled),
                "",
                *_told(step, say, rationale),
                *citation_lines(screen.question, screen.sources, say, pages=screen.pages),
            ]
        )
        if length(drawn) <= SAFE:
            break
    return drawn


def _told(step: Step, say: Words, rationale: int) -> list[str]:
    """What is right, and why everything else is wrong."""
    if step.assembled:
        return [*assembly_feedback(step, say, rationale), *_wrong_lines(step, say, rationale)]
    lines: list[str] = [key_line(step, say, rationale)]
    if step.question.text_key and step.question.text_key.accept:
        lines.append(say("quiz.preview.accepted", forms=", ".join(step.question.text_key.accept)))
    return [*lines, *_wrong_lines(step, say, rationale)]


def _wrong_lines(step: Step, say: Words, rationale: int) -> list[str]:
    if step.question.type is QuestionType.ORDERING:
        return []
    wrong = [
        (label(option, step, say), option.rationale) for option in shown(step) if not option.key
    ]
    wrong += [(str(known.value), known.rationale) for known in step.question.near]
    return [wrong_line(text, why, say, rationale) for text, why in wrong]
