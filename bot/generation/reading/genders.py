"""Whether *he* or *she* can be said of who bears a name."""

from bot.generation.reading.entities import Entity
from bot.generation.sentences.name_kinds import Kind
from bot.generation.words.table import listed, nouns

_HE = listed("Mr Sir Lord King Prince Emperor Pope Tsar Sultan Count Baron Duke Father Brother")
_LINKS = listed("of for on and the")
_BODIES = nouns("organisation")


def pronoun_of(one: Entity) -> str:
    """*he* or *she*, as a first name or a title tells; nothing where neither does."""
    found = {_of(form.split(" ", 1)[0]) for form in one.aliases if " " in form} - {""}
    return found.pop() if len(found) == 1 else ""


def _of(first: str) -> str:
    if first in nouns("either"):
        return ""
    if first in nouns("female"):
        return "she"
    return "he" if first in _HE or first in nouns("first") else ""


def personal(one: Entity) -> bool:
    """Whether a person is meant, perhaps one whose name no table has."""
    if one.kind is not Kind.UNKNOWN or " " not in one.name:
        return one.kind is Kind.PERSON
    return not any(word in _LINKS or word.lower() in _BODIES for word in one.name.split())
