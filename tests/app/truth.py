"""What is right, read from the bank's own YAML: the code under test is not asked."""

import math
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import yaml

from bot.bank.sample import sample
from tests.app.conftest import QUESTIONS

MARKED = 100
"""A full mark."""
NUMERIC = {"number", "year"}
ASSEMBLED = {"ordering", "matching"}


@dataclass(frozen=True)
class Key:
    """What is right in a question, as its file has it: texts of options, a value, or spellings.

    ``sequence`` holds the texts of options in the right order, or as partners of the left sides.
    """

    type: str
    right: frozenset[str] = frozenset()
    distractors: int = 0
    value: Decimal = Decimal(0)
    tolerance: Decimal = Decimal(0)
    forms: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()

    @property
    def places(self) -> int:
        """How many options have to be put."""
        return len(self.sequence)

    def mark(self, chosen: frozenset[str]) -> int:
        """One option: all or nothing. Several: the share of the distractors is taken from that of
        the keys.
        """
        if self.type != "multiple":
            return MARKED if chosen == self.right else 0
        hits = Fraction(len(chosen & self.right), len(self.right))
        return _hundredths(hits - Fraction(len(chosen - self.right), self.distractors))

    def mark_value(self, value: Decimal) -> int:
        """A typed value is right as far off as the tolerance allows."""
        return MARKED if abs(value - self.value) <= self.tolerance else 0

    def mark_text(self, text: str) -> int:
        """A typed text is right when its letters are those of a spelling; slips are left out."""
        return MARKED if _letters(text) in map(_letters, self.forms) else 0

    def mark_sequence(self, texts: tuple[str, ...]) -> int:
        """Pairs: a share for each right one. An order: for each two options that stand right to
        each other one, less one for each two that do not, never below nothing.
        """
        if self.type == "matching":
            right = sum(one == other for one, other in zip(texts, self.sequence, strict=True))
            return _hundredths(Fraction(right, self.places))
        places = [self.sequence.index(text) for text in texts]
        pairs = list(combinations(places, 2))
        concordant = sum(first < second for first, second in pairs)
        return _hundredths(Fraction(2 * concordant - len(pairs), len(pairs)))


def _hundredths(share: Fraction) -> int:
    """Never below nothing, halves up, and full for what is wholly right alone."""
    if share == 1:
        return MARKED
    return min(MARKED - 1, math.floor(max(Fraction(0), share) * MARKED + Fraction(1, 2)))


def _letters(text: str) -> str:
    """Without case, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def _key(question: dict[str, Any]) -> Key:
    kind = question["type"]
    match kind:
        case "number" | "year":
            tolerance = Decimal(str(question.get("tolerance", 0)))
            return Key(kind, value=Decimal(str(question["answer"])), tolerance=tolerance)
        case "text":
            forms = (question["answer"], *question.get("accept", ()))
            near = tuple(str(one["value"]) for one in question.get("near", ()))
            return Key(kind, forms=tuple(map(str, forms)), near=near)
        case "truefalse":
            return Key(kind, frozenset([str(question["answer"])]))
        case "ordering":
            return Key(kind, sequence=tuple(str(one["text"]) for one in question["options"]))
        case "matching":
            return Key(kind, sequence=tuple(str(one["match"]) for one in question["pairs"]))
    options = question["options"]
    right = frozenset(str(one["text"]) for one in options if one.get("key"))
    return Key(kind, right, len(options) - len(right))


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C: every test process reads it


def _bank() -> dict[str, Key]:
    files = [path.read_bytes() for path in sorted((QUESTIONS / "sets").glob("*.yaml"))]
    return {
        " ".join(question["stem"].split()): _key(question)
        for content in (*files, sample())
        for question in yaml.load(content, _LOADER)["questions"]  # noqa: S506 - both are safe
    }


BANK = _bank()
"""Keys by stem: of the shipped bank, and of the sample that an instructor may publish."""


def key_in(text: str) -> Key:
    """The key of the question that a message asks."""
    shown = " ".join(text.split())
    [found] = {stem for stem in BANK if stem in shown}
    return BANK[found]
