"""Who held an office: a person beside the words that name it, as of the document's date.

Without that date the document alone is named, and the gate tells the curator.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile

from bot.generation.asking.context import anchored_by_name, in_document
from bot.generation.asking.phrasing import LONGEST_STEM, fits, inner, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.offices import PART, gone, office_before, passing
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind, Named, demonym
from bot.generation.sentences.proper_names import common
from bot.generation.sentences.spans import Span, words
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import by_document, source_date
from bot.generation.words.table import listed, names
from bot.generation.words.verbs import finite

NAME = "role"
_OFFICES = (
    "mayor|president|minister|director|executive|chairman|chairwoman|chair|head|secretary|leader"
    "|governor|commander|chancellor|vice-chancellor|rector|dean|editor|ambassador|speaker"
    "|principal|conductor|manager|premier|superintendent|bishop|archbishop|general|commissioner"
    "|chief|vice-president|treasurer|curator|inspector|warden|provost|scientist|rapporteur|prosecutor"
    "|captain|coach|founder|librarian|president-elect|representative|owner|skipper|economist"
)
_AFTER = re.compile(
    rf"^, (?:\d{{2}}, )?(?:who (?:is|was) (?:now |currently |also )?)?"
    rf"(?P<role>(?:the )?(?:[A-Za-z-]+ ){{0,3}}(?i:{_OFFICES})(?: [Gg]eneral)?"
    r" (?:of|for|at) [^,.;:()]{3,60})(?=[,.;]|$)"
)
_IS = re.compile(
    r"^ is (?:now |currently |also )?(?!(?:an?|one|not|no|to) )"
    rf"(?P<role>(?:the )?(?:[A-Za-z-]+ ){{0,2}}?(?i:{_OFFICES})(?: general)?"
    r" (?:of|for|at) [^,.;:()]{3,60}?)"
    r"(?=[,.;]|$| (?:who|which|that|where) | and (?:[a-z]+ed|is|has|was|lives|leads|works|says) )"
)
_BEFORE = re.compile(
    r"(?:^|[ ,])(?P<role>(?:[Tt]he )?"
    r"(?:(?!(?:of|for|at|by|and|with|to|in|on|from|as) )[A-Za-z-]+ ){0,3}"
    rf"(?i:{_OFFICES})(?: [Gg]eneral)?"
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
_SAYS = listed(
    "said says told tells called calls thanked announced announces promised added explained noted"
    " welcomed stressed emphasised emphasized informed declared warned agreed rejected"
)
_THE_COUNTRY = re.compile(r"\bthe ([A-Z][a-z]+)$")
_WITH_ARTICLE = listed("Netherlands Philippines Bahamas Maldives Seychelles Comoros Gambia")
_PARTICLE = re.compile(r" (?:dos|das|da|de|do|van|von|der|del|di|bin|al)[ -][A-Z]")
_RANKED = re.compile(r"the (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|\d+th|last) ")
_NEVER = 9999
_NOW = re.compile(r"^,? (?:says|admits|believes|hopes|describes|argues|warns|insists|denies)\b")
_VERBS = listed("is was were are has had said said told by with who that which in on")
_NO_HOLDERS = listed(
    "former late acting then interim honorary assistant first deputy former ex- british best"
    " but a an"
)


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        for named in line.names:
            entity = text.entities.find(named.text)
            if entity is None or entity.kind is not Kind.PERSON or " " not in entity.name:
                continue
            if _long_ago(text, line) and not _lasts(line, named):
                break
            made = _propose(text, line, named, entity)
            if made is not None:
                yield made


def _propose(text: Text, line: Line, named: Named, entity: Entity) -> Proposal | None:
    owned = _owned(text, line, named)
    if owned is None and (beside := office_before(text, line, named)) is not None:
        owned = _Owned(*beside)
    role = owned.role if owned else _role(line, named)
    if role is None or gone(line, named):
        return None
    said = {word.small for word in words(role.replace("irst minister", ""))}
    if said & (_VERBS | _NO_HOLDERS) or named.text in role:
        return None
    whole = owned.whole if owned else standing(text, line, inner(role), None)
    if whole is None:
        return None
    office = whole if whole.startswith("the ") or (owned and owned.named) else f"the {whole}"
    office = _THE_COUNTRY.sub(_bare_country, office).replace(" current ", " ")
    anchored = anchored_by_name(text, office) or any(w.capital for w in words(office))
    if not anchored or passing(text, line, office, entity):
        return None
    ranked = _RANKED.match(office) is not None
    stem = (
        in_document(text, f"Who was {office}?")
        if ranked
        else by_document(text, f"Who was {office}?")
    )
    if not fits(stem, LONGEST_STEM) or _unfit(line, named, office, entity):
        return None
    date = source_date(text)
    as_of = "" if ranked else f" as of {date}" if date else ", by that document"
    told = sentence(f"{entity.name} was {office}{as_of}")
    start = max(0, min(line.text.find(role), named.span.start))
    end = max(named.span.end, line.text.find(role) + len(role))
    fact = Fact(NAME, office, "held by", entity.name, text, line, named.span, Span(start, end))
    surname = entity.name.split()[-1]
    return Proposal(
        fact,
        stem,
        entity.name,
        KeyKind.NAME,
        told,
        told if fits(told) else f"The document names {entity.name}.",
        name_kind=Kind.PERSON,
        typed_stem=stem,
        accept=(surname,) if surname != entity.name else (),
    )


def _unfit(line: Line, named: Named, office: str, holder: Entity) -> bool:
    """Whether an office has a part of its holder's name, or the name is cut off: George W."""
    said = holder.name.split()
    cut = len(said[-1]) == 1 or _PARTICLE.match(line.text[named.span.end :])
    return bool(cut) or any(part in office for part in said)


