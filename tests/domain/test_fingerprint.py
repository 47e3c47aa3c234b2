"""What an approval covers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.domain.fingerprint import fingerprint, plain_number
from bot.domain.question import (
    Citation,
    Difficulty,
    Near,
    NearText,
    Option,
    Picture,
    Question,
    QuestionType,
    State,
    TextKey,
    TypedKey,
)
from bot.domain.review import Review

QUESTION = Question(
    id="first-stone",
    type=QuestionType.SINGLE,
    stem="Who laid the first stone?",
    rationale="The engineer did.",
    brief="The engineer did.",
    citations=(Citation("lamp", 4, (1,), "laid by the engineer"),),
    topic="tower",
    difficulty=Difficulty.EASY,
    state=State.DRAFT,
    options=(
        Option("a", "Ada Merrow", key=True),
        Option("b", "A bishop", rationale="No."),
    ),
)
YEAR = replace(
    QUESTION,
    type=QuestionType.YEAR,
    options=(),
    typed=TypedKey(Decimal(1877), Decimal(1), "year", (Near(Decimal(1874), "The stone."),)),
)


KEY = TextKey("Ada Merrow", ("A. Merrow",), (NearText("Ole Lund", "He came later."),))
TEXT = replace(QUESTION, type=QuestionType.TEXT, options=(), text_key=KEY)
MATCHING = replace(QUESTION, type=QuestionType.MATCHING, lefts=("The first stone",))


def test_it_is_sixteen_hexadecimal_digits() -> None:
    print_ = fingerprint(QUESTION)
    assert len(print_) == 16
    assert int(print_, 16) >= 0


@pytest.mark.parametrize(
    "edit",
    [
        {"stem": "Who laid the last stone?"},
        {"type": QuestionType.MULTIPLE},
        {"rationale": "She did."},
        {"brief": "She did."},
        {"citations": (Citation("lamp", 5, (1,), "laid by the engineer"),)},
        {"citations": (Citation("lamp", 4, (2,), "laid by the engineer"),)},
        {"citations": (Citation("lamp", 4, (1,), "laid by the bishop"),)},
        {"citations": (Citation("other", 4, (1,), "laid by the engineer"),)},
        {"options": QUESTION.options[::-1]},
        {"options": (replace(QUESTION.options[0], text="Ida Merrow"), QUESTION.options[1])},
        {"options": (QUESTION.options[0], replace(QUESTION.options[1], rationale="Nobody."))},
        {
            "options": (
                replace(QUESTION.options[0], key=False),
                replace(QUESTION.options[1], key=True),
            )
        },
    ],
)
def test_what_a_reviewer_answers_for_changes_it(edit: dict[str, object]) -> None:
    assert fingerprint(replace(QUESTION, **edit)) != fingerprint(QUESTION)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        TypedKey(Decimal(1878), Decimal(1), "year", (Near(Decimal(1874), "The stone."),)),
        TypedKey(Decimal(1877), Decimal(2), "year", (Near(Decimal(1874), "The stone."),)),
        TypedKey(Decimal(1877), Decimal(1), "days", (Near(Decimal(1874), "The stone."),)),
        TypedKey(Decimal(1877), Decimal(1), "year", (Near(Decimal(1875), "The stone."),)),
        TypedKey(Decimal(1877), Decimal(1), "year", (Near(Decimal(1874), "The lamp."),)),
        TypedKey(Decimal(1877), Decimal(1), "year"),
    ],
)
def test_a_typed_key_changes_it(typed: TypedKey) -> None:
    assert fingerprint(replace(YEAR, typed=typed)) != fingerprint(YEAR)


@pytest.mark.parametrize(
    "key",
    [
        replace(KEY, value="Ida Merrow"),
        replace(KEY, accept=()),
        replace(KEY, accept=("A. Merrow", "Merrow")),
        replace(KEY, near=()),
        replace(KEY, near=(NearText("Ole Berg", "He came later."),)),
        replace(KEY, near=(NearText("Ole Lund", "He came first."),)),
    ],
)
def test_the_key_of_a_text_question_changes_it(key: TextKey) -> None:
    assert fingerprint(replace(TEXT, text_key=key)) != fingerprint(TEXT)


def test_the_left_sides_change_it() -> None:
    edited = replace(MATCHING, lefts=("The last stone",))
    assert fingerprint(edited) != fingerprint(MATCHING)


def test_curation_does_not_change_it() -> None:
    edited = replace(
        QUESTION,
        id="stone-first",
        topic="rock",
        tags=("people",),
        difficulty=Difficulty.HARD,
        state=State.APPROVED,
        review=Review(date(2026, 11, 23), "0" * 16),
        note="Checked twice.",
        picture=Picture("stone.png", "A stone"),
    )
    assert fingerprint(edited) == fingerprint(QUESTION)


def test_the_writing_of_a_number_does_not_change_it() -> None:
    typed = TypedKey(
        Decimal("1877.0"), Decimal("1.00"), "year", (Near(Decimal("1874.0"), "The stone."),)
    )
    assert fingerprint(replace(YEAR, typed=typed)) == fingerprint(YEAR)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3", "3"),
        ("3.50", "3.5"),
        ("-0.250", "-0.25"),
        ("3000", "3000"),
        ("-0.0", "0"),
        ("1E+3", "1000"),
    ],
)
def test_plain_numbers(value: str, text: str) -> None:
    assert plain_number(Decimal(value)) == text
