"""Marks: what a response is worth, from the rule in the docstring."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotANumber, UnknownOption
from bot.domain.marking import FULL, Given, mark, read_number, read_value
from bot.domain.question import Option, Question, QuestionType, TypedKey
from tests.storage.bank_rows import make_question


def choice(keys: str, distractors: str, type: QuestionType = QuestionType.MULTIPLE) -> Question:
    options = [Option(one, one.upper(), key=True) for one in keys]
    options += [Option(one, one.upper(), rationale="No.") for one in distractors]
    return make_question("q", type, options=options)


def chosen(letters: str) -> Given:
    return Given(frozenset(letters))


@pytest.mark.parametrize(
    ("letters", "worth"),
    [("ab", 100), ("a", 50), ("abx", 50), ("ax", 0), ("x", 0), ("xy", 0), ("abxy", 0), ("", 0)],
)
def test_several_correct_earn_a_share_each_and_lose_one_for_a_distractor(
    letters: str, worth: int
) -> None:
    assert mark(choice("ab", "xy"), chosen(letters)).value == worth


@pytest.mark.parametrize(("letters", "worth"), [("a", 100), ("x", 0), ("ax", 0), ("", 0)])
def test_a_single_choice_is_all_or_nothing(letters: str, worth: int) -> None:
    question = choice("a", "xy", QuestionType.SINGLE)
    assert mark(question, chosen(letters)).value == worth


@given(st.sets(st.sampled_from("abcxyz")))
def test_a_mark_is_full_for_the_keys_alone(letters: set[str]) -> None:
    given_mark = mark(choice("abc", "xyz"), Given(frozenset(letters)))
    assert 0 <= given_mark.value <= FULL
    assert given_mark.right == (letters == set("abc"))


def test_an_option_of_another_question_is_refused() -> None:
    with pytest.raises(UnknownOption):
        mark(choice("a", "x", QuestionType.SINGLE), chosen("q"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6 member states", "6"),
        ("6 States.", "6"),
        ("6states", "6"),
        ("6", "6"),
        ("1,000", "1000"),
        ("1.000.000 states", "1000000"),
        ("1 000", "1000"),
        ("0,5", "0.5"),
    ],
)
def test_a_number_may_come_with_its_unit_and_with_grouped_digits(text: str, value: str) -> None:
    key = TypedKey(Decimal(6), Decimal(0), "member states")
    question = make_question("q", QuestionType.NUMBER, typed=key)
    assert read_value(question, text) == Decimal(value)


@pytest.mark.parametrize("text", ["6 tanks", "about 6", "6 or 7", "5-6", "states", "6 !"])
def test_other_words_around_a_number_are_not_guessed_at(text: str) -> None:
    key = TypedKey(Decimal(6), Decimal(0), "member states")
    with pytest.raises(NotANumber):
        read_value(make_question("q", QuestionType.NUMBER, typed=key), text)


def test_where_a_fraction_is_asked_for_a_comma_is_its_sign() -> None:
    assert read_value(typed("3.125"), "3,125") == Decimal("3.125")
    assert read_value(typed("3", "0.5"), "3,125") == Decimal("3.125")


def typed(value: str, tolerance: str = "0", type: QuestionType = QuestionType.NUMBER) -> Question:
    return make_question("q", type, typed=TypedKey(Decimal(value), Decimal(tolerance)))


@pytest.mark.parametrize(
    ("text", "worth"),
    [("3.5", 100), ("3,5", 100), ("3.4", 100), ("3.6", 100), ("3.61", 0), ("-3.5", 0), ("35", 0)],
)
def test_a_number_is_right_within_its_tolerance(text: str, worth: int) -> None:
    assert mark(typed("3.5", "0.1"), Given(value=read_number(text))).value == worth


@given(st.integers(-(10**9), 10**9))
def test_a_number_is_read_however_its_thousands_are_parted(number: int) -> None:
    grouped = f"{number:,}"
    for written in (str(number), grouped.replace(",", " "), grouped.replace(",", "\u202f")):
        assert read_number(f" {written}. ") == number


@pytest.mark.parametrize("text", ["", "abc", "1994?", "1.2.3", "1e9", "nan", "9" * 40, "- 5"])
def test_what_is_no_number_is_not_graded(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text)


@pytest.mark.parametrize("text", ["20044", "0", "-1994", "1994.5", "99999999"])
def test_a_slip_of_the_finger_is_no_year(text: str) -> None:
    with pytest.raises(NotANumber):
        read_value(typed("1994", type=QuestionType.YEAR), text)
    assert read_value(typed("7"), text) == Decimal(text)


@pytest.mark.parametrize("length", [24, 25])
def test_a_number_has_at_most_24_characters(length: int) -> None:
    digits = "9" * length
    if length == 24:
        assert read_number(digits) == Decimal(digits)
    else:
        with pytest.raises(NotANumber):
            read_number(digits)


def test_a_long_message_is_no_number_with_its_unit() -> None:
    key = TypedKey(Decimal(6), Decimal(0), "states")
    question = make_question("q", QuestionType.NUMBER, typed=key)
    longest = "6" + " states" * 11
    assert read_value(question, longest + "  ") == 6
    with pytest.raises(NotANumber):
        read_value(question, longest + " states")


def test_a_year_is_read() -> None:
    assert read_value(typed("1994", type=QuestionType.YEAR), "1") == 1
    assert read_value(typed("1994", type=QuestionType.YEAR), "9999") == 9999
    assert read_value(typed("1994", type=QuestionType.YEAR), "١٩٩٤") == 1994
    assert read_value(typed("1994", type=QuestionType.YEAR), "1994.") == 1994
