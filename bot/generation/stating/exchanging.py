"""A statement as a candidate, true as it stands or with another value in it, by a hash."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.question import Citation, QuestionType
from bot.generation.asking.distractors import rivals
from bot.generation.asking.naming import naming
from bot.generation.asking.other_numbers import other_numbers
from bot.generation.asking.quoting import cite
from bot.generation.asking.teaching import Told
from bot.generation.backends import RULES
from bot.generation.candidates import (
    FALSE,
    TRUE,
    VERSION,
    Candidate,
    KeyKind,
    Proposal,
    Provenance,
    Rival,
)
from bot.generation.drafting import joined
from bot.generation.reading.corpus import Corpus
from bot.generation.sentences.moments import moments
from bot.generation.templates.exchangeable import in_form

_LONGEST_WHY = 300
_TRIED = 6
"""Dates that are tried in the place of one."""


def stated(proposal: Proposal, corpus: Corpus, told: Told) -> Iterator[Candidate]:
    """The candidates of a statement, the first of them that passes is the one to keep; none where
    its document has no other value that could stand there."""
    found = _rivals(proposal, corpus, told)
    if found and is_true(proposal):
        yield _true(proposal)
    elif found:
        stems = ((_exchanged(proposal, rival), rival) for rival in found)
        yield from (_false(proposal, stem, rival) for stem, rival in stems if stem)


def is_true(proposal: Proposal) -> bool:
    """Whether a statement stays true: half of them do, always the same ones."""
    place = f"{proposal.fact.text.document.source.id}\n{proposal.said}"
    return hashlib.sha256(place.encode()).digest()[0] % 2 == 0


def _rivals(proposal: Proposal, corpus: Corpus, told: Told) -> tuple[Rival, ...]:
    """Values of the same document that could stand in a statement, and are not true there."""
    if proposal.kind is KeyKind.NUMBER:
        return tuple(other_numbers(proposal))
    own = proposal.fact.text.document.source.id
    found = rivals(proposal, corpus, told, fewest=1, most=_TRIED)
    return tuple(one for one in found if one.citations[0].source == own)


def _true(proposal: Proposal) -> Candidate:
    why = f"The source does say {_value(proposal)}."
    return _candidate(proposal, proposal.stem, (TRUE, FALSE, why), _proofs(proposal))


def _value(proposal: Proposal) -> str:
    """The value as its sentence has it: a number with what it counts."""
    return proposal.quote.of(proposal.fact.line.text) if proposal.quote else proposal.key


def _exchanged(proposal: Proposal, rival: Rival) -> str | None:
    """The statement with another value; None where its dates would come in another order."""
    other = in_form(proposal.key, rival.text)
    stem = re.sub(rf"(?<!\w){re.escape(proposal.key)}(?!\w)", lambda _: other, proposal.stem)
    return stem if _order(proposal.stem) == _order(stem) else None


def _order(stem: str) -> list[int]:
    """The places of the dates of a statement, from the earliest on."""
    years = [moment.key for moment in moments(stem)]
    return sorted(range(len(years)), key=lambda place: years[place])


def _false(proposal: Proposal, stem: str, rival: Rival) -> Candidate:
    why = f"The source says {_value(proposal)}."
    taught = f"{why} {rival.rationale}"
    cited = [*_proofs(proposal), *(replace(one, stem=True) for one in rival.citations)]
    said = taught if len(taught) <= _LONGEST_WHY else why
    return _candidate(proposal, stem, (FALSE, TRUE, said), cited)


def _proofs(proposal: Proposal) -> list[Citation]:
    """What proves all that a statement says, the names that it has in full among it."""
    fact = proposal.fact
    first = cite(fact.line, proposal.quote or fact.span, fact.evidence)
    return [first, *naming(fact, proposal.stem, proposal.said)]


def _candidate(
    proposal: Proposal, stem: str, answer: tuple[str, str, str], cited: list[Citation]
) -> Candidate:
    """``answer``: what is right, what is wrong, and why that is wrong."""
    fact = proposal.fact
    key, wrong, why = answer
    options = tuple((word, why if word == wrong else None) for word in (TRUE, FALSE))
    return Candidate(
        type=QuestionType.TRUEFALSE,
        stem=stem,
        key=key,
        rationale=proposal.said,
        brief=proposal.brief,
        citations=tuple(joined(cited)),
        provenance=Provenance(RULES, fact.template, VERSION),
        options=options,
        place=(fact.line.document.source.id, fact.line.block.number, fact.line.sentence.number),
        claim=fact.claim,
        fact=fact.value,
    )
