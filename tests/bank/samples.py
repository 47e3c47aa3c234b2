"""A bank of four questions about a lighthouse, and ways to spoil it."""

import re
from pathlib import Path

from bot.bank.problem import Problem
from bot.bank.proofs.proof import verify
from bot.bank.reading import read_bank

DATA = Path(__file__).parents[1] / "data"
DOCUMENTS = DATA / "documents"
FILES = ("sources.yaml", "glossary.yaml", "sets/lighthouse.yaml")
SET = "sets/lighthouse.yaml"
FIRST = """\
version: 1
changelog:
  - {version: 1, on: 2026-11-23, changes: "New: the lighthouse."}"""
"""What the set says of its version."""


def copy_bank(folder: Path, edits: dict[str, tuple[str, str]] | None = None) -> Path:
    """The bank in ``folder``, with one text of a file replaced by another."""
    (folder / "sets").mkdir(parents=True, exist_ok=True)
    for name in FILES:
        text = (DATA / "bank" / name).read_text(encoding="utf-8")
        if edits and name in edits:
            old, new = edits[name]
            assert text.count(old) == 1, f"{old!r} must stand once in {name}"
            text = text.replace(old, new)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def raised(text: str, version: int) -> str:
    """A set's file of version 1 as another version, with a changelog of its own."""
    entry = f"{{version: {version}, on: 2026-11-29, changes: More to learn.}}"
    text = re.sub(r"\nchangelog:.*(\n  .*)*", "", text, count=1)
    assert text.count("\nversion: 1") == 1
    return text.replace("\nversion: 1", f"\nchangelog: [{entry}]\nversion: {version}")


def checked(folder: Path) -> list[tuple[str, int, str]]:
    return places(read_bank(folder).problems, folder)


def verified(folder: Path, documents: Path = DOCUMENTS) -> list[tuple[str, int, str]]:
    return places(verify(read_bank(folder), documents), folder)


def places(problems: tuple[Problem, ...], folder: Path) -> list[tuple[str, int, str]]:
    """(file below the folder, line, code) of each problem."""
    return [(Path(p.file).relative_to(folder).as_posix(), p.line, p.code) for p in problems]


def line_of(folder: Path, text: str, name: str = SET) -> int:
    """The line on which ``text`` stands first."""
    before, found, _ = (folder / name).read_text(encoding="utf-8").partition(text)
    assert found, f"{text!r} does not stand in {name}"
    return before.count("\n") + 1
