"""Phrases that stand alone: what leans on the text is resolved, or the phrase is refused."""

import pytest

from bot.generation.asking.context import worded
from bot.generation.reading.texts import Text
from bot.generation.statements.alone import statements
from tests.generation.texts import text_of

ROCK = (
    "The Ansel Lighthouse is a lighthouse on Gull Rock. The engineer Ada Merrow was born in Moss."
)


def stand(sentence: str, before: str = ROCK, title: str = "The Ansel Lighthouse") -> str | None:
    text: Text = text_of(f"{before}\n\n{sentence}", title=title)
    spot = [one for one in text.spots if one.line.block.number == 2][-1]
    found = worded(spot)
    return f"{found.subject} | {found.rest}" if found else None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The lighthouse was lit in 1877.", "the Ansel Lighthouse | in 1877"),
        ("Merrow designed the lighthouse.", "Ada Merrow | the Ansel Lighthouse"),
        ("Ada Merrow lost her purse in 1878.", "Ada Merrow | her purse in 1878"),
        ("Ada Merrow saw the sea in 1878.", "Ada Merrow | the sea in 1878"),
        ("The bridge of Moss with its lamps fell.", "the bridge of Moss with its lamps | "),
    ],
)
def test_names_are_put_for_what_clearly_means_them(sentence: str, expected: str) -> None:
    assert stand(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The treaty was signed in 1877.",
        "They left the rock in 1877.",
        "Ada Merrow left it there in 1877.",
        "Ada Merrow met the others in 1877.",
        "Such exercises were held in 1877.",
        "Many ships passed Gull Rock in 1877.",
        "Ada Merrow returned on Friday.",
        "The town of Moss and its bridge fell.",
        "The council of Moss sold their boat.",
    ],
)
def test_what_nobody_could_know_outside_the_text_is_refused(sentence: str) -> None:
    assert stand(sentence) is None


def test_a_pronoun_goes_back_to_the_subject_before_it_alone() -> None:
    text = text_of("Ada Merrow left Moss in 1870. She moved to Ansel in 1874.")
    assert [worded(one).subject for one in text.spots if worded(one)] == ["Ada Merrow"] * 2  # type: ignore[union-attr]
    rivals = text_of("The engineer Ada Merrow met Edith Sallow in 1870. She moved away in 1874.")
    assert worded(list(rivals.spots)[-1]) is None


def test_it_goes_back_to_no_part_of_a_name() -> None:
    before = "Skarvik is an island."
    church = "Skarvik church, a wooden one, was lit in 1767. It was moved to Moss in 1845."
    assert stand(church, before, "Skarvik") is None


def test_a_body_is_named_in_full_also_within_a_name() -> None:
    before = "The Eurasian Pact is old. The baker joined the Pact in Moss."
    sentence = "The Charter of the Pact was signed in 2004."
    assert stand(sentence, before, "Eurasian Pact") == "the Charter of the Eurasian Pact | in 2004"


def test_of_two_bridges_the_title_s_is_meant_where_the_other_is_far() -> None:
    before = "The Forth Bridge is a bridge. The Tay Bridge fell in 1879."
    near = stand("The bridge was opened in 1890.", before, "The Forth Bridge")
    between = f"{before} Ferries ran. Nobody drowned. Years went by. Trains waited."
    far = stand("The bridge was opened in 1890.", between, "The Forth Bridge")
    assert (near, far) == (None, "the Forth Bridge | in 1890")


def test_the_company_named_long_ago_may_be_another_by_now() -> None:
    before = "The Ansel Company is a company. Ferries ran."
    near = stand("The company was sold in 1890.", before, "Notes")
    far = stand(
        "The company was sold in 1890.", f"{before} One sank. Two sailed. It rained.", "Notes"
    )
    assert (near, far) == ("the Ansel Company | in 1890", None)


@pytest.mark.parametrize(
    ("since", "stands"),
    [("A choir sang.", True), ("In 1781, forty people founded the pueblo of Lund.", False)],
)
def test_the_settlement_is_none_of_which_another_was_told_since(since: str, stands: bool) -> None:
    old = "Port Ansel grew. A Gabriel settlement in the bay was called Moss."
    new = "The settlement remained a small town for decades."
    text = text_of(f"{old}\n\n{since}\n\n{new}", title="Port Ansel")
    said = [one.text for one in statements(text, text.lines[-1])]
    assert any("The Gabriel settlement" in one for one in said) is stands
