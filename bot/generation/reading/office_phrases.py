"""An office beside its holder's name, and whose it is: "the mayor of Halden, NAME", "its rector,
NAME", "NAME, the trust's manager"."""

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from bot.generation.reading.entities import Entity
from bot.generation.reading.offices import PART, of_a_field, of_state, office_before
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind, Named, demonym
from bot.generation.sentences.predicates import ALSO_NOUNS
from bot.generation.sentences.proper_names import common
from bot.generation.sentences.spans import words
from bot.generation.words.verbs import finite

_OFFICES = (
    "mayor|president|minister|director|executive|chairman|chairwoman|chair|head|secretary|leader"
    "|governor|commander|chancellor|vice-chancellor|rector|dean|editor|ambassador|speaker"
    "|principal|conductor|manager|premier|superintendent|bishop|archbishop|general|commissioner"
    "|chief|vice-president|treasurer|curator|inspector|warden|provost|scientist|rapporteur|prosecutor"
    "|captain|coach|founder|librarian|president-elect|representative|owner|skipper|economist"
)
_KIND = (
    r"(?:(?!(?:of|for|at|by|and|or|but|with|to|in|on|from|as|than|the|before|after|against|when"
    r"|while|that|who|over|under) )[A-Za-z-]+ ){0,3}"
)
"""What says which office it is, never a word that another phrase begins with."""

_AFTER = re.compile(
    rf"^, (?:\d{{2}}, )?(?:who (?:is|was) (?:now |currently |also )?)?"
    rf"(?P<role>(?:the )?(?:{_KIND}(?:{_OFFICES}) and )?{_KIND}(?i:{_OFFICES}|officer)"
    r"(?: [Gg]eneral)? (?:of|for|at) [^,.;:()]{3,60})(?=[,.;]|$)"
)
_AFTER_NATION = re.compile(
    r"^, the (?:new |current )?(?P<said>(?:US|UK|[A-Z][a-z]+) [a-z ]{4,30})(?=[,.;]|$)"
)
_IS = re.compile(
    r"^ is (?:now |currently |also )?(?!(?:an?|one|not|no|to) )"
    rf"(?P<role>(?:the )?(?:[A-Za-z-]+ ){{0,2}}?(?i:{_OFFICES})(?: general)?"
    r" (?:of|for|at) [^,.;:()]{3,60}?)"
    r"(?=[,.;]|$| (?:who|which|that|where) | and (?:[a-z]+ed|is|has|was|lives|leads|works|says) )"
)
_BEFORE = re.compile(
    rf"(?:^|[ ,])(?P<role>(?:[Tt]he )?{_KIND}(?i:{_OFFICES})(?: [Gg]eneral)?"
    r" (?:of|for|at) [^,.;:()]{3,60}?)(?P<comma>,| is)? $"
)
_OWNED = re.compile(
    rf"(?:^|[ ,])(?P<owner>[Ii]ts|[Oo]ur|[Tt]he [a-z]+'s"
    rf"|(?:[Tt]he )?[A-Z][\w-]*(?: [A-Z][\w-]*)*'s?)"
    rf" (?P<role>(?:[a-z-]+ ){{0,2}}(?:{_OFFICES})(?: general)?"
    r"(?: to (?:the )?[A-Z][^,]{2,30})?)(?:,| is)? $"
)
"""An office and whose it is, before the name: "its rector, NAME", "the trust's manager NAME"."""

_OWNED_AFTER = re.compile(
    rf"^, (?P<owner>the [a-z]+'s|(?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*'s?)"
    rf" (?P<role>(?:[a-z-]+ ){{0,2}}(?:{_OFFICES})(?: general)?)(?=[,.;]|$)"
)
_BARE = re.compile(
    r"(?:^|[ ,])[Tt]he (?P<role>(?:managing |executive |general |artistic |musical |technical )?"
    r"(?i:director|chairman|chairwoman|secretary[ -]general|chief executive|rector|curator"
    r"|head coach)), $"
)
"""An office alone, in a text about one body: "the director, NAME, …"."""

_RANK = re.compile(
    r" ((?:(?:(?:Colonel|Lieutenant|Major|Brigadier)[ -])?General|Sheikh|Justice"
    r"|(?:Vice |Rear )?Admiral|Dr|Prof|Ambassador|Senator|Captain"
    r"|Professor|Sir|Dame|Lord|Lady) )$"
)
_STATE_OFFICES = "president|prime minister|foreign minister|secretary[ -]general|chancellor|premier"
_HOUSE_OFFICES = (
    "chairman|chairwoman|chair|chief executive|managing director|director|manager|head coach|coach"
    "|captain|mayor|editor|chief of staff|general manager"
)
_OFFICE = re.compile(
    r"(?:^|[ ,])(?:[Tt]he )?(?P<role>(?P<whose>(?!The )[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})"
    rf" (?P<office>(?i:{_STATE_OFFICES})|{_HOUSE_OFFICES})) $"
)


class Office(NamedTuple):
    """An office as its sentence has it, and with the body whose it is."""

    role: str
    whole: str | None = None
    """So that it stands alone; None where it has yet to be looked at."""

    named: bool = False
    """Whether it begins with the owner's name: Norway's ambassador to Iceland."""


def office_of(text: Text, line: Line, named: Named) -> Office | None:
    """The office that stands beside a name."""
    found = _owned(text, line, named)
    if found is None and (beside := office_before(text, line, named)) is not None:
        found = Office(*beside)
    found = found or _told(text, line, named)
    return None if found is None or _runs_on(found.role) else found


