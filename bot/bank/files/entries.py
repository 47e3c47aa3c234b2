"""The entries of a file's lists: those whose shape is right, and the days they name."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.bank.files.keywords import field
from bot.bank.files.tree import Path, Tree
from bot.bank.problem import Problem, excerpt

_FULL_DATE = len("2022-01-06")


def sound(
    tree: Tree, key: str, flaws: Mapping[Path, Iterable[Problem]]
) -> list[tuple[Path, dict[str, Any]]]:
    """The entries of a list whose own shape is right, with their paths."""
    return [entry for entry in _entries(tree, key, flaws) if not _flawed(entry[0], flaws)]


def broken(tree: Tree, key: str, flaws: Mapping[Path, Iterable[Problem]]) -> list[tuple[Path, Any]]:
    """The other entries of the list, whatever they are."""
    return [entry for entry in _entries(tree, key, flaws) if _flawed(entry[0], flaws)]


def _entries(
    tree: Tree, key: str, flaws: Mapping[Path, Iterable[Problem]]
) -> list[tuple[Path, Any]]:
    if any(problem.code == "E114" for problem in flaws.get((), ())):
        return []  # who knows what else is broken
    if not isinstance(tree.value, dict) or not isinstance(tree.value.get(key), list):
        return []
    return [((key, index), plain) for index, plain in enumerate(tree.value[key])]


def _flawed(entry: Path, flaws: Iterable[Path]) -> bool:
    return any(path[:2] == entry for path in flaws)


def listed(tree: Tree, key: str) -> frozenset[str] | None:
    """Ids of all entries, broken ones too; None when the whole file cannot be read."""
    if tree.problems and tree.value is None:
        return None
    entries = tree.value.get(key) if isinstance(tree.value, dict) else None
    plain = entries if isinstance(entries, list) else []
    return frozenset(str(entry.get("id")) for entry in plain if isinstance(entry, dict))


def wrong_days(tree: Tree, key: str, inner: str) -> list[Problem]:
    """Full dates of a list's entries that no calendar has."""
    problems = []
    entries = tree.value.get(key) if isinstance(tree.value, dict) else None
    for index, plain in enumerate(entries if isinstance(entries, list) else []):
        day = plain.get(inner) if isinstance(plain, dict) else None
        if isinstance(day, str) and len(day) == _FULL_DATE and not is_day(day):
            problems.append(no_day(tree, (key, index, inner), day))
    return problems


def is_day(text: str) -> bool:
    """Whether the calendar has such a day, written 2022-01-06."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def no_day(tree: Tree, path: Path, text: str) -> Problem:
    """The problem of a date that no calendar has."""
    values = {"where": field(path), "text": excerpt(text)}
    return Problem(tree.file, tree.line(path), "E314", values)
