"""What is on record about the approval of a question: who read it, and how they fared."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a second reader's answer."""

    AGREED = "agreed"
    REWRITTEN = "rewritten"


class Unseen(StrEnum):
    """How somebody fared who had no passage: missed the key, or what they hit it by."""

    MISSED = "missed"
    KNOWN = "known"
    """They knew the subject."""

    LUCK = "luck"
    FORM = "form"
    """The wording of the stem or the options gave the key away."""

    LEAKED = "leaked"
    """Another question told it."""

    GUESSED = "guessed"
    """Hit, and why is not recorded: an older record."""


TOLD = frozenset({Unseen.FORM, Unseen.LEAKED})
"""What the bank itself gave away."""


@dataclass(frozen=True, slots=True)
class Blind:
    """A second reader answered from the cited passages and shuffled options, the key unseen.

    ``rewritten``: they had disagreed or objected, and agreed after the question was rewritten.
    ``unseen``: what another reader did, who had no passages; ``why`` a question stays as it is
    although it was told.
    """

    on: date
    outcome: Outcome
    unseen: Unseen | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A person's approval: its day, and the fingerprint of what was approved."""

    on: date
    fingerprint: str
    blind: Blind | None = None
