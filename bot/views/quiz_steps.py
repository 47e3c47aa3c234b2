"""A question and its feedback: one message, drawn from a step as it stands."""

from dataclasses import dataclass

from bot.domain.attempt import Step
from bot.domain.marking import refuted
from bot.domain.question import Option, QuestionType
from bot.services.quiz_reading import Sources, StepScreen
from bot.views.callback import encode
from bot.views.figures import points
from bot.views.fitting import CAPTION_LIMIT, TEXT_LIMIT, length, shortened
from bot.views.languages import with_language
from bot.views.message import Button, Keyboard, Message, Photo
from bot.views.quiz_citations import citation_lines, opened
from bot.views.quiz_labels import (
    given_words,
    key_words,
    label,
    letter,
    lettered,
    option_words,
    shown,
    value_words,
)
from bot.views.words import Raw, Words

ROW_LENGTH = 28
"""Characters of button text that fit side by side on a phone."""

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
        caption = _caption(step, screen.sources, say, note)
        if caption is not None:
            return Photo(screen.picture, caption, keyboard)
    body = step_html(step, screen.sources, say, note, cited=not screen.passages)
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


def step_html(
    step: Step, sources: Sources, say: Words, note: str | None = None, *, cited: bool = True
) -> str:
    """Question, and once answered its feedback and (if ``cited``) citation lines, within limits."""
    for rationale in RATIONALE_LENGTHS:
        drawn = _drawn(step, sources, say, Shape(note, rationale, cited))
        if length(drawn) <= SAFE:
            break
    return drawn


def _caption(step: Step, sources: Sources, say: Words, note: str | None) -> str | None:
    """Question and feedback for under a picture; None when they do not fit there."""
    for alt, rationale in UNDER_PICTURE:
        drawn = _drawn(step, sources, say, Shape(note, rationale, alt=alt))
        if length(drawn) <= SAFE_CAPTION:
            return drawn
    return None


# --- the question ---------------------------------------------------------------------------------


def _drawn(step: Step, sources: Sources, say: Words, shape: Shape) -> str:
    lines: list[str] = []
    if shape.note:
        lines += [f"<i>{say(shape.note, n=step.total, set=step.set_title)}</i>", ""]
    in_text = not step.answered and lettered(step)
    lines += question_lines(step, say, in_text=in_text, alt=shape.alt)
    if step.answered:
        lines += ["", *_feedback_lines(step, say, shape.rationale)]
        if shape.cited:
            lines += citation_lines(step.question, sources, say, _refuted(step))
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
        with_language(head, step.language, say),
        say("quiz.label.plain", text=question.stem),
    ]
    if question.picture is not None:
        lines.append(say("quiz.picture", alt=shortened(question.picture.alt, alt)))
    if in_text and question.options:
        lines.append("")
        lines += [
            say("quiz.option", letter=letter(step, option), text=option_words(option, step))
            for option in shown(step)
        ]
    if not step.answered and (instruction := _instruction(step, say)):
        lines += ["", instruction]
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
        case _:
            return None


def _refuted(step: Step) -> frozenset[int]:
    given = step.given
    return refuted(step.question, given) if given else frozenset()


# --- the feedback ---------------------------------------------------------------------------------


def _feedback_lines(step: Step, say: Words, rationale: int) -> list[str]:
    if step.given is None or step.mark is None:
        return []
    lines: list[str] = [say("quiz.feedback.passed")] if step.given.passed else []
    if step.question.type is QuestionType.MULTIPLE and not step.given.passed:
        if step.mark.value and not step.mark.right:
            lines.append(say("quiz.feedback.partly", mark=points(step.mark.value, say)))
        lines += [
            line
            for option in shown(step)
            if (line := _one_of_many(option, step, say, rationale)) is not None
        ]
        return [*lines, say("quiz.label.plain", text=shortened(step.question.rationale, rationale))]
    if not step.mark.right and not step.given.passed:
        lines.append(_chosen_wrong(step, say, rationale))
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
    given, typed = step.given, step.question.typed
    if given is not None and given.value is not None:
        near = [n.rationale for n in typed.near if n.value == given.value] if typed else []
        why = near[0] if near else None
        return wrong_line(value_words(given.value, step, say), why, say, rationale)
    chosen = [option for option in shown(step) if given and option.id in given.options]
    if len(chosen) != 1:
        return say("quiz.feedback.wrong_bare", label=given_words(step, say))
    return wrong_line(label(chosen[0], step, say), chosen[0].rationale, say, rationale)


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


# --- the buttons ----------------------------------------------------------------------------------


def keyboard_of(screen: StepScreen, say: Words) -> Keyboard:
    """The buttons of a step: its options, or once answered Next and Source."""
    step = screen.step
    if step.answered:
        return _after(screen, say)
    if not screen.current:
        return ()
    buttons = [
        Button(
            _option_button(option, step, say),
            encode("q.a", step.attempt_id, step.position, place),
        )
        for place, option in enumerate(shown(step))
    ]
    rows = rows_of(buttons)
    if step.question.type is QuestionType.MULTIPLE:
        rows.append((_button("submit", "q.ok", step, say),))
    return (*rows, (_button("pass", "q.pass", step, say),))


def source_only(step: Step, say: Words) -> Keyboard:
    """What an answered question keeps when the next one is asked."""
    return ((_button("source", "q.source", step, say),),)


def _after(screen: StepScreen, say: Words) -> Keyboard:
    step, source_open = screen.step, bool(screen.passages)
    row: list[Button] = []
    if screen.current:
        name = "end" if step.last else "next"
        data = encode("q.next", step.attempt_id, step.position, int(source_open))
        row.append(Button(say.plain(f"quiz.button.{name}"), data))
    if not source_open:
        row.append(_button("source", "q.source", step, say))
    return (tuple(row),) if row else ()


def _button(name: str, verb: str, step: Step, say: Words) -> Button:
    return Button(say.plain(f"quiz.button.{name}"), encode(verb, step.attempt_id, step.position))


def _option_button(option: Option, step: Step, say: Words) -> str:
    text = letter(step, option) if lettered(step) else option_words(option, step)
    if step.question.type is not QuestionType.MULTIPLE:
        return text
    toggle = "on" if option.id in step.selected else "off"
    return say.plain(f"quiz.toggle.{toggle}", label=text)


def rows_of(buttons: list[Button]) -> list[tuple[Button, ...]]:
    """Buttons side by side as long as their texts fit a phone's width."""
    rows: list[list[Button]] = []
    for button in buttons:
        if rows and sum(len(b.text) + 3 for b in rows[-1]) + len(button.text) <= ROW_LENGTH:
            rows[-1].append(button)
        else:
            rows.append([button])
    return [tuple(row) for row in rows]
