"""Where something happened or stands: a city, a country, or a place that is named for the first
time by the clause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.generation.asking.context import asks_well, in_context, worded
from bot.generation.asking.phrasing import asked, fits, sentence, told
from bot.generation.asking.vagueness import some
from bot.generation.candidates import KeyKind, Proposal, fact_at
from bot.generation.reading.sorts import namesake
from bot.generation.reading.texts import Spot, Text
from bot.generation.sentences.clauses import Clause
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.predicates import Shape
from bot.generation.sentences.spans import Span
from bot.generation.words.table import listed, regions
from bot.generation.words.verbs import Form

NAME = "where"
_PLACED = listed(
    "bear bury hold sign found base locate situate negotiate die settle build make marry launch"
    " house stage discover move meet establish draft arrest execute baptise educate crown base"
    " headquarter open premiere perform film record publish print teach study graduate live work"
    " take play retire exhibit display assemble produce install add adopt conclude start begin"
    " occur crash land erect end construct"
)
_OFTEN = listed("move live work settle teach study")
_SCHOOLS = listed("university college school academy institute conservatory")
_ASKED = {Kind.CITY: "In which city", Kind.COUNTRY: "In which country"}
_ANYBODY = re.compile(r"[A-Za-z][a-z]+s")
_DOING = re.compile(r"\b(?:on|for|of|about|to|against|from) (?:the |[a-z]+ly )?[a-z]{3,}ing\b")
"""Another deed, which may be what was done there: "signed a pact on building a plant in Moss"."""

_STANDS = frozenset({"locate", "situate", "house", "base", "headquarter"})
_ANY_PLACE = listed(
    "bear bury die settle locate base headquarter hold found meet establish open build house stage"
    " discover add adopt conclude negotiate sign start begin occur crash land erect construct take"
    " arrest baptise install"
)
"""What is done at places of any size and name."""

_NO_PLACE = re.compile(r"[A-Z][a-z]+(?:ish|ese|ism|ity|ian)\b|(?:[A-Z]\w+ )?(?:Parliament|Senate)$")
_DIRECTIONS = listed("North South East West Northeast Northwest Southeast Southwest Interior")
_GOES_ON = re.compile(r" (?:and|&) [A-Z]")
"""The rest of a name, or a second place: "the School of Hygiene and Tropical Medicine"."""

_LINK = re.compile(
    r"\b(?P<link>in|at|to) (?:the |(?:the )?(?:[A-Z][a-z]+ )?(?:city|town|village|capital)"
    r"(?: of|,)? )?$"
)


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        found = _place(spot) if _placed(spot.clause) else None
        made = _propose(spot, found) if found else None
        if made is not None:
            yield made


def _placed(clause: Clause) -> bool:
    known = clause.verb is not None and clause.verb.base in _PLACED
    lasting = clause.form is Form.PRESENT and clause.shape is Shape.ACTIVE
    rest = clause.rest.of(clause.text)
    takes = known and clause.verb is not None and clause.verb.base == "take"
    if (
        clause.verb is not None
        and clause.verb.base in _STANDS
        and clause.shape is not Shape.PASSIVE
    ):
        return False
    happens = not takes or rest.startswith("place ")
    return known and happens and not clause.aux.startswith("had") and not lasting


@dataclass(frozen=True, slots=True)
class _Found:
    """A place, its kind, and the words before it that belong to it."""

    named: Named
    kind: Kind
    lead: str
    link: str


def _propose(spot: Spot, place: _Found) -> Proposal | None:
    clause, name = spot.clause, place.named.text
    found = worded(spot, Span(place.named.span.start - len(place.lead), place.named.span.end))
    if found is None or clause.verb is None or some(spot.text, found.subject):
        return None
    if _ANYBODY.fullmatch(found.subject) and found.entity is None:
        return None  # "leaders met"
    bare = "" if clause.verb.base in _STANDS else found.rest
    rest = f"{bare} {spot.when}".strip()
    if clause.verb.base in _OFTEN and not rest and not clause.moments:
        return None  # people move to more than one city
    wh = "To which city" if place.link == "to" else _where(place)
    stem = in_context(spot.text, spot.line, asked(wh, clause, found.subject, rest), name)
    if stem is None or not asks_well(spot.text, stem) or name in stem:
        return None
    said = sentence(told(clause, found.subject, f"{rest} {place.lead}{name}"))
    relation = f"{clause.verb.base} {rest}"
    return Proposal(
        fact_at(spot, NAME, (found.subject, relation, name), place.named.span),
        stem,
        name,
        KeyKind.NAME,
        said,
        said if fits(said) else f"The place is {name}.",
        name_kind=place.kind if place.kind in {*_ASKED, Kind.REGION} else Kind.UNKNOWN,
        typed_stem=stem,
    )


def _where(place: _Found) -> str:
    """How a place is asked for: in which city, at which institution."""
    if place.kind is Kind.REGION:
        return f"In which {regions()[place.named.text]}"
    if place.kind is Kind.ORGANISATION and place.link == "at":
        return "At which institution"
    return _ASKED.get(place.kind, "Where")


def _place(spot: Spot) -> _Found | None:
    """The first place behind *in*, *at* or *to* that ends its phrase."""
    line, clause = spot.line, spot.clause
    for named in line.names:
        before = line.text[clause.rest.start : named.span.start]
        link = _LINK.search(before)
        beside = before.endswith("capital, ") and clause.rest.end == named.span.start - len(", ")
        if not (clause.rest.holds(named.span) or beside) or link is None:
            continue
        if _DOING.search(before):
            return None
        after = line.text[named.span.end :]
        if _GOES_ON.match(after) or namesake(named.text, after) or named.text in _DIRECTIONS:
            return None
        entity = spot.text.entities.find(named.text)
        kind = entity.kind if entity else named.kind
        open_kind = kind in {Kind.UNKNOWN, Kind.PLACE} and not _NO_PLACE.match(named.text)
        unlisted = open_kind and clause.verb and clause.verb.base in _ANY_PLACE
        towards = link["link"] == "to"
        taught = kind is Kind.ORGANISATION and link["link"] == "at" and _is_school(named.text)
        if (
            taught
            or kind is Kind.CITY
            or (not towards and (kind in _ASKED or _is_region(named, kind) or unlisted))
        ):
            return _Found(named, kind, link[0], link["link"])
        return None
    return None


def _is_region(named: Named, kind: Kind) -> bool:
    return kind is Kind.REGION and named.text in regions()


def _is_school(name: str) -> bool:
    return bool(_SCHOOLS & set(name.lower().split()))
