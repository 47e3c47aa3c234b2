"""What sort of thing a name surely stands for, in the words of a question: which river, whom."""

import re
from collections.abc import Sequence

from bot.bank.texts.names import COMMON_WORDS
from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.proper_names import common
from bot.generation.sentences.spans import Span, Word, words
from bot.generation.words.table import listed, names, nouns, regions

PERSON = "person"
LANDS = listed(
    "river lake sea ocean island county desert valley bay gulf strait peninsula canal glacier"
    " bridge cathedral forest cemetery palace castle park square street road avenue prison port"
    " harbour harbor garden basin district airport plateau volcano mine fort mountain station"
    " prefecture stadium"
)
_BEFORE_NAMES = {"lake": "lake", "mount": "mountain", "mt": "mountain", "mt.": "mountain"}
"""What stands before the names of its sort: Lake Mjosa."""

_BODIES = {
    **dict.fromkeys(
        listed("studios corporation corp inc ltd plc ab ag gmbh holdings industries motors co"),
        "company",
    ),
    "institution": "organisation",
    **{noun: noun for noun in listed(
        "university college company bank party court museum orchestra army theatre hospital school"
        " church gallery newspaper magazine club airline ministry choir academy parliament"
        " laboratory library")},
    **dict.fromkeys(listed("times herald tribune gazette post guardian telegraph"), "newspaper"),
    **dict.fromkeys(listed("airlines airways"), "airline"),
    **dict.fromkeys(listed("centre center"), "centre"),
    **dict.fromkeys(listed("united rovers wanderers athletic albion"), "club"),
    **dict.fromkeys(
        listed(
            "institute association organization organisation society union"
            " federation agency foundation league alliance service trust forum movement"
            " front confederation fund guild congress"
        ),
        "organisation",
    ),
    **dict.fromkeys(
        listed(
            "commission committee council authority bureau department office board"
            " secretariat directorate"
        ),
        "body",
    ),
}  # fmt: skip
"""By the noun that a body's name ends in, or has before *of*, what it is asked for as."""

SEVERAL = re.compile(r"(?:ans|ists|ats|abs|ites|ese|als)$")
"""How words end for many people: the Radical Republicans."""

_HAPPENINGS = {
    noun: noun
    for noun in listed(
        "war battle revolution treaty act convention agreement constitution declaration charter"
        " directive resolution protocol accord pact decree championship tournament festival"
        " exhibition conference congress summit siege rebellion uprising expedition exercise"
        " operation prize medal award trophy cup fellowship shield plan"
    )
}
_CALLED = listed(
    "ship steamer barque frigate yacht ferry vessel tanker submarine novel film play opera ballet"
    " poem song album book magazine newspaper airline company publisher brewery village town"
    " satellite spacecraft horse racehorse island river lake mountain prize programme project"
)
"""Nouns that tell right before a name what it is: the ferry Ada."""

PLACES = listed("city country state province continent county island")
WATERS = listed(
    "river lake sea ocean canal strait valley desert bay gulf peninsula glacier bridge cathedral"
)
"""Sorts that stand behind *in* or *to*, and whose names people can type."""

_OTHERWISE = frozenset({"Diego Garcia", "West Bank", "Left Bank", "South Bank"})
_TWICE = listed(
    "Washington Birmingham Cambridge Oxford Paris Rome Athens Boston London Portland Richmond"
    " Springfield Lexington Newcastle Durham Alexandria York Kingston Manchester Aberdeen Florence"
    " Memphis Cleveland Albany Charleston Montgomery Halifax Perth Worcester Plymouth Hamburg"
)
_ALSO_STATES = frozenset({"Washington", "Georgia", "New York"})
_LEAST_NAMES, _MOST_NAMES, _PARTICLE = 2, 4, 3
_ALSO_FIRST = listed("Christian Roman Victoria Saint Homer Napoleon Franco Angel")
"""First names that are as often something else."""

_NO_LAST = listed(
    "archipelago sound bible dialogue date dates index cutter prize award medal show effect method"
    " theorem law test transcontinental international airlines industries house street avenue"
    " gallery foundation catholic arabs prizes awards medals amendment"
)
"""What goes on from a person's name to a thing's: the Alexander Archipelago."""

