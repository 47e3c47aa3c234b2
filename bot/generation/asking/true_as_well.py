"""Whether a document tells of a rival what a stem asks for, in the same words or nearly so."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from bot.generation.asking.telling import superlative
from bot.generation.candidates import Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.source_names import out_of_document
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.content import content
from bot.generation.sentences.spans import words
from bot.generation.sentences.speech import unquoted
from bot.generation.words.verbs import Form, verb


def true_as_well(entity: Entity, proposal: Proposal) -> bool:
    return _told_as_well(entity, proposal) or _told_alike(entity, proposal)


def _told_as_well(entity: Entity, proposal: Proposal) -> bool:
    """Whether a sentence has a rival with all that a stem names beside the document's own
    subject, and with its noun: "Which country has an embassy in Oslo?" """
    text = proposal.fact.text
    named = {one.name for one in text.entities.within(proposal.stem)}
    named -= {one.name for one in (text.entities.main, *_of_title(text)) if one}
    if not named:
        return False
    nouns_asked = content(proposal.stem)
    for order in {place.order for place in entity.places} - {proposal.fact.line.order}:
        said = text.lines[order]
        there = {e.name for n in said.names if (e := text.entities.find(n.text))}
        both = nouns_asked & content(said.text)
        if named <= there and len(both) > len(content(" ".join(named)) & both):
            return True
    return False


_OWNED = re.compile(r"\b(?:[Ww]hose|[Ww]hich [a-z]+'s) (?P<noun>[a-z]+(?: [a-z]+)?)")
_FEWEST_ALIKE = 3


def _told_alike(entity: Entity, proposal: Proposal) -> bool:
    """Whether the document tells of what a rival has, where that is asked for ("Norway's central
    bank"), or of a rival in half the words of the stem."""
    text, stem = proposal.fact.text, unquoted(proposal.stem)
    if superlative(stem):
        return False
    owned = _OWNED.search(stem)
    named = content(" ".join(one.name for one in text.entities.within(stem)))
    asked = content(stem) - named
    for order in {place.order for place in entity.places} - {proposal.fact.line.order}:
        said = text.lines[order].text
        if owned and any(f"{form}'s {owned['noun']}" in said for form in entity.aliases):
            return True
        both = len(asked & content(said))
        if both >= _FEWEST_ALIKE and both * 2 >= len(asked):
            return True
    return False


def _of_title(text: Text) -> tuple[Entity, ...]:
    return text.entities.within(text.document.source.title)


_ONE_DEED = (
    frozenset({"buy", "acquire", "purchase", "sell"}),
    frozenset({"found", "establish", "create", "form", "start", "launch", "begin", "open"}),
    frozenset({"build", "construct", "erect", "complete", "finish"}),
    frozenset({"rename", "call", "name", "reorganize", "become"}),
    frozenset({"merge", "join", "unite", "combine"}),
    frozenset({"sign", "conclude", "agree", "ratify", "adopt"}),
    frozenset({"close", "end", "dissolve", "abolish", "disband"}),
)
"""Verbs by which one event may be told."""

_CARRIED_OUT = re.compile(
    r"(?:\[\d+\] )?(?:The|This) (?:sale|deal|purchase|acquisition|merger|takeover|transaction|move"
    r"|transfer|work|construction|treaty|agreement|contract|law|act|project)"
    r" (?:was|were|had been|came|took|became) (?:[a-z]+ly )?(?:completed|concluded|finali[sz]ed"
    r"|closed|signed|approved|effective|into|effect|finished|ratified)\b"
)
MOST_TRIED = 100
"""Names and dates that are looked at for one key, so that a long document costs no more."""

_SOON = 2
"""Sentences behind an event within which "the sale" is it."""


def other_years(proposal: Proposal) -> Iterator[int]:
    """Years that the document may give to the event that is asked for: those of sentences behind it
    that tell that the deal was carried out, or that have the names of the stem with such a verb."""
    fact = proposal.fact
    deed = fact.relation.partition(" ")[0]
    alike = next((group for group in _ONE_DEED if deed in group), frozenset())
    text, bare = fact.text, out_of_document(proposal.stem)
    told = (one.name for one in text.entities.within(bare) if one is not text.entities.main)
    named = {name.split()[0] for name in told} if alike else set()
    for line in text.lines:
        if line is fact.line or not line.moments:
            continue
        if _carried_out(line, fact.line) or (named and _tells_of(line, named, alike)):
            yield from (moment.year for moment in line.moments)


def _carried_out(line: Line, event: Line) -> bool:
    soon = 0 < line.order - event.order <= _SOON and line.block.number == event.block.number
    return soon and _CARRIED_OUT.match(line.text) is not None


def _tells_of(line: Line, named: AbstractSet[str], deeds: AbstractSet[str]) -> bool:
    """Whether a sentence has names, by their first words, and one of some verbs."""
    return named <= {name.text.split()[0] for name in line.names} and any(
        found is not None and found.base in deeds
        for word in words(line.text)
        for form in (Form.PAST, Form.PARTICIPLE)
        for found in (verb(word.small, form),)
    )
