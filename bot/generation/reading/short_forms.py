"""Names by what they may be cut to when they are said again."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.generation.reading.entities import Place
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.spans import Span, words
from bot.generation.words.table import listed, nouns

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


_SORTS = nouns("organisation") | listed("charity website magazine airline supermarket retailer")
_LANDS = frozenset({Kind.COUNTRY, Kind.REGION, Kind.CITY})


def without_sorts(places: dict[str, list[Place]]) -> None:
    """Names without the noun that has a capital only because a sentence begins with it: "Charity
    Merrow" where the text has Merrow otherwise."""
    for name in [one for one in places if " " in one]:
        noun, _, bare = name.partition(" ")
        begins = all(place.named.span.start == 0 for place in places[name])
        inside = any(place.named.span.start > 0 for place in places.get(bare, ()))
        if not begins or not inside or noun.lower() not in _SORTS:
            continue
        if any(place.named.kind in _LANDS for place in places[bare]):
            continue
        for order, paragraph, named in ((p.order, p.paragraph, p.named) for p in places.pop(name)):
            span = Span(named.span.end - len(bare), named.span.end)
            places[bare].append(Place(order, paragraph, Named(span, bare, Kind.UNKNOWN)))