_THINGS = nouns("organisation") | nouns("place") | nouns("event") | nouns("document")
_BEFORE_PLACES = listed("near outside around in at")
_THINGS_NAMED = _THINGS | listed("spacecraft craft ship vessel boat module capsule called named")
_CALLED_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er) (?:(?!(?:to|of|in|for|and|on|at|by) )[\w-]+ ){0,2}"
    r"(?P<noun>[a-z]+) \"?$"
)
_WHERE_NAMED = re.compile(r"(?:\b(?:in|at|to|from|near|of|outside|around)|[A-Z]\w+,) $")
_REGION_BESIDE = re.compile(r", (?P<region>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=,|$)")
_NO_PLACE = re.compile(
    r"(?:ish|ese|ism|ity|ian|ics)$|\b(?:Parliament|Senate|Congress|Latin|Test|Cup|Open|Games|I|II)$"
    r"|^[A-Z0-9-]+$"
)


def sort_of(entity: Entity, text: Text) -> str | None:
    """The noun of a name's kind, *person* for people; None where it is not sure."""
    if entity.name not in text.sorts:
        text.sorts[entity.name] = _sort_of(entity, text)
    return text.sorts[entity.name]


def _sort_of(entity: Entity, text: Text) -> str | None:
    if entity.kind is Kind.PERSON:
        return PERSON if _is_person(entity, text) else None
    if entity.kind in {Kind.COUNTRY, Kind.CITY}:
        if entity.name in _ALSO_STATES and any(e.kind is Kind.REGION for e in text.entities.all):
            return None
        first, _, more = entity.name.partition(" ")
        return None if more and first in nouns("first") else entity.kind.value  # George Washington
    if entity.kind is Kind.REGION:
        return regions().get(entity.name)
    by_noun = _by_noun(entity) if _in_full(entity.name) else None
    return by_noun or _as_called(entity, text)


def _as_called(entity: Entity, text: Text) -> str | None:
    """The one noun that stands right before a name: "the ferry Ada", "the novel Marsh" """
    found = set[str]()
    if entity.kind is Kind.ACRONYM or demonym(entity.name):
        return None
    for place in entity.places:
        before = _CALLED_BEFORE.search(text.lines[place.order].text[: place.named.span.start])
        if before and before["noun"] in _CALLED:
            found.add(before["noun"])
    return found.pop() if len(found) == 1 else None


def _in_full(name: str) -> bool:
    """Whether a name has more than one word, and is none that only looks like one of its sort."""
    said = words(name)
    strange = name in _OTHERWISE or " for the " in name or said[0].text == "S."  # of U.S.
    return len(said) >= _LEAST_NAMES and not strange


def _by_noun(entity: Entity) -> str | None:
    head = _head(entity.name)
    first, _, more = entity.name.lower().partition(" ")
    if first in _BEFORE_NAMES and more and " " not in more and head not in LANDS:
        return _BEFORE_NAMES[first]
    if entity.kind is Kind.PLACE:
        last = entity.name.rsplit(" ", 1)[-1].lower()
        return last if last in LANDS else None
    if entity.kind is Kind.ORGANISATION:
        called = {_BODIES[noun] for noun in entity.classes if noun in _BODIES}
        return _BODIES.get(head) or (called.pop() if len(called) == 1 else None)
    if entity.kind in {Kind.EVENT, Kind.DOCUMENT, Kind.UNKNOWN, Kind.WORK}:
        lands = {head} & LANDS if entity.kind is Kind.UNKNOWN else ()
        return _HAPPENINGS.get(head) or _BODIES.get(head) or next(iter(lands), None)
    return None


def no_person(entity: Entity, text: Text) -> bool:
    """Whether a name that looks like a person's stands somewhere for a place, a body or a thing."""
    last = words(entity.name)[-1].small
    if last in _NO_LAST | LANDS or len(entity.name.rsplit(" ", 1)[-1]) == 1:
        return True
    if all(_THE.search(text.lines[at.order].text[: at.named.span.start]) for at in entity.places):
        return True  # the Second Amendment
    for place in entity.places:
        before = words(text.lines[place.order].text[: place.named.span.start])
        if before and (before[-1].small in _BEFORE_PLACES or before[-1].small in _THINGS_NAMED):
            return True
    return False


