"""Rulings: what counts afterwards, and that marking anew is the same as marking so at first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from bot.domain.disputes.ruling import (
    CannotRule,
    Standard,
    Verdict,
    asks_alike,
    judged,
    mark_by,
    renewed,
    ruled,
    standard_of,
)
from bot.domain.fingerprint import fingerprint
from bot.domain.marking import FULL, Given, Mark, mark
from bot.domain.question import Citation, Option, Question, QuestionType, State, TextKey, TypedKey
from bot.domain.review import Review
from tests.storage.bank_rows import make_question, sample_questions

DAY = date(2026, 11, 29)
BY_TYPE = {question.type: question for question in sample_questions()}
SINGLE = make_question(
    "tea",
    options=[
        Option("a", "Green", key=True),
        Option("b", "Black", rationale="It is oxidised."),
        Option("c", "Oolong", rationale="It is half so."),
        Option("d", "White", rationale="It is withered."),
    ],
    citations=[
        Citation("tea-book", 1, (1,), "a leaf"),
        Citation("tea-book", 2, (1,), "black", refutes=(2,)),
        Citation("tea-book", 3, (1,), "white and oolong", refutes=(3, 4)),
    ],
)
SEVERAL = BY_TYPE[QuestionType.MULTIPLE]
TEXT = BY_TYPE[QuestionType.TEXT]
YEAR = BY_TYPE[QuestionType.YEAR]


def chosen(*ids: str) -> Given:
    return Given(frozenset(ids))


CHOICES = st.sets(st.sampled_from("abcd")).map(lambda ids: Given(frozenset(ids)))
YEARS = st.integers(1700, 1800).map(lambda year: Given(value=Decimal(year)))


@st.composite
def verdicts(draw: st.DrawFn) -> tuple[Question, Verdict, str, Given]:
    """A question, a verdict on it with its choice, and a response."""
    question = draw(st.sampled_from([SINGLE, SEVERAL, YEAR, TEXT]))
    verdict = draw(st.sampled_from([Verdict.KEY, Verdict.BOTH, Verdict.VOID, Verdict.REJECTED]))
    if question.typed:
        return question, verdict, str(draw(st.integers(1700, 1800))), draw(YEARS)
    if question.text_key:
        words = st.sampled_from(["Colombo", "Galle", "Kandy", "kolombo"])
        return question, verdict, draw(words), Given(text=draw(words))
    given = draw(CHOICES)
    if question is SINGLE:
        given = Given(frozenset(sorted(given.options)[:1]))
    return question, verdict, draw(st.sampled_from("abcd")), given


@for_all(verdicts())
def test_marking_anew_is_marking_as_if_it_had_been_so_at_first(
    case: tuple[Question, Verdict, str, Given],
) -> None:
    question, verdict, choice, given = case
    before = standard_of(question)
    assert mark_by(question, given, before) == mark(question, given)
    try:
        after = ruled(question, before, verdict, choice)
    except CannotRule:
        return
    if verdict is Verdict.KEY:
        assert mark_by(question, given, after) == mark(judged(question, after), given)
    if verdict is Verdict.VOID:
        assert mark_by(question, given, after) == Mark(0)
    if verdict is Verdict.REJECTED:
        assert after == before
    # Who had it right by what counts as well loses nothing, and reversing restores every mark.
    if verdict is Verdict.BOTH and question.type is not QuestionType.MULTIPLE:
        assert mark_by(question, given, after).value >= mark(question, given).value
    assert mark_by(question, given, before) == mark(question, given)


@for_all(verdicts(), st.sampled_from("abcd"))
def test_a_ruling_on_a_ruling_is_marked_by_the_last_one_alone(
    case: tuple[Question, Verdict, str, Given], other: str
) -> None:
    question, verdict, choice, given = case
    try:
        first = ruled(question, standard_of(question), verdict, choice)
        second = ruled(question, first, Verdict.KEY, other if question.options else choice)
    except (CannotRule, ArithmeticError):
        return
    if not second.also and not second.void and not second.also_values:
        assert mark_by(question, given, second) == mark(judged(question, second), given)


def test_what_counts_as_well_counts_whole() -> None:
    both = ruled(SINGLE, standard_of(SINGLE), Verdict.BOTH, "c")
    marks = [mark_by(SINGLE, chosen(one), both).value for one in "abcd"]
    assert marks == [FULL, 0, FULL, 0]
    assert mark_by(SINGLE, Given(), both) == Mark(0)


def test_of_several_what_counts_as_well_makes_no_difference() -> None:
    both = ruled(SEVERAL, standard_of(SEVERAL), Verdict.BOTH, "b")
    assert mark(SEVERAL, chosen("a", "b", "c")).value < FULL
    assert mark_by(SEVERAL, chosen("a", "b", "c"), both).right
    assert mark_by(SEVERAL, chosen("a", "c"), both).right
    assert mark_by(SEVERAL, chosen("b"), both) == Mark(0)


def test_a_number_and_a_text_may_count_as_well() -> None:
    year = ruled(YEAR, standard_of(YEAR), Verdict.BOTH, "1774")
    assert [mark_by(YEAR, Given(value=Decimal(n)), year).right for n in (1773, 1774, 1775)] == [
        True, True, False,
    ]  # fmt: skip
    assert renewed(YEAR, year, "", DAY) == YEAR  # no question can say so; its responses are
    assert TEXT.text_key is not None
    text = ruled(TEXT, standard_of(TEXT), Verdict.BOTH, "Galle")
    made = renewed(TEXT, text, "", DAY)
    assert made.text_key is not None
    assert made.text_key.forms == (*TEXT.text_key.forms, "Galle")


@pytest.mark.parametrize(
    ("question", "verdict", "choice"),
    [
        (SINGLE, Verdict.KEY, "a"),
        (SINGLE, Verdict.KEY, "z"),
        (SINGLE, Verdict.BOTH, "a"),
        (TEXT, Verdict.BOTH, "!"),
        (BY_TYPE[QuestionType.TRUEFALSE], Verdict.BOTH, "false"),
        (BY_TYPE[QuestionType.ORDERING], Verdict.KEY, "a"),
        (BY_TYPE[QuestionType.MATCHING], Verdict.BOTH, "a"),
    ],
)
def test_some_verdicts_make_no_sense(question: Question, verdict: Verdict, choice: str) -> None:
    with pytest.raises(CannotRule):
        ruled(question, standard_of(question), verdict, choice)


def test_another_key_has_the_reason_for_its_rationale_and_is_approved_by_the_ruling() -> None:
    made = renewed(
        SINGLE, ruled(SINGLE, standard_of(SINGLE), Verdict.KEY, "b"), "Paragraph 2.", DAY
    )
    assert made.keys == {"b"}
    assert (made.rationale, made.brief) == ("Paragraph 2.", "Paragraph 2.")
    assert [option.rationale for option in made.options] == [
        None, None, "It is half so.", "It is withered.",
    ]  # fmt: skip
    assert [citation.refutes for citation in made.citations] == [(), (), (3, 4)]
    assert made.review == Review(DAY, fingerprint(made))
    assert fingerprint(made) != fingerprint(SINGLE)


def test_what_counts_as_well_is_left_out_of_the_next_version() -> None:
    made = renewed(SINGLE, ruled(SINGLE, standard_of(SINGLE), Verdict.BOTH, "b"), "", DAY)
    assert [(o.id, o.text, o.key) for o in made.options] == [
        ("a", "Green", True), ("b", "Oolong", False), ("c", "White", False),
    ]  # fmt: skip
    assert [citation.refutes for citation in made.citations] == [(), (2, 3)]
    assert not asks_alike(made, SINGLE)


def test_a_question_with_too_few_options_left_is_retired_whole() -> None:
    few = make_question("few")
    made = renewed(few, ruled(few, standard_of(few), Verdict.BOTH, "c"), "", DAY)
    assert made.state is State.RETIRED
    assert made.options == few.options


def test_near_values_that_are_right_now_are_near_no_more() -> None:
    assert YEAR.typed is not None and TEXT.text_key is not None
    made = renewed(YEAR, ruled(YEAR, standard_of(YEAR), Verdict.KEY, "1776"), "It says so.", DAY)
    assert made.typed == TypedKey(Decimal(1776), YEAR.typed.tolerance, YEAR.typed.unit, ())
    near = TEXT.text_key.near[0].value
    text = renewed(TEXT, ruled(TEXT, standard_of(TEXT), Verdict.KEY, near), "It says so.", DAY)
    assert text.text_key == TextKey(near, (), TEXT.text_key.near[1:])


def test_versions_ask_alike_whatever_is_said_of_them() -> None:
    made = renewed(SINGLE, ruled(SINGLE, standard_of(SINGLE), Verdict.KEY, "b"), "Why.", DAY)
    assert asks_alike(SINGLE, made)
    assert not asks_alike(SINGLE, replace(SINGLE, stem="Another?"))
    assert Standard() == replace(standard_of(SINGLE), keys=frozenset())
