"""What is right, read from the bank's own YAML: the code under test is not asked."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from bot.bank.sample import sample
from tests.app.conftest import QUESTIONS

MARKED = 100
"""A full mark."""
TYPED = {"number", "year"}


@dataclass(frozen=True)
class Key:
    """What is right in a question, as its file has it: texts of options, or a value."""

    type: str
    right: frozenset[str] = frozenset()
    value: Decimal = Decimal(0)
    tolerance: Decimal = Decimal(0)

    def mark(self, chosen: frozenset[str]) -> int:
        """One option: all or nothing. Several: each key a share, each distractor takes one away."""
        if self.type != "multiple":
            return MARKED if chosen == self.right else 0
        shares = len(chosen & self.right) - len(chosen - self.right)
        return max(0, shares) * MARKED // len(self.right)

    def mark_value(self, value: Decimal) -> int:
        """A typed value is right as far off as the tolerance allows."""
        return MARKED if abs(value - self.value) <= self.tolerance else 0


def _key(question: dict[str, Any]) -> Key:
    kind = question["type"]
    if kind in TYPED:
        tolerance = Decimal(str(question.get("tolerance", 0)))
        return Key(kind, value=Decimal(str(question["answer"])), tolerance=tolerance)
    if kind == "truefalse":
        return Key(kind, frozenset([str(question["answer"])]))
    options = question["options"]
    return Key(kind, frozenset(str(one["text"]) for one in options if one.get("key")))


def _bank() -> dict[str, Key]:
    files = [path.read_bytes() for path in sorted((QUESTIONS / "sets").glob("*.yaml"))]
    return {
        " ".join(question["stem"].split()): _key(question)
        for content in (*files, sample())
        for question in yaml.safe_load(content)["questions"]
    }


BANK = _bank()
"""Keys by stem: of the shipped bank, and of the sample that an instructor may publish."""


def key_in(text: str) -> Key:
    """The key of the question that a message asks."""
    shown = " ".join(text.split())
    [found] = {stem for stem in BANK if stem in shown}
    return BANK[found]
