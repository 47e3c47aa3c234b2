"""Clauses and stems made clear to who has not read the text: what is cut, and what stands in front.

A stem that does not name what its document is about names the document.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.generation.asking.inner_case import lowered
from bot.generation.asking.phrasing import LONGEST_STEM, rest_without
from bot.generation.reading.anchoring import generic
from bot.generation.reading.entities import SAID_SHORT, Entity
from bot.generation.reading.source_names import source_name, title_nouns
from bot.generation.reading.texts import Line, Spot, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.proper_names import common
from bot.generation.sentences.spans import Span, stands_in, words
from bot.generation.statements.standing import standing
from bot.generation.statements.subjects import subject

_HALF = re.compile(r" and (?:to|in|at|on|from|by|into|since|until) ")
"""Half of a pair of phrases whose other half is asked for: "… in 1868 and to Geneva in 1948"."""
_BARE = re.compile(r"\bthe ([a-z-]+)(?! (?:of|in|at|between|that|which)\b)")
_DANGLING = re.compile(r" (?:in|of|at|on|for|by|with|from|to|into|and|or|the|a|an)\?$")
_POSSESSED = re.compile(r"\b(?:its|his|their|her (?!(?:on|to|in|at|for|from|with|by|as|into)\b))\b")
"""A possessive that means whom a subject without a name means."""

_ADJUNCT = re.compile(
    r"(?<=\w) (?:at|in|on|during|with|within|under|near|through|after|before|around|along|across"
    r"|outside|beside|behind) "
)


def anchored_by_name(text: Text, phrase: str) -> bool:
    """Whether a name of the document stands in a phrase."""
    return bool(text.entities.within(phrase))


@dataclass(frozen=True, slots=True)
class Worded:
    """A clause that stands alone: its subject, and what follows the verb but for what was cut."""

    subject: str
    entity: Entity | None
    rest: str


@lru_cache(maxsize=500)
def worded(spot: Spot, *cut: Span) -> Worded | None:
    """The clause without some spans of the sentence; None where it leans on its text."""
    who = subject(spot.text, spot.line, spot.clause.subject)
    if who is None:
        return None
    bare = rest_without(spot.clause, *cut)
    later = ";" in spot.line.text[: spot.clause.subject.start]
    if later and re.search(r"\b(?:its|his|her|their)\b", bare):
        return None  # whose, after what stands before?
    rest = told_of(spot.text, spot.line, bare, who.entity) if bare else ""
    if rest is None:
        return None
    return Worded(who.text, who.entity, _once(spot, who.text, bare, rest))


def _once(spot: Spot, subject: str, bare: str, rest: str) -> str:
    """The rest with *her* again where it would name the owner a second time: "Ada Merrow's house
    was opened by Ada Merrow's niece"."""
    for one in spot.text.entities.within(subject):
        own = f"{one.said}'s "
        pronoun = re.search(r"\b(?:its|his|her)\b", bare)
        if own in f"{subject} " and own in rest and pronoun:
            return rest.replace(own, f"{pronoun[0]} ")
    return rest


def told_of(text: Text, line: Line, rest: str, whose: Entity | None) -> str | None:
    """What follows a verb so that it stands alone; last phrases that do not are left out, which
    leaves true what is said."""
    if whose is None and _POSSESSED.search(rest):
        return None
    found = standing(text, line, rest, whose)
    ends = [match.start() for match in _ADJUNCT.finditer(rest)]
    while found is None and ends:
        found = standing(text, line, rest[: ends.pop()], whose)
    return found if found is None or len(found.split()) > 1 or found == rest else None


def asks_well(text: Text, stem: str) -> bool:
    """Whether a stem names something of the document, or what its title names, and is not too
    long."""
    fits = len(stem) <= LONGEST_STEM and not _HALF.search(stem) and not _DANGLING.search(stem)
    told = any(not generic(words(one.name)) for one in text.entities.within(stem))
    return fits and (told or leans_on_title(text, stem))


def leans_on_title(text: Text, stem: str) -> bool:
    """Whether a stem says "the map" and means the map of the document's title."""
    return any(match[1] in title_nouns(text) for match in _BARE.finditer(stem))


def in_context(text: Text, line: Line, stem: str, key: str) -> str | None:
    """The stem, its document named in front unless it names what the document is about: "the
    secretariat in Jakarta" is clear only there.

    None where the document's title would tell the key, unless names alone say what is meant.
    """
    named = text.entities.within(stem)
    leans = leans_on_title(text, stem)
    whole = text.entities.main in named and not leans and not _said_short(text, stem)
    if stem.startswith("According to ") or whole:
        return stem
    name = source_name(text)
    if any(stands_in(part, name) for part in key.split()):
        told = named and all(_tells(one, text, line) for one in named)
        return stem if told and not leans and not _BARE.search(stem) else None
    return in_document(text, stem)


_SHORT = re.compile(r"\bthe ([A-Z][a-z]+)(?=[ ,?]|'s)(?! (?:of|for|on|[A-Z(]))")


def _said_short(text: Text, stem: str) -> bool:
    """Whether a stem says no more than "the Bank" of what the document is about."""
    main = text.entities.main
    short = any(match[1].lower() in SAID_SHORT for match in _SHORT.finditer(stem))
    return short and main is not None and " " in main.name and main.name not in stem


def in_document(text: Text, stem: str) -> str:
    """The stem with its document named in front, unless that is called as the stem's subject."""
    main = text.entities.main
    if main is not None and text.document.source.title in main.aliases:
        subject = re.escape(main.said)
        if re.search(rf"^{subject} |\b(?:did|does|was|is|has|had) {subject} ", stem, re.IGNORECASE):
            return stem
    return f"According to {source_name(text)}, {lowered(text, stem)}"


def _tells(entity: Entity, text: Text, line: Line) -> bool:
    """Whether a name says by itself who or what is meant."""
    if entity is text.entities.main:
        return True
    said = words(entity.name)
    if entity.kind is Kind.ACRONYM:
        return len(entity.aliases) > 1
    if entity.kind in {Kind.COUNTRY, Kind.REGION, Kind.UNKNOWN}:
        return entity.kind is Kind.UNKNOWN and len(said) > 1
    return not all(common(word, line.small) for word in said if word.capital)
