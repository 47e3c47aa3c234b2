"""Which names of a document mean the same: an acronym and what it is short for, a surname, the noun
of a body's name."""

from collections.abc import Mapping, Sequence

from bot.generation.reading.entities import SAID_SHORT, Place
from bot.generation.reading.short_forms import by_beginning, by_founder, by_head
from bot.generation.reading.surnames import POLITE, by_given_name, by_surname, with_kin
from bot.generation.sentences.spans import stands_in
from bot.generation.words.table import nouns


def merged_names(
    title: str,
    places: Mapping[str, Sequence[Place]],
    short: Mapping[str, str],
    classes: Mapping[str, set[str]],
) -> dict[str, set[str]]:
    """Full names with the shorter forms that mean them: an acronym, a surname.

    A surname that several bear means the one that the document's title names; so does the noun of
    a body's or a paper's name ("the Commission").
    """
    merged: dict[str, set[str]] = {}
    longer, firms = by_beginning(places), by_founder(places)
    people = by_surname(places, classes)
    surnames = with_kin(people, places)
    headed, given = by_head(places), by_given_name(people)
    for name in places:
        full = short.get(name) if name != title else None
        if full and full != name:
            merged.setdefault(full, {full}).add(name)
            continue
        bearers = surnames.get(name, set()) if name != title else set()
        bearers = bearers | firms.get(name, set())
        polite, _, surname = name.partition(" ")
        if polite in POLITE and len(surnames.get(surname, ())) == 1:
            bearers = surnames[surname]
        if polite in {"Sir", "Dame"} and not bearers:
            bearers = {one for one in places if one.startswith(f"{name} ")}
        rare = name not in nouns("first") or title.startswith(f"{name} ")
        if not bearers and rare and len(given.get(name, ())) == 1 and name != title:
            bearers = given[name]
        if not bearers and name.lower() in SAID_SHORT:
            bearers = headed.get(name, set()) - {name}
            bearers = _told_first(name, bearers, places)
        if not bearers and " " in name:  # the Parliamentary Assembly, of the Union
            bearers = {one for one in longer.get(name, ()) if not _beside(name, one, places)}
        if firms.get(name) and len(bearers - firms[name]) > 1:
            bearers = set()  # two Kessels, and Kessel & Daughters
        told = [one for one in bearers if len(bearers) == 1 or _titled(one, title)]
        if len(told) == 1:
            (bearer,) = told
            merged.setdefault(bearer, {bearer}).add(name)
            continue
        if not bearers:
            merged.setdefault(name, {name})
    meant = [name for name in merged if _shortens(title, name)]
    if len(meant) == 1 and title not in places and surnames[title.rsplit(" ", 1)[1]]:
        merged[meant[0]].add(title)
    return merged


def _titled(name: str, title: str) -> bool:
    """Whether a title has a name; in small letters, too, as a file's name, where it has several
    words."""
    return stands_in(name, title) or (" " in name and stands_in(name.lower(), title.lower()))


def _told_first(name: str, bearers: set[str], places: Mapping[str, Sequence[Place]]) -> set[str]:
    """Of several that "the Union" may be short for the one that alone was named before it, and is
    named as often as the others."""
    first = _stands(places[name][0])
    before = {one for one in bearers if _stands(places[one][0]) < first}
    often = max((len(places[one]) for one in bearers - before), default=0)
    known = len(before) == 1 and all(len(places[one]) >= often for one in before)
    return before if known else bearers


def _beside(name: str, longer: str, places: Mapping[str, Sequence[Place]]) -> bool:
    """Whether one sentence has both, which are two then: "Ek Corporation of America, a subsidiary
    of the Norwegian Ek Corporation"."""
    there = {one.order for one in places[longer]}
    forms = (form for form in places if form == name or form.endswith(f" {name}"))
    return any(one.order in there for form in forms for one in places[form])


def _stands(place: Place) -> tuple[int, int]:
    return place.order, place.named.span.start


def _shortens(title: str, name: str) -> bool:
    """Whether a title is a person's first and last name, the middle ones left out."""
    parts = name.split()
    return len(parts) > 2 and title.split() == [parts[0], parts[-1]]  # noqa: PLR2004
