"""A question of an uploaded file as learners will see it, before it is published."""

from bot.domain.attempt import Step
from bot.domain.marking import Given
from bot.services.uploads import PreviewScreen
from bot.views.quiz_citations import citation_lines
from bot.views.quiz_labels import label, shown
from bot.views.quiz_steps import RATIONALE_LENGTHS, key_line, question_lines, wrong_line
from bot.views.words import Words


def preview(screen: PreviewScreen, say: Words) -> str:
    """One question of an uploaded file as learners will see it, options and feedback together."""
    question = screen.question
    step = Step(
        attempt_id=0,
        position=screen.position,
        total=screen.total,
        question_id=0,
        version_id=0,
        question=question,
        order=tuple(option.id for option in question.options),
        topic_title=screen.upload.report.title or question.topic,
        language=screen.language,
        given=Given(),
    )
    lines = [*question_lines(step, say, in_text=True), ""]
    lines += [key_line(step, say, RATIONALE_LENGTHS[0])]
    lines += [
        wrong_line(label(option, step, say), option.rationale, say, RATIONALE_LENGTHS[1])
        for option in shown(step)
        if not option.key
    ]
    return "\n".join([*lines, *citation_lines(question, screen.sources, say)])
