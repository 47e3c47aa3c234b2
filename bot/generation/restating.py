"""A whole sentence said so that it stands alone: each word that leans on the text is replaced,
left as harmless, or what makes the sentence be refused."""

from dataclasses import dataclass

from bot.generation.anchoring import LEANING
from bot.generation.entities import SAID_SHORT
from bot.generation.mentions import POSSESSIVES
from bot.generation.predicates import PREPOSITIONS, is_verb
from bot.generation.pronouns import PERSONAL
from bot.generation.proper_names import Kind
from bot.generation.referring import Referring
from bot.generation.standing import Piece
from bot.generation.words.table import listed, names, nouns
from bot.generation.words.verbs import Form, verb

_THINGS = listed("it its itself")
_MANY = listed("they them their themselves")
_ADDED = listed("later then now also too thus therefore hence currently recently again still")
"""Adverbs without which a sentence stays true."""

_AUXILIARY = listed("is are was were has have had be been")
_AMONG = listed("and or any many several most than among each all no some various")
_CAPITAL_PRONOUNS = frozenset({"US", "IT", "WE", "HE"})
_SITUATED = listed("above below outside inside following nearby")
_NUMBERS = listed("two three four five six seven eight nine ten eleven twelve")
_MODALS = listed("can cannot could may might will would should must and or")
_POLITE = listed("Mr Mrs Ms Dr Captain Major Colonel Lieutenant General Prof Professor Judge Sir")
_UNITS = listed("years year months month weeks week days day hours minutes decades century")
_FAR = 2


@dataclass(frozen=True)
class Sentence(Referring):
    """A sentence on its way to stand alone."""

    def piece(self, at: int) -> Piece:
        word = self.said[at]
        small = word.small
        if word.text in _CAPITAL_PRONOUNS or (word.capital and at and self.titled(at)):
            return self.name(at)
        if small in PERSONAL or small in {"himself", "herself"}:
            return self.personal(at)
        if small in _THINGS:
            return self.thing(at)
        if small in _MANY:
            return self.many(at)
        if small == "further" and at + 1 < len(self.said) and self.said[at - 1].small == "a":
            return None, 1
        if small in LEANING:
            if small in {"now", "today"} and at > 1 and self.said[at - 2].small == "what":
                return word.text, 1
            if small in _ADDED and self.added(at):
                return "", 1
            return (word.text if self.harmless(at) else None), 1
        if word.small == "the":
            return self.definite(at)
        return self.name(at) if word.capital else (word.text, 1)

    def titled(self, at: int) -> bool:
        """Whether a capital within a sentence shows that a word is part of a name."""
        return self.said[at].text != "I" and self.said[at - 1].text not in {".", '"', ":", ";"}

    def added(self, at: int) -> bool:
        """Whether an adverb stands with the verb, so that it can be left out."""
        before = self.said[at - 1] if at else None
        after = self.said[at + 1] if at + 1 < len(self.said) else None
        if before is None or after is None or not before.is_word or before.text[0].isdigit():
            return False
        verbal = is_verb(self.said, at + 1) or verb(after.small, Form.PARTICIPLE) is not None
        return before.small in _AUXILIARY or (verbal and before.small not in _UNITS)

    def harmless(self, at: int) -> bool:
        said = self.said
        small = said[at].small
        after = said[at + 1] if at + 1 < len(said) else None
        before = said[at - 1] if at else None
        if small == "home" or small == "ours":
            return small == "home" and (before is not None and before.small != "returned")
        if small == "respectively":
            return sum(word.small == "and" for word in said[:at]) > 1
        if small == "ago":
            return any("," in w.text or w.small == "million" for w in said[max(0, at - 2) : at])
        if after is None:
            return False
        follows = after.small
        if small == "there":
            return follows in _AUXILIARY and not (before and before.small == "from")
        if small == "such":
            return follows == "as"
        if small == "so":
            return follows == "that" or any(w.small == "that" for w in said[at : at + 5])
        if small == "that":
            plain = before is not None and before.is_word and before.small not in PREPOSITIONS
            return plain and at > 1
        if small in _SITUATED:
            number = after.text[0].isdigit() or follows in _NUMBERS
            return follows in {"the", "a", "an"} or after.capital or number
        if small in {"other", "others"}:
            return before is not None and (before.small in _AMONG or at > _FAR)
        if small == "both":
            return any(word.small == "and" for word in said[at:])
        if small == "one":
            plain = after.is_word and not after.capital and not is_verb(said, at + 1)
            thing = plain and follows not in PREPOSITIONS | _MODALS and not after.text[0].isdigit()
            than = before is not None and before.small in {"at", "than"}
            return follows in {"of", "out"} or than or (thing and verb(follows, Form.PAST) is None)
        if small == "former":
            return after.capital or follows in nouns("role")
        if small == "later":
            return before is not None and before.small in POSSESSIVES
        if small in {"last", "next"}:
            return before is not None and before.small in POSSESSIVES
        if small == "those":
            return follows in {"who", "of", "with", "in"}
        if small == "same":
            return any(word.small == "as" for word in said[at : at + 5])
        return small == "each" or (small == "away" and follows == "from")

    def name(self, at: int) -> Piece:
        if self.said[at].text in _POLITE and at + 1 < len(self.said):
            after = self.said[at + 2] if at + 2 < len(self.said) else None
            if self.said[at + 1].capital and not (after is not None and after.capital):
                whole = self.text.entities.find(f"{self.said[at].text} {self.said[at + 1].text}")
                found = whole is not None and whole.name.split()[0] not in _POLITE
                return (whole.name if whole is not None and found else None), 2
        made = super().name(at)
        if made[0] is not None or made[1] > 1:
            return made
        word = self.said[at]
        follows = self.said[at + 1] if at + 1 < len(self.said) else None
        if word.text in names("countries.txt") or word.text in names("cities.txt"):
            return word.text, 1
        opens = at == 0 and follows is not None and not follows.capital
        if opens and (word.small.endswith(("ed", "ing")) or "-" in word.text):
            return word.text, 1
        entity = self.text.entities.by_form.get(word.text)
        known = entity is not None and entity.inside and word.small not in SAID_SHORT
        if known and entity is not None and entity.kind not in {Kind.PERSON, Kind.UNKNOWN}:
            return word.text, 1
        return made
