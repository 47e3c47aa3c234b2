"""What a sentence tells of, so that the next one's "it", "she" and "the scheme" are known to go on
telling of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.domain.documents.source_document import BlockKind
from bot.generation.reading.entities import Entity
from bot.generation.reading.genders import personal
from bot.generation.reading.mentions import singular
from bot.generation.reading.texts import Line, Text
from bot.generation.reading.unclear_it import unclear
from bot.generation.sentences.boundaries import subject_at
from bot.generation.sentences.leads import loose_lead, when_lead
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.predicates import PREPOSITIONS
from bot.generation.sentences.spans import Span, Word, words
from bot.generation.statements.interrupted import interrupted
from bot.generation.statements.kindred import kindred
from bot.generation.statements.told import ARTICLES, Told
from bot.generation.statements.wholeness import finite
from bot.generation.statements.whom import whom
from bot.generation.words.table import listed

_GOING_ON = frozenset({"it", "he", "she", "they"})
_OF_WHOM = {"it": "it", "its": "it", "they": "they", "their": "they", "he": "he", "his": "he",
            "him": "he", "she": "she", "her": "she"}  # fmt: skip
_JOINS = listed("but and yet so also however")
_SINGLE = listed("is was has")
_SEVERAL = listed("are were have")
_BEHIND_HEAD = listed("of for in on at between against with to from by into near under over")
_LONGEST, _BACK = 8, 2


Reads = Callable[[Line, str], tuple[str, bool] | None]
"""Reads a phrase of a line so that it stands alone, and whether it leans on its document."""


def told(text: Text, line: Line, read: Reads) -> Told | None:
    """What a line tells of, or None where that is not clear."""
    if line.order not in text.told:
        text.told[line.order] = None  # against a circle
        text.told[line.order] = _told(text, line, read)
    found = text.told[line.order]
    return found if isinstance(found, Told) else None


def gone_on(text: Text, line: Line, small: str, read: Reads) -> Told | None:
    """What a pronoun means that a line begins with: what the line before tells of, if nothing
    else there can be meant."""
    pronoun = _OF_WHOM.get(small, "")
    if not pronoun:
        return None  # them, himself: of whom the sentence itself tells
    before = _before(text, line)
    found = told(text, before, read) if before is not None else None
    if pronoun in {"he", "she"}:
        return whom(text, line, before, found, pronoun)
    if small == "it" and before is not None and unclear(line.text, before.text):
        return None
    if before is None or found is None or not _may_be(found, pronoun == "they"):
        return None
    # women, of whom the section of one club is not
    general = small != pronoun and not found.one_thing
    if general or (pronoun == "it" and _owner_meant(found, small)):
        return None
    return None if interrupted(text, before, found, pronoun) else found


def _may_be(found: Told, plural: bool) -> bool:
    """Whether *it* or, in the ``plural``, *they* can be said of it."""
    one = found.entity
    if found.somebody or (one is not None and personal(one) and not one.article):
        return False  # an unknown name may be that of a person
    return found.several is plural or (found.several is None and not plural)


def _owner_meant(found: Told, small: str) -> bool:
    """Whether of "the mill's saw" *its*, and of "the mill's construction" *it*, may as well mean
    the mill."""
    owned = "'s " in found.said or "s' " in found.said
    return owned and (small == "its" or found.noun.endswith(_DEEDS))


_DEEDS = ("tion", "sion", "ment", "ing", "ance", "ence")


def again(text: Text, line: Line, noun: str, read: Reads, back: int = _BACK) -> Told | None:
    """What "the NOUN" takes up again that one of the lines just before told of."""
    for far in range(1, back + 1):
        before = text.lines[line.order - far] if line.order >= far else None
        if before is None or before.block.number != line.block.number:
            return None
        found = told(text, before, read)
        if found is not None and found.noun in kindred(noun) and found.said != f"the {noun}":
            return found
        if any(singular(word.small) == singular(noun) for word in words(before.text)):
            return None
    return None


def _before(text: Text, line: Line) -> Line | None:
    """The sentence before, in the same paragraph, or in one of a single sentence."""
    before = text.lines[line.order - 1] if line.order else None
    if before is None or before.block.number == line.block.number:
        return before
    further = text.lines[line.order - 2] if line.order > 1 else None
    alone = further is None or further.block.number != before.block.number
    follows = line.block.number - before.block.number == 1
    body = before.block.kind is line.block.kind is BlockKind.BODY
    return before if alone and follows and body else None


def _told(text: Text, line: Line, read: Reads) -> Told | None:
    said = words(line.text)
    start = _start(said)
    spoken = '"' in line.text or line.text.endswith(("?", "!"))
    if spoken or start is None or start + 1 >= len(said):
        return None
    first = said[start].small
    if first in _GOING_ON and finite(said, start + 1):
        return gone_on(text, line, first, read)
    found = _subject(said, start)
    if found is None:
        return None
    span, verb_at = found
    verb = said[verb_at].small
    if first in {"its", "their"}:
        owner = gone_on(text, line, first, read)
        return _owned(owner, line.text[said[start + 1].start : span.end], verb) if owner else None
    phrase = _plain(span.of(line.text))
    stands = read(line, phrase)
    if stands is not None:
        return _described(text, stands, text.entities.find(phrase), verb)
    _, _, noun = phrase.partition(" ")
    bare = first in {"the", "this"} and " " not in noun
    return again(text, line, noun.lower(), read) if bare else None


def _owned(owner: Told, part: str, verb: str) -> Told | None:
    """ "Its basin": a part of what is told of."""
    if any(word.capital or word.small in ARTICLES for word in words(part)):
        return None
    return _made(f"{owner.own} {part}", None, verb, owner.leans)


def _described(
    text: Text, stands: tuple[str, bool], entity: Entity | None, verb: str
) -> Told | None:
    """A subject that stands alone."""
    phrase, leans = stands
    new = phrase.lower().startswith(("a ", "an "))
    entity = entity or text.entities.find(phrase)
    if entity is not None:
        phrase = entity.said if phrase.lower() == entity.said.lower() else phrase
    elif not (text.entities.within(words(phrase)[0].text) or demonym(words(phrase)[0].text)):
        phrase = phrase[:1].lower() + phrase[1:]
    made = _made(phrase, entity, verb, leans)
    if made is None or not new:
        return made
    if not text.entities.within(phrase):
        return None  # a committee: which?
    return replace(made, said=f"the {made.said.split(' ', 1)[1]}")


def _plain(said: str) -> str:
    """A subject without what stands in brackets or between commas."""
    return re.sub(r" \([^()]*\)", "", said).split(",", 1)[0]


def _start(said: Sequence[Word]) -> int | None:
    """Where the subject of a sentence may begin."""
    if not said:
        return None
    if said[0].small in PREPOSITIONS or said[0].small in {"when", "after", "before", "as"}:
        return loose_lead(said) or when_lead(said) or None
    if said[0].small in _JOINS or said[0].small.endswith("ly"):
        return 2 if len(said) > 2 and said[1].text == "," else 1  # noqa: PLR2004
    return 0


def _subject(said: Sequence[Word], start: int) -> tuple[Span, int] | None:
    """The subject and where its verb stands, also a verb that no table has."""
    found = subject_at(said, start)
    if found is not None:
        return found
    for at in range(start + 1, min(len(said), start + _LONGEST)):
        if not said[at].is_word or said[at].small in {"that", "which", "who", "and", "or"}:
            return None
        if finite(said, at):
            return Span(said[start].start, said[at - 1].end), at
    return None


def _made(phrase: str, entity: Entity | None, verb: str, leans: bool) -> Told | None:
    every = words(phrase)
    if not every or len(every) > _LONGEST or not all(w.is_word for w in every):
        return None
    links = (i for i, w in enumerate(every) if i and w.small in _BEHIND_HEAD)
    head = every[next(links, len(every)) - 1]
    noun = head.small
    several = verb in _SEVERAL if verb in _SINGLE | _SEVERAL else _several(every, noun, entity)
    return Told(phrase, noun, several, entity, leans)


def _several(phrase: Sequence[Word], noun: str, entity: Entity | None) -> bool | None:
    """Whether a phrase is a plural; None for a name such as the Vela Islands."""
    if any(word.small == "and" for word in phrase):
        return True
    ends = noun.endswith("s") and not noun.endswith("ss")
    if entity is None:
        return ends
    return None if ends and entity.article else False
