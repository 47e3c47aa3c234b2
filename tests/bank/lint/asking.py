"""Questions as short as a test can say them: ``*`` marks a key."""

from dataclasses import replace
from decimal import Decimal

from bot.bank.lint.asked import Asked
from bot.bank.lint.entry import Entry
from bot.bank.lint.rules import flaws
from bot.domain.question import (
    Citation,
    Difficulty,
    Option,
    Question,
    QuestionType,
    State,
    TextKey,
    TypedKey,
)

STEM = {"en": "Which of them was first in 1992?", "ru": "Кто из них был первым в 1992 году?"}
"""A stem without a flaw, for tests of options."""

RIVALS = ("*Armenia", "Belarus", "Georgia")


def question(stem: str, *options: str, kind: str = "", name: str = "q-1") -> Question:
    """Single or multiple by the number of keys, unless another ``kind`` is said."""
    keys = sum(text.startswith("*") for text in options)
    made = tuple(
        Option("abcdef"[index], text.removeprefix("*"), text.startswith("*"))
        for index, text in enumerate(options)
    )
    return Question(
        id=name,
        type=QuestionType(kind or ("single" if keys == 1 else "multiple")),
        stem=stem,
        rationale="So.",
        brief="So.",
        citations=(),
        topic="t-1",
        difficulty=Difficulty.EASY,
        state=State.DRAFT,
        options=made,
    )


def statement(stem: str, truth: bool = True, name: str = "q-1") -> Question:
    made = question(stem, kind="truefalse", name=name)
    options = (Option("true", "", truth), Option("false", "", not truth))
    return replace(made, options=options)


def typed(stem: str, value: int, name: str = "q-1") -> Question:
    made = question(stem, kind="number", name=name)
    return replace(made, typed=TypedKey(Decimal(value)))


def named(stem: str, value: str, name: str = "q-name") -> Question:
    """A question whose key is typed as a text."""
    made = question(stem, kind="text", name=name)
    return replace(made, text_key=TextKey(value))


def ordering(stem: str, *things: str, name: str = "q-1") -> Question:
    """Things in the right order."""
    return question(stem, *things, kind="ordering", name=name)


def matching(stem: str, *pairs: tuple[str, str], name: str = "q-1") -> Question:
    made = question(stem, *(f"*{right}" for _, right in pairs), kind="matching", name=name)
    return replace(made, lefts=tuple(left for left, _ in pairs))


def proven(made: Question, rationale: str, *sentences: int) -> Question:
    """The same with a reason, and with sentences of a first paragraph that prove it."""
    cited = (Citation("source", 1, sentences, "quote"),)
    return replace(made, rationale=rationale, citations=cited)


def found(code: str, made: Question, language: str = "en") -> list[str]:
    """Where a rule finds something: ``stem``, or the number of an option."""
    return [
        "stem" if path == ("stem",) else str(int(path[1]) + 1)
        for path, one, _ in flaws(made, language)
        if one == code
    ]


def codes(made: Question, language: str = "en") -> set[str]:
    """Every rule that finds something."""
    return {code for _, code, _ in flaws(made, language)}


def of_options(code: str, *options: str, language: str = "en") -> list[str]:
    """Where a rule finds something in options under a good stem."""
    return found(code, question(STEM[language], *options), language)


def of_stem(code: str, stem: str, language: str = "en", *options: str) -> list[str]:
    """Where a rule finds something in a stem above good options."""
    return found(code, question(stem, *(options or RIVALS)), language)


def entries(*questions: Question, language: str = "en") -> list[Entry]:
    """Questions as a bank holds them, one on every tenth line."""
    return [
        Entry(Asked(one, language), "sets/x.yaml", 10 * number)
        for number, one in enumerate(questions, 1)
    ]
