"""The soft findings, which travel with a draft to its curator."""

import re
from collections.abc import Iterator, Mapping

from bot.bank.lint.ages import ages
from bot.bank.lint.asked import Asked
from bot.bank.lint.rules import RULES as LINT
from bot.bank.texts.passages import locate
from bot.domain.question import Question
from bot.generation.candidates import Candidate
from bot.generation.gate.findings import Finding, Soft
from bot.generation.gate.ground import Ground
from bot.generation.gate.unstated import GAP, MEMBER
from bot.generation.sentences.moments import dated

_LEANING = re.compile(
    r"\b(?:this|these|those|such|former|latter|it|they|he|she|him|them|there|here|the same)\b",
    re.IGNORECASE,
)
_LISTS = frozenset({MEMBER, "timeline"})
"""Templates whose distractors may well stand in the sentence cited."""

_OWN = re.compile(
    r'"[^"]*"|\bthese (?:events|countries|cities|people|bodies)\b|\bNOT\b|\bthose that\b'
)
"""What the templates say themselves; the *it* of a gap means what its stem has named."""

_ACRONYM = re.compile(r"\b[A-Z]{3,8}\b")
_LOW = 0.5
_OFFICE = "role"


def soft(
    one: Candidate,
    question: Question,
    known: Ground,
    conflicts: Mapping[tuple[str, str], frozenset[str]],
    acceptance: float | None,
) -> Iterator[Finding]:
    """``conflicts``: claims to which the corpus gives several values; ``acceptance``: the share of
    this template's drafts that were approved so far, None where too few were looked at."""
    quoted = one.citations[0].quote
    said = [s for s in known.cited(one.citations[0]) or () if locate(quoted, s)]
    for text in one.distractors:
        if one.provenance.template not in _LISTS and any(text in sentence for sentence in said):
            yield Finding(Soft.NEAR_QUOTE, text)
    others = conflicts.get(one.claim, frozenset()) - {one.fact}
    if others:
        yield Finding(Soft.CONFLICT, ", ".join(sorted(others)))
    bare = _OWN.sub("", one.stem)
    if one.provenance.template != GAP and (match := _LEANING.search(bare)):
        yield Finding(Soft.LEANING, match[0])
    unknown = sorted(set(_ACRONYM.findall(bare)) - known.acronyms - {one.key})
    if unknown:
        yield Finding(Soft.ACRONYM, ", ".join(unknown))
    asked = Asked(question, "en")
    undated = one.provenance.template == _OFFICE and not any(dated(one.stem))
    if undated or any(True for _ in ages(asked)):
        yield Finding(Soft.AGES)
    if acceptance is not None and acceptance < _LOW:
        yield Finding(Soft.RANK, f"{acceptance:.0%}")
    for code, rule in LINT.items():
        if code != "L17" and any(True for _ in rule(asked)):
            yield Finding(Soft.WORDING, code)
