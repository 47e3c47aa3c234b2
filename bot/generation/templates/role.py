"""Who held an office: a person beside the words that name it, as of the document's date.

Without that date the document alone is named, and the gate tells the curator.
"""

import re
from collections.abc import Iterator

from bot.generation.asking import LONGEST_STEM, fits, inner, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.corpus import Line, Text
from bot.generation.entities import Entity
from bot.generation.proper_names import Kind, Named
from bot.generation.spans import Span, words
from bot.generation.standing import anchored_by_name, standing
from bot.generation.templates.attribution import by_document, source_date
from bot.generation.words.table import listed
from bot.generation.words.verbs import finite

NAME = "role"
_OFFICES = (
    "mayor|president|minister|director|executive|chairman|chairwoman|chair|head|secretary|leader"
    "|governor|commander|chancellor|vice-chancellor|rector|dean|editor|ambassador|speaker"
    "|principal|conductor|manager|premier|superintendent|bishop|archbishop|general|commissioner"
    "|chief|vice-president|treasurer|curator|inspector|warden|provost|scientist|rapporteur"
)
_AFTER = re.compile(
    rf"^, (?:who (?:is|was) )?(?P<role>(?:the )?(?:[a-z-]+ ){{0,3}}(?:{_OFFICES})(?: general)?"
    r" (?:of|for|at) [^,.;:()]{3,60})(?=[,.;]|$)"
)
_BEFORE = re.compile(
    rf"(?:^|[ ,])(?P<role>(?:[Tt]he )?(?:[A-Za-z-]+ ){{0,3}}(?i:{_OFFICES})(?: [Gg]eneral)?"
    r" (?:of|for|at) [^,.;:()]{3,60}?)(?P<comma>,)? $"
)
_STATE_OFFICES = "president|prime minister|foreign minister|secretary[ -]general|chancellor|premier"
_OFFICE = re.compile(rf"(?:^|[ ,])(?P<role>[A-Z][\w-]+ (?:[A-Z][\w-]+ )?(?i:{_STATE_OFFICES})) $")
_VERBS = listed("is was were are has had said said told by with who that which in on")
_NO_HOLDERS = listed(
    "former late acting then interim honorary assistant first deputy former ex- british"
)


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        for named in line.names:
            entity = text.entities.find(named.text)
            if entity is None or entity.kind is not Kind.PERSON or " " not in entity.name:
                continue
            made = _propose(text, line, named, entity)
            if made is not None:
                yield made


def _propose(text: Text, line: Line, named: Named, entity: Entity) -> Proposal | None:
    role = _role(line, named)
    if role is None:
        return None
    said = {word.small for word in words(role)}
    if said & (_VERBS | _NO_HOLDERS) or named.text in role:
        return None
    whole = standing(text, line, inner(role), None)
    if whole is None:
        return None
    office = whole if whole.startswith("the ") else f"the {whole}"
    if not anchored_by_name(text, office) and not any(w.capital for w in words(office)):
        return None
    stem = by_document(text, f"Who was {office}?")
    if not fits(stem, LONGEST_STEM) or any(part in office for part in entity.name.split()):
        return None
    date = source_date(text)
    as_of = f" as of {date}" if date else ", by that document"
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


def _role(line: Line, named: Named) -> str | None:
    after = _AFTER.match(line.text[named.span.end :])
    if after:
        return after["role"]
    before = line.text[max(0, named.span.start - 120) : named.span.start]
    match = _BEFORE.search(before)
    if match and (match["comma"] or match["role"][:1].isupper() or " the " in before[-90:]):
        # "the mayor of Halden, NAME": the name has to be an aside, or to follow at once.
        tail = line.text[named.span.end : named.span.end + 1]
        return _after_verb(match["role"]) if not match["comma"] or tail in {",", "."} else None
    match = _OFFICE.search(before)
    return _lowered(match["role"]) if match else None


def _after_verb(role: str) -> str:
    """An office without the words of the sentence before it: "TASS says Chief of …" """
    before, of, after = role.partition(" of ")
    said = before.split()
    verbs = [i for i, word in enumerate(said) if word.islower() and finite(word)]
    return f"{' '.join(said[verbs[-1] + 1 :] if verbs else said)}{of}{after}"


def _lowered(role: str) -> str:
    """ "Armenian Prime Minister" as a sentence has it: the Armenian prime minister."""
    first, *more = role.split()
    return " ".join((first, *(word if word.isupper() else word.lower() for word in more)))
