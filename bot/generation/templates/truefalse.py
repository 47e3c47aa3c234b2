"""True or false: a statement in its own words, one value of which another could take the place of.

Nothing is turned round, so nothing has to be known of the verb: the statement stands alone, and a
date or a counted number in it is plain.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.generation.asking.clarity import clear
from bot.generation.asking.inner_case import lowered
from bot.generation.asking.introducing import introduced
from bot.generation.asking.inverting import main_clause
from bot.generation.asking.leftovers import without_leftovers
from bot.generation.asking.phrasing import fits, sentence
from bot.generation.candidates import TRUEFALSE, Fact, Proposal
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments
from bot.generation.sentences.quantities import TIMES
from bot.generation.sentences.spans import Span, stands_in
from bot.generation.statements.alone import statements
from bot.generation.templates.exchangeable import Value, dates, numbers
from bot.generation.templates.placing import placed
from bot.generation.templates.statable import statable
from bot.generation.words.table import listed

_LONGEST_STEM = 260
_LEAST_TOLD = 4
"""Words with a meaning beside the value."""


def propose(text: Text, line: Line) -> Iterator[Proposal]:
    """What a sentence states, once for each value that may be exchanged: those first that are most
    surely read, dates before numbers."""
    found = [one for one in statements(text, line) if statable(text, line, one)]
    for values in (dates, numbers):
        seen: set[str] = set()
        for one in found:
            for value in values(line, one):
                made = _stated(text, line, one, value) if value.said not in seen else None
                if made is not None and clear(text, replace(made, stem=f"{made.stem[:-1]}?")):
                    seen.add(value.said)
                    yield introduced(text, without_leftovers(made))


_VAGUE_DEEDS = listed("follow happen occur continue")
_NOW = re.compile(r"\b(?:is|are|has|have|does|do|will|can)\b")


def _stated(text: Text, line: Line, one: Statement, value: Value) -> Proposal | None:
    """The statement behind its document, as of the document's date where it ages or says no date
    itself; None where too little is told beside the value, or something else tells it."""
    rest = f"{one.text[: value.at.start]} {one.text[value.at.end :]}"
    least = _LEAST_TOLD + 2 * (value.unit in TIMES)
    if len(content(rest)) < least or not text.entities.within(rest):
        return None
    if stands_in(value.said, text.document.source.title):
        return None
    main = main_clause(one.text)
    if main is not None and main.deed in _VAGUE_DEEDS:
        return None
    now = _NOW.search(one.text) is not None or (main is not None and not main.past)
    dated = any(True for _ in moments(one.text))
    ages = now or one.undated or (not dated and text.document.source.date is not None)
    placed_stem = placed(text, line, one, f"{one.text}?", value.said, ages=ages, when=dated)
    stem = sentence(placed_stem.removesuffix("?")) if placed_stem else ""
    if not stem or not fits(stem, _LONGEST_STEM) or stem.count(value.said) != 1:
        return None
    said = sentence(one.text)
    subject, relation = _relation(text, one)
    return Proposal(
        Fact(TRUEFALSE, subject, relation, value.said, text, line, value.line_at,
             Span(0, len(line.text))),
        stem, value.said, value.kind, said,
        said if fits(said) else f"The source says {value.said}.",
        value=value.number, unit=value.unit, quote=value.quote,
    )  # fmt: skip


def _relation(text: Text, one: Statement) -> tuple[str, str]:
    """Of whom a statement tells, and what."""
    main = main_clause(one.text)
    if main is None:
        return "", one.text
    return lowered(text, main.subject), f"{main.deed} {main.rest.of(main.text)}"
