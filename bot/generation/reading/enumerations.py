"""Lists of names in a sentence: "Denmark, Iceland, Norway and Sweden"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.spans import Span
from bot.generation.words.table import listed

_BETWEEN = re.compile(r"(?:, |,? and (?P<last>))(?:the )?$")
_FEWEST, _ROOT = 3, 4
_GENERIC = listed("The Of And Republic Kingdom Federation United North South East West New Council")
_GOES_ON = re.compile(r",? (?:as well as|and|or|among others)\b|'s? |&")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Three or more names of one kind, the last behind an *and*; ``span`` has all of them."""

    names: tuple[Named, ...]
    entities: tuple[Entity, ...]
    span: Span
    kind: Kind


def enumerations(text: Text, line: Line) -> Iterator[Enumeration]:
    """The whole lists of a line whose names are of one kind that the document tells."""
    run: list[Named] = []
    for named in line.names:
        between = line.text[run[-1].span.end : named.span.start] if run else ""
        joined = _BETWEEN.fullmatch(between)
        run = [*run, named] if joined else [named]
        if joined and joined["last"] is not None:
            made = _made(text, line, run)
            if made is not None:
                yield made
            run = []


def _made(text: Text, line: Line, run: Sequence[Named]) -> Enumeration | None:
    span = Span(run[0].span.start, run[-1].span.end)
    found = [text.entities.find(one.text) for one in run]
    entities = tuple(one for one in found if one is not None)
    kinds = {one.kind for one in entities}
    names = {one.name for one in entities}
    whole = len(entities) == len(run) == len(names) >= _FEWEST and len(kinds) == 1
    if not whole or _GOES_ON.match(line.text[span.end :]):
        return None
    return Enumeration(tuple(run), entities, span, kinds.pop())


def begins_alike(one: str, other: str) -> bool:
    """Whether two names may mean the same or be taken for each other: Kyrgyzstan, Kyrgyz Republic;
    two words of them begin with the same letters."""
    return bool(_roots(one) & _roots(other))


def _roots(name: str) -> set[str]:
    words = (word for word in name.split() if word[0].isupper() and word not in _GENERIC)
    return {word[:_ROOT].casefold() for word in words}
