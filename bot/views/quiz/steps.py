"""A question and its feedback: one message, drawn from a step as it stands."""

from dataclasses import dataclass

from bot.domain.marking import refuted
from bot.domain.question import QuestionType
from bot.domain.quizzes.attempt import Step
from bot.domain.shortening import shortened
from bot.services.quiz.reading import StepScreen
from bot.views.fitting import CAPTION_LIMIT, TEXT_LIMIT, length
from bot.views.languages import with_language
from bot.views.message import Message, Photo
from bot.views.quiz.assembly import assembly_instruction, assembly_lines
from bot.views.quiz.buttons import keyboard_of
from bot.views.quiz.citations import citation_lines, opened
from bot.views.quiz.feedback import feedback_lines
from bot.views.quiz.labels import letter, lettered, option_words, shown
from bot.views.words import Raw, Words

SAFE = TEXT_LIMIT - 96
"""What a message may be long; the rest is for surprises of counting."""

SAFE_CAPTION = CAPTION_LIMIT - 24
"""The same under a picture, where there is little to spare."""

RATIONALE_LENGTHS = (600, 240, 100)
"""Rationales are cut only when the whole would not fit, then to the first of these that does."""

ALT_LENGTH = 300
UNDER_PICTURE = ((160, 600), (80, 600), (80, 240))
"""What a picture shows, and rationales, are cut to the first of these that fits under it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a step is drawn: above it a note, rationales up to a length, citation lines or not, and
    what its picture shows up to a length.
    """

    note: str | None = None
    rationale: int = RATIONALE_LENGTHS[0]
    cited: bool = True
    alt: int = ALT_LENGTH


def step_message(screen: StepScreen, say: Words, note: str | None = None) -> Message | Photo:
    """The step as it stands: the question, or once answered its feedback, with its source if open.

    ``note`` is the key of an entry to stand above the question. With a picture the text is its
    caption, unless it is too long for one, or the source is open, which is.
    """
    step = screen.step
    keyboard = keyboard_of(screen, say)
    if screen.picture is not None and not screen.passages:
        caption = _caption(screen, say, note)
        if caption is not None:
            return Photo(screen.picture, caption, keyboard)
    body = step_html(screen, say, note, cited=not screen.passages)
    if screen.passages:
        room = SAFE - length(body) - 2
        source = opened(
            step.question,
            screen.sources,
            screen.passages,
            say,
            room,
            unchecked=screen.unchecked,
        )
        body = f"{body}\n\n{source}"
    return Message(body, keyboard)


def step_html(screen: StepScreen, say: Words, note: str | None = None, *, cited: bool) -> str:
    """Question, and once answered its feedback and (if ``cited``) citation lines, within limits."""
    for rationale in RATIONALE_LENGTHS:
        drawn = _drawn(screen, say, Shape(note, rationale, cited))
        if length(drawn) <= SAFE:
            break
    return drawn


def _caption(screen: StepScreen, say: Words, note: str | None) -> str | None:
    """Question and feedback for under a picture; None when they do not fit there."""
    for alt, rationale in UNDER_PICTURE:
        drawn = _drawn(screen, say, Shape(note, rationale, alt=alt))
        if length(drawn) <= SAFE_CAPTION:
            return drawn
    return None


# --- the question ---------------------------------------------------------------------------------


def _drawn(screen: StepScreen, say: Words, shape: Shape) -> str:
    step, lines = screen.step, list[str]()
    if shape.note:
        lines += [f"<i>{say(shape.note, n=step.total, set=step.set_title)}</i>", ""]
    in_text = not step.answered and lettered(step)
    lines += question_lines(step, say, in_text=in_text, alt=shape.alt)
    if step.answered:
        lines += ["", *feedback_lines(step, say, shape.rationale)]
        if shape.cited:
            sources, pages = screen.sources, screen.pages
            lines += citation_lines(step.question, sources, say, _refuted(step), pages)
    return "\n".join(lines)


def question_lines(step: Step, say: Words, *, in_text: bool, alt: int = ALT_LENGTH) -> list[str]:
    """Head and stem, what the picture shows, the options if they are to stand ``in_text``."""
    question = step.question
    head = say(
        "quiz.head",
        position=step.position,
        total=step.total,
        topic=step.topic_title,
        difficulty=say(f"quiz.difficulty.{question.difficulty.value}"),
    )
    lines: list[str] = [
        # Once for a quiz, and for the readers of a preview, is enough.
        with_language(head, step.language, say) if step.position == 1 else head,
        *asked_lines(step, say, in_text=in_text, alt=alt),
    ]
    if not step.answered and (instruction := _instruction(step, say)):
        lines += ["", instruction]
    return lines


def asked_lines(step: Step, say: Words, *, in_text: bool, alt: int = ALT_LENGTH) -> list[str]:
    """What is asked: the stem, what the picture shows, the options if they stand ``in_text``."""
    question = step.question
    lines: list[str] = [say("quiz.label.plain", text=question.stem)]
    if question.picture is not None:
        lines.append(say("quiz.picture", alt=shortened(question.picture.alt, alt)))
    if step.assembled and not step.answered:
        if assembly := assembly_lines(step, say, in_text=in_text):
            lines += ["", *assembly]
    elif in_text and question.options:
        lines.append("")
        lines += [
            say("quiz.option", letter=letter(step, option), text=option_words(option, step))
            for option in shown(step)
        ]
    return lines


def _instruction(step: Step, say: Words) -> Raw | None:
    match step.question.type:
        case QuestionType.MULTIPLE:
            return say("quiz.ask.multiple")
        case QuestionType.YEAR:
            return say("quiz.ask.year")
        case QuestionType.NUMBER:
            unit = step.question.typed.unit if step.question.typed else None
            return say("quiz.ask.number_of", unit=unit) if unit else say("quiz.ask.number")
        case QuestionType.TEXT:
            return say("quiz.ask.text")
        case QuestionType.ORDERING | QuestionType.MATCHING:
            return assembly_instruction(step, say)
        case _:
            return None


def _refuted(step: Step) -> frozenset[int]:
    given = step.given
    return refuted(step.question, given) if given else frozenset()
