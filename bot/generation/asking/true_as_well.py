"""Whether a document tells of a rival what a stem asks for, in the same words or nearly so."""

import re

from bot.generation.asking.telling import superlative
from bot.generation.candidates import Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Text
from bot.generation.sentences.content import content
from bot.generation.sentences.speech import unquoted


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
