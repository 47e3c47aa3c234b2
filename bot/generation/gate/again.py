"""Questions that people reworded, before the gate again."""

from collections.abc import Iterator

from bot.domain.question import Option, Question, QuestionType
from bot.generation.candidates import Candidate, Provenance
from bot.generation.gate.claims import claims_unproven
from bot.generation.gate.findings import Finding, Hard
from bot.generation.gate.ground import Ground
from bot.generation.gate.hard import RULES, hard
from bot.generation.gate.soft import soft
from bot.generation.gate.wording import latin, wording_rules

_KNOWN = frozenset(
    {
        QuestionType.SINGLE,
        QuestionType.ORDERING,
        QuestionType.MATCHING,
        QuestionType.TRUEFALSE,
        QuestionType.YEAR,
        QuestionType.NUMBER,
        QuestionType.TEXT,
    }
)
_ANY_TYPE = (Hard.QUOTE, Hard.FOREIGN, Hard.LENGTH, Hard.DATED)


def examine(question: Question, provenance: Provenance, known: Ground) -> Iterator[Finding]:
    """Every finding about a question as it is worded, hard ones first.

    Of a type that no template drafts, nobody can say whether the key follows: that is G02. What
    only a whole run knows, conflicts (G52) and ranks (G56), is not among them; nor is what takes a
    model (G12, G13) or a parser (G16 to G20).
    """
    one = candidate_of(question, provenance)
    worded = list(wording_rules(one, known))
    plain = all(finding.code != Hard.PLAIN for finding in worded)
    # Where another alphabet is said to be one, its words are not called names that stand nowhere.
    yield from (f for f in _first(question, one, known) if plain or not _other_letters(f))
    yield from worded
    if one.citations:
        yield from soft(one, question, known, {}, None)
    if all(citation.source in known.documents for citation in question.citations):
        yield from claims_unproven(question, known)


def _other_letters(finding: Finding) -> bool:
    letters = filter(str.isalpha, finding.detail)
    return finding.code == Hard.FOREIGN and not all(map(latin, letters))


def _first(question: Question, one: Candidate, known: Ground) -> Iterator[Finding]:
    if question.type in _KNOWN:
        yield from hard(one, known)
    else:
        for code in _ANY_TYPE:
            detail = RULES[code](one, known)
            if detail is not None:
                yield Finding(code, detail)
        yield Finding(Hard.KEY, question.type.value)


def candidate_of(question: Question, provenance: Provenance) -> Candidate:
    """The candidate that a question would have been."""
    typed = question.typed
    return Candidate(
        type=question.type,
        stem=question.stem,
        key=_key(question),
        rationale=question.rationale,
        brief=question.brief,
        citations=question.citations,
        provenance=provenance,
        options=tuple(
            (_said(option), None if option.key and not question.lefts else option.rationale or "")
            for option in question.options
        ),
        lefts=question.lefts,
        value=typed.value if typed else None,
        unit=typed.unit if typed else None,
        accept=question.text_key.accept if question.text_key else (),
    )


def _key(question: Question) -> str:
    if question.typed is not None:
        return str(question.typed.value)
    if question.text_key is not None:
        return question.text_key.value
    keys = [_said(option) for option in question.options if option.key]
    return (keys or [_said(option) for option in question.options] or [""])[0]


def _said(option: Option) -> str:
    """An option's text; those of a statement are called true and false."""
    return option.text or option.id
