"""Which dates from outside a text is not taken for."""

import pytest

from bot.generation.documents.blocks import source_document
from bot.generation.reading.outdated import fitting
from bot.generation.reading.source_names import shortened


@pytest.mark.parametrize(
    ("text", "date", "taken"),
    [
        ("The ferry was sold in 2012.", "2002-01-15", None),
        ("The ferry was sold in May 2002.", "2002-01-15", None),
        ("The ferry was sold in May 2002.", "2002", "2002"),
        ("The ferry was sold in 1999.", "2002-01-15", "2002-01-15"),
        ("The ferry will be sold in 2012.", "2002-01-15", "2002-01-15"),
        ("The board agreed to buy a ferry by 2012.", "2002-01-15", "2002-01-15"),
        ("It holds 2012 people and was built in 1999.", "2002", "2002"),
        ("The ferry was sold.", "unknown", None),
    ],
)
def test_a_text_that_tells_of_later_years_is_not_of_that_date(
    text: str, date: str, taken: str | None
) -> None:
    assert fitting(date, source_document(text, id="ferry", title="Ferry").blocks) == taken


def test_titles_are_cut_behind_a_word() -> None:
    assert shortened("Two ferries come to Port Ansel", 20) == "Two ferries come to…"
    assert shortened("Two ferries, and a bell", 13) == "Two ferries…"
    assert shortened("Ferries", 7) == "Ferries"
    assert shortened("Dampfschifffahrtsgesellschaft", 10) == "Dampfschi…"
