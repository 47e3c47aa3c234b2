"""Whether a phrase stands alone, outside its text; what leans on the text is resolved or refused.

"The treaty", "its", "she" and "such exercises" mean something only to who has read on from the
beginning. A phrase that a stem uses has such words replaced by the name that they clearly mean;
where that is not clear there is no question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.generation.reading.anchoring import ENDS, LEANING, LINKS, anchored
from bot.generation.reading.entities import SAID_SHORT, Entity
from bot.generation.reading.sorts import SEVERAL
from bot.generation.reading.source_names import title_nouns
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import Word, stands_in, tidy, words
from bot.generation.words.table import listed

POSSESSIVE = frozenset({"its", "his", "her", "their"})
UNIQUE = listed(
    "world sun moon earth sea sky public ocean atmosphere north south east west equator rain wind"
    " night day morning evening spring summer autumn winter war past future press universe"
    " environment economy law air ground weather poor rich internet surface"
)
_PERIODS = re.compile(r"^the (?:\d{1,2}(?:st|nd|rd|th) century|\d{4}s|first half|second half)\b")

_PARTS = {
    Kind.PLACE: listed(
        "roof dome organ tower nave facade cellar attic foundations stage auditorium archive"
        " entrance arches pillars deck span spans gates construction restoration renovation"
        " acoustics cables crater summit"
    ),
    Kind.THING: listed("engine crew hull mast deck cockpit keel construction launch mast"),
    Kind.ORGANISATION: listed(
        "board headquarters budget secretariat management workforce staff turnover revenue"
        " circulation jury programme chairman chairwoman president secretary treasurer rector"
        " founder owners"
    ),
    Kind.EVENT: listed("jury programme budget organisers opening winner winners"),
}
"""What has its whole named where a document speaks of one thing of that kind."""

_SINGLE = listed("parliament congress senate government navy army police")
_SUBJECTS = listed("economy geography history demographics politics culture climate population")
"""Nouns that a title writes large: "Economy of Norway"."""

_OF_THE = re.compile(r"(?P<head>.+) of the (?P<noun>[A-Z][a-z]+)")
_LONGEST = 10
_RANKS = listed("first last only youngest oldest second third")


def standing(text: Text, line: Line, phrase: str, whose: Entity | None) -> str | None:
    """A phrase so that it stands alone, or None.

    ``whose`` is the entity that the stem names before it: *its* and *her* may then stay.
    """
    return Reader(text, line, phrase, words(phrase), whose).read()


Piece = tuple[str | None, int]
"""What replaces words (None: they cannot stand), and how many they are."""


@dataclass(frozen=True)
class Reader:
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

    def piece(self, at: int) -> Piece:
        word = self.said[at]
        if word.small == "her" and self.is_object(at):
            owner = None if self.whose else self.text.meant("her", self.line)
            return (owner.said if owner else None), 1
        if word.small in POSSESSIVE:
            return self.possessive(at), 1
        if word.small == "the":
            return self.definite(at)
        own = word.small == "last" and at > 0 and self.said[at - 1].small in POSSESSIVE
        part = word.small == "one" and at + 1 < len(self.said) and self.said[at + 1].small == "of"
        if word.small in LEANING and not own and not part:
            return None, 1
        return self.name(at) if word.capital else (word.text, 1)

    def is_object(self, at: int) -> bool:
        """Whether *her* stands alone: "took her on a tour"."""
        after = self.said[at + 1] if at + 1 < len(self.said) else None
        return after is None or not after.is_word or after.small in LINKS | ENDS

    def possessive(self, at: int) -> str | None:
        word = self.said[at]
        if self.whose is not None:
            personal = word.small in {"his", "her"}
            told = self.whose.kind is not Kind.UNKNOWN
            fits = personal == (self.whose.kind is Kind.PERSON) or (at == 0 and not told)
            return word.text if fits else None
        if at > 0:  # "the bridge with its statues"
            return word.text if self.said[at - 1].small == "with" else None
        owner = self.text.meant(word.small, self.line) if word.small != "their" else None
        if owner is None:
            return None
        return owner.said + ("'" if owner.name.endswith("s") else "'s")

    def name(self, at: int) -> Piece:
        """A name in full: a surname or an acronym that stands for one is written out."""
        for length in range(min(_LONGEST, len(self.said) - at), 0, -1):
            form = self.phrase[self.said[at].start : self.said[at + length - 1].end]
            entity = self.text.entities.by_form.get(form)
            if entity is not None:
                if not full(entity):
                    return None, length
                whole = of_which(entity, self.text)
                if whole != entity.name:
                    return whole, length
                short = form != entity.name and self.said[max(0, at - 1)].small != "the"
                owns = form.isupper() and self.beside_noun(entity, at + length)
                return (entity.said if short else entity.name) + "'" * owns, length
        word = self.said[at]
        follows = at + 1 < len(self.said) and self.said[at + 1].capital
        lone = at > 0 and self.said[at - 1].small == "the" and not follows
        if lone and word.small in SAID_SHORT - _SINGLE:
            return None, 1  # the Assembly, where there are several
        return word.text, 1

    def beside_noun(self, entity: Entity, at: int) -> bool:
        """Whether initials stand before a noun, and are short for many: "the SD candidate" is the
        Social Democrats' candidate."""
        after = self.said[at] if at < len(self.said) else None
        if after is None or not after.is_word or after.capital or not SEVERAL.search(entity.name):
            return False
        return after.small not in LINKS | ENDS and not is_verb(self.said, at)

    def definite(self, at: int) -> Piece:
        """The noun phrase that *the* begins: anchored, resolved, unique, or None."""
        said = self.said
        end = at + 1
        while end < len(said) and end - at < _LONGEST and said[end].small not in LINKS | ENDS:
            if not said[end].is_word and said[end].text not in {"'", '"'}:
                break
            end += 1
        inside = said[at + 1 : end]
        if not inside:
            return None, 1
        period = _PERIODS.match(f"{self.phrase[said[at].start : said[end - 1].end].lower()} ")
        if any(w.capital for w in inside) or period:
            return said[at].text, 1
        if any(w.small in LEANING for w in inside):
            return None, 1
        if (
            end < len(said)
            and said[end].small in LINKS
            and anchored(inside[-1], said[end], said[end + 1 :])
        ):
            return said[at].text, 1
        if self.foremost(inside, end):
            return said[at].text, 1
        return self.resolved(inside[0]) if len(inside) == 1 else (None, 1)

    def foremost(self, inside: Sequence[Word], link: int) -> bool:
        """Whether a rank tells which: "the first woman to win the Ansel Prize" """
        ranked = inside[0].small in _RANKS and len(inside) > 1
        after = self.said[link : link + _LONGEST]
        if not ranked or not after or after[0].small != "to":
            return False
        return bool(self.text.entities.within(self.phrase[after[0].start : after[-1].end]))

    def whole(self, part: str) -> Entity | None:
        """What the document is about, if it has such a part and the last sentences are of nothing
        else of its kind."""
        main = self.text.entities.main
        if main is None or part not in _PARTS.get(main.kind, ()):
            return None
        before = self.text.lines[max(0, self.line.order - 1) : self.line.order + 1]
        found = (self.text.entities.find(one.text) for line in before for one in line.names)
        others = {one.name for one in found if one and one.kind is main.kind} - {main.name}
        return None if others or stands_in(main.name, self.phrase) else main

    def resolved(self, noun: Word) -> Piece:
        """What "the NOUN" means in the document, or in the world."""
        entity = self.text.entities.of_class(noun.small, self.line.order)
        if entity is not None and full(entity):
            plain = entity.name.split(" of ")[0].lower()
            subject = plain == noun.small and plain in _SUBJECTS
            return (f"the {plain}{entity.name[len(plain) :]}" if subject else entity.said), 2
        whole = self.whole(noun.small) if entity is None else None
        if whole is not None:
            return f"the {noun.text} of {whole.said}", 2
        alone = noun.small in UNIQUE or (entity is None and noun.small in title_nouns(self.text))
        return ("the", 1) if alone else (None, 1)


def of_which(entity: Entity, text: Text) -> str | None:
    """A name that ends in "of the Pact" with the Pact's own in it; None where that is not known."""
    match = _OF_THE.fullmatch(entity.name)
    if match is None or match["noun"].lower() not in SAID_SHORT - _SINGLE:
        return entity.name
    found = text.entities.by_form.get(match["noun"])
    whole = found is not None and found.name != match["noun"]
    return f"{match['head']} of {found.said}" if found and whole else None


def full(entity: Entity) -> bool:
    """Whether the entity's name says who or what it is: not a bare surname."""
    bare = " " not in entity.name and entity.kind in {Kind.PERSON, Kind.UNKNOWN}
    called = bool(entity.classes - {entity.name.lower()}) or entity.inside
    if entity.name.lower() in SAID_SHORT - _SINGLE:
        return False  # which council?
    return not bare or (entity.kind is Kind.UNKNOWN and called)
