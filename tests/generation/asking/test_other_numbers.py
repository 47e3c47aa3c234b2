"""Which other numbers of a document may stand in place of one within a statement."""

import pytest

from bot.generation.asking.other_numbers import other_numbers
from bot.generation.templates import truefalse
from tests.generation.texts import text_of

BOATS = "The Ansel Club is a place of quiet where Ada Merrow keeps 40 boats."
ROAD = "The Ansel Club is a place of quiet where Ada Merrow keeps 40 kilometres of road."


@pytest.mark.parametrize(
    ("first", "others", "rivals"),
    [
        (BOATS, "A storm broke 55 oars. The harbour holds 60 boats.", ["60", "55"]),
        (BOATS, "It took 55 days. The harbour holds 60 per cent. It cost £50.", []),
        (BOATS, "A storm broke 4,000 oars and three masts. The club has 2 cooks.", []),
        (ROAD, "A storm broke 55 oars. The other club has 35 kilometres of road.", ["35"]),
    ],
)
def test_a_count_takes_another_and_a_measure_its_own(
    first: str, others: str, rivals: list[str]
) -> None:
    text = text_of(f"{first}\n\n{others}", title="Notes", date="2019-05")
    number = next(p for p in truefalse.propose(text, text.lines[0]) if p.key == "40")
    assert [rival.text for rival in other_numbers(number)] == rivals
