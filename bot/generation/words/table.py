"""The tables beside this module, read once."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a table that are neither empty nor a comment."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def names(name: str) -> frozenset[str]:
    """Names of a table, its underscores read as spaces."""
    return frozenset(word.replace("_", " ") for line in lines(name) for word in line.split())


@cache
def nouns(kind: str) -> frozenset[str]:
    """The nouns of a kind, as they are written in ``nouns.txt``."""
    prefix = f"{kind}: "
    (line,) = (line for line in lines("nouns.txt") if line.startswith(prefix))
    return frozenset(line.removeprefix(prefix).split())


def listed(text: str) -> frozenset[str]:
    """The words of a table that stands in code."""
    return frozenset(text.split())
