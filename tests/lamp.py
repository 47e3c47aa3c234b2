"""A document about a lighthouse's lamp, and a question that was drafted from it."""

from bot.domain.question import (
    Citation,
    Difficulty,
    Option,
    Question,
    QuestionType,
    Source,
    State,
)

SOURCE = Source("lamp", "lamp.txt", "The lamp", "Lamp (1990)", "en", "0" * 64)
QUESTION = Question(
    "lamp-when-1",
    QuestionType.SINGLE,
    "When was the lamp lit?",
    "It was lit in 1877.",
    "Lit in 1877.",
    (Citation("lamp", 3, (1,), "lit in 1877"),),
    "lamp",
    Difficulty.MEDIUM,
    State.DRAFT,
    (
        Option("a", "1877", key=True),
        Option("b", "1902", rationale="That was the horn."),
        Option("c", "1936", rationale="That was the service."),
    ),
)