def says_is(line: Line, named: Named) -> bool:
    """Whether a sentence says that somebody is what, the name behind it or at its beginning."""
    before = unranked(line.text[: named.span.start])
    return before.endswith(" is ") if before else bool(_IS.match(line.text[named.span.end :]))


def unranked(before: str) -> str:
    """The words before a name without what people are called by: "is Dr" """
    rank = _RANK.search(before)
    return before[: rank.start(1)] if rank else before


def _runs_on(role: str) -> bool:
    """Whether a phrase goes on with a verb: "president of the club warmly thanks" """
    said = words(role)
    last, before = said[-1].small, said[-2].text if len(said) > 1 else ""
    after_whole = before[:1].isupper() or before.endswith("ly")
    return after_whole and finite(last) is not None and last not in ALSO_NOUNS


def _owned(text: Text, line: Line, named: Named) -> Office | None:
    """An office behind a possessive whose owner is clear."""
    before = unranked(line.text[max(0, named.span.start - 120) : named.span.start])
    after = line.text[named.span.end :]
    bare = _BARE.search(before) if after.startswith(",") else None
    if bare is not None and (body := _one_body(text, line)) is not None:
        return Office(bare["role"], f"the {bare['role']} of {body.said}")
    match = _OWNED.search(before) or _OWNED_AFTER.match(after)
    owner = _owner(text, line, match["owner"]) if match else None
    if match is None or owner is None or owner.kind is Kind.PERSON:
        return None
    role = match["role"]
    if " to " in role:
        return Office(role, f"{owner.said}'s {role}", named=True)
    return Office(role, f"the {role} of {owner.said}")


def _owner(text: Text, line: Line, said: str) -> Entity | None:
    if said in {"our", "Our"}:
        return _one_body(text, line, near=False)
    if said in {"its", "Its"}:
        return text.meant(said, line)
    if said[:4] in {"the ", "The "} and said[4].islower():
        return text.entities.of_class(said[4:].removesuffix("'s"), line.order)
    return text.entities.find(said)


def _one_body(text: Text, line: Line, *, near: bool = True) -> Entity | None:
    """The body that a text is about; ``near``: where no other has been named just before."""
    main = text.entities.main
    if main is None or main.kind not in {Kind.ORGANISATION, Kind.PLACE}:
        return None
    before = text.lines[max(0, line.order - 2) : line.order + 1] if near else ()
    found = [text.entities.find(one.text) for other in before for one in other.names]
    bodies = {Kind.ORGANISATION, Kind.PLACE, Kind.ACRONYM, Kind.COUNTRY, Kind.REGION}
    return None if any(o and o is not main and o.kind in bodies for o in found) else main


def _told(text: Text, line: Line, named: Named) -> Office | None:
    """An office with its *of*, or before the name with the body in front."""
    after = _AFTER.match(line.text[named.span.end :])
    if named.span.start == 0 and after is None:
        after = _IS.match(line.text[named.span.end :])
    if after:
        return Office(after["role"])
    if (match := _AFTER_NATION.match(line.text[named.span.end :])) and of_state(match["said"]):
        return Office(match["said"], f"the {match['said']}")
    before = line.text[max(0, named.span.start - 120) : named.span.start]
    rank = _RANK.search(before)
    match = _BEFORE.search(before[: rank.start(1)] if rank else before)
    if match and (match["comma"] or match["role"][:1].isupper() or " the " in before[-90:]):
        # "the mayor of Halden, NAME": the name has to be an aside, or to follow at once.
        tail = line.text[named.span.end : named.span.end + 1]
        apart = tail in {",", ".", ";"} or rank is not None
        if match["comma"] and not apart:
            return None
        whose = _WHOSE.search(before[: match.start("role")])
        role = _after_verb(match["role"])
        if whose and (owner := text.entities.find(whose["owner"])) and owner.kind is Kind.COUNTRY:
            return Office(role, f"{owner.said}'s {role}", named=True)
        return Office(role)
    return _in_front(text, line, before)


def _in_front(text: Text, line: Line, before: str) -> Office | None:
    """ "Ansel Club chairman NAME", of whichever body stands before it."""
    match = _OFFICE.search(before)
    if match is None or PART.search(before[: match.start("whose")]):
        return None
    owner = text.entities.find(match["whose"])
    if owner and of_a_field(owner, match["office"], before[: match.start("whose")]):
        return None
    role = _lowered(match, line.small)
    return Office(role) if role else None


_WHOSE = re.compile(r"(?P<owner>[A-Z][\w-]+(?: [A-Z][\w-]+)*)'s? ?$")
"""Whose minister stands behind it: "Norway's Minister for Trade, NAME"."""


def _after_verb(role: str) -> str:
    """An office without the words of the sentence before it: "TASS says Chief of …" """
    before, of, after = role.partition(" of ")
    said = before.split()
    verbs = [i for i, word in enumerate(said) if word.islower() and finite(word)]
    return f"{' '.join(said[verbs[-1] + 1 :] if verbs else said)}{of}{after}"


def _lowered(match: re.Match[str], small: AbstractSet[str]) -> str | None:
    """ "Armenian Prime Minister" as a sentence has it: the Armenian prime minister. A nation alone
    has many directors."""
    whose, office = match["whose"], match["office"]
    nation = " " not in whose and demonym(whose)
    if nation and not re.fullmatch(_STATE_OFFICES, office, re.IGNORECASE):
        return None
    if " " not in whose and not nation and common(words(whose)[0], small):
        return None  # a station manager, of whichever station
    return f"{whose} {office.lower()}"
