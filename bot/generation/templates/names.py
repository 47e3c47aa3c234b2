"""A name asked for in its statement: "who wrote …?", "in which city was …?", "… against whom?" """

import re
from collections.abc import Iterator

from bot.generation.asking.context import in_document
from bot.generation.asking.deeds import deeds
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.asking.telling import full, superlative, tells, told_beside, whole
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.sorts import PERSON, PLACES, WATERS, sort_of
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.proper_names import proper_names
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.statements.alone import statements
from bot.generation.templates.name_shapes import Wanted, asked
from bot.generation.templates.placing import placed
from bot.generation.words.table import listed

NAME = "names"
_SAYS = listed(
    "say says said tell tells told add adds added insist insists insisted warn warns warned"
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do)\b")


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if _has_key(text, line):
            yield from _of_line(text, line)


def _has_key(text: Text, line: Line) -> bool:
    """Whether a line has a name whose sort is sure, so that it is worth reading its statements."""
    found = (text.entities.find(named.text) for named in line.names)
    return any(one and one is not text.entities.main and sort_of(one, text) for one in found)


def _of_line(text: Text, line: Line) -> Iterator[Proposal]:
    """One question for each name: the shortest that is full, or the first."""
    best: dict[str, Proposal] = {}
    for statement in statements(text, line):
        for one in _wanted(text, line, statement):
            made = _propose(text, line, statement, one)
            before = best.get(one.entity.name)
            if made and (before is None or (not full(before.stem) and full(made.stem))):
                best[one.entity.name] = made
    yield from best.values()


def _wanted(text: Text, line: Line, statement: Statement) -> Iterator[Wanted]:
    """Each name whose sort is sure, in each clause of a statement."""
    claimed = statement.text.startswith("According to ")
    if claimed or any(word.small in _SAYS for word in words(statement.text)):
        return
    for main in deeds(statement.text):
        for named in proper_names(main.text, line.small):
            entity = text.entities.find(named.text)
            if entity is None or entity is text.entities.main:
                continue
            sort = sort_of(entity, text)
            if sort and not told_beside(text, entity, statement.text, _at(statement, named.text),
                                        sort):  # fmt: skip
                yield Wanted(main, named.span, entity, sort)


def _at(statement: Statement, name: str) -> Span:
    at = max(statement.text.find(name), 0)
    return Span(at, at + len(name))


def _propose(text: Text, line: Line, statement: Statement, one: Wanted) -> Proposal | None:
    at = next((n for n in line.names if text.entities.find(n.text) is one.entity), None)
    said = asked(text, one)
    stem = f"{tidy(said.replace(' also ', ' ').rstrip('?'))}?" if said else None
    if at is None or stem is None or not whole(stem):
        return None
    if not tells(text, one.entity, one.sort, one.main, stem):
        return None
    stem = _placed(text, line, statement, one, stem)
    if stem is None or not fits(stem, LONGEST_STEM):
        return None
    told, name = sentence(statement.text), one.entity.name
    surname = name.rsplit(" ", 1)[-1]
    typed = one.sort in {PERSON} | PLACES | WATERS
    return Proposal(
        Fact(NAME, stem, "is", name, text, line, at.span, Span(0, len(line.text))),
        stem,
        name,
        KeyKind.NAME,
        told,
        told if fits(told) else f"The name is {name}.",
        name_kind=one.entity.kind,
        typed_stem=stem if typed else None,
        accept=(surname,) if one.sort == PERSON and surname != name else (),
        sort=one.sort,
    )


def _placed(text: Text, line: Line, statement: Statement, one: Wanted, stem: str) -> str | None:
    """The stem with its document in front, where it needs that."""
    now = _PRESENT.search(one.main.text) is not None or not one.main.past
    ages = now or statement.undated
    found = placed(text, line, statement, stem, one.entity.name, ages=ages)
    if found is None and one.main.past and superlative(stem):
        return in_document(text, stem)
    return found
