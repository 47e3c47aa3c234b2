"""The tables beside this module, read once."""

from collections.abc import Iterable, Mapping
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
def regions() -> Mapping[str, str]:
    """What parts of the world are called, by their names: Texas is a state."""
    found: dict[str, str] = {}
    for line in lines("regions.txt"):
        noun, _, listed_names = line.partition(": ")
        found.update((name.replace("_", " "), noun) for name in listed_names.split())
    return found


@cache
def own_cities() -> Mapping[str, tuple[str, ...]]:
    """The best-known cities of a country, by its names."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines("own_cities.txt"):
        countries, _, cities = line.partition(": ")
        own = tuple(city.replace("_", " ") for city in cities.split())
        found.update((name.replace("_", " "), own) for name in countries.split())
    return found


@cache
def same_place() -> Mapping[str, frozenset[str]]:
    """By a place's name all its names, and those of what it is part of or has as its part."""
    sets = [frozenset(one.replace("_", " ") for one in line.split()) for line in lines("same.txt")]
    return {name: found for found in sets for name in found}


def initial_words() -> frozenset[str]:
    """Every word that an acronym's rival may be made of beside those of the name."""
    return frozenset(word for line in lines("initials.txt") for word in line.split())


@cache
def nouns(kind: str) -> frozenset[str]:
    """The nouns of a kind, as they are written in ``nouns.txt``."""
    prefix = f"{kind}: "
    (line,) = (line for line in lines("nouns.txt") if line.startswith(prefix))
    return frozenset(line.removeprefix(prefix).split())


def either(words: Iterable[str]) -> str:
    """Words as the alternatives of a pattern."""
    return "|".join(sorted(words))


def listed(text: str) -> frozenset[str]:
    """The words of a table that stands in code."""
    return frozenset(text.split())
