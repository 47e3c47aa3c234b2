"""L15: options that say nearly the same."""

import pytest

from tests.bank.lint.asking import of_options


@pytest.mark.parametrize(
    ("one", "other", "flawed"),
    [
        ("The Secretariat of the CSTO", "CSTO Secretariat", True),
        ("A joint exercise", "Joint exercises", True),
        ("Sirojiddin Mukhriddin", "Sirodjiddin Mukhriddin", True),
        ("Tahir Khairulloyev", "Tahir Khayrulloev", True),  # two slips, in a long word
        ("Nikolai Bordyuzha", "Nikolai Bordiuza", False),
        ("The Andijan massacre", "The Andijon massacre", True),
        ("Council of Foreign Ministers", "Council of Defence Ministers", False),
        ("It ratified membership", "It suspended membership", False),
        ("Legal means", "Illegal means", False),
        ("Equal rights", "Unequal rights", False),
        ("Austria", "Australia", False),
        ("Article 4", "Article 5", False),
        ("May 1992", "1992", False),
        ("Before the war", "After the war", False),
        ("With troops", "Without troops", False),
        ("It is bound", "It was bound", False),
        ("Russia attacked Georgia", "Georgia attacked Russia", False),
        ("Head of the army", "Heads of the army", True),
        ("A", "B", False),
        ("Iran", "Iraq", False),
    ],
)
def test_two_ways_to_say_one_thing(one: str, other: str, flawed: bool) -> None:
    assert of_options("L15", f"*{one}", "Something else", other) == (["3"] if flawed else [])


@pytest.mark.parametrize(
    ("one", "other", "flawed"),
    [
        ("Секретариат организации", "Секретариаты организации", True),
        ("Мухриддинов", "Мухридинов", True),
        ("Законный способ", "Незаконный способ", False),
        ("До войны", "После войны", False),
        ("Армения", "Румыния", False),
    ],
)
def test_twins_in_russian(one: str, other: str, flawed: bool) -> None:
    found = of_options("L15", f"*{one}", "Нечто другое", other, language="ru")
    assert found == (["3"] if flawed else [])


def test_the_very_same_text_is_reported_elsewhere() -> None:
    assert of_options("L15", "*Joint exercise", "Something else", "Joint exercise.") == []
