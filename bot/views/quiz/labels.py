"""How options, typed replies, orders and pairs are called, and what a person gave."""

from decimal import Decimal
from string import ascii_uppercase

from bot.domain.question import Option, QuestionType, TypedKey
from bot.domain.quizzes.attempt import Step
from bot.views.figures import number
from bot.views.words import Words, nearest_locale, words

SHORT_WORDS = 2
SHORT_LENGTH = 24
"""Options up to so many words and characters become the buttons themselves."""


def option_words(option: Option, step: Step) -> str:
    """The option's text; true and false are said in the language of the question's set."""
    if step.question.type is QuestionType.TRUEFALSE:
        return words(nearest_locale(step.language)).plain(f"quiz.{option.id}")
    return option.text


def lettered(step: Step) -> bool:
    """Whether the options stand in the text with letters, because a button would cut them."""
    texts = [option.text for option in step.question.options]
    return any(len(text.split()) > SHORT_WORDS or len(text) > SHORT_LENGTH for text in texts)


def shown(step: Step) -> list[Option]:
    """The options in the order of this attempt."""
    return [step.question.option(option_id) for option_id in step.order]


def letter(step: Step, option: Option) -> str:
    return ascii_uppercase[step.order.index(option.id)]


def label(option: Option, step: Step, say: Words) -> str:
    """The option with its letter, if options have letters here."""
    text = option_words(option, step)
    if not lettered(step):
        return say.plain("quiz.label.plain", text=text)
    return say.plain("quiz.label.lettered", letter=letter(step, option), text=text)


def value_words(value: Decimal, step: Step, say: Words) -> str:
    """A typed value: years as they are, numbers as the locale writes them, with their unit."""
    if step.question.type is QuestionType.YEAR:
        return str(value)
    unit = step.question.typed.unit if step.question.typed else None
    figure = number(value, say)
    return f"{figure} {unit}" if unit else figure


def key_words(step: Step, say: Words) -> str:
    """The key, or the keys in the order shown, without letters."""
    typed, text_key = step.question.typed, step.question.text_key
    if typed is not None:
        return typed_key_words(typed, step, say)
    if text_key is not None:
        return text_key.value
    if step.assembled:
        return solution_words(step, right_ids(step))
    return ", ".join(option_words(option, step) for option in shown(step) if option.key)


def typed_key_words(typed: TypedKey, step: Step, say: Words) -> str:
    value = value_words(typed.value, step, say)
    if not typed.tolerance:
        return value
    tolerance = number(typed.tolerance, say)
    return say.plain("quiz.feedback.tolerance", value=value, tolerance=tolerance)


def given_words(step: Step, say: Words) -> str:
    """What the learner gave, without letters."""
    if step.given is None:
        return ""
    if step.given.value is not None:
        return value_words(step.given.value, step, say)
    if step.given.text is not None:
        return step.given.text
    if step.given.sequence:
        return solution_words(step, step.given.sequence)
    return ", ".join(
        option_words(option, step) for option in shown(step) if option.id in step.given.options
    )


def solution_words(step: Step, ids: tuple[str, ...]) -> str:
    """An order or pairs in one line: ``a → b → c``, or ``left – right; left – right``."""
    texts = [step.question.option(option_id).text for option_id in ids]
    if step.question.type is QuestionType.ORDERING:
        return " → ".join(texts)
    pairs = zip(step.question.lefts, texts, strict=True)
    return "; ".join(f"{left} – {right}" for left, right in pairs)


def right_ids(step: Step) -> tuple[str, ...]:
    """The option ids as they are right: in order, or as the partners of the left sides."""
    return tuple(option.id for option in step.question.options[: step.places])
