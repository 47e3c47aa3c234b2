"""Problems of the bank's files: where, what, and what to do about it.

A problem carries a code and values; :mod:`bot.bank.problem_words` has the English words, another
language has a table of its own with the same codes and placeholders.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from bot.bank.problem_phrases import PHRASES
from bot.bank.problem_words import WORDS
from bot.domain.finding import Value, spelled_all

EXCERPT = 60
"""Longest piece of a file that a message repeats, in characters."""

MOST_PROBLEMS = 1_000
"""Problems listed for one file; a hostile file could have one per byte."""


_SEVERITIES = {"E": "error", "L": "lint", "W": "warning"}


class ProblemJson(TypedDict):
    """The stable machine-readable form."""

    file: str
    line: int
    code: str
    severity: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; ``line`` counts from 1, 0 means the file as a whole."""

    file: str
    line: int
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return WORDS[self.code][0].format_map(spelled_all(self.values, _english))

    @property
    def severity(self) -> str:
        """``error``, ``lint`` (a flaw of item writing) or ``warning`` (a figure worth a look)."""
        return _SEVERITIES[self.code[0]]

    @property
    def fix(self) -> str:
        return WORDS[self.code][1].format_map(spelled_all(self.values, _english))

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.code} {self.message} → {self.fix}"

    def as_json(self) -> ProblemJson:
        return {
            "file": self.file,
            "line": self.line,
            "code": self.code,
            "severity": self.severity,
            "reason": self.message,
            "fix": self.fix,
        }


def _english(phrase: str, values: Mapping[str, str]) -> str:
    return PHRASES[phrase].format_map(values)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file, line and code, each said once."""
    unique = {str(problem): problem for problem in problems}
    return tuple(sorted(unique.values(), key=lambda p: (p.file, p.line, p.code, str(p))))


def excerpt(text: str) -> str:
    """A piece of somebody's file for a message: short, on one line, in quotes."""
    visible = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    if len(visible) > EXCERPT:
        visible = visible[: EXCERPT - 1] + "…"
    return f'"{visible}"'
