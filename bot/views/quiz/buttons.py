"""The buttons under a question, and under its feedback."""

from bot.domain.question import Option, QuestionType
from bot.domain.quizzes.attempt import Step
from bot.services.quiz.reading import StepScreen
from bot.views.callback import encode
from bot.views.message import Button, Keyboard
from bot.views.quiz.labels import letter, lettered, option_words, shown
from bot.views.words import Words

ROW_LENGTH = 28
"""Characters of button text that fit side by side on a phone."""


def keyboard_of(screen: StepScreen, say: Words) -> Keyboard:
    """The buttons of a step: its options, or once answered Next, Source or Hide, and a report."""
    step = screen.step
    if step.answered:
        return _after(screen, say)
    if not screen.current:
        return ()
    if step.assembled:
        return _to_assemble(step, say)
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


def _to_assemble(step: Step, say: Words) -> Keyboard:
    """What can stand at the next place; back by one; once nothing is missing, Submit."""
    taken = len(step.selected)
    about = (step.attempt_id, step.position, taken)
    free = [
        Button(_option_button(option, step, say), encode("q.put", *about, place))
        for place, option in enumerate(shown(step))
        if option.id not in step.selected and not step.whole
    ]
    rows = evenly(rows_of(free)) if lettered(step) else rows_of(free)
    if step.whole:
        rows.append((_button("submit", "q.ok", step, say),))
    back = [Button(say.plain("quiz.button.undo"), encode("q.undo", *about))] if taken else []
    return (*rows, (*back, _button("pass", "q.pass", step, say)))


def kept_keyboard(screen: StepScreen, say: Words, *, source_open: bool = False) -> Keyboard:
    """What an answered question keeps when the next one is asked."""
    source = _source(screen.step, say, source_open=source_open)
    return ((source,), *_reports(screen, say, source_open=source_open))


def _source(step: Step, say: Words, *, source_open: bool) -> Button:
    """Opens the source, and folds it away again."""
    name = "hide" if source_open else "source"
    return _button(name, f"q.{name}", step, say)


def _after(screen: StepScreen, say: Words) -> Keyboard:
    step, source_open = screen.step, bool(screen.passages)
    row: list[Button] = []
    if screen.current:
        name = "end" if step.last else "next"
        data = encode("q.next", step.attempt_id, step.position, int(source_open))
        row.append(Button(say.plain(f"quiz.button.{name}"), data))
    row.append(_source(step, say, source_open=source_open))
    return (tuple(row), *_reports(screen, say, source_open=source_open))


def _reports(screen: StepScreen, say: Words, *, source_open: bool) -> Keyboard:
    """That a refused reply should count (once that is reported, the thanks for it); any problem."""
    rows: list[tuple[Button, ...]] = []
    if screen.appealed is not None:
        name = "reported" if screen.appealed else "report"
        data = encode("q.appeal", screen.step.attempt_id, screen.step.position, int(source_open))
        rows.append((Button(say.plain(f"quiz.button.{name}"), data),))
    if screen.step.response_id is not None:
        rows.append((report_button(screen.step.response_id, say),))
    return tuple(rows)


def report_button(response_id: int, say: Words) -> Button:
    """*Report a problem*, below every answered question."""
    return Button(say.plain("quiz.button.problem"), encode("o.ask", response_id))


def _button(name: str, verb: str, step: Step, say: Words) -> Button:
    return Button(say.plain(f"quiz.button.{name}"), encode(verb, step.attempt_id, step.position))


def _option_button(option: Option, step: Step, say: Words) -> str:
    text = letter(step, option) if lettered(step) else option_words(option, step)
    if step.question.type is not QuestionType.MULTIPLE:
        return text
    toggle = "on" if option.id in step.selected else "off"
    return say.plain(f"quiz.toggle.{toggle}", label=text)


def evenly(rows: list[tuple[Button, ...]]) -> list[tuple[Button, ...]]:
    """The same buttons in as many rows of one length, but for the last: 3 and 2, not 4 and 1."""
    buttons = [button for row in rows for button in row]
    each = -(-len(buttons) // len(rows)) if rows else 0
    return [tuple(buttons[at : at + each]) for at in range(0, len(buttons), each or 1)]


def rows_of(buttons: list[Button]) -> list[tuple[Button, ...]]:
    """Buttons side by side as long as their texts fit a phone's width."""
    rows: list[list[Button]] = []
    for button in buttons:
        if rows and sum(len(b.text) + 3 for b in rows[-1]) + len(button.text) <= ROW_LENGTH:
            rows[-1].append(button)
        else:
            rows.append([button])
    return [tuple(row) for row in rows]
