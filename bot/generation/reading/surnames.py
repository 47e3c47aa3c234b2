"""Who bears a surname or a first name, so that it alone may mean one of them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.generation.reading.entities import Place
from bot.generation.sentences.name_kinds import Kind
from bot.generation.words.table import listed, nouns

_FIRM = re.compile(r" (?!(?:Mac|Mc|De|Di|Du|La|Le|Van|Fitz)[A-Z])[A-Z][a-z]+[A-Z]\w*$")
"""A name that ends as no surname does: a byline with its paper, "Ada Merrow LampPost"."""

POLITE = listed("Mr Mrs Ms Dr Sir")


def by_surname(
    places: Mapping[str, Sequence[Place]], classes: Mapping[str, set[str]]
) -> defaultdict[str, set[str]]:
    """People in full by their surnames."""
    surnames: defaultdict[str, set[str]] = defaultdict(set)
    for name, found in places.items():
        personal = any(p.named.kind is Kind.PERSON for p in found) or (
            name.count(" ") in {1, 2} and bool(classes.get(name, set()) & nouns("role"))
        )
        titled = name.count(" ") == 1 and name.split()[0] in nouns("title")
        if personal and " " in name and not titled and not _FIRM.search(name):
            surnames[surname(name)].add(name)
    return surnames


def surname(name: str) -> str:
    """The last name of a person in full: James Merrow Jr. is a Merrow."""
    bare = name.removesuffix(".")
    for younger in (" Jr", " Sr", " II", " III"):
        bare = bare.removesuffix(younger)
    return bare.removesuffix(",").rsplit(" ", 1)[-1]


def with_kin(
    surnames: Mapping[str, set[str]], places: Mapping[str, Sequence[Place]]
) -> defaultdict[str, set[str]]:
    """The same with names of unknown kind that may be those of other bearers."""
    found = defaultdict(set, {last: set(bearers) for last, bearers in surnames.items()})
    for name, named in places.items():
        if _perhaps_kin(name, named, surnames):
            found[name.rsplit(" ", 1)[1]].add(name)
    return found


def by_given_name(surnames: Mapping[str, set[str]]) -> Mapping[str, set[str]]:
    """People in full by their first names."""
    found: dict[str, set[str]] = defaultdict(set)
    for bearers in surnames.values():
        for name in bearers:
            found[name.split()[0]].add(name)
    return found


def _perhaps_kin(name: str, found: Sequence[Place], surnames: Mapping[str, set[str]]) -> bool:
    """Whether a name of unknown kind may be that of another bearer of a surname."""
    first, _, last = name.rpartition(" ")
    before = first.split()
    titled = before and before[0] in POLITE | nouns("title")
    unknown = all(place.named.kind is Kind.UNKNOWN for place in found)
    return bool(
        unknown
        and len(before) in {1, 2}
        and surnames.get(last)
        and not titled
        and not any(word.lower() in nouns("role") for word in before)
        and name not in surnames[last]
    )
