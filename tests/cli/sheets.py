"""Sheets of the small bank, drawn and filled in as a second reader does."""

import re
from pathlib import Path

from bot.__main__ import main
from bot.bank.files.tree import read_tree
from tests.bank.samples import DOCUMENTS

ANSWERS = {"horn?": "1902", "drowned": "22", "built": "false", "lit": "9 October 1877"}
"""What is right, by a word of the stem; an option by its text."""


def draw(folder: Path, *more: str) -> Path:
    """A new sheet beside the folder."""
    out = folder.parent / f"sheet-{len(list(folder.parent.glob('sheet-*')))}.yaml"
    command = ["bank", "blind", "--path", str(folder), "--sources", str(DOCUMENTS)]
    assert main([*command, "--out", str(out), *more]) == 0
    return out


def fill(sheet: Path, answers: dict[str, str], because: str = "") -> None:
    """Answer each question by a word of its stem."""
    entries = sheet.read_text(encoding="utf-8").split("\n  - number:")
    filled = [_answered(entry, answers, because) for entry in entries]
    sheet.write_text("\n  - number:".join(filled), encoding="utf-8")
    assert read_tree("", sheet.read_bytes()).problems == []


def _answered(entry: str, answers: dict[str, str], because: str) -> str:
    stem = entry.partition("choose:")[0]
    found = [answer for word, answer in answers.items() if f" {word}" in stem]
    if not found:
        return entry
    lettered = re.search(rf'^      ([a-z]): "{found[0]}"$', entry, re.MULTILINE)
    said = entry.replace("    answer:", f"    answer: {lettered[1] if lettered else found[0]}")
    return said.replace("    because:", f"    because: {because}".rstrip())


def agreeing(folder: Path) -> Path:
    """A sheet of all questions, every answer as the key has it."""
    sheet = draw(folder, "lighthouse")
    fill(sheet, ANSWERS)
    return sheet
