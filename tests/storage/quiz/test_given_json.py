"""What the response log keeps of a response is enough to mark it again."""

from decimal import Decimal

import pytest

from bot.domain.marking import Given
from bot.storage.quiz.given_json import from_json, to_json


@pytest.mark.parametrize(
    "given",
    [
        Given(),
        Given(frozenset("ab")),
        Given(value=Decimal("3.50")),
        Given(text="New York"),
        Given(sequence=("c", "a", "b")),
    ],
)
def test_what_was_given_is_read_back(given: Given) -> None:
    assert from_json(to_json(given)) == given


def test_rows_from_before_texts_and_sequences_are_read() -> None:
    assert from_json({"options": ["b"], "value": None}) == Given(frozenset("b"))
    assert from_json({"options": [], "value": "1994"}) == Given(value=Decimal(1994))
