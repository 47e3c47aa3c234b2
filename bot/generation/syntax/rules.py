"""The filter as hard rules of the sieve."""

from collections.abc import Iterator

from bot.bank.texts.passages import locate
from bot.domain.question import QuestionType
from bot.generation.candidates import Candidate
from bot.generation.gate.findings import Finding
from bot.generation.gate.ground import Ground
from bot.generation.reading.corpus import after_dateline
from bot.generation.sieve import Rules
from bot.generation.syntax.flaws import Parse, Parsed, flaws

_NO_CLAUSES = frozenset({"timeline", "acronym", "named", "term"})
"""Templates that take no clause apart."""


def by_syntax(parse: Parse) -> Rules:
    """Rules that refuse what the parses of a candidate and of its sentence speak against."""

    def rules(one: Candidate, known: Ground) -> Iterator[Finding]:
        sentence = _proving(one, known)
        listed = one.type is QuestionType.ORDERING or one.provenance.template in _NO_CLAUSES
        if sentence is not None and not listed:
            of = Parsed(parse(one.stem), parse(one.rationale), parse(sentence))
            yield from flaws(of, one.key)

    return rules


def _proving(one: Candidate, known: Ground) -> str | None:
    """The sentence in which the first quote stands."""
    first = next(iter(one.citations), None)
    said = known.cited(first) if first else None
    found = (s for s in said or () if first and locate(first.quote, s))
    return next(map(after_dateline, found), None)
