"""Who may stand beside a person as a rival: somebody with a whole name, and a wife beside wives."""

import re

from bot.generation.candidates import Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.genders import pronoun_of
from bot.generation.reading.sorts import PERSON, no_person, sort_of
from bot.generation.reading.texts import Text
from bot.generation.reading.torn_names import torn_name

_WEDS = re.compile(
    r"\b(?:marr(?:y|ies|ied)|wed(?:ded)?|husband|wife|spouse|divorced?|widow(?:er)?)\b"
)
_BOTH = 2


def somebody(entity: Entity, text: Text, proposal: Proposal, key: Entity | None) -> bool:
    """Whether a name is surely a person's and whole; of whom somebody married, as *he* or *she* as
    the key is."""
    if no_person(entity, text) or torn_name(entity, text) or sort_of(entity, text) != PERSON:
        return False
    if key is None or not _WEDS.search(f"{proposal.stem} {proposal.fact.relation}"):
        return True
    pronouns = {pronoun_of(entity), pronoun_of(key)} - {""}
    return len(pronouns) < _BOTH
