"""A heading right above its paragraph is no part of what the paragraph says."""

import pytest

from bot.domain.documents.source_document import Block, BlockKind
from bot.generation.documents.blocks import source_document
from bot.generation.generator import generate
from bot.generation.reading.corpus import read_corpus
from bot.generation.reading.heading_lines import heading_lines

FOUNDED = "The Hartwell Coastal Trust was founded in 1908 by Edith Marlow in the town of Hartwell."
KEEPS = "It looks after nine miles of coast, and keeps two lighthouses in good repair."
WRAPPED = "The trust was founded in 1908 by Edith Marlow and her brother, who\nHartwell knew well."


def said(text: str) -> list[str]:
    document = source_document(text, id="x1", title="Hartwell")
    (read,) = read_corpus([document], frozenset()).texts
    return [line.text for line in read.lines]


@pytest.mark.parametrize(
    "text",
    [
        f"About the Trust\n{FOUNDED} {KEEPS}",
        f"Visiting\n{FOUNDED}\n{KEEPS}",
        f"{FOUNDED}\nWhat it keeps\n{KEEPS}",
        f"About the Trust\n{FOUNDED}\nWhat it keeps\n{KEEPS}",
    ],
)
def test_a_heading_line_is_no_part_of_the_next_sentence(text: str) -> None:
    document = source_document(text, id="x1", title="Hartwell")
    assert [block.text for block in document.blocks] == [text], "paragraphs keep their numbers"
    (read,) = read_corpus([document], frozenset()).texts
    assert [line.text for line in read.lines] == [FOUNDED, KEEPS]
    for line in read.lines:
        assert line.block.line[line.offset :].startswith(line.text)
    assert [line.sentence.number for line in read.lines] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED,
        f"The history of the\n{FOUNDED}",
        f"It was closed.\n{FOUNDED}",
        f"Open on Mondays:\n{FOUNDED}",
        "The sea is wide\nThe coast is long\nThe night is cold.",
        "Hartwell Coastal Trust\nHarbour Street 4",
    ],
)
def test_other_lines_are_no_headings(text: str) -> None:
    assert not list(heading_lines(Block(1, BlockKind.BODY, text)))


def test_no_stem_has_a_heading_in_it() -> None:
    text = f"About the Trust\n{FOUNDED}\n\nThe Trust has offices in Hartwell since 1950."
    document = source_document(text, id="x1", title="Hartwell Coastal Trust", date="2025-03")
    stems = [draft.question.stem for draft in generate([document]).drafts]
    assert stems
    assert not [stem for stem in stems if "bout the Trust" in stem]
