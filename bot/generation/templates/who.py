"""Who did something: a person as the subject of a clause, or as its agent behind *by*."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.generation.asking.context import anchored_by_name, asks_well, in_context, worded
from bot.generation.asking.phrasing import active, fits, predicate, rest_without, sentence, told
from bot.generation.candidates import KeyKind, Proposal, fact_at
from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Spot, Text
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.predicates import Shape
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import attributed
from bot.generation.templates.when import happened
from bot.generation.words.table import listed, nouns, regions

NAME = "who"
_MAKERS = listed(
    "company firm contractor maker publisher manufacturer studio shipyard bank agency foundation"
    " consortium steamer ship newspaper magazine broadcaster brewery builder"
)
_DONE_ONCE = listed(
    "design found discover invent build compose write paint direct lead open defeat succeed win"
    " launch introduce conduct chair command carve establish create head translate sculpt devise"
    " coin draft engineer organise organize patent pioneer record replace describe"
)
_FROM = re.compile(r" (?:of|from) [A-Z][\w-]+(?: [A-Z][\w-]+)*")
"""Where an agent is from: "by the firm Vertex of Duisburg"."""

_GAPPED = re.compile(r" and (?:the )?[A-Z][^,]* (?:in|on) ")
"""A second subject whose verb is left out: "acceded in 1983 and Italy in 1981"."""

_BROKEN = re.compile(r" \([^()]*\) [A-Z]")
"""A name that goes on behind brackets: "a Monetary Fund (IMF) Programme"."""

_LEADS = listed("lead head chair run direct manage command own edit conduct coach")
_ASKED_BODIES = listed(
    "company club bank university museum newspaper party college theatre orchestra publisher"
    " airline railway brewery"
)
_RESOLVED = listed("approve adopt ratify elect appoint award host initiate finance commission")
"""What a body does once, though several people do."""

_WEAK = listed("die live marry move become return arrive retire resign bear")
_LEAST_WORDS, _LEAST_PART = 4, 4
_MOST_BEFORE = 5
_UNIQUE = frozenset({"first", "last", "only", "founding", "original"})
_PRONOUNS = frozenset({"its", "his", "her"})


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Who is asked for: the name where it stands, and the words from *by* to it."""

    named: Named
    entity: Entity
    by: Span | None = None
    noun: str = ""
    """What it is called before its name, such as *contractor*; nothing for people."""

    @property
    def asked(self) -> str:
        return f"Which {self.noun}" if self.noun else "Who"


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        clause = spot.clause
        made: Proposal | None = None
        if _BROKEN.match(spot.line.text[clause.rest.end :]):
            continue
        if clause.shape is Shape.COPULA and clause.aux == "was":
            made = _holder(spot)
        elif happened(clause) and clause.shape is Shape.PASSIVE:
            made = _agent(spot)
        elif happened(clause) and clause.verb and clause.verb.base not in _WEAK:
            made = _doer(spot) or _body(spot)
        elif clause.verb and clause.verb.base in _LEADS and clause.shape is Shape.ACTIVE:
            made = _leader(spot)
        if made is not None:
            yield made


def _doer(spot: Spot) -> Proposal | None:
    """ "Ada Merrow laid the first stone of the tower": who laid it?"""
    who = _person(spot)
    if who is None:
        return None
    rest = standing(spot.text, spot.line, rest_without(spot.clause), who.entity)
    if not rest or not _telling(spot.text, rest, who.entity) or not _once(spot):
        return None
    rest = tidy(f"{rest} {spot.when}")
    stem = f"Who {predicate(spot.clause)} {rest}?"
    said = sentence(told(spot.clause, who.entity.name, rest))
    return _proposal(spot, who, stem, said)


def _body(spot: Spot) -> Proposal | None:
    """ "Uzbekistan left the bloc in 1999": which country did?"""
    who = _collective(spot)
    if who is None:
        return None
    rest = standing(spot.text, spot.line, rest_without(spot.clause), who.entity)
    once = _once(spot) or (spot.clause.verb is not None and spot.clause.verb.base in _RESOLVED)
    if not rest or not _telling(spot.text, rest, who.entity) or not once:
        return None
    if _GAPPED.search(rest):
        return None
    rest = tidy(f"{rest} {spot.when}")
    said = sentence(told(spot.clause, who.entity.said, rest))
    return _proposal(spot, who, f"{who.asked} {predicate(spot.clause)} {rest}?", said)


def _collective(spot: Spot) -> _Bearer | None:
    """The country, city or body that is the whole subject of a clause."""
    line, clause = spot.line, spot.clause
    entity = spot.text.entities.find(clause.subject.of(line.text))
    named = next((n for n in line.names if clause.subject.holds(n.span)), None)
    if entity is None or named is None or clause.inherited or clause.adrift:
        return None
    if entity.kind is Kind.COUNTRY:
        return _Bearer(named, entity, noun=entity.kind.value)
    if entity.kind is Kind.REGION and entity.name in regions():
        return _Bearer(named, entity, noun=regions()[entity.name])
    if entity.kind is not Kind.ORGANISATION:
        return None
    called = sorted(entity.classes & _ASKED_BODIES)
    return _Bearer(named, entity, noun=called[0] if called else "body")