_THE = re.compile(r"\b[Tt]he $")


def _thing_named_so(entity: Entity, text: Text) -> bool:
    """Whether a thing bears a person's name: the website Ada Merrow, the owner of Ada Merrow."""
    return any(
        _BEARS.search(text.lines[place.order].text[: place.named.span.start])
        or _quoted(text.lines[place.order].text, place.named.span)
        for place in entity.places
    )


def _quoted(said: str, at: Span) -> bool:
    """Whether a name stands alone within quotes: known as "Wolf Pack." """
    return said[: at.start].endswith(('"', "“")) and said[at.end :].lstrip(".,").startswith(
        ('"', "”")
    )


_BEARS = re.compile(
    r"\b(?:website|site|app|brand|label|chain|store|restaurant|hotel|pub|index|owners? of"
    r"|users? of|customers of|shares? (?:of|in)) \"?$",
    re.IGNORECASE,
)


def region_beside(after: str) -> str | None:
    """The state or country that stands between commas behind a city: ", Kansas, "."""
    match = _REGION_BESIDE.match(after)
    known = match is not None and (
        match["region"] in regions() or match["region"] in names("countries.txt")
    )
    return match["region"] if match and known else None


def somewhere(entity: Entity, text: Text) -> bool:
    """Whether a name of no known kind is a place's: it stands behind *in*, *at*, *to* and the like
    only, or behind a comma."""
    if entity.kind not in {Kind.UNKNOWN, Kind.PLACE} or _NO_PLACE.search(entity.name):
        return False
    before = (text.lines[one.order].text[: one.named.span.start] for one in entity.places)
    return all(_WHERE_NAMED.search(one) for one in before)


def namesake(city: str, after: str) -> bool:
    """Whether a city is not the famous one of its name: Washington, Kentucky."""
    return city in _TWICE and re.match(r", [A-Z]", after) is not None


def _head(name: str) -> str:
    said = name.lower().split()
    at = next((i for i, word in enumerate(said) if word in {"of", "for", "on"}), len(said))
    return said[at - 1] if at else ""


def _is_person(entity: Entity, text: Text) -> bool:
    """Whether a name has the form of a person's in full, and something else tells so, too."""
    said = [word for word in words(entity.name) if word.is_word]
    if (
        entity.name in _OTHERWISE
        or not _has_form(said)
        or any(word.small in _THINGS for word in said)
    ):
        return False
    first, last = said[0].text, said[-1].small
    small = text.lines[0].small if text.lines else frozenset()
    if len(said) > _LEAST_NAMES and last.endswith("ing") and last in small:
        return False  # "by Ada Merrow Speaking to the station"
    if _thing_named_so(entity, text):
        return False
    if first in nouns("first") and first not in _ALSO_FIRST:
        return True
    usual = sum(common(word, small) for word in said)  # Moon Ka-ran, not Foreign Affairs Ka-ran
    strange = not demonym(first) and usual <= 1
    initial = any(len(word.text.rstrip(".")) == 1 for word in said[:-1])
    cued = any(place.named.cued for place in entity.places)
    told = initial or cued or entity.classes & nouns("role")
    return strange and bool(told) and not SEVERAL.search(said[-1].text)


def _has_form(said: Sequence[Word]) -> bool:
    """Two to four words with capitals, but for a particle, without a title before them."""
    if not _LEAST_NAMES <= len(said) <= _MOST_NAMES or said[0].text in nouns("title"):
        return False
    last = said[-1]
    if last.text.isupper() or last.text.endswith(("'", "'s")) or len(last.text) < _LEAST_NAMES:
        return False
    _, hyphen, behind = last.text.rpartition("-")
    if last.small in _NO_LAST or (hyphen and behind in COMMON_WORDS):  # Merrow-based
        return False
    return all(
        (word.capital or len(word.text) <= _PARTICLE) and word.text not in names("countries.txt")
        for word in said
    )
