"""A mark that seems too low says why; one that speaks for itself says nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marking import Given, mark
from bot.domain.question import Option, Question, QuestionType
from bot.domain.quizzes.attempt import Step
from bot.views.quiz.worth import worth_lines
from bot.views.words import LOCALES, Words
from tests.storage.bank_rows import make_question

TEAS = make_question(
    "tea-made-in-china",
    QuestionType.MULTIPLE,
    options=[Option(letter, f"Tea {letter}", key=letter in "abc") for letter in "abcdef"],
)
STEPS = make_question(
    "tea-steps",
    QuestionType.ORDERING,
    options=[Option(letter, f"Step {letter}") for letter in "abcd"],
)
PORTS = make_question(
    "tea-ports",
    QuestionType.MATCHING,
    options=[Option(letter, f"Port {letter}", key=letter in "abc") for letter in "abcd"],
    lefts=["Ceylon", "Assam", "Java"],
)


def step_with(question: Question, given: Given) -> Step:
    return Step(
        attempt_id=1, position=1, total=1, question_id=1, version_id=1, question=question,
        order=tuple(option.id for option in question.options), topic_title="Leaf", language="en",
        given=given, mark=mark(question, given), answered_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip


def said(question: Question, given: Given, locale: str = "en") -> str:
    return "\n".join(worth_lines(step_with(question, given), Words(locale)))


def chosen(letters: str) -> Given:
    return Given(frozenset(letters))


def put(letters: str) -> Given:
    return Given(sequence=tuple(letters))


@pytest.mark.parametrize(
    ("letters", "told"),
    [
        ("abc", ""),
        ("d", ""),
        ("de", ""),
        ("ab", "<b>Partly right:</b> 0.67 of 1."),
        (
            "ad",
            "<b>0 of 1.</b> Chosen: 1 of 3 right, 1 of 3 wrong; "
            "the share of wrong ones is taken from that of right ones.",
        ),
        (
            "abcdef",
            "<b>0 of 1.</b> Chosen: 3 of 3 right, 3 of 3 wrong; "
            "the share of wrong ones is taken from that of right ones.",
        ),
        (
            "abcd",
            "<b>Partly right:</b> 0.67 of 1. "
            "Chosen: 3 of 3 right, 1 of 3 wrong; "
            "the share of wrong ones is taken from that of right ones.",
        ),
    ],
)
def test_several_correct(letters: str, told: str) -> None:
    assert said(TEAS, chosen(letters)) == told


@pytest.mark.parametrize(
    ("letters", "told"),
    [
        ("abcd", ""),
        ("dcba", ""),
        (
            "dabc",  # only d stands wrong, before the three others
            "<b>0 of 1.</b> Any two of these make a pair, 6 pairs in all. In the right order: 3; "
            "the wrong way round: 3. So 3 − 3: nothing is left.",
        ),
        (
            "abdc",
            "<b>Partly right:</b> 0.67 of 1. Any two of these make a pair, 6 pairs in all. "
            "In the right order: 5; the wrong way round: 1. So 5 − 1 = 4 of 6.",
        ),
    ],
)
def test_an_order(letters: str, told: str) -> None:
    assert said(STEPS, put(letters)) == told


@pytest.mark.parametrize(
    ("letters", "told"),
    [("abc", ""), ("bcd", ""), ("acb", "<b>Partly right:</b> 0.33 of 1.")],
)
def test_pairs(letters: str, told: str) -> None:
    assert said(PORTS, put(letters)) == told


@pytest.mark.parametrize("question", [TEAS, STEPS, PORTS])
def test_who_did_not_know_is_told_nothing_of_marks(question: Question) -> None:
    assert said(question, Given()) == ""


@given(st.sampled_from(LOCALES), st.sets(st.sampled_from("abcdef"), min_size=1))
def test_nothing_for_something_right_is_always_explained(locale: str, letters: set[str]) -> None:
    given_ = Given(frozenset(letters))
    right = letters & set("abc")
    for_nothing = bool(right) and not mark(TEAS, given_).value
    assert said(TEAS, given_, locale).startswith("<b>0 ") is for_nothing
