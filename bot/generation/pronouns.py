"""Whom or what a pronoun means that a statement begins with, or that has nothing before it."""

from bot.generation.corpus import Line, Text
from bot.generation.proper_names import Kind
from bot.generation.topics import told_of, topic

PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_PLURAL = frozenset({"they", "their"})


def meant(text: Text, line: Line, small: str) -> str | None:
    """The words that say what a pronoun means which nothing before it in its sentence explains."""
    if small in PERSONAL:
        return _person(text, line, small)
    if small not in _PLURAL:
        entity = text.meant(small, line)
        if entity is not None:
            return entity.said
    return _general(text, line, small in _PLURAL)


def _person(text: Text, line: Line, small: str) -> str | None:
    entity = text.meant(small, line)
    if entity is None or " " not in entity.name:
        return None
    last = text.subjects[line.order - 1] if line.order else None
    other = last is not None and last.kind is Kind.PERSON and last is not entity
    return None if other else entity.said


def _general(text: Text, line: Line, plural: bool) -> str | None:
    """What the sentences before in the paragraph go on telling of: "Acids are …. They …" """
    about = topic(text.document.source.title)
    if about is None:
        return None
    for order in range(line.order - 1, -1, -1):
        before = text.lines[order]
        if before.block.number != line.block.number:
            return None
        told = told_of(about, before.text)
        if told is not None:
            return told[0] if told[1] == plural else None
        opens = before.text.split(" ", 1)[0]
        if opens not in ({"They", "Their"} if plural else {"It", "Its"}):
            return None
    return None
