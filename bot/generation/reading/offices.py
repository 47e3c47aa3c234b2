"""Offices that stand before their holder's name, with whose they are: "ANZ chief economist"."""

import re

from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind, Named, demonym
from bot.generation.sentences.proper_names import common
from bot.generation.sentences.spans import Span, words
from bot.generation.words.table import listed, names, nouns

_STATE = (
    "president|prime minister|deputy prime minister|(?:foreign|defen[cs]e|finance|interior|health"
    "|justice|education|trade|environment|agriculture) minister|defen[cs]e secretary"
    "|secretary of state|treasury secretary|chancellor|premier|leader|king|queen"
)
_HOUSE = (
    "chief executive officer|chief executive|chief economist|chief scientist|chief of staff"
    "|managing director|executive director|general manager|executive general manager|vice-president"
    "|secretary[ -]general|director[ -]general|director|manager|chairman|chairwoman|chair|president"
    "|secretary|governor|leader|owner|editor|skipper|coach|captain|commander|principal|rector"
    "|founder|head|mayor|treasurer|dean|conductor|curator"
)
_RANK = r"(?:General|Sheikh|Dr|Sir|Professor|Justice|Admiral|Colonel|Archbishop|Bishop|Mr|Ms|Mrs)"
_OF_STATE = re.compile(
    rf"(?:^|[ (])(?P<whose>US|UK|UN|(?!The )[A-Z][\w]+?)(?P<own>'s?)?(?: [a-z]+-[a-z]+)?"
    rf" (?P<office>(?i:{_STATE}))(?P<comma>,)? (?:{_RANK} )?$"
)
_OF_HOUSE = re.compile(
    rf"(?P<own>'s?)? (?P<office>(?:(?!deputy|former|acting|then|late|and|of|the|a)[a-z-]+ ){{0,2}}?"
    rf"(?i:{_HOUSE}))(?P<comma>,)? (?:{_RANK} )?$"
)
PART = re.compile(r"[A-Z]\w+ of (?:the )?$")
"""The begin of a longer name, before its last word: the News of the Day."""

_PART_OF_LAND = re.compile(r"\b(?:North|South|East|West|New) $")
_NO_NATIONS = listed("Republican Christian Anglican Lutheran Presbyterian European Libertarian")
"""What ends as the adjective of a nation does."""

_CAPITAL = re.compile(r"[A-Z][\w-]* $")
_KEPT = listed("leader coach captain commander skipper")
_TEAMS = listed("team side")
_AGED = listed("former acting deputy interim outgoing vice")
_WITH_ARTICLE = listed(
    "center centre opposition council agency league association union commission department"
    " ministry office board institute authority service party court bureau committee federation"
    " society foundation museum academy confederation alliance club reserve"
)
"""Nouns whose names have *the* before them, though not where an office follows."""

_GONE = listed(
    "former late exiled deposed assassinated slain murdered ousted then acting deputy outgoing"
    " incoming ex shadow"
)
_NEAR = 8


def office_before(text: Text, line: Line, named: Named) -> tuple[str, str] | None:
    """The office before a person's name as the sentence has it, and so that it stands alone."""
    before = line.text[max(0, named.span.start - 120) : named.span.start]
    after = line.text[named.span.end :]
    state, house = _OF_STATE.search(before), _OF_HOUSE.search(before)
    for match, read in ((state, _of_state), (house, None)):
        if match is None or (match["comma"] and after[:1] not in {",", "."}):
            continue
        whole = read(match) if read else _of_house(text, line, named, match)
        if whole is not None:
            start = match.start("office")
            said = before[start:].strip(" ,")
            return said, whole
    return None


def of_state(said: str) -> bool:
    """Whether words are a nation's office of state: "Norwegian finance minister" """
    match = _OF_STATE.fullmatch(f"{said} ")
    return match is not None and not match["own"] and _of_state(match) is not None


