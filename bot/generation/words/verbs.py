"""English verb forms by table and rule: what ``wrote`` is a form of, and the forms of ``write``."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from bot.generation.words.table import lines

_IRREGULAR = {"have": "has", "do": "does", "go": "goes", "be": "is"}
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")
_VOWELS = "aeiou"


class Form(Enum):
    """Which form of its verb a word is."""

    PRESENT = auto()
    """Third person singular: writes."""

    PAST = auto()
    PARTICIPLE = auto()
    BASE = auto()


@dataclass(frozen=True, slots=True)
class Verb:
    """The principal parts of a verb."""

    base: str
    past: str
    participle: str

    @property
    def present(self) -> str:
        """Third person singular."""
        if self.base in _IRREGULAR:
            return _IRREGULAR[self.base]
        if self.base.endswith(_SIBILANT):
            return f"{self.base}es"
        if self.base.endswith("y") and self.base[-2] not in _VOWELS:
            return f"{self.base[:-1]}ies"
        return f"{self.base}s"


@cache
def _known() -> dict[str, dict[Form, Verb]]:
    """Verbs by their forms: most words are none and need no second look."""
    found: dict[str, dict[Form, Verb]] = {}
    for line in lines("verbs.txt"):
        base, *rest = line.split()
        past = rest[0] if rest else _regular(base)
        verb = Verb(base, past, rest[-1] if rest else past)
        for word, form in (
            (verb.base, Form.BASE),
            (verb.present, Form.PRESENT),
            (verb.past, Form.PAST),
            (verb.participle, Form.PARTICIPLE),
        ):
            found.setdefault(word, {}).setdefault(form, verb)
    return found


def _regular(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}ed"


def verb(word: str, form: Form) -> Verb | None:
    """The verb that ``word`` (in small letters) is this form of, or None."""
    forms = _known().get(word)
    return forms.get(form) if forms else None


def finite(word: str) -> Verb | None:
    """The verb of which ``word`` is a past or a present in the third person."""
    forms = _known().get(word)
    return (forms.get(Form.PAST) or forms.get(Form.PRESENT)) if forms else None


def is_form(word: str) -> bool:
    """Whether ``word`` is any form of a verb."""
    return word in _known()


def doing(word: str) -> Verb | None:
    """The verb of which ``word`` is the form in *-ing*."""
    if not word.endswith("ing"):
        return None
    stem = word.removesuffix("ing")
    undoubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    return next((one for form in (stem, f"{stem}e", undoubled) if (one := verb(form, Form.BASE))),
                None)  # fmt: skip
