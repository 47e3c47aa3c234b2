"""L01, L05, L06: length, echoes and common pieces that point at the key."""

import pytest

from tests.bank.lint.asking import found, of_options, question


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*It asked its partners for help", "It waited", "It left"), ["1"]),
        (("It waited", "It left", "*It asked its partners for help"), ["3"]),
        # 1.33 times as long is not yet longer, and three words are a name, not a sentence.
        (("*It asked all of them", "It waited for it", "It left"), []),
        (("*Collective Security Treaty", "NATO", "The CIS"), []),
        (("*It asked its partners for help", "It asked its partners for money", "It left"), []),
        # Several keys: only when each of them is longer.
        (("*It asked its partners for help", "*It left", "It waited"), []),
        (("*It asked its partners for help", "*It wrote to all of them", "It left"), ["2"]),
        # A long distractor is no cue to the key.
        (("*It left", "It asked its partners for help", "It waited"), []),
    ],
)
def test_a_key_longer_than_every_distractor(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L01", *options) == where


@pytest.mark.parametrize(("key", "longest", "flawed"), [(33, 25, False), (27, 20, True)])
def test_a_key_may_be_a_third_longer(key: int, longest: int, flawed: bool) -> None:
    """1.32 times as long, and 1.35 times."""
    options = (f"*It is so {'x' * (key - 9)}", f"It {'y' * (longest - 3)}", "It left")
    assert of_options("L01", *options) == (["1"] if flawed else [])


def test_length_counts_in_every_language() -> None:
    made = question("Warum?", "*Weil der Vertrag nicht verlängert wurde", "Aus Geldnot", "So")
    assert found("L01", made, "de") == ["1"]


@pytest.mark.parametrize(
    ("stem", "options", "where"),
    [
        (
            "Which council heads the pact?",
            ("*The Council of Ministers", "A board", "A duma"),
            ["1"],
        ),
        ("What do councils decide?", ("*What the council wants", "Laws", "Wars"), ["1"]),
        # Elsewhere too, or in no option at all, or too short to be heard.
        ("Which council heads it?", ("*Council of Ministers", "Council of Heads", "A duma"), []),
        ("Which council heads it?", ("*The ministers", "A board", "A duma"), []),
        ("Who kept the fort?", ("*The fort's owner", "A monk", "A duke"), []),
        # Words that any question has.
        ("Which of these came before?", ("*Those before", "None", "Some"), []),
        # A word that the stem only quotes.
        ('What does "council" mean?', ("*A council", "A duma", "A court"), []),
        # Several keys: only when each of them has one, be it another.
        ("Which councils met?", ("*The council A", "*The council B", "A court"), ["1", "2"]),
        ("Which council met guests?", ("*A council", "*The guest", "A court"), ["1", "2"]),
        ("Which council met guests?", ("*A council", "*The guest", "A guest house"), []),
        ("Which councils met?", ("*The council A", "*A board", "A court"), []),
    ],
)
def test_a_word_of_the_stem_in_the_key_alone(
    stem: str, options: tuple[str, ...], where: list[str]
) -> None:
    assert found("L05", question(stem, *options)) == where


def test_an_echo_in_russian_sounds_through_its_endings() -> None:
    stem = "Какой договор подписали шесть государств?"
    assert found("L05", question(stem, "*О договоре", "Об уставе", "О границе"), "ru") == ["1"]
    options = ("*Договор", "Условия договора", "Устав")
    assert found("L05", question(stem, *options), "ru") == []
    assert found("L05", question("Welcher Vertrag?", "*Der Vertrag", "Das", "Die"), "de") == []


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*The UN Secretary-General", "The UN Council", "The CSTO Secretary-General"), ["1"]),
        (("*Belarus and Georgia", "Belarus and Armenia", "Georgia and Moldova"), ["1"]),
        # The distractor shares as much; what all share tells nothing; one piece is no pattern.
        (("*Belarus and Georgia", "Belarus and Armenia", "Georgia and Armenia"), []),
        (("*Council of Defence Ministers", "Council of Foreign Ministers", "Council of Heads"), []),
        (("*Joint Staff", "Joint Committee", "Assembly"), []),
        # Two pieces that one distractor has together are a name.
        (("*Chief of the Military Committee", "Head of the Military Committee", "A duma"), []),
        # A distractor made of pieces misleads nobody to the key.
        (("*Armenia and Iran", "Armenia and Belarus", "Belarus and Georgia", "Georgia"), []),
    ],
)
def test_a_key_made_of_pieces(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L06", *options) == where
