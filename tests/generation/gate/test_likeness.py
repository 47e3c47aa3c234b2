"""Options that are one in two spellings, and those that only share most letters."""

import pytest

from bot.generation.gate.likeness import alike


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nikol Pashinyan", "Nikol Pashinian"),
        ("Colonel General Yuri Khachaturov", "Colonel General Iouri Khachaturov"),
        ("Operation Rubezh near Osh", "Operation Rubej near Osh"),
        ("Aleksandr Lukashenko of Belarus", "Alexander Lukashenko of Belarus"),
        ("the Marwick Harbour Trust", "Marwick Harbour Trust"),
        ("1,500 members of the guild", "1500 members of the guild"),
    ],
)
def test_another_spelling_is_the_same(first: str, second: str) -> None:
    assert alike(first, second)
    assert alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.5 per cent", "1.8 per cent"),
        ("about 310 people", "about 38 people"),
        ("13 million euros", "310 million euros"),
        ("seven days on and seven days off", "seven days on and ten days off"),
        ("Chile and the Democratic Republic of Congo", "Peru and the Democratic Republic of Congo"),
        ("11 October 1891", "11 October 1892"),
    ],
)
def test_a_number_or_a_word_tells_two_answers_apart(first: str, second: str) -> None:
    assert not alike(first, second)
    assert not alike(second, first)
