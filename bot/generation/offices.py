"""Offices that stand before their holder's name, with whose they are: "ANZ chief economist"."""

import re

from bot.generation.corpus import Line, Text
from bot.generation.proper_names import Kind, Named, common, demonym
from bot.generation.spans import words
from bot.generation.words.table import listed, names

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
    rf"(?:{_HOUSE}))(?P<comma>,)? (?:{_RANK} )?$"
)
_KEPT = listed("leader coach captain commander skipper")
_TEAMS = listed("team side")
_AGED = listed("former acting deputy interim outgoing vice")
_GONE = listed(
    "former late exiled deposed assassinated slain murdered ousted then acting deputy outgoing"
    " incoming ex"
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


def gone(line: Line, named: Named) -> bool:
    """Whether a sentence says before a name that its bearer holds the office no longer."""
    before = words(line.text[max(0, named.span.start - 120) : named.span.start])
    return bool(_GONE & {word.small for word in before[-_NEAR:]})


def _of_state(match: re.Match[str]) -> str | None:
    whose, office = match["whose"], match["office"].lower()
    if match["own"]:
        return f"the {office} of {whose}" if whose in names("countries.txt") else None
    if whose in {"US", "UK"}:
        return f"the {whose} {office}"
    if not demonym(whose) and whose not in {"Palestinian", "Iraqi", "Israeli", "Pakistani"}:
        return None
    return f"the {whose} {office}"


def _of_house(text: Text, line: Line, named: Named, match: re.Match[str]) -> str | None:
    office = match["office"]
    start = named.span.start - (len(match.string) - match.start())
    owner = next((one for one in line.names if one.span.end == start), None)
    if owner is None or set(office.split()) & (_TEAMS | _AGED):
        return None
    entity = text.entities.find(owner.text)
    if entity is None or entity.kind is Kind.PERSON or owner.text.split()[-1].lower() in _AGED:
        return None
    said = words(owner.text)
    if demonym(said[-1].text) or (len(said) == 1 and common(said[0], line.small)):
        return None  # the Opposition, of any parliament
    if len(said) == 1 and not entity.inside:
        return None  # a capital may only show that the sentence begins
    head = office.split()[-1]
    plural = owner.text.endswith("s") and not entity.article
    if not match["own"] and ((head in _KEPT and " " not in owner.text) or plural):
        return f"the {owner.text} {office}"
    return f"the {office} of {entity.said}"