def gone(line: Line, named: Named) -> bool:
    """Whether a sentence says before a name that its bearer holds the office no longer."""
    before = words(line.text[max(0, named.span.start - 120) : named.span.start])
    return bool(_GONE & {word.small for word in before[-_NEAR:]})


def _of_state(match: re.Match[str]) -> str | None:
    whose, office = match["whose"], match["office"].lower()
    if match["own"] or whose in names("countries.txt"):
        longer = _CAPITAL.search(match.string[: match.start("whose")])  # New South Wales
        whole = whose in names("countries.txt") and not longer
        return f"the {office} of {whose}" if whole else None
    if whose in {"US", "UK"}:
        return f"the {whose} {office}"
    if whose in _NO_NATIONS or not (demonym(whose) or whose == "Palestinian"):
        return None
    part = _PART_OF_LAND.search(match.string[: match.start("whose")])  # North Korean
    return f"the {part[0] if part else ''}{whose} {office}"


def _of_house(text: Text, line: Line, named: Named, match: re.Match[str]) -> str | None:
    office = match["office"].lower()
    start = named.span.start - (len(match.string) - match.start())
    owner = next((one for one in line.names if one.span.end == start), None)
    owner = owner or _run_before(line, start)
    if owner is None or set(office.split()) & (_TEAMS | _AGED):
        return None
    entity = text.entities.find(owner.text)
    if entity is None or entity.kind is Kind.PERSON or owner.text.split()[-1].lower() in _AGED:
        return None
    said = words(owner.text)
    if demonym(said[-1].text) or (len(said) == 1 and common(said[0], line.small)):
        return None  # the Opposition, of any parliament
    before = line.text[: owner.span.start]
    field = not match["own"] and of_a_field(entity, office, before)
    if field or PART.search(before) or (len(said) == 1 and not entity.inside):
        return None  # a capital may only show that the sentence begins
    head = office.split()[-1]
    plural = owner.text.endswith("s") and not entity.article
    bare_initials = entity.kind is Kind.ACRONYM and not entity.article  # "of the" or "of"?
    kept = bare_initials or plural or (head in _KEPT and " " not in owner.text)
    if (not match["own"] and kept) or _half_named(text, owner.text):
        return f"the {owner.text} {office}"
    bare = not entity.article and said[-1].small in _WITH_ARTICLE
    once = bare and all(place.order == line.order for place in entity.places)
    return f"the {office} of {'the ' if once else ''}{entity.said}"


def _half_named(text: Text, short: str) -> bool:
    """Whether initials stand between a name and its noun, so that neither side is a name: "the
    Harbour (HBR) union"."""
    behind = re.compile(rf"\({re.escape(short)}\) (?P<noun>[a-z]+)\b")
    found = (behind.search(line.text) for line in text.lines) if short.isupper() else ()
    return any(one is not None and one["noun"] in nouns("organisation") for one in found)


def _run_before(line: Line, end: int) -> Named | None:
    """The capitalised words before an office that is written as part of its holder's name: "Ansel
    Union Director Ada Merrow" """
    run = _RUN.search(line.text[:end])
    if run is None or not line.text[end:].lstrip()[:1].isupper():
        return None
    return Named(Span(run.start(), end), run[0], Kind.UNKNOWN)


_RUN = re.compile(r"(?<= )[A-Z][\w&-]*(?: [A-Z][\w&-]*)*$")


def of_a_field(entity: Entity, office: str, before: str) -> bool:
    """Whether a name before an office is no body's but says what the office deals with: "the
    station's Norway editor", "the Harbour Vote secretary"."""
    if entity.kind in _FIELDS:
        return office.rsplit(maxsplit=1)[-1] not in _OF_PLACES or before.endswith(("'s ", "s' "))
    body = entity.kind in {Kind.ORGANISATION, Kind.ACRONYM}
    return office == "secretary" and not body


_FIELDS = frozenset({Kind.COUNTRY, Kind.REGION, Kind.CITY, Kind.EVENT})
_OF_PLACES = listed("coach captain skipper mayor governor")
"""Offices before which a place is whose they are."""
