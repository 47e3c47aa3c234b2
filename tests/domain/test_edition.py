"""Which document a text is a new edition of."""

import pytest

from bot.domain.edition import edition_of

HELD = {"ferry": ["a", "b", "c", "d"], "mole": ["m", "n", "o", "p", "q"]}


@pytest.mark.parametrize(
    ("fingerprints", "document"),
    [
        (["a", "b", "c", "x"], "ferry"),
        (["a", "b", "x", "y"], "ferry"),
        (["a", "x", "y", "z"], None),
        (["a", "b"], "ferry"),
        (["a"], None),
        (["a", "b", "m", "n", "o"], "mole"),
        (["x", "y"], None),
        ([], None),
    ],
)
def test_half_of_the_paragraphs_make_an_edition(
    fingerprints: list[str], document: str | None
) -> None:
    assert edition_of(fingerprints, HELD) == document
