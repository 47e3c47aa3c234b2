"""What is typed where a model gives no distractors."""

from decimal import Decimal

import pytest

from bot.domain.question import QuestionType
from bot.generation.llm.shapes import Suggestion
from bot.generation.llm.typed import TypedAnswer, typed_answer
from tests.generation.llm.rock import BODY, WHO, but, rock

NUMBER, TEXT, YEAR = QuestionType.NUMBER, QuestionType.TEXT, QuestionType.YEAR


def answer(key: str, kind: str = "count", body: str = BODY) -> TypedAnswer:
    said = Suggestion.model_validate(but(WHO, key=key, kind=kind, distractors=[]))
    return typed_answer(said, rock(body))


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("61,000 miles", "61000", "miles"),
        ("twenty-four books", "24", "books"),
        ("$4 million", "4000000", "dollars"),
        ("1.4 billion U.S. dollars", "1400000000", "U.S. dollars"),
        ("40%", "40", "per cent"),
        ("8.02 tonnes", "8.02", "tonnes"),
        ("1,276", "1276", None),
        ("seven months", "7", "months"),
    ],
)
def test_an_amount_is_a_number_with_its_unit(key: str, value: str, unit: str | None) -> None:
    assert answer(key) == TypedAnswer(NUMBER, Decimal(value), unit)


@pytest.mark.parametrize(
    "key",
    [
        "two thirds", "nine tenths of it", "-5 degrees", "3 to 4 hours", "the second", "the 1990s",
        "about 20 pct", "Debian 3.0", "$4 million a year",
        "20 boats of the northern harbour and of its islands",
    ],
)  # fmt: skip
def test_what_is_no_plain_amount_is_a_text(key: str) -> None:
    assert answer(key) == TypedAnswer(TEXT)


def test_a_year_is_one_where_it_is_asked_when() -> None:
    assert answer("1911", "when") == TypedAnswer(YEAR, Decimal(1911))
    assert answer("1911", "count") == TypedAnswer(NUMBER, Decimal(1911))
    assert answer("911", "when") == TypedAnswer(NUMBER, Decimal(911))


@pytest.mark.parametrize(
    ("key", "kind", "accept"),
    [
        ("Karl Lunde", "who", ("Lunde",)),
        ("Karl M. Lunde", "who", ("Lunde",)),
        ("Karl Lunde", "which", ()),
        ("Louis XIV", "who", ()),
        ("Charles V", "who", ()),
        ("European Union", "who", ()),
        ("World Health Organization", "who", ()),
        ("Alexander the Great", "who", ()),
        ("Karl Lunde's brother", "who", ()),
        ("Lunde", "who", ()),
    ],
)
def test_a_person_may_be_typed_by_the_last_name(
    key: str, kind: str, accept: tuple[str, ...]
) -> None:
    assert answer(key, kind).accept == accept


def test_a_last_name_that_two_bear_is_not_enough() -> None:
    assert answer("Karl Lunde", "who", f"{BODY} Edith Lunde came.").accept == ()
    assert answer("Karl Lunde", "who", f"{BODY} Mr Lunde came.").accept == ("Lunde",)
