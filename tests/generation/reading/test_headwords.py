"""Articles whose title has the family name first."""

import pytest

from bot.generation.documents.blocks import source_document
from bot.generation.gate.ground import ground
from bot.generation.reading.corpus import read_corpus
from bot.generation.reading.headwords import forms_of_headword, headword

LIFE = (
    "Ada Merrow (born 3 May 1842) was an engineer. Merrow built her first tower in 1874."
    " She left it to her sister, and she died in 1901."
)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Merrow, Ada", "Ada Merrow"),
        ("Merrow-Lunde, Ada M.", "Ada M. Merrow-Lunde"),
        ("Ørsted Lunde, Åse", "Åse Ørsted Lunde"),
        ("Gull Rock", ""),
        ("Merrow, the builder", ""),
        ("Who built, and why", ""),
        ("Merrow, Ada: a life", ""),
    ],
)
def test_a_headword_is_turned_round(title: str, said: str) -> None:
    assert headword(title) == said


@pytest.mark.parametrize(
    ("title", "lines", "found"),
    [
        ("Merrow, Ada", LIFE.split(". "), {"Merrow": "Ada Merrow", "Ada": "Ada Merrow"}),
        ("Merrow, Ada", ["Ada Merrow (1842–1901) built.", "She left her tower, she did."],
         {"Merrow": "Ada Merrow", "Ada": "Ada Merrow"}),
        ("Moss, North Shore", ["Moss was begun in 1842.", "Her ships", "She rose; he fell."], {}),
        ("Moss, North Shore", ["The poet was born in Moss in 1842.", "It was a port."], {}),
        ("Ada Merrow", LIFE.split(". "), {}),
        ("Merrow, Ada", [], {}),
    ],
)  # fmt: skip
def test_who_an_article_is_about_is_called_by_either_name(
    title: str, lines: list[str], found: dict[str, str]
) -> None:
    assert forms_of_headword(title, lines) == found


def test_such_an_article_is_about_the_person_by_the_whole_name() -> None:
    document = source_document(LIFE, id="ada", title="Merrow, Ada")
    (text,) = read_corpus([document], frozenset()).texts
    assert text.entities.main is not None
    assert text.entities.main.name == "Ada Merrow"
    assert "Merrow" in text.entities.main.aliases


def test_the_gate_knows_the_name_as_one_says_it_and_what_signs_stand_for() -> None:
    """Neither is written out anywhere in the text."""
    body = "Merrow (b. 1842) built towers. They stood at minus 30 °C."
    known = ground([source_document(body, id="ada", title="Merrow, Ada")])
    assert known.foreign("Ada Merrow") is None
    assert known.foreign("Merrow worked at 30 degrees Celsius") is None
    assert known.foreign("Ada Lunde") == "Ada Lunde"
    assert known.foreign("Merrow worked at 30 degrees Fahrenheit") == "Fahrenheit"
