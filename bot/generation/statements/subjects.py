"""The subject of a clause so that it stands alone: named, taken from an aside, or kept."""

import re
from dataclasses import dataclass

from bot.generation.reading.anchoring import other_who
from bot.generation.reading.capitals import named_inside
from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.proper_names import common
from bot.generation.sentences.spans import Span, words
from bot.generation.statements.standing import POSSESSIVE, full, of_which, standing
from bot.generation.words.table import listed, nouns

_BEHIND_HEAD = re.compile(r" (?:of|about|on|in|for|by|from|at|with|to) ")
_QUOTED_BESIDE = re.compile(r', (?P<name>"[^"]{2,40}"),')
"""A name in quotes beside its noun: the previous exercise, "Clear Sky", …"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A phrase that stands alone: its words, and the entity that is its whole subject, if any."""

    text: str
    entity: Entity | None = None


def subject(text: Text, line: Line, span: Span) -> Standing | None:
    """The subject of a clause so that it stands alone, or None."""
    beside = _beside(text, line, span)
    if beside is not None or other_who(line.text, span.end, text.entities.find(span.of(line.text))):
        return beside
    said = _plain(span.of(line.text))
    named = any(one.span.start == span.start for one in line.names)
    lone = text.entities.by_form.get(said)
    named = named or (lone is not None and lone.inside)  # Shell, within a sentence elsewhere
    first = words(said)[0]
    plain = common(first, line.small) or first.small in nouns("role")
    named = named or named_inside(text, said)
    if not named and first.text not in nouns("title") and plain:
        said = said[:1].lower() + said[1:]
    pronoun = said.lower() in {"it", "he", "she"}
    if pronoun:
        entity = text.meant(said, line)
        return Standing(entity.said, entity) if entity else None
    entity = text.entities.find(said)
    if entity is not None:
        whole = of_which(entity, text) if full(entity) else None
        the = "the " if entity.article else ""
        return Standing(f"{the}{whole}", entity) if whole else None
    if _quantified(said):
        return None
    phrase = standing(text, line, said, None)
    if phrase is None:
        return None
    return Standing(phrase, text.entities.find(phrase))


def _beside(text: Text, line: Line, span: Span) -> Standing | None:
    """A subject by the name that stands beside it."""
    quoted = _QUOTED_BESIDE.match(line.text[span.end :])
    if quoted is not None:
        head = _BEHIND_HEAD.split(span.of(line.text))[0].split()[-1]
        return Standing(f"the {head} {quoted['name']}")
    person = _named_beside(text, line, span)
    return Standing(person.said, person) if person is not None else None


def _named_beside(text: Text, line: Line, span: Span) -> Entity | None:
    """The person named in an aside: "the chief executive, Zsolt Hegyi," """
    after = line.text[span.end :]
    named = next((one for one in line.names if one.span.start == span.end + len(", ")), None)
    if named is None or not after.startswith(f", {named.text},"):
        return None
    entity = text.entities.find(named.text)
    person = entity is not None and entity.kind is Kind.PERSON and " " in entity.name
    return entity if person and text.entities.find(span.of(line.text)) is None else None


_QUANTITY = listed(
    "many some most several few both all each every another various numerous two three four five"
    " six seven eight nine ten eleven twelve about over more less nearly almost around up at half"
    " others no none"
)


def _quantified(said: str) -> bool:
    first = words(said)[0]
    return first.small in _QUANTITY or first.text[0].isdigit()


def _plain(said: str) -> str:
    """A subject without what stands in brackets or between commas."""
    bare = re.sub(r" \([^()]*\)", "", said)
    head = bare.split(",", 1)[0]
    first = words(head)[0] if words(head) else None
    if first and first.capital and first.small in {"the", "a", "an", *POSSESSIVE}:
        head = head[0].lower() + head[1:]
    return head
