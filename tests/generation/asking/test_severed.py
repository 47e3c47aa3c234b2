"""Facts that keep the first thing of a list or a pair, and those that end where they may."""

import pytest

from bot.generation.asking.severed import severed


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("It buys from 40 growers in Moss.", "It buys from 40 growers in Moss, Halden and Ribe."),
        ("It has 9 schools in Moss.", "It has 9 schools in Moss and Halden."),
        ("It spent 30 pounds on flights to Moss.", "It spent 30 pounds on flights to Moss, Ribe"
         " and the Ansel Islands."),
        ("It lost 40 boats in storms.", "It lost 40 boats in storms, fires and wrecks."),
        ("It was built by a smith.", "It was built by a smith, a baker and nine sailors."),
    ],
)  # fmt: skip
def test_half_of_a_list_is_no_fact(told: str, sentence: str) -> None:
    assert severed(told, sentence)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("It has 9 schools in Moss.", "It has 9 schools in Moss and runs a ferry."),
        ("It has 9 schools in Moss.", "It has 9 schools in Moss, and Ada Merrow leads them."),
        ("It has 9 schools in Moss.", "It has 9 schools in Moss, which it built, and a ferry."),
        ("It has 9 schools.", "It has 9 schools and 4 ferries."),
        ("Ek holds 46 per cent of the shares.", "Ek holds 46 per cent of the shares and Lund 31."),
        ("She was born in Moss.", "She was born in Moss, Norway to Ada and Olav Merrow."),
        ("It has two forms of appeal.", 'It has two forms of appeal, a "plea" and a "writ".'),
        ("It has 9 schools in Moss.", "Moss is small."),
        ("It was built by a smith.", "It was built by a smith, who drank, and it stands."),
    ],
)
def test_what_a_clause_or_another_deed_follows_is_whole(told: str, sentence: str) -> None:
    assert not severed(told, sentence)
