"""Offices that a text names in passing: of who comments and does nothing else, and of who heads a
state that the text is not about."""

import re
from collections.abc import Iterator

from bot.generation.reading.entities import Entity
from bot.generation.reading.speakers import speaks
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.spans import Word, stands_in, words
from bot.generation.words.saying import QUOTED
from bot.generation.words.table import either, listed, names, nouns

_OF_STATE = re.compile(
    r"(?i:\b(?:president|prime minister|chancellor|premier|leader|king|queen|secretary of state"
    r"|minister|(?:defen[cs]e|treasury) secretary)\b)"
)
_BEST_KNOWN = re.compile(
    r"(?:president|prime minister|chancellor) of (?:the )?(?:US|UK|United States|United Kingdom"
    r"|Britain|Russia|Germany|France|China)\b"
    r"|\b(?:US|UK|United States|American|British|Russian|German|French|Chinese)"
    r" (?:president|prime minister|chancellor)\b",
    re.IGNORECASE,
)
"""Heads of state whom nobody needs a text for."""

_CALLED_SO = re.compile(r"\bleader\b")
"""What somebody may have been, or is without the office: once said, it is no more than that."""

_WRITES = re.compile(
    r"\b(?:editor|correspondent|reporter|journalist|presenter|newsreader|anchor|columnist)\b"
)
"""Who reports: named as who brought the news, by the publisher or another."""

_COMMENTED = re.compile(
    rf"\b(?:{either(QUOTED)}|saying|wr(?:ote|ites)|according to"
    r"|argue[sd]?|believe[sd]?|thinks?|thought|expects?|expected|predict(?:s|ed)|estimate[sd]?"
    r"|suggest(?:s|ed)|point(?:s|ed) out|describe[sd]?|observe[sd]?|asked|quoted|interview)\b"
    r"|\"",
    re.IGNORECASE,
)
"""What is said, and what an expert thinks of the matter or is asked about it."""

_FIRST = 2
_OPENING = 3
"""How many sentences say what a text is about: who speaks there is no commentator."""

_OFTEN, _SHARE = 3, 5
"""A country is spoken of in so many sentences, and in one of so many, where a text is about it."""

_SAID_OTHERWISE = {
    "us": "american america u.s. united-states",
    "uk": "british britain u.k. united-kingdom",
    "french": "france",
    "france": "french",
    "dutch": "netherlands",
    "netherlands": "dutch",
    "danish": "denmark",
    "denmark": "danish",
    "irish": "ireland",
    "ireland": "irish",
    "british": "britain uk",
    "american": "us america u.s.",
}
"""Of nations and countries whose names begin otherwise."""

_ALIKE = 3
_BEFORE = 40
"""Letters before a name that its office may take."""

_TITLES = nouns("role") | listed("general chief deputy vice prime foreign first state defence")


def passing(text: Text, line: Line, office: str, holder: Entity) -> bool:
    """Whether nobody would ask this text who holds an office."""
    owners = [word for word in words(office) if word.capital and word.small not in _TITLES]
    of_state = bool(owners) and all(map(_nation, owners)) and _OF_STATE.search(office)
    if _BEST_KNOWN.search(office):
        return True
    orders = {place.order for place in holder.places}
    once = line.order > _OPENING and len(orders) == 1
    if _WRITES.search(office):
        return _writes(text, line, holder)
    if of_state:
        return not _about(text, owners, holder, by_title=once)
    spoken_of = _spoken_of(text, office, holder)
    if once and _OF_STATE.search(office):
        return not spoken_of or _CALLED_SO.search(office) is not None
    late = line.order >= _OPENING
    return late and _comments(text, holder) and not spoken_of


_BYLINE = re.compile(r"(?:^|[.!?\"] )By (?:[\w'-]+ ){1,7}$")


