"""What a sentence tells of, in words that stand alone."""

from dataclasses import dataclass

from bot.generation.reading.entities import Entity
from bot.generation.reading.mentions import singular
from bot.generation.sentences.name_kinds import Kind
from bot.generation.words.table import listed, nouns

PEOPLE = nouns("role") | listed(
    "woman mother sister daughter wife niece widow aunt girl queen actress nun princess"
    " man father brother son husband nephew uncle boy king prince monk"
)
ARTICLES = listed("the a an this that its his her their")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of. ``said``: as words in the middle of a sentence that stand alone;
    ``noun``: the last word of what bears the name or the description; ``several``: None where the
    words do not tell; ``leans``: it is clear only to who knows what its document is about."""

    said: str
    noun: str
    several: bool | None
    entity: Entity | None = None
    leans: bool = False

    @property
    def somebody(self) -> bool:
        """Whether it is a person."""
        known = self.entity is not None and self.entity.kind is Kind.PERSON
        return known or singular(self.noun) in PEOPLE

    @property
    def one_thing(self) -> bool:
        """Whether something is told of that is there once, not things in general."""
        if self.entity is not None:
            return self.entity.article or self.entity.inside
        return self.said.split(" ", 1)[0].lower() in ARTICLES or "'" in self.said

    @property
    def own(self) -> str:
        """As the owner of what follows."""
        return self.said + ("'" if self.said.endswith("s") else "'s")
