"""Whether a phrase stands alone, outside its text; what leans on the text is resolved or refused.

"The treaty", "its", "she" and "such exercises" mean something only to who has read on from the
beginning. A phrase that a stem uses has such words replaced by the name that they clearly mean;
where that is not clear there is no question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.generation.asking import LONGEST_STEM, rest_without
from bot.generation.corpus import Line, Spot, Text
from bot.generation.entities import Entity
from bot.generation.proper_names import Kind, common
from bot.generation.source_names import source_name
from bot.generation.spans import Span, Word, tidy, words
from bot.generation.words.table import listed, nouns

_POSSESSIVE = frozenset({"its", "his", "her", "their"})
_LEANING = listed(
    "it he she they them him himself herself itself themselves this that these those such there"
    " here former latter same other others another both each one ones so thus hence therefore"
    " today yesterday tomorrow tonight now currently recently ago next last previous following"
    " above below earlier later then monday tuesday wednesday thursday friday saturday sunday"
    " afterwards thereafter meanwhile i we our us you my your again ours respectively too"
    " nearby inside outside upstairs beside away home"
)
_UNIQUE = listed(
    "world sun moon earth sea sky public ocean atmosphere north south east west equator rain wind"
    " night day morning evening spring summer autumn winter war past future press universe"
    " environment economy law air ground weather poor rich internet surface"
)
_LINKS = listed(
    "of for in on at between against with to from by into onto across near under over through"
    " behind around within about as than without"
)
_ENDS = listed("and or but who which that where when while because if until")
_PERIODS = re.compile(r"^the (?:\d{1,2}(?:st|nd|rd|th) century|\d{4}s|first half|second half)\b")
_HALF = re.compile(r" and (?:to|in|at|on|from|by|into|since|until) ")
"""Half of a pair of phrases whose other half is asked for: "… in 1868 and to Geneva in 1948"."""

_LONGEST, _YEAR_DIGITS = 10, 4
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A phrase that stands alone: its words, and the entity that is its whole subject, if any."""

    text: str
    entity: Entity | None = None


def subject(text: Text, line: Line, span: Span) -> Standing | None:
    """The subject of a clause so that it stands alone, or None."""
    beside = _named_beside(text, line, span)
    if beside is not None:
        return Standing(beside.said, beside)
    said = _plain(span.of(line.text))
    named = any(one.span.start == span.start for one in line.names)
    first = words(said)[0]
    if not named and first.text not in nouns("title") and common(first, line.small):
        said = said[:1].lower() + said[1:]
    pronoun = said.lower() in {"it", "he", "she"}
    if pronoun:
        entity = text.meant(said, line)
        return Standing(entity.said, entity) if entity else None
    entity = text.entities.find(said)
    if entity is not None:
        return Standing(entity.said, entity) if _full(entity) else None
    if _quantified(said):
        return None
    phrase = standing(text, line, said, None)
    if phrase is None:
        return None
    return Standing(phrase, text.entities.find(phrase))


def _named_beside(text: Text, line: Line, span: Span) -> Entity | None:
    """The person named in an aside: "the chief executive, Zsolt Hegyi," """
    after = line.text[span.end :]
    named = next((one for one in line.names if one.span.start == span.end + len(", ")), None)
    if named is None or not after.startswith(f", {named.text},"):
        return None
    entity = text.entities.find(named.text)
    person = entity is not None and entity.kind is Kind.PERSON and " " in entity.name
    return entity if person and text.entities.find(span.of(line.text)) is None else None


def standing(text: Text, line: Line, phrase: str, whose: Entity | None) -> str | None:
    """A phrase so that it stands alone, or None.

    ``whose`` is the entity that the stem names before it: *its* and *her* may then stay.
    """
    return _Reader(text, line, phrase, words(phrase), whose).read()


_Piece = tuple[str | None, int]
"""What replaces words (None: they cannot stand), and how many they are."""