def _bare_country(match: re.Match[str]) -> str:
    """A country without the article of its long name: the Republic of Serbia, Serbia."""
    plain = match[1] in names("countries.txt") and match[1] not in _WITH_ARTICLE
    return match[1] if plain else match[0]


def _long_ago(text: Text, line: Line) -> bool:
    """Whether a sentence tells of years before the document's, whose office-holders are not those
    of its date: by a year of its own or just before it, or by one of its paragraph, unless it is
    somebody's word."""
    date = text.document.source.date
    year = int(date[:4]) if date else _NEVER
    before = reversed(text.lines[: line.order + 1])
    block = [*takewhile(lambda other: other.block is line.block, before)]
    spoken = any(word.small in _SAYS for word in words(line.text))
    near = block[:2] if spoken else block
    return any(one.year < year - 1 for other in near for one in other.moments)


def _lasts(line: Line, named: Named) -> bool:
    """Whether a sentence says in the present who is what, so that its document's date counts."""
    before = _unranked(line.text[: named.span.start])
    if _NOW.match(line.text[named.span.end :]):
        return True
    if not before:
        return _IS.match(line.text[named.span.end :]) is not None
    return before.endswith(" is ") and not moments(before)


@dataclass(frozen=True, slots=True)
class _Owned:
    """An office as its sentence has it, and with the body whose it is."""

    role: str
    whole: str
    named: bool = False
    """Whether it begins with the owner's name: Norway's ambassador to Iceland."""


def _owned(text: Text, line: Line, named: Named) -> _Owned | None:
    """An office behind a possessive whose owner is clear."""
    before = _unranked(line.text[max(0, named.span.start - 120) : named.span.start])
    after = line.text[named.span.end :]
    bare = _BARE.search(before) if after.startswith(",") else None
    if bare is not None and (body := _one_body(text, line)) is not None:
        return _Owned(bare["role"], f"the {bare['role']} of {body.said}")
    match = _OWNED.search(before) or _OWNED_AFTER.match(after)
    if match is None:
        return None
    said = match["owner"]
    if said in {"our", "Our"}:
        owner = _one_body(text, line, near=False)
    elif said in {"its", "Its"}:
        owner = text.meant(said, line)
    elif said[:4] in {"the ", "The "} and said[4].islower():
        owner = text.entities.of_class(said[4:].removesuffix("'s"), line.order)
    else:
        owner = text.entities.find(said)
    if owner is None or owner.kind is Kind.PERSON:
        return None
    role = match["role"]
    if " to " in role:
        return _Owned(role, f"{owner.said}'s {role}", named=True)
    return _Owned(role, f"the {role} of {owner.said}")


def _unranked(before: str) -> str:
    """The words before a name without what people are called by: "is Dr" """
    rank = _RANK.search(before)
    return before[: rank.start(1)] if rank else before


def _one_body(text: Text, line: Line, *, near: bool = True) -> Entity | None:
    """The body that a text is about; ``near``: where no other has been named just before."""
    main = text.entities.main
    if main is None or main.kind not in {Kind.ORGANISATION, Kind.PLACE}:
        return None
    before = text.lines[max(0, line.order - 2) : line.order + 1] if near else ()
    found = [text.entities.find(one.text) for other in before for one in other.names]
    bodies = {Kind.ORGANISATION, Kind.PLACE, Kind.ACRONYM, Kind.COUNTRY, Kind.REGION}
    return None if any(o and o is not main and o.kind in bodies for o in found) else main


def _role(line: Line, named: Named) -> str | None:
    after = _AFTER.match(line.text[named.span.end :])
    if named.span.start == 0 and after is None:
        after = _IS.match(line.text[named.span.end :])
    if after:
        return after["role"]
    before = line.text[max(0, named.span.start - 120) : named.span.start]
    rank = _RANK.search(before)
    match = _BEFORE.search(before[: rank.start(1)] if rank else before)
    if match and (match["comma"] or match["role"][:1].isupper() or " the " in before[-90:]):
        # "the mayor of Halden, NAME": the name has to be an aside, or to follow at once.
        tail = line.text[named.span.end : named.span.end + 1]
        apart = tail in {",", ".", ";"} or rank is not None
        return _after_verb(match["role"]) if not match["comma"] or apart else None
    match = _OFFICE.search(before)
    whole = match is not None and not PART.search(before[: match.start("whose")])
    return _lowered(match, line.small) if match and whole else None


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
