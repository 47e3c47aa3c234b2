"""Passages come from the very document that was cited, or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.passages import document
from bot.domain.question import Citation, Source
from bot.services.passages import Passage, Passages, parted
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
