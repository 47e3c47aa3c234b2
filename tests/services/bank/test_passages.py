"""Passages come from the very document that was cited, or not at all."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.reading import SourcesFile, read_bibliography
from bot.bank.source_entry import source_entry
from bot.bank.texts.passages import document
from bot.domain.question import Citation, Source
from bot.services.bank.passages import Passage, Passages, parted, shortfall
from tests.storage.bank_rows import TEA_BOOK

TEXT = """A leaf and hot
water is all.

 Pour “water below the boil” slowly, then wait.\r
"""
CITED = Citation("tea-book", 2, (1,), '"water below the boil"')


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "tea.txt").write_text(TEXT, encoding="utf-8")
    return replace(TEA_BOOK, sha256=document(TEXT).sha256)


async def test_the_passage_is_parted_around_the_quote(tmp_path: Path, source: Source) -> None:
    found = await Passages(tmp_path).find(source, CITED)
    assert found == Passage("Pour ", '"water below the boil"', " slowly, then wait.")
    first = await Passages(tmp_path).find(source, Citation("tea-book", 1, (1,), "hot water"))
    assert first == Passage("A leaf and ", "hot water", " is all.")


async def test_without_the_document_or_its_folder_there_is_none(
    tmp_path: Path, source: Source
) -> None:
    assert await Passages(None).find(source, CITED) is None
    assert await Passages(tmp_path).find(replace(source, file="gone.txt"), CITED) is None


async def test_another_text_than_the_cited_one_is_not_shown(tmp_path: Path, source: Source) -> None:
    (tmp_path / "tea.txt").write_text(TEXT.replace("slowly", "quickly"), encoding="utf-8")
    assert await Passages(tmp_path).find(source, CITED) is None


async def test_of_a_changed_document_only_an_unchanged_paragraph_is_shown(
    tmp_path: Path, source: Source
) -> None:
    """Paragraph by paragraph: one that was put before it moves every number after it."""
    pinned = replace(source, paragraphs=document(TEXT).fingerprints)
    first = Citation("tea-book", 1, (1,), "hot water")

    async def shown(text: str, cited: Citation) -> bool:
        (tmp_path / "tea.txt").write_text(text, encoding="utf-8")
        return await Passages(tmp_path).find(pinned, cited) is not None

    changed = TEXT.replace("slowly", "quickly")
    assert (await shown(changed, first), await shown(changed, CITED)) == (True, False)
    assert await shown(f"{TEXT}\n\nAn appendix.", CITED)
    assert not await shown(f"A note on hot water.\n\n{TEXT}", first)
    longer = replace(CITED, paragraph=3, quote="An appendix")
    assert not await shown(f"{TEXT}\n\nAn appendix.", longer), "nobody pinned that one"


LINES = st.lists(st.sampled_from(["one leaf", "two leaves", "no leaf"]), min_size=1, max_size=4)


@given(LINES, LINES, st.integers(1, 5))
def test_what_is_shown_is_what_was_cited(
    tmp_path_factory: pytest.TempPathFactory, cited: list[str], held: list[str], number: int
) -> None:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "tea.txt").write_text("\n\n".join(held), encoding="utf-8")
    before = document("\n\n".join(cited))
    pinned = replace(TEA_BOOK, sha256=before.sha256, paragraphs=before.fingerprints)
    citation = Citation("tea-book", number, (1,), "leaf")
    found = asyncio.run(Passages(folder).find(pinned, citation))
    as_cited = "leaf" in (before.paragraph(number) or "").split()
    same = before.paragraph(number) == document("\n\n".join(held)).paragraph(number)
    assert (found is not None) == (as_cited and same)
    if found is not None:
        assert found.before + found.quote + found.after == before.paragraph(number)


def bibliography(folder: Path, *names: str) -> SourcesFile:
    """A folder of documents with a sentence each, and the sources that pin them."""
    entries = []
    for name in names:
        (folder / name).write_text(f"This is {name}.", encoding="utf-8")
        entries.append(source_entry(folder / name, f"This is {name}."))
    (folder / "sources.yaml").write_text("corpus: tea\nsources:\n" + "".join(entries))
    found = read_bibliography(folder)
    assert [one.file for one in found.sources] == list(names), found.problems
    return found


async def test_what_a_folder_lacks_is_named_with_what_follows(tmp_path: Path) -> None:
    listed = bibliography(tmp_path, "tea-a.txt", "tea-b.txt", "tea-c.txt", "tea-d.txt")
    assert await shortfall(listed, tmp_path) is None
    (tmp_path / "tea-a.txt").unlink()
    (tmp_path / "tea-b.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "tea-c.txt").write_text("This is another c.", encoding="utf-8")
    told = await shortfall(listed, tmp_path)
    assert told == (
        f"{tmp_path} lacks documents that questions cite: tea-a.txt (not there);"
        " tea-b.txt (not UTF-8 text); tea-c.txt (not the text that was cited). Source shows the"
        " reference wherever a cited paragraph is not there as it was; put the documents of"
        " sources.yaml there"
    )


async def test_of_many_documents_some_are_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    names = [f"tea-{letter}.txt" for letter in "abcdefgh"]
    listed = bibliography(tmp_path, *names)
    empty = tmp_path / "empty"
    empty.mkdir()
    told = await shortfall(listed, empty)
    assert told is not None
    assert "tea-a.txt, tea-b.txt, tea-c.txt, tea-d.txt, tea-e.txt and 3 more (not there)." in told


async def test_no_such_paragraph_or_quote(tmp_path: Path, source: Source) -> None:
    passages = Passages(tmp_path)
    assert await passages.find(source, replace(CITED, paragraph=3)) is None
    assert await passages.find(source, replace(CITED, paragraph=0)) is None
    assert await passages.find(source, replace(CITED, quote="cold milk")) is None


@pytest.mark.parametrize("name", ["../tea.txt", "/etc/passwd", "folder/tea.txt", "", "..", "."])
async def test_a_file_name_never_leads_out_of_the_folder(
    tmp_path: Path, source: Source, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "tea.txt").write_text(TEXT, encoding="utf-8")
    passages = Passages(tmp_path / "folder")
    assert await passages.find(replace(source, file=name), CITED) is None


async def test_bytes_that_are_no_text_are_no_passage(tmp_path: Path, source: Source) -> None:
    (tmp_path / "tea.txt").write_bytes(b"\xff\xfe\x00\xd8")
    assert await Passages(tmp_path).find(source, CITED) is None


async def test_a_document_is_read_once(tmp_path: Path, source: Source) -> None:
    passages = Passages(tmp_path)
    await passages.find(source, CITED)
    (tmp_path / "tea.txt").unlink()
    assert await passages.find(source, CITED) is not None


@given(st.text("ab ", max_size=30), st.text("ab ", max_size=30))
def test_the_parts_make_the_paragraph_again(before: str, after: str) -> None:
    paragraph = " ".join(f"{before} KEY {after}".split())
    passage = parted(paragraph, "KEY")
    assert passage is not None
    assert passage.before + passage.quote + passage.after == paragraph
