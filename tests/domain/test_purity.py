"""The domain imports nothing that reads a clock, draws lots, waits, or reaches outside."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.domain

FOLDER = Path(bot.domain.__file__).parent

PURE = {
    "base64",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "hashlib",
    "hmac",
    "itertools",
    "json",
    "re",
    "string",
    "typing",
    "unicodedata",
    "urllib.parse",
    "zoneinfo",
    "rapidfuzz",  # docs/decisions/0011
}
"""What the domain may import besides itself."""

CLOCKS = {"now", "utcnow", "today"}
"""Methods of ``datetime``, which is allowed, that are not."""


def imported(tree: ast.AST) -> Iterator[str]:
    """The module of each import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def impure(source: str) -> set[str]:
    tree = ast.parse(source)
    modules = {name for name in imported(tree) if not name.startswith("bot.domain.")}
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    stray = {name for name in modules if not {name, name.partition(".")[0]} & PURE}
    return stray | (called & CLOCKS) | (names & {"open", "print", "input", "__import__", "exec"})


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.stem)
def test_a_module_of_the_domain_is_pure(path: Path) -> None:
    assert impure(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import subprocess, time, socket", {"subprocess", "time", "socket"}),
        ("def f():\n    from random import random", {"random"}),
        ("from bot.storage import people", {"bot.storage"}),
        ("from datetime import datetime\ndatetime.now()", {"now"}),
        ("open('x')", {"open"}),
        ("from . import errors", {""}),
        ("import rapidfuzz.distance\nfrom bot.domain.errors import X", set()),
    ],
)
def test_what_is_not_pure_is_seen(source: str, found: set[str]) -> None:
    assert impure(source) == found
