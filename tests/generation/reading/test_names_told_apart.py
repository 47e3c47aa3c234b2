"""Names and words that only look alike: a body and its branch, a name and its beginning."""

import pytest

from bot.generation.asking.inner_case import lowered
from bot.generation.reading.torn_names import torn_name
from tests.generation.texts import text_of


def test_two_bodies_of_one_sentence_are_two() -> None:
    beside = "Moss was sold by Ek Corporation of America, a branch of the Norwegian Ek Corporation."
    text = text_of(f"{beside} Later, Ek Corporation bought a mill.")
    assert text.entities.find("Ek Corporation") is not text.entities.find(
        "Ek Corporation of America"
    )
    apart = text_of("Ek Corporation of America was sold. Later, Ek Corporation bought a mill.")
    assert apart.entities.find("Ek Corporation") is apart.entities.find("Ek Corporation of America")


def test_a_council_keeps_its_article_where_a_sentence_leaves_it_out() -> None:
    body = "Ansel grew. On Monday, the Ansel City Council met. Ansel City Council sang."
    council = text_of(f"{body} In May, Ansel City Council slept.").entities.find(
        "Ansel City Council"
    )
    assert council is not None and council.said == "the Ansel City Council"


@pytest.mark.parametrize(
    ("told", "phrase", "inside"),
    [
        ("It came with Debian 2.1 on a disc.", "Debian 2.1 was late", True),
        ("She wrote A Voyage to Moss.", "A Voyage to Moss was late", True),
        ("He read her Reflections on the Sea.", "Reflections on the Sea came late", True),
        ("It had reflections on the sea.", "A Norwegian boat was late", False),
    ],
)
def test_what_has_its_capital_within_a_sentence_keeps_it(
    told: str, phrase: str, inside: bool
) -> None:
    assert (lowered(text_of(f"{phrase}. {told} The debian slept."), phrase) == phrase) is inside


@pytest.mark.parametrize(
    ("body", "name", "torn"),
    [
        ("The clerk Karl E. Haugen left.", "Karl E. Haugen", False),
        ("It met Ada Merrow, a teacher.", "Ada Merrow", False),
    ],
)
def test_a_whole_name_is_not_torn(body: str, name: str, torn: bool) -> None:
    text = text_of(body)
    who = text.entities.find(name)
    assert who is not None and torn_name(who, text) is torn
