"""People's names that are a part of a longer one wherever a text has them."""

import re

from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.spans import Span
from bot.generation.words.table import nouns

_THINGS = nouns("organisation") | nouns("place") | nouns("event") | nouns("document")
_NAME_BEHIND = re.compile(r" (?P<name>[A-Z][a-z]+)(?![\w'’])")
_NAME_BEFORE = re.compile(r"(?<![\w'’.-])(?P<name>[A-Z][a-z]+) $")
_INITIAL = re.compile(r"[A-Z]\. ")


def torn_name(entity: Entity, text: Text) -> bool:
    """Whether a person's name is only a part of one wherever it stands: "Kaspar Ernst" of Kaspar
    Ernst August Ek, "E. Merrow" of Ada E. Merrow."""
    return all(_torn(text, at.order, at.named.span) for at in entity.places)


def _torn(text: Text, order: int, at: Span) -> bool:
    line = text.lines[order]
    before, behind = line.text[: at.start], line.text[at.end :]
    follows = _NAME_BEHIND.match(behind)
    if follows and not demonym(follows["name"]) and follows["name"].lower() not in line.small:
        return True
    leads = _NAME_BEFORE.search(before)
    if leads is None:
        return False
    name = leads["name"]
    if _INITIAL.match(line.text, at.start):
        return name in nouns("first")
    office = name in nouns("title") or name.lower() in nouns("role") or demonym(name)
    known = name in text.entities.by_form or name.lower() in line.small or name.isupper()
    opens = not before[: leads.start()].strip()
    return not (office or known or opens or name.lower() in _THINGS)
