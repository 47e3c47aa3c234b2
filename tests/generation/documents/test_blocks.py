"""A plain text as blocks: numbers, kinds, sentences with offsets."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.reading import read_bank
from bot.bank.texts import passages
from bot.domain.documents.source_document import BlockKind
from bot.generation.documents.blocks import source_document
from bot.generation.documents.kinds import kind
from bot.generation.documents.sentences import sentences
from tests.conftest import SHARED_SOURCES

TEXTS = st.lists(
    st.sampled_from(
        ["The ferry sails.", "Mr. Ek said so!", "«Да». Нет?", "\n\n", " \u00a0 ", "\n", "…"]
    )
).map(" ".join)


@given(TEXTS)
def test_sentences_point_into_their_block_and_are_numbered_as_citations_number_them(
    text: str,
) -> None:
    for block in source_document(text, id="ferry", title="Ferry").blocks:
        found = sentences(block)
        assert [s.text for s in found] == [block.line[s.start : s.end] for s in found]
        assert tuple(s.text for s in found) == passages.sentences(block.text)
        assert [(s.paragraph, s.number) for s in found] == [
            (block.number, number) for number in range(1, len(found) + 1)
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour opened in 1901.", BlockKind.BODY),
        ("How the harbour came to be", BlockKind.HEADING),
        ("14 May 1901: the harbour opens", BlockKind.TIMELINE),
        ("May 1901 – the harbour opens.\n1903: the first ferry.", BlockKind.TIMELINE),
        ("– May 14, 1901: the harbour opens", BlockKind.TIMELINE),
        ("14 мая 1901 года: гавань открыта.", BlockKind.TIMELINE),
        ("1901-1903: two years of building", BlockKind.TIMELINE),
        ("On 3-4 June 1901 the harbour was shut.", BlockKind.BODY),
        ("In 1901 the harbour opened: nobody came.", BlockKind.BODY),
        ("- rope\n- tar", BlockKind.LIST),
        ("1) rope\n2) tar", BlockKind.LIST),
        ("- rope\nand what else a ferry needs.", BlockKind.BODY),
    ],
)
def test_a_paragraphs_form_tells_its_kind(text: str, expected: BlockKind) -> None:
    assert kind(text) is expected


@pytest.mark.sources
@pytest.mark.skipif(not SHARED_SOURCES.is_dir(), reason="the five documents are not here")
def test_the_five_documents_have_the_numbers_and_hashes_that_the_bank_pins() -> None:
    for pinned in read_bank(Path("questions")).sources.sources:
        text = (SHARED_SOURCES / pinned.file).read_text(encoding="utf-8")
        found = source_document(text, id=pinned.id, title=pinned.title)
        assert (found.source.sha256, found.source.paragraphs) == (pinned.sha256, pinned.paragraphs)
        assert [block.number for block in found.blocks] == list(range(1, len(found.blocks) + 1))
