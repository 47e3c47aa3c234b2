"""Reading in another process: what it says comes back, and its loss harms nobody."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.generation.apart import started
from bot.generation.documents import limits, safe
from bot.generation.documents.problem import UnreadableDocument
from bot.generation.documents.reader import read
from bot.generation.documents.safe import read_file, read_safely
from tests.generation.documents import made

LOST = "tests.generation.documents.lost"


async def test_what_is_read_comes_back_whole(tmp_path: Path) -> None:
    data = made.pdf([(72, 700, 11, "The ferry sails.")], [], title="Ferry", picture=True)
    path = tmp_path / "ferry.pdf"
    path.write_bytes(data)
    assert await read_file(path) == read("ferry.pdf", data)


async def test_a_refusal_comes_back_with_the_files_name() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        await read_safely("ferry.pdf", made.locked_pdf())
    assert str(refused.value) == (
        "ferry.pdf: it is locked with a password → save a copy without a password"
    )


@pytest.mark.parametrize(
    ("name", "code", "seconds"), [("stuck.txt", "D117", 0.5), ("broken.txt", "D119", 60)]
)
async def test_a_process_that_hangs_or_dies_is_a_refusal(
    name: str, code: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is gone by then, its place in the system's table too."""
    children = []

    async def watched(*arguments: str) -> asyncio.subprocess.Process:
        children.append(await started(*arguments))
        return children[0]

    monkeypatch.setattr(safe, "started", watched)
    with pytest.raises(UnreadableDocument) as refused:
        await read_safely(name, b"words", seconds=seconds, child=LOST)
    assert (refused.value.code, refused.value.file) == (code, name)
    [child] = children
    assert child.returncode is not None


async def test_too_large_a_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    with path.open("wb") as file:
        os.ftruncate(file.fileno(), limits.FILE_BYTES + 1)
    with pytest.raises(UnreadableDocument) as refused:
        await read_file(path)
    assert refused.value.values == {"size": 21, "limit": 20}


async def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        await read_file(tmp_path / "no.txt")
    assert refused.value.code == "D101"
    assert "no.txt" in str(refused.value)
