"""Options are shuffled; dates and numbers stay in order."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.question import Option, QuestionType
from bot.domain.quizzes.option_order import in_order, option_order
from tests.storage.bank_rows import make_question, sample_questions


def options(*texts: str) -> list[Option]:
    return [Option(chr(ord("a") + n), text, key=n == 0) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    "texts",
    [
        ("1992", "1994", "1999"),
        ("20 April 1994", "2 April 1999", "15 May 1999"),
        ("April 20, 1994", "May 15, 1999"),
        ("In May 1992", "In October 2002"),
        ("20.04.1994", "01.05.1994", "02.01.1995"),
        ("1994-04-20", "1994-12-01"),
        ("9 km", "1,344 km", "10,000 km"),
        ("1.5 %", "3 %", "12 %"),
        ("about 900 soldiers", "about 3 500 soldiers"),
        ("Two years", "Five years", "Ten years"),
        ("One year", "Two years"),
        ("the 1st summit", "the 2nd summit", "the 3rd summit"),
        ("15 мая 1992 года", "2 октября 2002 года"),
        ("два года", "5 лет"),
        ("1990–1992", "1992–1994", "1992–1999"),
        ("March", "May", "December"),
    ],
)
def test_dates_and_numbers_stand_in_order(texts: tuple[str, ...]) -> None:
    shuffled = options(*texts)
    random.Random(5).shuffle(shuffled)
    ordered = in_order(shuffled)
    assert ordered is not None
    assert [option.text for option in ordered] == list(texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("Green", "Black", "Oolong"),
        ("12 soldiers", "9 aircraft"),
        ("In Tashkent in 1992", "In Moscow in 1994"),
        ("20 April 1994", "1999"),
        ("1994", "1994", "1999"),
        ("", "1994"),
        ("Moscow", "1994"),
    ],
)
def test_what_differs_in_more_than_a_number_is_not_ordered(texts: tuple[str, ...]) -> None:
    assert in_order(options(*texts)) is None


@given(st.integers())
def test_every_order_holds_every_option_once(seed: int) -> None:
    for question in sample_questions():
        order = option_order(question, random.Random(seed).random)
        assert sorted(order) == sorted(option.id for option in question.options)


def test_true_comes_before_false() -> None:
    question = next(q for q in sample_questions() if q.type is QuestionType.TRUEFALSE)
    assert option_order(question, random.Random(1).random) == ("true", "false")


def test_the_key_comes_to_stand_everywhere() -> None:
    question, chance = make_question("tea"), random.Random(1).random
    places = Counter(option_order(question, chance).index("a") for _ in range(300))
    assert set(places) == {0, 1, 2}
    assert min(places.values()) > 60  # a third each is expected


def test_the_order_of_dates_does_not_depend_on_the_file() -> None:
    question = make_question("tea", options=options("1999", "1992", "1994"))
    assert option_order(question, random.Random(1).random) == ("b", "c", "a")


@pytest.mark.parametrize("type", [QuestionType.ORDERING, QuestionType.MATCHING])
@given(st.integers())
def test_what_is_to_be_put_in_order_never_stands_in_it(type: QuestionType, seed: int) -> None:
    dates = options("1992", "1994", "1999")
    question = make_question("tea", type, options=dates, lefts=["x", "y", "z"])
    order = option_order(question, random.Random(seed).random)
    assert sorted(order) == ["a", "b", "c"]
    assert order != ("a", "b", "c")


def test_every_other_order_comes_up() -> None:
    question, chance = make_question("tea", QuestionType.ORDERING), random.Random(1).random
    assert len({option_order(question, chance) for _ in range(200)}) == 5
