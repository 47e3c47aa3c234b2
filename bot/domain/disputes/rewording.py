"""Other words for a part of a question; what is right stays.

A part is the stem (``""``), an option by its id, or one of ``TOLD``: what learners read afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.disputes.ruling import REASON_LENGTH, CannotRule, approved
from bot.domain.question import Question

STEM, RATIONALE, BRIEF, BOTH = "", "rationale", "brief", "told"

TOLD = (RATIONALE, BRIEF, BOTH)
"""The reason under an answer, the one in polls, and both in the same words."""

_LONGEST = {STEM: 1000, RATIONALE: 1000, BRIEF: REASON_LENGTH, BOTH: REASON_LENGTH}
_OPTION = 300


@dataclass(frozen=True, slots=True)
class Rewording:
    """Other words for the stem, or for another part."""

    text: str
    part: str = STEM


def longest(part: str) -> int:
    """How many characters a part may have."""
    return _LONGEST.get(part, _OPTION)


def told_parts(question: Question) -> Iterator[str]:
    """Those of ``TOLD`` that a question has: where polls say the same, the two are one."""
    same = question.brief in {"", question.rationale}
    yield from (BOTH,) if same and len(question.rationale) <= REASON_LENGTH else TOLD


def reworded(question: Question, rewording: Rewording, on: date) -> Question:
    """The version in other words, approved on that day; CannotRule where there is no such part."""
    text = rewording.text
    match rewording.part:
        case "":
            made = replace(question, stem=text)
        case "rationale":
            made = replace(question, rationale=text)
        case "brief":
            made = replace(question, brief=text)
        case "told":
            made = replace(question, rationale=text, brief=text)
        case option:
            made = _with_option(question, option, text)
    return approved(made, on)


def other_words(before: Question, after: Question) -> str | None:
    """The part that was put in other words, as it reads now; None where all reads as before."""
    parts = (
        (before.stem, after.stem),
        *((old.text, new.text) for old, new in zip(before.options, after.options, strict=False)),
        (before.rationale, after.rationale),
        (before.brief, after.brief),
    )
    return next((new for old, new in parts if old != new), None)


def _with_option(question: Question, option: str, text: str) -> Question:
    if option not in {one.id for one in question.options if one.text}:
        raise CannotRule(option)
    options = (replace(one, text=text) if one.id == option else one for one in question.options)
    return replace(question, options=tuple(options))
