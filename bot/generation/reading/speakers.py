"""Who stands in a document only for what they say of its matter: residents, experts, senators."""

import re

from bot.generation.reading.entities import Entity, Place
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.words.saying import QUOTED
from bot.generation.words.table import either

_SPOKE = (
    rf"(?:{either(QUOTED)}|tweet(?:s|ed)?|repl(?:y|ies|ied)|recall(?:s|ed)?"
    r"|wrote (?:to|on [A-Z]\w*|in [A-Z]\w*))"
)
"""Right beside a name only what is said: who *argues* or *expects* may do more than speak, and who
wrote, but for a letter or a post, may be an author."""

_BEHIND = re.compile(
    rf"(?:,[^,;]*(?:,[^,;]*)?,| \([^()]*\)| who [^,;]*?)? (?:also |later )?{_SPOKE}\b"
)
_BEFORE = re.compile(rf"\b(?:{_SPOKE}|[Aa]ccording to) (?:[\w'-]+ ){{0,5}}$")


def in_passing(text: Text, entity: Entity) -> bool:
    """Whether somebody is named only as the speaker of a sentence, and not by the title."""
    return _marginal(text, entity) and all(
        _speaks(text.lines[place.order], place) for place in entity.places
    )


def speaks(text: Text, line: Line, entity: Entity) -> bool:
    """Whether somebody whom the title does not name is the speaker of a sentence."""
    here = [place for place in entity.places if place.order == line.order]
    return _marginal(text, entity) and any(_speaks(line, place) for place in here)


def _marginal(text: Text, entity: Entity) -> bool:
    known = entity is text.entities.main
    titled = entity in text.entities.within(text.document.source.title)
    return entity.kind in _SPEAKERS and not known and not titled


_SPEAKERS = frozenset({Kind.PERSON, Kind.UNKNOWN})


def _speaks(line: Line, place: Place) -> bool:
    said, span = line.text, place.named.span
    return bool(_BEHIND.match(said, span.end) or _BEFORE.search(said[: span.start]))
