"""Citations of one edition in the next: they stand, moved, were reworded, or are lost."""

import pytest

from bot.bank.proofs.reanchoring import Fate, reanchor
from bot.bank.texts.passages import document
from bot.domain.question import Citation

FIRST = "The board met in the old customs house on 14 May 2019."
SECOND = (
    "It approved the budget for the next three years. The first ferry is to sail in March 2020 "
    "between the town and the islands. The second follows a year later."
)
OLD = document(f"{FIRST}\n\n{SECOND}\n\nNobody came.")
CITED = Citation("ferry", 2, (2,), "to sail in March 2020")


@pytest.mark.parametrize(
    ("new", "fate", "paragraph", "sentences"),
    [
        (f"{FIRST}\n\n{SECOND}", Fate.STANDS, 2, (2,)),
        (f"Corrected.\n\n{FIRST}\n\n{SECOND}", Fate.MOVED, 3, (2,)),
        (f"{SECOND}\n\n{SECOND}\n\n{SECOND}", Fate.STANDS, 2, (2,)),
        (SECOND.replace("a year", "two years"), Fate.REWORDED, 1, (2,)),
        (f"{FIRST}\n\nAt last. {SECOND}", Fate.REWORDED, 2, (3,)),
        (SECOND.replace("March", "April"), Fate.LOST, 2, (2,)),
        (FIRST, Fate.LOST, 2, (2,)),
        ("The ferry was to sail in March 2020.", Fate.LOST, 2, (2,)),
    ],
)
def test_a_citation_is_found_in_the_next_edition_or_given_up(
    new: str, fate: Fate, paragraph: int, sentences: tuple[int, ...]
) -> None:
    found = reanchor(CITED, OLD, document(new))
    assert (found.fate, found.citation.paragraph, found.citation.sentences) == (
        fate,
        paragraph,
        sentences,
    )


def test_a_paragraph_that_never_was_is_lost() -> None:
    stray = Citation("ferry", 9, (1,), "met")
    assert reanchor(stray, OLD, OLD).fate is Fate.LOST