@dataclass(frozen=True)
class _Reader:
    """A phrase on its way to stand alone."""

    text: Text
    line: Line
    phrase: str
    said: Sequence[Word]
    whose: Entity | None

    def read(self) -> str | None:
        pieces: list[str] = []
        at = end = 0
        while at < len(self.said):
            made, used = self.piece(at)
            if made is None:
                return None
            pieces.append(self.phrase[end : self.said[at].start] + made)
            end = self.said[at + used - 1].end
            at += used
        return tidy("".join((*pieces, self.phrase[end:])))

    def piece(self, at: int) -> _Piece:
        word = self.said[at]
        if word.small == "her" and self.is_object(at):
            owner = None if self.whose else self.text.meant("her", self.line)
            return (owner.said if owner else None), 1
        if word.small in _POSSESSIVE:
            return self.possessive(at), 1
        if word.small == "the":
            return self.definite(at)
        if word.small in _LEANING:
            return None, 1
        return self.name(at) if word.capital else (word.text, 1)

    def is_object(self, at: int) -> bool:
        """Whether *her* stands alone: "took her on a tour"."""
        after = self.said[at + 1] if at + 1 < len(self.said) else None
        return after is None or not after.is_word or after.small in _LINKS | _ENDS

    def possessive(self, at: int) -> str | None:
        word = self.said[at]
        if self.whose is not None:
            personal = word.small in {"his", "her"}
            fits = at == 0 or personal == (self.whose.kind is Kind.PERSON)
            return word.text if fits else None
        owner = self.text.meant(word.small, self.line)
        if owner is None:
            return None
        return owner.said + ("'" if owner.name.endswith("s") else "'s")

    def name(self, at: int) -> _Piece:
        """A name in full: a surname or an acronym that stands for one is written out."""
        for length in range(min(_LONGEST, len(self.said) - at), 0, -1):
            form = self.phrase[self.said[at].start : self.said[at + length - 1].end]
            entity = self.text.entities.by_form.get(form)
            if entity is not None:
                if not _full(entity):
                    return None, length
                short = form != entity.name and self.said[max(0, at - 1)].small != "the"
                return entity.said if short else entity.name, length
        return self.said[at].text, 1

    def definite(self, at: int) -> _Piece:
        """The noun phrase that *the* begins: anchored, resolved, unique, or None."""
        said = self.said
        end = at + 1
        while end < len(said) and end - at < _LONGEST and said[end].small not in _LINKS | _ENDS:
            if not said[end].is_word and said[end].text not in {"'", '"'}:
                break
            end += 1
        inside = said[at + 1 : end]
        if not inside:
            return None, 1
        period = _PERIODS.match(f"{self.phrase[said[at].start : said[end - 1].end].lower()} ")
        if any(w.capital for w in inside) or period:
            return said[at].text, 1
        if any(w.small in _LEANING for w in inside):
            return None, 1
        if end < len(said) and said[end].small in _LINKS and _anchored(said, end):
            return said[at].text, 1
        return self.resolved(inside[0]) if len(inside) == 1 else (None, 1)

    def resolved(self, noun: Word) -> _Piece:
        """What "the NOUN" means in the document, or in the world."""
        entity = self.text.entities.of_class(noun.small, self.line.order)
        if entity is not None and _full(entity):
            return entity.said, 2
        return ("the", 1) if noun.small in _UNIQUE else (None, 1)


def _full(entity: Entity) -> bool:
    """Whether the entity's name says who or what it is: not a bare surname."""
    bare = " " not in entity.name and entity.kind in {Kind.PERSON, Kind.UNKNOWN}
    called = bool(entity.classes - {entity.name.lower()}) or entity.inside
    return not bare or (entity.kind is Kind.UNKNOWN and called)


def _anchored(said: Sequence[Word], link: int) -> bool:
    """Whether what follows "the NOUN of" tells which: a name, a date, or (of) things in general."""
    following = said[link + 1 : link + 9]
    for word in following:
        if word.capital or (word.text.isdigit() and len(word.text) == _YEAR_DIGITS):
            return True
        if word.small in _ENDS or not word.is_word:
            break
    if not following or said[link].small not in {"of", "between"}:
        return False
    # "the cost of the bridge" stands if "the bridge" does, which is asked when it is reached.
    return following[0].small not in {"a", "an", "this", "that", *_LEANING}


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
    if first and first.capital and first.small in {"the", "a", "an", *_POSSESSIVE}:
        head = head[0].lower() + head[1:]
    return head


def anchored_by_name(text: Text, phrase: str) -> bool:
    """Whether a name of the document stands in a phrase."""
    return bool(text.entities.within(phrase))


@dataclass(frozen=True, slots=True)
class Worded:
    """A clause that stands alone: its subject, and what follows the verb but for what was cut."""

    subject: str
    entity: Entity | None
    rest: str


def worded(spot: Spot, *cut: Span) -> Worded | None:
    """The clause without some spans of the sentence; None where it leans on its text."""
    who = subject(spot.text, spot.line, spot.clause.subject)
    if who is None:
        return None
    bare = rest_without(spot.clause, *cut)
    rest = standing(spot.text, spot.line, bare, who.entity) if bare else ""
    return None if rest is None else Worded(who.text, who.entity, rest)


def asks_well(text: Text, stem: str) -> bool:
    """Whether a stem names something of the document and is not too long."""
    fits = len(stem) <= LONGEST_STEM and not _HALF.search(stem)
    return fits and anchored_by_name(text, stem)


def in_context(text: Text, line: Line, stem: str) -> str:
    """The stem, its document named in front where what it names has its like elsewhere: the
    Transport Museum, a ship of one word."""
    named = text.entities.within(stem)
    told = len(named) > 1 or any(_tells(one, text, line) for one in named)
    if told or stem.startswith("According to "):
        return stem
    return f"According to {source_name(text)}, {stem[:1].lower()}{stem[1:]}"


def _tells(entity: Entity, text: Text, line: Line) -> bool:
    """Whether a name says by itself who or what is meant."""
    if entity is text.entities.main:
        return True
    said = words(entity.name)
    if entity.kind is Kind.ACRONYM:
        return len(entity.aliases) > 1
    if entity.kind in {Kind.COUNTRY, Kind.UNKNOWN}:
        return entity.kind is Kind.UNKNOWN and len(said) > 1
    return not all(common(word, line.small) for word in said if word.capital)