def _writes(text: Text, line: Line, holder: Entity) -> bool:
    """Whether a journalist is no matter of a text: its author, or named once, or only quoted, by
    no title."""
    here = (place.named.span for place in holder.places if place.order == line.order)
    if any(_BYLINE.search(line.text[: at.start]) for at in here):
        return True
    titled = any(stands_in(form, text.document.source.title) for form in holder.aliases)
    once = len({place.order for place in holder.places}) == 1
    dated = text.document.source.date is not None
    return dated and not titled and (once or _comments(text, holder))


def _nation(word: Word) -> bool:
    bare = word.text.removesuffix("'s").removesuffix("'")
    known = bare in names("countries.txt") or bare in {"US", "UK"}
    return known or (demonym(bare) and bare not in nouns("first"))


def _about(text: Text, owners: list[Word], holder: Entity, *, by_title: bool) -> bool:
    """Whether a text is about a country: by its title, its first sentences, or its many sentences
    on it, what only says whose head of state somebody is not among them; ``by_title``: by its
    title alone."""
    if _speaks_of(text.document.source.title, owners):
        return True
    if by_title or not text.lines:
        return False
    told = [line.order for line in text.lines if _speaks_of(_besides(line, holder), owners)]
    begins = bool(told) and told[0] < _OPENING
    return begins or len(told) >= max(_OFTEN, len(text.lines) // _SHARE)


def _besides(line: Line, holder: Entity) -> str:
    """A sentence without a holder's name and the words before it, behind the first two: these tell
    who takes part in the matter."""
    said = line.text
    for place in reversed(holder.places if line.order >= _FIRST else ()):
        if place.order == line.order:
            start = max(0, place.named.span.start - _BEFORE)
            said = f"{said[:start]} {said[place.named.span.end :]}"
    return said


def _speaks_of(said: str, owners: list[Word]) -> bool:
    capitals = {word.small.removesuffix("'s") for word in words(said) if word.capital}
    return all(any(one_land(owner, other) for other in capitals) for owner in owners)


def one_land(owner: Word, other: str) -> bool:
    """Whether two words name one country: Norway, Norwegian."""
    own = owner.small.removesuffix("'s")
    if own == other or other in _SAID_OTHERWISE.get(own, "").split():
        return True
    return len(own) > _ALIKE and own[:_ALIKE] == other[:_ALIKE]


def _comments(text: Text, holder: Entity) -> bool:
    """Whether all that a text tells of somebody is what was said."""
    return all(_COMMENTED.search(text.lines[place.order].text) for place in holder.places)


_SELDOM = 2


def only_a_voice(text: Text, who: Entity) -> bool:
    """Whether a report has somebody in a sentence or two for a word on its matter: then nothing
    else that it tells of that person is worth asking. Not who its title names."""
    if text.document.source.date is None or who.kind is not Kind.PERSON:
        return False
    orders = {place.order for place in who.places}
    if len(orders) > _SELDOM or who is text.entities.main:
        return False
    titled = any(stands_in(form, text.document.source.title) for form in who.aliases)
    heard = _comments(text, who) or any(speaks(text, text.lines[at], who) for at in orders)
    return heard and not titled


def _spoken_of(text: Text, office: str, holder: Entity) -> bool:
    """Whether the title, or a sentence without the holder, has the body whose office it is."""
    there = {place.order for place in holder.places}
    title = text.document.source.title
    for form in _bodies(text, office):
        if stands_in(form, title):
            return True
        if any(stands_in(form, one.text) for one in text.lines if one.order not in there):
            return True
    return False


def _bodies(text: Text, office: str) -> Iterator[str]:
    """The forms of the names in an office; of places only where nothing else is named."""
    found = text.entities.within(office)
    for entity in [one for one in found if not _land(one)] or found:
        yield from entity.aliases


def _land(entity: Entity) -> bool:
    known = entity.kind in {Kind.COUNTRY, Kind.REGION, Kind.CITY}
    return known or entity.name in {"US", "UK"} or demonym(entity.name)
