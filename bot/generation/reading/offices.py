"""Offices that stand before their holder's name, with whose they are: "ANZ chief economist"."""

import re

from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind, Named, demonym
from bot.generation.sentences.proper_names import common
from bot.generation.sentences.spans import words
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
_HELD = re.compile(rf"(?i:\b(?:{_STATE})\b)")
_BEST_KNOWN = re.compile(
    r"the (?:US|UK|United States|American|British) (?:president|prime minister)"
)
PART = re.compile(r"[A-Z]\w+ of (?:the )?$")
"""The begin of a longer name, before its last word: the News of the Day."""

_CAPITAL = re.compile(r"[A-Z][\w-]* $")
_LATER, _OFTEN = 4, 3
_KEPT = listed("leader coach captain commander skipper")
_TEAMS = listed("team side")
_AGED = listed("former acting deputy interim outgoing vice")
_WITH_ARTICLE = listed(
    "center centre opposition council agency league association union commission department"
    " ministry office board institute authority service party court bureau committee federation"
    " society foundation museum academy confederation alliance"
)
"""Nouns whose names have *the* before them, though not where an office follows."""

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


def passing(text: Text, line: Line, office: str, holder: Entity) -> bool:
    """Whether an office of state is named in passing: its holder once, behind the first sentences,
    and its country is not what the document is about. The best known take more."""
    main = text.entities.main
    if _HELD.search(office) is None or (main and main.name in office):
        return False
    said = len({place.order for place in holder.places})
    if _BEST_KNOWN.match(office):
        return said < _OFTEN
    return said == 1 and line.order >= _LATER


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
    cut = PART.search(line.text[: owner.span.start])
    if cut or (len(said) == 1 and not entity.inside):
        return None  # a capital may only show that the sentence begins
    head = office.split()[-1]
    plural = owner.text.endswith("s") and not entity.article
    if not match["own"] and ((head in _KEPT and " " not in owner.text) or plural):
        return f"the {owner.text} {office}"
    bare = not entity.article and said[-1].small in _WITH_ARTICLE
    once = bare and all(place.order == line.order for place in entity.places)
    return f"the {office} of {'the ' if once else ''}{entity.said}"
