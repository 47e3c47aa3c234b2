"""What a phrase takes up that the text told of before: "the scheme", "this treaty"."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.generation.reading.anchoring import ENDS
from bot.generation.reading.entities import Entity
from bot.generation.reading.mentions import singular
from bot.generation.reading.texts import Line
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import Word, stands_in, words
from bot.generation.statements.going_on import again
from bot.generation.statements.harmless import NUMBERS
from bot.generation.statements.introduced import introduced
from bot.generation.statements.standing import Piece, Reader
from bot.generation.words.table import listed, nouns

RANKS = listed("first second third fourth fifth last next final")
_OF_WHICH = listed("of for to that used")
_BACK = 3
_LONGEST_QUOTED = 5


@dataclass(frozen=True)
class TakingUp(Reader):
    """A sentence that has to stand alone; ``before``: what was cut off in front of it."""

    before: str = ""
    leaning: list[str] = field(default_factory=list)
    """The nouns that are clear only to who knows what the document is about."""

    named: list[str] = field(default_factory=list)
    """What pronouns were replaced by."""

    def of_line(self, line: Line, phrase: str) -> tuple[str, bool] | None:
        """A phrase of another line so that it stands alone, and whether it leans."""
        other = replace(
            self, line=line, phrase=phrase, said=words(phrase), before="", leaning=[], named=[]
        )
        found = other.read()
        return (found, bool(other.leaning)) if found is not None else None

    def taken_up(self, inside: Sequence[Word], after: Word | None) -> Piece:
        """ "the scheme", by the words for it where it was told of before."""
        noun, before = inside[-1], tuple(word.text for word in inside[:-1])
        if self.before or any(w.capital or w.small in RANKS | NUMBERS for w in inside):
            return None, 1
        if after is not None and after.small in _OF_WHICH:
            return None, 1
        found = again(self.text, self.line, noun.small, self.of_line) if not before else None
        said, leans = (found.said, found.leans) if found else ("", False)
        if found is None:
            ends = after is None or not after.is_word or after.small in ENDS
            free = ends or (after is not None and is_verb((noun, after, noun), 1))
            made = introduced(self.text, noun, before, self.line.order, self.of_line, whole=free)
            if made is None:
                return None, 1
            said, leans = made
        if stands_in(said.removeprefix("the "), self.earlier_of(noun)):
            return None, 1
        self.leaning.extend([noun.small] * leans)
        return said, 1 + len(inside)

    def demonstrative(self, at: int) -> Piece | None:
        """ "this treaty": what the sentence before names, or tells of in other words."""
        said, order = self.said, self.line.order
        if at + 1 >= len(said) or self.before or self.verb_before(at):
            return None
        noun = said[at + 1]
        end = at + 2
        if noun.capital or not noun.is_word or is_verb(said, at + 1):
            return None
        if end < len(said) and not is_verb(said, end) and said[end].small not in ENDS:
            return None
        entity = self.text.entities.of_class(noun.small, order)
        if entity is not None and self.just_named(entity) and self.means(noun.small, entity):
            made = super().resolved(noun)
            return made if made[0] is not None and made[1] > 1 else None
        found = again(self.text, self.line, noun.small, self.of_line, back=1)
        if found is not None:
            self.leaning.extend([found.noun] * found.leans)
            return found.said, 2
        return self.just_told(noun)

    def just_named(self, entity: Entity) -> bool:
        """Whether the sentence before names it, or one a little earlier what all is about."""
        order = self.line.order
        last = max((p.order for p in entity.places if p.order < order), default=-_BACK)
        return last == order - 1 or (entity is self.text.entities.main and order - last <= _BACK)

    def just_told(self, noun: Word) -> Piece | None:
        """A noun in the words by which the sentence before tells of it."""
        order, paragraph = self.line.order, self.line.block.number
        made = introduced(self.text, noun, (), order, self.of_line, whole=True)
        if made is None or made[0] == f"the {noun.small}":
            return None
        mentions = self.text.mentions.of(singular(noun.small))
        if not any((one.order, one.paragraph) == (order - 1, paragraph) for one in mentions):
            return None
        self.leaning.append(noun.small)
        return made[0], 2

    def named_beside(self, office: Word, end: int) -> bool:
        """Whether an office has its holder beside it: "the treasurer, Peter Lomax," """
        said = self.said
        if (
            office.small not in nouns("role")
            or end + 2 >= len(said)
            or said[end].text != ","
            or not said[end + 1].capital
        ):
            return False
        entity, used = self.text.entities.at(said, end + 1, self.phrase)
        closes = end + 1 + used
        if entity is None or entity.kind is not Kind.PERSON or closes >= len(said):
            return False
        named = " " in entity.name and said[closes].text == ","
        self.leaning.extend([office.small] * named)
        return named

    def quoted(self, at: int) -> bool:
        """Whether a few words are quoted that are a name: "the "Cape anteater"" """
        closes = next((i for i in range(at + 1, len(self.said)) if self.said[i].text == '"'), 0)
        return at + 1 < closes <= at + _LONGEST_QUOTED

    def means(self, noun: str, entity: Entity) -> bool:
        """Whether "the NOUN" may well mean an entity, and nothing that was brought up since."""
        if entity.kind is Kind.PERSON and noun not in nouns("role"):
            return False
        if entity.name.lower() == noun:
            return False
        told = noun in entity.classes
        rivals = self.text.mentions.of(singular(noun))
        order = self.line.order
        return told or not any(one.determiner == "a" and one.order < order for one in rivals)

    def earlier_of(self, noun: Word) -> str:
        return self.phrase[: noun.start]

    def earlier(self, at: int) -> str:
        return self.phrase[: self.said[at].start]

    @cached_property
    def verbs(self) -> Sequence[int]:
        """Where finite verbs stand, but for the first word."""
        return [at for at in range(1, len(self.said)) if is_verb(self.said, at)]

    def verb_before(self, at: int) -> bool:
        return bool(self.verbs) and self.verbs[0] < at
