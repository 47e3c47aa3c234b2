"""What stands beside a name in its sentence: another one in the same place, or where a place is."""

import re

from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import words

_NAME = r"[A-Z][\w.'-]*(?: (?:of )?[A-Z][\w.'-]*)*"
_BEFORE = re.compile(rf"(?P<other>{_NAME}),? (?:and|or) (?:the )?$")
_BEHIND = re.compile(rf"(?:, (?:the )?{_NAME})*,? (?:and|or) (?:the )?(?P<other>{_NAME})")
_PLACE_BEFORE = re.compile(rf"(?P<place>{_NAME})(?:,? in|,) (?:the )?$")
_PLACES = frozenset({Kind.CITY, Kind.REGION, Kind.PLACE})


def shared(text: Text, line: Line, at: Named, one: Statement, stem: str) -> bool:
    """Whether another name of a sentence has the same place in it, and the statement left it out:
    "Norway and Sweden closed the strait" is not asked of Sweden alone."""
    said, key = line.text, text.entities.find(at.text)
    before = _BEFORE.search(said[: at.span.start])
    if before and _alike(text, key, before["other"], one):
        return True
    behind = _BEHIND.match(said, at.span.end)
    if behind is None or not _alike(text, key, behind["other"], one):
        return False
    after = words(said[behind.end() :])
    clause = bool(after) and is_verb(after, 0)
    return not clause or stem.startswith(("Who ", "Which "))  # else another clause begins there


def _alike(text: Text, key: Entity | None, form: str, one: Statement) -> bool:
    other = text.entities.find(form)
    same = key is not None and other is not None and other is not key and other.kind is key.kind
    return same and form not in one.text


def only_where(text: Text, line: Line, at: Named, sort: str, stem: str) -> bool:
    """Whether a country is asked for that is told of a place alone: "Bergen in which country?" """
    before = _PLACE_BEFORE.search(line.text[: at.span.start])
    if sort not in {"country", "state", "province"} or before is None:
        return False
    place = text.entities.find(before["place"])
    known = place is not None and place.kind in _PLACES
    return known and f"{before['place']} in which" in stem
