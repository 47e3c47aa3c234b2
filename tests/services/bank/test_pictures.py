"""Pictures are read from their folder only, and only what Telegram shows."""

from pathlib import Path

import pytest

from bot.domain.question import Picture
from bot.services.bank.pictures import Pictures
from tests.sandbox.pictures import jpeg_head, png


@pytest.mark.parametrize("content", [png(4, 3), jpeg_head(4, 3)])
async def test_a_picture_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "map.png").write_bytes(content)
    assert await Pictures(tmp_path).read(Picture("map.png", "A map")) == content


async def test_no_picture_no_file_no_folder(tmp_path: Path) -> None:
    assert await Pictures(tmp_path).read(None) is None
    assert await Pictures(tmp_path).read(Picture("map.png", "A map")) is None
    assert await Pictures(None).read(Picture("map.png", "A map")) is None


async def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png(4, 3))
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("../map.png", str(tmp_path / "map.png"), "", "."):
        assert await Pictures(folder).read(Picture(name, "A map")) is None


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(10_000_000)], ids=len
)
async def test_what_telegram_would_not_show_is_not_sent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "map.png").write_bytes(content)
    assert await Pictures(tmp_path).read(Picture("map.png", "A map")) is None
