"""Which document a text is a new edition of."""

import pytest

from bot.domain.documents.edition import LONGEST_ID, edition_id, edition_of, likeliest, named_after
from bot.domain.question import Source

HELD = {"ferry": ["a", "b", "c", "d"], "mole": ["m", "n", "o", "p", "q"]}


@pytest.mark.parametrize(
    ("fingerprints", "document"),
    [
        (["a", "b", "c", "x"], "ferry"),
        (["a", "b", "x", "y"], None),
        (["a", "b", "c"], "ferry"),
        (["a", "b", "x"], None),
        (["m", "n", "o", "x", "y", "z"], "mole"),
        (["p", "q", "x", "y", "z"], None),
        (["a", "x", "y", "z"], None),
        (["a", "b"], "ferry"),
        (["a"], None),
        (["a", "b", "m", "n", "o"], "mole"),
        (["x", "y"], None),
        ([], None),
    ],
)
def test_half_of_the_paragraphs_make_an_edition_of_short_ones_three_or_all(
    fingerprints: list[str], document: str | None
) -> None:
    assert edition_of(fingerprints, HELD) == document


@pytest.mark.parametrize(("shared", "document"), [(5, None), (6, "pier")])
def test_of_a_longer_text_half_is_half(shared: int, document: str | None) -> None:
    held = {"pier": [f"p{number}" for number in range(12)]}
    mine = [f"p{number}" if number < shared else f"x{number}" for number in range(20)]
    assert edition_of(mine, held) == document


def test_the_likeliest_share_most_paragraphs_then_words_of_the_title_then_are_ones_own() -> None:
    told = {"z": "Terns of Lindvik", "y": "Gulls", "x": "Piers", "w": "Moles", "v": "The terns"}
    paragraphs = {"x": ("a", "b"), "y": ("a",)}
    held = [
        Source(id, "f.txt", title, title, "en", "0" * 64, paragraphs=paragraphs.get(id, ()))
        for id, title in told.items()
    ]
    found = likeliest(["a", "b", "c"], "terns_of-Lindvik.txt", held, own=["w"])
    assert [one.id for one in found] == ["x", "y", "z", "v", "w"]
    named_otherwise = likeliest([], "?", held, own=["w"])
    assert [one.title for one in named_otherwise] == [
        "Moles", "Gulls", "Piers", "Terns of Lindvik", "The terns",
    ]  # fmt: skip


def test_an_edition_s_id_is_as_long_as_ids_may_be_and_its_own() -> None:
    """Of two long ids that begin alike, too."""
    assert edition_id("port-ansel", 1) == "port-ansel"
    assert edition_id("port-ansel", 2) == "port-ansel-edition-2"
    assert edition_id("x" * 30, 2) == f"{'x' * 30}-edition-2"
    first, second = (edition_id(f"{'x' * 35}{end}", 12) for end in "yz")
    assert len(first) == len(second) == LONGEST_ID
    assert first != second
    assert first.endswith("-edition-12")
    assert named_after("port-ansel", before="drafts-") == "drafts-port-ansel"
    assert len({named_after(f"{'x' * 35}{end}", before="drafts-") for end in "yz"}) == 2
