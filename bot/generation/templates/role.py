"""Who held an office: a person beside the words that name it, as of the document's date.

Without that date the document alone is named, and the gate tells the curator; so it is where the
sentence looks back.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from bot.generation.asking.context import anchored_by_name, in_document
from bot.generation.asking.phrasing import LONGEST_STEM, fits, inner, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.office_phrases import Office, office_of, says_is, unranked
from bot.generation.reading.offices import gone
from bot.generation.reading.passing import passing
from bot.generation.reading.sorts import PERSON, sort_of
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.spans import Span, words
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import by_document, source_date
from bot.generation.words.saying import SAY
from bot.generation.words.table import listed, names, nouns

NAME = "role"
_DECLARES = SAY | listed(
    "called calls thanked announced announces promised added explained noted welcomed stressed"
    " emphasised emphasized informed declared warned agreed rejected"
)
"""With which those who hold an office are quoted."""

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
_TODAY = re.compile(r"(?<=the )(?:new|newly elected|newly appointed|current) | current(?= )")
_HAD = re.compile(
    r"\bhad (?:been |also |not |[a-z]+ly )?[a-z]+(?:ed|en|et|wn|ne|id|old|ade|ught)\b"
)
_LONG_SINCE = re.compile(r"\b(?:last year|years ago|at the time|previously|back then)\b")
"""How a sentence looks back on what was before its document's date."""

_WHILE_IT_LASTS = re.compile(r"\b(?:campaign|election|transition|inauguration|defen[cs]e team)\b")
"""What an office may be over with: the campaign's manager."""

_COMPASS = re.compile(r"\bthe (?:North|South|East|West)\b(?! [A-Z])")
"""A country by its quarter of the sky: "the leader of the North" """

_VAGUE = listed("leader chief head boss chair representative")
"""What somebody is called who has an office by another name."""


def propose(text: Text) -> Iterator[Proposal]:
    """Each holder of an office of one body once, by the name that the office has."""
    found: dict[tuple[str, frozenset[str]], Proposal] = {}
    for one in _every(text):
        bodies = frozenset(body.name for body in text.entities.within(one.fact.subject))
        former = found.get((one.key, bodies))
        if former is None or (_vague(former) and not _vague(one)):
            found[one.key, bodies] = one
    yield from sorted(found.values(), key=lambda one: one.fact.line.order)


def _vague(one: Proposal) -> bool:
    return bool(_VAGUE & {word.small for word in words(one.fact.subject)})


def _every(text: Text) -> Iterator[Proposal]:
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
    found = office_of(text, line, named)
    if found is None or gone(line, named) or sort_of(entity, text) != PERSON:
        return None
    said = {word.small for word in words(found.role.replace("irst minister", ""))}
    if said & (_VERBS | _NO_HOLDERS) or named.text in found.role:
        return None
    office = _whole(text, line, found)
    if office is None:
        return None
    anchored = anchored_by_name(text, office) or any(w.capital for w in words(office))
    anchored = anchored and not _COMPASS.search(office)
    if not anchored or passing(text, line, office, entity):
        return None
    stem, as_of = _dated(text, line, office, named, entity)
    if not fits(stem, LONGEST_STEM) or _unfit(line, named, office, entity):
        return None
    told = sentence(f"{entity.name} was {office}{as_of}")
    start = max(0, min(line.text.find(found.role), named.span.start))
    end = max(named.span.end, line.text.find(found.role) + len(found.role))
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


def _whole(text: Text, line: Line, found: Office) -> str | None:
    """The office with its article, so that it stands alone, without what says that it is new."""
    role = found.role
    if line.text.startswith(role) and role.split(" ", 1)[0].lower() in nouns("role"):
        role = role[:1].lower() + role[1:]  # "Leader of Moss Ada Merrow" begins a sentence
    whole = found.whole or standing(text, line, inner(role), None)
    if whole is None:
        return None
    office = whole if whole.startswith("the ") or found.named else f"the {whole}"
    return _TODAY.sub("", _THE_COUNTRY.sub(_bare_country, office))


def _dated(text: Text, line: Line, office: str, named: Named, holder: Entity) -> tuple[str, str]:
    """The question, and as of when it is true: as of nothing where the sentence looks back, or
    the office is one of a row."""
    question = f"Who was {office}?"
    back = _LONG_SINCE.search(line.text) or _WHILE_IT_LASTS.search(office)
    back = back or _HAD.search(line.text[: named.span.start])
    if _RANKED.match(office) or back:
        return in_document(text, question), ""
    date = source_date(text)
    as_of = f" as of {date}" if date else ", by that document"
    return by_document(text, question, holder.name), as_of


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
    spoken = any(word.small in _DECLARES for word in words(line.text))
    near = block[:2] if spoken else block
    return any(one.year < year - 1 for other in near for one in other.moments)


def _lasts(line: Line, named: Named) -> bool:
    """Whether a sentence says in the present who is what, so that its document's date counts."""
    if _NOW.match(line.text[named.span.end :]):
        return True
    before = unranked(line.text[: named.span.start])
    return says_is(line, named) and not moments(before)