def _leader(spot: Spot) -> Proposal | None:
    """ "Ada Merrow, who leads the union, …": who leads it, at the date of the document?"""
    who = _person(spot)
    clause = spot.clause
    if who is None or clause.past or clause.aux.endswith("been"):
        return None
    rest = standing(spot.text, spot.line, rest_without(clause), who.entity)
    if not rest or not spot.text.entities.within(rest):
        return None
    stem = attributed(spot.text, f"Who {predicate(clause)} {rest}?")
    said = sentence(told(clause, who.entity.name, rest))
    return _proposal(spot, who, stem, said) if stem else None


def _once(spot: Spot) -> bool:
    """Whether the deed is one person's: it is dated, or of a kind that is done once."""
    verb = spot.clause.verb
    return bool(spot.clause.moments) or (verb is not None and verb.base in _DONE_ONCE)


def _holder(spot: Spot) -> Proposal | None:
    """ "Jan Huber was its first executive secretary": who was the first one of what?"""
    who = _person(spot)
    bare = rest_without(spot.clause)
    before, _, _ = bare.partition(" of ")
    if who is None or not any(w.small in nouns("role") for w in words(before)):
        return None
    office = _office(spot, bare, who.entity)
    if office is None or not _telling(spot.text, office, who.entity):
        return None
    office = tidy(f"{office} {spot.when}")
    said = sentence(f"{who.entity.name} was {office}")
    stem: str | None = f"Who was {office}?"
    if not spot.clause.moments and not _UNIQUE & set(office.split()):
        stem = attributed(spot.text, f"Who was {office}?")
    return _proposal(spot, who, stem, said) if stem else None


def _office(spot: Spot, bare: str, holder: Entity) -> str | None:
    """ "its first executive secretary" as an office of what *its* means."""
    first, _, more = bare.partition(" ")
    if first == "the":
        return standing(spot.text, spot.line, bare, holder)
    owner = spot.text.meant(first, spot.line) if first in _PRONOUNS else None
    if owner is None or " of " in more or owner.name == holder.name:
        return None
    return f"the {more} of {owner.said}"


def _person(spot: Spot) -> _Bearer | None:
    """The person that a clause's subject names in full, perhaps behind a role."""
    line, clause = spot.line, spot.clause
    named = next((n for n in line.names if clause.subject.holds(n.span)), None)
    if named is None or clause.inherited or clause.adrift:
        return None
    entity = spot.text.entities.find(named.text)
    before = line.text[clause.subject.start : named.span.start].split()
    role = not before or (before[-1].lower() in nouns("role") and len(before) < _MOST_BEFORE)
    after = line.text[named.span.end : clause.subject.end].strip()
    apart = not after or after.startswith((",", "(", "of "))
    whole = entity is not None and entity.kind is Kind.PERSON and " " in entity.name
    return _Bearer(named, entity) if entity and whole and role and apart else None


def _agent(spot: Spot) -> Proposal | None:
    """ "The tower was designed by Ada Merrow": who designed it?"""
    who = _by(spot)
    found = worded(spot, who.by) if who and who.by else None
    if who is None or found is None or spot.clause.aux not in {"was", "were"} or not _once(spot):
        return None
    after = tidy(f"{found.rest} {spot.when}")
    if not any(anchored_by_name(spot.text, said) for said in (found.subject, after)):
        return None
    done = active(spot.clause, found.subject, after)
    return _proposal(spot, who, f"{who.asked} {done}?", sentence(f"{who.entity.name} {done}"))


def _by(spot: Spot) -> _Bearer | None:
    """The one agent behind *by*: a person, or what a noun such as *firm* stands before."""
    line, clause = spot.line, spot.clause
    for named in line.names:
        at = line.text.rfind("by ", clause.rest.start, named.span.start)
        if not clause.rest.holds(named.span) or at < 0 or line.text[at - 1] != " ":
            continue
        between = line.text[at + 3 : named.span.start].lower().split()
        entity = spot.text.entities.find(named.text)
        if entity is None or len(between) > _MOST_BEFORE:
            continue
        if line.text[named.span.end : clause.rest.end].lstrip().startswith(("and ", "&", "'")):
            return None
        beside = _FROM.match(line.text[named.span.end : clause.rest.end])
        span = Span(at, named.span.end + (beside.end() if beside else 0))
        if entity.kind is Kind.PERSON and " " in entity.name:
            known = not between or between[-1] in nouns("role")
            return _Bearer(named, entity, span) if known else None
        if entity.kind is not Kind.PERSON and between and between[-1] in _MAKERS:
            return _Bearer(named, entity, span, between[-1])
    return None


def _telling(text: Text, rest: str, key: Entity) -> bool:
    """Whether the rest says enough to tell the one person: several words and another's name."""
    others = any(
        one.name != key.name and (one.kind is not Kind.UNKNOWN or " " in one.name)
        for one in text.entities.within(rest)
    )
    shown = any(part in rest for part in key.name.split() if len(part) >= _LEAST_PART)
    return others and not shown and len(rest.split()) >= _LEAST_WORDS


def _proposal(spot: Spot, who: _Bearer, stem: str, said: str) -> Proposal | None:
    name = who.entity.name
    surname = name.split()[-1]
    personal = who.entity.kind is Kind.PERSON
    whole = in_context(spot.text, spot.line, stem, name)
    if whole is None or not asks_well(spot.text, whole) or (personal and surname in whole):
        return None
    return Proposal(
        fact_at(spot, NAME, (stem, "by", name), who.named.span),
        whole,
        name,
        KeyKind.NAME,
        said,
        said if fits(said) else f"The name is {name}.",
        name_kind=who.entity.kind,
        typed_stem=whole,
        accept=(surname,) if personal and surname != name else (),
    )
