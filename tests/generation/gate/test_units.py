"""The unit of a number beside it, as a word or a sign."""

from decimal import Decimal

import pytest

from bot.generation.gate.units import unit_stands


@pytest.mark.parametrize(
    ("unit", "value", "sentence"),
    [
        ("metres", "25", "The tower is 25 metres high."),
        ("members", "24", "Twenty-four members came."),
        ("dollars", "4000000", "It cost $4 million to build."),
        ("per cent", "40", "It rose 40% in a year."),
        ("per cent", "40", "It rose 40 per cent in a year."),
        ("fishing boats", "1200", "Some 1,200 fishing boats left, 30 miles off."),
    ],
)
def test_a_unit_that_stands_beside_its_number(unit: str, value: str, sentence: str) -> None:
    assert unit_stands(unit, Decimal(value), sentence)


@pytest.mark.parametrize(
    ("unit", "value", "sentence"),
    [
        ("miles", "25", "The tower is 25 metres high."),
        ("miles", "25", "The tower is 25 metres high, and 3 miles off."),
        ("euros", "300", "It cost $300."),
        ("dollars", "300", "It cost 300, and not $200."),
        ("metres", "26", "The tower is 25 metres high."),
        ("metres \x00", "26", "The tower is 25 metres high."),
    ],
)
def test_another_unit_does_not_stand(unit: str, value: str, sentence: str) -> None:
    assert not unit_stands(unit, Decimal(value), sentence)
