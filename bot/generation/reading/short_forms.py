"""Names by what they may be cut to when they are said again."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.generation.sentences.spans import words

_GOES_ON = re.compile(r" (?:of|for) ")


def by_beginning(names: Iterable[str]) -> Mapping[str, set[str]]:
    """Names by what they may be cut to: the Parliamentary Assembly, of the Union."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for link in _GOES_ON.finditer(name):
            found[name[: link.start()]].add(name)
    return found


def by_founder(names: Iterable[str]) -> Mapping[str, set[str]]:
    """Kessel & Daughters, said as Kessel."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        founder, joined, _ = name.partition(" & ")
        if joined:
            found[founder].add(name)
    return found


def by_head(names: Iterable[str]) -> Mapping[str, set[str]]:
    """Names by their nouns: "the Commission" of a commission with a longer name."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        found[head(name)].add(name)
    return found


def head(name: str) -> str:
    """The noun of a name: *Museum* in the Museum of Glass."""
    said = words(name)
    return next((a for a, b in pairwise(said) if b.text == "of"), said[-1]).text
