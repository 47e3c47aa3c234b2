"""Offices and bodies that a stem does not name whole: head coach of what, minister of which
country, "the Federation"."""

import re

from bot.generation.candidates import Proposal
from bot.generation.reading.entities import SAID_SHORT
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed, names, nouns, regions

_INTO = frozenset({"become", "appoint", "elect", "make", "name", ""})
_OFFICE = re.compile(
    r"^(?:up |over )?(?:the |his |her )?(?:office|post|job|place(?! (?:in|at|on)\b)|chair)\b"
)
_AT_OFFICE = frozenset({"take", "leave", "hold", "enter", "resign"})
_STATE_OFFICE = re.compile(r"\b(?:[Mm]inister|[Ss]ecretary of [Ss]tate)\b")
_WHO_WAS = re.compile(r"\b[Ww]ho (?:is|was|became) (?:the )?(?P<office>[^?,]+)\?$")
_OWNER = re.compile(r"\b(?:of|for|at|in|to|on|behind) |'s |s' ")
_LONE = re.compile(r"\bthe (?P<body>[A-Z][a-z]+)(?=[ ,?]|'s)(?! (?:of|for|on|[A-Z(]))")
_ONE_EACH = listed(
    "parliament congress senate government navy army police cabinet railway railways bible koran"
    " internet church state press order front"
)
"""What a country has one of, and what is a name all the same."""


def office_of_nothing(text: Text, one: Proposal) -> bool:
    """ "became head coach", "took office": of what?"""
    if one.fact.template not in {"when", "gap", "inplace"}:
        return False
    verb, _, rest = one.fact.relation.partition(" ")
    office = any(word.small in nouns("role") for word in words(rest))
    enters = verb in _AT_OFFICE and _OFFICE.match(rest)
    return bool((verb in _INTO and office) or enters) and not text.entities.within(rest)


def minister_of_nowhere(text: Text, one: Proposal) -> bool:
    """ "the Minister of Science": of which country?"""
    if one.fact.template != "role" or not _STATE_OFFICE.search(one.fact.subject):
        return False
    _, _, where = one.fact.subject.replace("the ", "", 1).partition(" of ")
    before = one.fact.subject.split("inister")[0].split()
    owned = any(word[0].isupper() for word in before[1:-1]) or "'s " in one.fact.subject
    return not owned and " of " not in where and not _is_place(text, where)


def _is_place(text: Text, phrase: str) -> bool:
    bare = phrase.removeprefix("the ")
    entity = text.entities.find(bare)
    known = entity is not None and entity.kind in {"country", "city", "region", "place"}
    told = bare in regions() or bare in names("countries.txt")
    strange = entity is not None and entity.kind == "unknown" and bare.lower() not in _PORTFOLIOS
    return (known or told or strange) and " and " not in bare


_PORTFOLIOS = listed(
    "finance health education justice defence defense interior culture agriculture trade transport"
    " labour labor energy tourism industry science sport sports environment economy planning"
    " housing fisheries information communications development immigration police commerce works"
    " war state home treasury"
)


def office_of_nobody(text: Text, one: Proposal) -> bool:
    """ "Who was the first Secretary General?": whose?"""
    match = _WHO_WAS.search(one.stem)
    if match is None:
        return False
    office = match["office"]
    every = words(office)
    if not any(word.small in nouns("role") for word in every):
        return False
    owned = any(word.capital and word.small not in _TITLES for word in every)
    nation = any(demonym(word.text) for word in every)
    return not owned and not nation and _OWNER.search(office) is None


_TITLES = nouns("role") | listed("general chief deputy vice prime first executive officer")


def lone_body(text: Text, one: Proposal) -> bool:
    """ "the Federation": which one? Its document's name may say so."""
    named = source_name(text)
    start = one.stem.find(named) + len(named) if named in one.stem else 0
    return any(_lone(match["body"], named) for match in _LONE.finditer(one.stem, start))


_REALMS = listed("principality kingdom republic empire federation colony protectorate emirate")


def _lone(body: str, named: str) -> bool:
    small = body.lower()
    return small in (SAID_SHORT | _REALMS) - _ONE_EACH and small not in named.lower()


def long_gone(text: Text, one: Proposal) -> bool:
    """Whether only sentences on earlier years name who held an office at the document's date."""
    date = text.document.source.date
    holder = text.entities.find(one.fact.value)
    if one.fact.template != "role" or date is None or holder is None:
        return False
    near = [moment.year for place in holder.places for moment in text.lines[place.order].moments]
    return bool(near) and max(near) < int(date[:4]) - _PAST


_PAST = 3
