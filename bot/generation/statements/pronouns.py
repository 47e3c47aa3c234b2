"""Whom or what a pronoun means that a statement begins with, or that has nothing before it."""

import re
from collections.abc import Sequence

from bot.generation.reading.anchoring import ENDS, LINKS
from bot.generation.reading.entities import Entity
from bot.generation.reading.texts import Line, Text
from bot.generation.reading.topics import told_of, topic
from bot.generation.reading.unclear_it import unclear
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, words
from bot.generation.statements.whom import opens_with_another
from bot.generation.words.table import listed, nouns

PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_PLURAL = frozenset({"they", "their"})
_OPENS = re.compile(r"(?:However, )?(?:(?:In|On|By|From|During|At|After) [^,]{2,40}, )?")
_LEAD = re.compile(r"[A-Z][^.;:]{2,80}, (?=(?:he|she|it) )")
_OF_OTHERS = re.compile(r"(?:His|Her|[A-Z][\w-]+(?: [A-Z][\w-]+)*'s) (?:[a-z]+ )?(?P<noun>[a-z]+)")
_KIN = nouns("role") | listed(
    "father mother brother sister wife husband cousin uncle aunt friend grandfather grandmother"
    " stepmother stepfather brother-in-law colleague rival opponent biographer"
)
_CHAIN = 6


def meant(text: Text, line: Line, small: str) -> str | None:
    """The words that say what a pronoun means which nothing before it in its sentence explains."""
    if small in PERSONAL:
        return _person(text, line, small)
    if small in _PLURAL:
        return _general(text, line, True)
    if small == "it" and line.order and unclear(line.text, text.lines[line.order - 1].text):
        return None
    entity = text.meant(small, line) or _thing(text, line)
    return entity.said if entity is not None else _general(text, line, False)


def _before(text: Text, line: Line) -> Line | None:
    """The sentence before in the same paragraph."""
    before = text.lines[line.order - 1] if line.order else None
    return before if before and before.block.number == line.block.number else None


def _person(text: Text, line: Line, small: str) -> str | None:
    """The person whom the document is about, unless the sentence before tells of somebody else;
    else who is the subject of that and its only person."""
    before = _before(text, line)
    main = text.entities.main
    pronoun = PERSONAL[small]
    about_one = main is not None and main.kind is Kind.PERSON
    if about_one and text.entities.pronoun not in {"", pronoun}:
        return None
    kin = _OF_OTHERS.match(before.text) if before is not None else None
    if kin is not None and kin["noun"] in _KIN:
        return None
    subject = _spoken_of(text, before) if before is not None else None
    previous = text.lines[line.order - 1] if line.order else None
    if main is not None and about_one and previous and opens_with_another(previous, main):
        return None
    if about_one and main is not None and " " in main.name:
        others = [one for one in _people(text, before) if one is not main] if before else []
        named = any(word.text in nouns("first") for word in words(before.text)) if before else False
        told = text.entities.pronoun == pronoun
        if subject is main and told:
            return main.said
        return main.said if not others and not named and (told or subject is main) else None
    entity = text.meant(small, line)
    only = entity is not None and " " in entity.name and _people(text, before) == [entity]
    return entity.said if entity is not None and only else None


def _people(text: Text, line: Line | None) -> list[Entity]:
    if line is None:
        return []
    return [one for one in text.entities.within(line.text) if one.kind is Kind.PERSON]


def _thing(text: Text, line: Line) -> Entity | None:
    """What the document is about, where the sentences before tell of it."""
    before = _before(text, line)
    subject = _spoken_of(text, before) if before is not None else None
    main = text.entities.main
    apt = subject is main is not None and main.kind is not Kind.PERSON
    return subject if apt else None


def _spoken_of(text: Text, line: Line) -> Entity | None:
    """Whom or what a sentence begins with, pronouns followed back through its paragraph."""
    for _ in range(_CHAIN):
        start = _LEAD.match(line.text) or _OPENS.match(line.text)
        said = line.text[start.end() :] if start else line.text
        first = said.split(" ", 1)[0].lower()
        if first not in {"it", "he", "she"}:
            return _subject(text, line, said)
        before = _before(text, line)
        if before is None:
            main = text.entities.main
            told = main is not None and text.entities.pronoun == first != ""
            return main if told else None
        line = before
    return None


def _subject(text: Text, line: Line, said: str) -> Entity | None:
    """The entity that a sentence begins with; not its owner: "Norway's coast"."""
    every = words(said)
    article = bool(every) and every[0].small == "the"
    entity, used = text.entities.at(every, int(article), said) if every[article:] else (None, 0)
    if entity is not None:
        after = article + used
        last = every[after - 1].text
        if last.endswith(("'s", "s'")) or _names_another(every[after:]):
            return None
        return entity
    noun = every[1].small if article and len(every) > 1 else ""
    return text.entities.of_class(noun, line.order) if noun else None


def _names_another(after: Sequence[Word]) -> bool:
    """Whether a noun behind a name makes it another thing's: "the Halden tramway" """
    first = after[0] if after else None
    if first is None or not first.is_word or first.capital:
        return False
    return first.small not in LINKS | ENDS | PREPOSITIONS and not is_verb(after, 0)


def _general(text: Text, line: Line, plural: bool) -> str | None:
    """What the sentences before in the paragraph go on telling of: "Acids are …. They …" """
    about = topic(text.document.source.title)
    if about is None:
        return None
    before = _before(text, line)
    while before is not None:
        told = told_of(about, before.text)
        if told is not None:
            return told[0] if told[1] == plural else None
        opens = before.text.split(" ", 1)[0]
        if opens not in ({"They", "Their"} if plural else {"It", "Its"}):
            return None
        before = _before(text, before)
    return None
