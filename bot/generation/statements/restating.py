"""A whole sentence said so that it stands alone: each word that leans on the text is replaced,
left as harmless, or what makes the sentence be refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.generation.reading.anchoring import ENDS, LEANING, LINKS
from bot.generation.reading.entities import SAID_SHORT
from bot.generation.reading.mentions import singular
from bot.generation.reading.plain_nouns import opens_plainly
from bot.generation.sentences.name_kinds import Kind
from bot.generation.statements.harmless import added, harmless
from bot.generation.statements.pronouns import PERSONAL
from bot.generation.statements.referring import Referring
from bot.generation.statements.standing import Piece
from bot.generation.statements.wholeness import finite
from bot.generation.words.table import listed, names, nouns

_CAPITAL_PRONOUNS = frozenset({"US", "IT", "WE", "HE"})
_KIN = listed("wife husband mother father brother sister son daughter friend cousin uncle aunt")
_PARTICLES = listed("bin ibn de del da di von van")
_QUOTED = 3
_LINKING = LINKS | ENDS
_POLITE = listed("Mr Mrs Ms Dr Captain Major Colonel Lieutenant General Prof Professor Judge Sir")


@dataclass(frozen=True)
class Sentence(Referring):
    """A sentence on its way to stand alone."""

    def piece(self, at: int) -> Piece:
        word = self.said[at]
        if word.text in _CAPITAL_PRONOUNS or (word.capital and at and self.titled(at)):
            return self.name(at)
        if word.small in {"this", "these"}:
            taken = self.demonstrative(at)
            if taken is not None:
                return taken
        reader = self.readers.get(word.small)
        if reader is not None:
            return reader(at)
        if word.small in LEANING:
            return self.leaning_word(at)
        further = word.small == "further" and at > 0 and self.said[at - 1].small == "a"
        plain: Piece = (None if further else word.text, 1)
        return self.name(at) if word.capital else plain

    @cached_property
    def readers(self) -> Mapping[str, Callable[[int], Piece]]:
        """By word what reads it."""
        return {
            **dict.fromkeys((*PERSONAL, "himself", "herself"), self.personal),
            **dict.fromkeys(("it", "its", "itself"), self.thing),
            **dict.fromkeys(("they", "them", "their", "themselves"), self.many),
            "the": self.definite,
        }

    def leaning_word(self, at: int) -> Piece:
        """ "then", "there", "other": left out, left, or refused."""
        small = self.said[at].small
        if small in {"now", "today"} and at > 1 and self.said[at - 2].small == "what":
            return self.said[at].text, 1
        if added(self.said, at):
            return "", 1
        return (self.said[at].text if harmless(self.said, at) else None), 1

    def titled(self, at: int) -> bool:
        """Whether a capital within a sentence shows that a word is part of a name."""
        return self.said[at].text != "I" and self.said[at - 1].text not in {".", '"', ":", ";"}

    def name(self, at: int) -> Piece:
        polite = self.polite(at)
        if polite is not None:
            return polite
        plain = at == 0 and (opens_plainly(self.text.entities, self.said) or self.sort_of_body())
        if plain or self.attributive(at) or self.another_s(at) or self.said_short(at):
            return self.said[at].text, 1
        if self.first_name(at):
            return None, 1
        made = super().name(at)
        if made[0] is not None or made[1] > 1:
            return made
        return (self.said[at].text if self.known(at) else None), 1

    def sort_of_body(self) -> bool:
        """Whether a sentence begins with a kind of body, not with the one of that name: "Church
        schools were closed" """
        if len(self.said) == 1:
            return False
        first, second = self.said[:2]
        after = second.is_word and not second.capital and second.small not in _LINKING
        return first.small in SAID_SHORT and after and not finite(self.said, 1)

    def said_short(self, at: int) -> bool:
        """Whether a short name is all there is: "the Federation", of which the document knows one
        and never gives the name in full."""
        said, word = self.said, self.said[at]
        bare = word.text.removesuffix("'s").removesuffix("'")
        entity = self.text.entities.by_form.get(bare)
        if at == 0 or said[at - 1].small != "the" or bare.lower() not in SAID_SHORT:
            return False
        if entity is None or entity.name != bare or (at + 1 < len(said) and said[at + 1].capital):
            return False
        if any(one is not entity and bare.lower() in one.classes for one in self.text.entities.all):
            return False
        self.leaning.append(word.small)
        return True

    def attributive(self, at: int) -> bool:
        """Whether a surname only tells of which kind: "a Lewis acid", "Lewis acids" """
        after = self.said[at + 1] if at + 1 < len(self.said) else None
        if after is None or after.capital or not after.is_word or after.small in _LINKING:
            return False
        entity = self.text.entities.by_form.get(self.said[at].text)
        if entity is None or entity.kind is not Kind.PERSON or finite(self.said, at + 1):
            return False
        if after.small.endswith(("ly", "ed")) and after.small != "family":
            return False
        of_kind = at > 0 and self.said[at - 1].small in {"a", "an", "many", "some", "all", "most"}
        return of_kind or "-" in after.text or bool(self.text.mentions.of(singular(after.small)))

    def another_s(self, at: int) -> bool:
        """Whether somebody else's first name stands before a surname: "Anna and Mike Merrow" """
        before = self.said[at - 1].text if at > 1 else ""
        lone = self.text.entities.by_form.get(self.said[at].text)
        person = lone is not None and lone.kind is Kind.PERSON
        return person and (before in nouns("first") or (before == '"' and at > _QUOTED))

    def first_name(self, at: int) -> bool:
        """Whether only the first name of somebody stands here who is named in full elsewhere."""
        said, word = self.said, self.said[at].text
        entity = self.text.entities.by_form.get(word)
        if word not in self.text.first_names or entity is None or entity.name != word:
            return False
        after = said[at + 1] if at + 1 < len(said) else None
        joined = after is not None and after.small == "and" and at + 2 < len(said)
        goes_on = after is not None and (
            after.capital or after.text in _PARTICLES or "'" in after.text or after.text == '"'
        )
        whose = at > 0 and (said[at - 1].small in _KIN or said[at - 1].small in nouns("role"))
        named = goes_on or whose or (joined and said[at + 2].capital)
        return not named and entity is not self.text.entities.main

    def polite(self, at: int) -> Piece | None:
        """ "Mr Merrow" in full; None where that does not stand here."""
        said = self.said
        if said[at].text not in _POLITE or at + 1 >= len(said) or not said[at + 1].capital:
            return None
        if at + 2 < len(said) and said[at + 2].capital:
            return None
        whole = self.text.entities.find(f"{said[at].text} {said[at + 1].text}")
        found = whole is not None and whole.name.split()[0] not in _POLITE
        if whole is None or not found:
            return None, 2
        owns = said[at + 1].text.endswith(("'s", "s'"))
        return (whole.name + ("'" if whole.name.endswith("s") else "'s") * owns), 2

    def known(self, at: int) -> bool:
        """Whether a lone word with a capital is no half of a name."""
        word = self.said[at]
        if word.text in names("countries.txt") or word.text in names("cities.txt"):
            return True
        follows = self.said[at + 1] if at + 1 < len(self.said) else None
        opens = at == 0 and follows is not None and not follows.capital
        if opens and (word.small.endswith(("ed", "ing")) or "-" in word.text):
            return True
        entity = self.text.entities.by_form.get(word.text)
        if entity is None or not entity.inside or word.small in SAID_SHORT:
            return False
        return entity.kind not in {Kind.PERSON, Kind.UNKNOWN}
