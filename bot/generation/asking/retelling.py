"""Facts that a document tells twice, so that they are asked once."""

import re
from typing import NamedTuple

from bot.generation.candidates import Proposal
from bot.generation.reading.texts import Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_TITLE = re.compile(r'"[^"]*"(?: \([^()]*\))?')
_HELPING = listed("have do be")


class Marks(NamedTuple):
    """By what a fact is known again: its key, and its stem's names, verbs and years."""

    key: str
    named: frozenset[str]
    done: frozenset[str]
    years: frozenset[int]

    def of_one_fact(self, other: "Marks") -> bool:
        apart = self.years and other.years and self.years != other.years
        told = bool(self.named & other.named) and bool(self.done & other.done)
        return self.key == other.key and told and not apart


def marks(text: Text, one: Proposal) -> Marks:
    bare = _TITLE.sub("", one.stem)
    named = frozenset(entity.name for entity in text.entities.within(bare))
    forms = (verb(word.small, form) for word in words(bare) for form in Form)
    done = frozenset(found.base for found in forms if found) - _HELPING
    return Marks(one.key, named, done, frozenset(moment.year for moment in moments(bare)))
