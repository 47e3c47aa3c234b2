"""Whom and what a document speaks of: which name is whose, and what the title tells."""

import pytest

from bot.generation.sentences.proper_names import proper_names
from tests.generation.texts import text_of


@pytest.mark.parametrize(
    ("title", "body", "main", "form"),
    [
        (
            "Ada Merrow",
            "Ada Lucy Merrow was a Danish biologist. Merrow left Moss in 1902.",
            "Ada Lucy Merrow",
            "Merrow",
        ),
        (
            "Talks of the Council of the Ansel Lamp Union",
            "The Council of the Ansel Lamp Union (ALU) met in Moss. The ALU has 40 towers.",
            "Ansel Lamp Union",
            "ALU",
        ),
        (
            "Ansel Saltworks Museum",
            "The museum opened in 1902. It shows four pans of Ansel.",
            "Ansel Saltworks Museum",
            "Ansel Saltworks Museum",
        ),
        (
            "A century of Merrow & Lund",
            "The smith Ada Merrow began in 1902. Merrow employed 40 people by 1911.",
            "Merrow & Lund",
            "Merrow",
        ),
    ],
)
def test_a_title_tells_what_a_text_is_about(title: str, body: str, main: str, form: str) -> None:
    entities = text_of(body, title=title).entities
    assert entities.main is not None
    assert entities.main.name == main
    assert entities.find(form) is entities.main


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Lamps of Moss", "The museum opened in 1902."),
        ("Annual Report", "The museum opened in 1902."),
        ("Ada Merrow", "Ada Lucy Merrow and Ada Rose Merrow left in 1902."),
        ("Ada Merrow impostor is jailed", "A man posed as Ada Merrow in 1902."),
        ("Ada Merrow's son is jailed", "Ada Merrow spoke for him in 1902."),
    ],
)
def test_a_title_that_names_nothing_of_the_text_tells_nothing(title: str, body: str) -> None:
    assert text_of(body, title=title).entities.main is None


def test_initials_behind_a_whole_name_are_its_own() -> None:
    text = text_of("The Council of the Ansel Lamp Union (CALU) met. CALU has 40 towers.")
    assert text.entities.by_form["CALU"].name == "Council of the Ansel Lamp Union"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("The cup of the Women's Lakes League is old.", "Women's Lakes League"),
        ("The lamps of Merrow & Lund are old.", "Merrow & Lund"),
        ("The lamps of Norway's Minister are old.", "Minister"),
        (
            "He left the National Lamp and Harbour Agency (NLHA).",
            "National Lamp and Harbour Agency",
        ),
    ],
)
def test_a_name_is_not_cut(said: str, name: str) -> None:
    assert name in {one.text for one in proper_names(said, frozenset())}


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("Ole Lund then hired her at the school.", None),
        ("Edith Sallow then hired her sister.", "Edith Sallow"),
    ],
)
def test_she_is_not_who_did_something_to_her(before: str, meant: str | None) -> None:
    body = f"He saw the engineer Edith Sallow and the smith Ole Lund.\n\n{before} She left in 1902."
    text = text_of(body)
    found = text.meant("she", text.lines[-1])
    assert (found.name if found else None) == meant


def test_the_places_of_a_name_follow_the_text_within_a_sentence_too() -> None:
    people = ["Ada Merrow", "Ole Lund", "Ida Kessel", "Per Dahl", "Eva Merck", "Jon Ansel"]
    body = " ".join(
        f"{one} came to Moss in 190{n}. In May {one.split()[1]} met {one}."
        for n, one in enumerate(people)
    )
    entities = text_of(body, title="Travellers").entities
    for one in people:
        found = entities.find(one)
        assert found is not None
        assert [place.named.text for place in found.places] == [one, one.split()[1], one]


def test_a_surname_of_a_father_and_a_junior_means_neither() -> None:
    body = "The act was signed by Ole Merrow in Moss.\n\nLars Merrow Jr. spoke. Merrow left Moss."
    assert text_of(body, title="The act").entities.find("Merrow") is None


def test_a_firm_is_not_meant_by_the_name_that_several_people_bear() -> None:
    body = "The smith Ada Kessel met the smith Ole Kessel. Kessel never left Moss."
    text = text_of(body, title="Kessel & Lund")
    kessel = text.entities.find("Kessel")
    assert kessel is None or kessel is not text.entities.main


def test_a_clause_behind_a_place_in_front_is_nothing_that_it_is_called() -> None:
    text = text_of("On the rim of the Ansel Fells, the climb lasted nine minutes in 1990.")
    entity = text.entities.find("Ansel Fells")
    assert entity is not None
    assert "minutes" not in entity.classes
