"""What a stem calls a document: of a long title the part that tells."""

from dataclasses import replace

import pytest

from bot.generation.documents.blocks import source_document
from bot.generation.reading.corpus import read_corpus
from bot.generation.reading.source_names import by_whom, out_of_document, source_name
from bot.generation.templates.attribution import by_document
from tests.generation.texts import text_of


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nine boats to build: a chronicle", "Nine boats to build: a chronicle"),
        (
            "Nine boats to build, sixty years to sail them: a chronicle of the Ansel Ferry",
            "A chronicle of the Ansel Ferry",
        ),
        (
            "Twelve bells and a tower – the people who built Port Ansel and its harbour",
            "The people who built Port Ansel and its harbour",
        ),
        (
            "The people who built the harbour of Port Ansel: an account of twelve years",
            "The people who built the harbour of Port Ansel",
        ),
        (
            "The council of Port Ansel agrees on nine boats, a new bell for the tower and a school",
            "The council of Port Ansel agrees on nine boats, a new bell for the tower and a school",
        ),
        (
            '"The sea is our customer": a morning with the keepers of the eastern bells',
            "The sea is our customer",
        ),
        (
            "The council of Port Ansel agrees on nine boats and a new bell for the tower",
            "The council of Port Ansel agrees on nine boats and a new bell for the tower",
        ),
    ],
)
def test_a_long_title_is_called_by_the_part_that_tells(title: str, name: str) -> None:
    assert source_name(text_of("Port Ansel has a harbour.", title=title)) == f'"{name}"'


ASKED = "how many houses burned, according to the office, in Moss?"


@pytest.mark.parametrize(
    "whose", ['According to "Moss, no town" (May 2019), ', 'According to "Moss", ', ""]
)
def test_a_stem_is_read_without_its_document(whose: str) -> None:
    assert out_of_document(whose + ASKED) == ASKED
    assert by_whom(whose + ASKED) == whose


@pytest.mark.parametrize("whose", ["According to NASA (May 2019), ", "According to the council, "])
def test_whose_word_it_is_besides_is_part_of_what_is_asked(whose: str) -> None:
    assert out_of_document(whose + ASKED) == whose + ASKED
    assert by_whom(whose + ASKED) == whose


LONG = "The council of Port Ansel agrees on nine boats and a new bell for the tower"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (LONG, f'"{LONG}"'),
        ("The council of Port Ansel agrees on […] a new bell for the tower […]", "Harbour News"),
        ("The council agrees on […] a bell", '"The council agrees on […] a bell"'),
    ],
)
def test_an_abridged_title_gives_way_to_the_publisher(title: str, name: str) -> None:
    document = source_document("Port Ansel has a harbour.", id="notes", title=title)
    source = replace(document.source, publisher="Harbour News")
    (text,) = read_corpus([replace(document, source=source)], frozenset()).texts
    assert source_name(text) == name


@pytest.mark.parametrize(
    ("title", "short", "name"),
    [
        (LONG, "The council of Port… (2025)", f'"{LONG}"'),
        (LONG, "The council of Port Ansel (2025)", f'"{LONG}"'),
        (LONG, "Boats and Bell (2025)", '"Boats and Bell"'),
        (LONG, "Boats and Bell", '"Boats and Bell"'),
    ],
)
def test_the_date_stands_outside_the_quotes(title: str, short: str, name: str) -> None:
    document = source_document("Port Ansel has a harbour.", id="notes", title=title)
    source = replace(document.source, short=short, date="2025-03-14")
    (text,) = read_corpus([replace(document, source=source)], frozenset()).texts
    asked = by_document(text, "How many boats are there?")
    assert asked == f"According to {name} (March 2025), how many boats are there?"
