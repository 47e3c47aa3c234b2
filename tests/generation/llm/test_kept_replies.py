"""Replies in a folder: whole or not there, for the next run and not for this one."""

import stat
from pathlib import Path

import pytest

from bot.domain.errors import SettingError
from bot.generation.llm.kept_replies import KeptReplies
from bot.generation.llm.wire import Reply, Stopped


def test_replies_are_kept_whole_until_they_are_let_go(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = KeptReplies(folder)
    first.keep("a" * 64, Reply("«Ada»", 7, cut=True))
    first.keep("b" * 64, Reply("none", 8))
    assert first.recall("a" * 64) is None, "what it asks twice, it asks twice"
    (folder / ("b" * 64 + ".json")).write_text('{"said": "no', encoding="utf-8")
    second = KeptReplies(folder)
    assert second.recall("a" * 64) == Reply("«Ada»", 7, cut=True)
    assert second.recall("b" * 64) is None
    assert len(second) == 1
    second.let_go()
    assert [path.name for path in folder.iterdir()] == ["b" * 64 + ".json"]


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    """They tell of documents that nobody has published."""
    KeptReplies(tmp_path / "kept")
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700


def test_where_nothing_can_be_kept_nothing_is_asked(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.write_text("a file", encoding="utf-8")
    with pytest.raises(SettingError, match=r"LLM_REPLIES_DIR: .* \(file exists\); name"):
        KeptReplies(folder)
    folder.unlink()
    kept = KeptReplies(folder)
    folder.rmdir()
    with pytest.raises(Stopped, match=r"cannot be kept in .* \(no such file or directory\)"):
        kept.keep("a" * 64, Reply("none", 8))
