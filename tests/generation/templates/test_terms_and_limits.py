"""Terms that a text explains, and what its rules allow or ask."""

import pytest

from bot.generation.templates import limit, term
from tests.generation.templates.test_templates import Template, asked

DOCUMENT = 'According to "Ladders" (May 2019), '


@pytest.mark.parametrize(
    ("template", "body", "stem", "key"),
    [
        (
            term.propose,
            "The stage in between, old granular snow, is known as firn.",
            f"{DOCUMENT}what is old granular snow called?",
            "firn",
        ),
        (
            term.propose,
            "A cirque is a hollow of a mountain that a small glacier has dug.",
            f"{DOCUMENT}what is a hollow of a mountain that a small glacier has dug called?",
            "cirque",
        ),
        (
            term.propose,
            "A ladder is a pair of rails that holds a row of rungs.",
            "What is a pair of rails that holds a row of rungs called?",
            "ladder",
        ),
        (
            limit.propose,
            "All accidents and near misses are to be entered on form HS7 within 24 hours.",
            f"{DOCUMENT}within how many hours are all accidents and near misses to be entered on"
            " form HS7?",
            "24",
        ),
        (
            limit.propose,
            "1. Set a leaning ladder at 75 degrees: one unit out for every four.",
            f"{DOCUMENT}at how many degrees is a leaning ladder to be set?",
            "75",
        ),
        (
            limit.propose,
            "All ropes must be washed every six months.",
            f"{DOCUMENT}once in how many months must all ropes be washed?",
            "six",
        ),
        (
            limit.propose,
            "Records are kept for three years.",
            f"{DOCUMENT}for how many years are records kept?",
            "three",
        ),
        (
            limit.propose,
            "Food has to be heated to at least 75 degrees.",
            f"{DOCUMENT}to at least how many degrees must food be heated?",
            "75",
        ),
    ],
)
def test_it_is_asked_for(template: Template, body: str, stem: str, key: str) -> None:
    assert asked(template, body, "Ladders") == [(stem, key)]


@pytest.mark.parametrize(
    ("template", "body"),
    [
        (term.propose, "A problem is a lack of money that nobody has solved."),
        (term.propose, "The plan of Moss is called a failure."),
        (term.propose, "The council of Moss is called upon."),
        (term.propose, "The engineer Ada Merrow is known as the lamp lady."),
        (term.propose, "The border between the ice and the rock is called the bergschrund."),
        (term.propose, "It is called firn."),
        (term.propose, "A snow bridge is a bridge of old snow that spans a hole in the ice."),
        (limit.propose, "It must be kept for three years."),
        (limit.propose, "Set the clock two hours back."),
        (limit.propose, "All ladders must not be used for three hours."),
        (limit.propose, "Ladders are sold in three sizes."),
        (limit.propose, "Records were kept for three years."),
        (limit.propose, "Never place it within six metres of a line."),
    ],
)
def test_what_is_no_term_or_limit_is_not_asked(template: Template, body: str) -> None:
    assert asked(template, body, "Ladders") == []
