"""Where the names that a question uses in full are written in full."""

from collections.abc import Iterator

from bot.domain.question import Citation
from bot.generation.asking.quoting import cite
from bot.generation.candidates import Fact
from bot.generation.reading.entities import Entity
from bot.generation.sentences.spans import Span


def naming(fact: Fact, *said: str) -> Iterator[Citation]:
    """A citation for each name that ``said`` has and the fact's sentence has in a shorter form."""
    source = fact.text.document.source
    entry = f"{source.title} {source.short}"
    found = {one.name: one for text in said for one in fact.text.entities.within(text)}
    for entity in found.values():
        if entity.name not in fact.line.text and entity.name not in entry:
            yield from _first(entity, fact)


def _first(entity: Entity, fact: Fact) -> Iterator[Citation]:
    place = next((p for p in entity.places if p.named.text == entity.name), None)
    if place is not None:
        line = fact.text.lines[place.order]
        yield cite(line, place.named.span, Span(0, len(line.text)))
