"""Proposals with their rivals as candidates, and candidates as drafts of the bank."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from string import ascii_lowercase

from bot.domain.question import (
    Citation,
    Difficulty,
    Option,
    Question,
    QuestionType,
    State,
    TextKey,
    TypedKey,
)
from bot.generation.asking.naming import naming
from bot.generation.asking.quoting import cite
from bot.generation.backends import RULES
from bot.generation.candidates import (
    VERSION,
    Candidate,
    KeyKind,
    Proposal,
    Provenance,
    Rival,
)
from bot.generation.sentences.moments import MONTHS

_MOST_TYPED = 60
_NO_NAMES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III"})


def candidate(proposal: Proposal, found: tuple[Rival, ...]) -> Candidate | None:
    """The candidate that a proposal and its rivals make; None where it can be asked in no way."""
    if proposal.ordered:
        return _ordering(proposal)
    if proposal.paired:
        return _matching(proposal)
    if found:
        return _choice(proposal, found)
    return _typed(proposal)


def _choice(proposal: Proposal, found: tuple[Rival, ...]) -> Candidate:
    pairs: list[tuple[str, str | None]] = [(proposal.key, None)]
    pairs += [(rival.text, rival.rationale) for rival in found]
    options = tuple(sorted(pairs, key=lambda pair: _place(pair[0], proposal)))
    numbers = {text: number for number, (text, _) in enumerate(options, 1)}
    cited = _proofs(proposal)
    cited += [replace(c, refutes=(numbers[r.text],)) for r in found for c in r.citations]
    return _candidate(proposal, QuestionType.SINGLE, proposal.stem, cited, options=options)


def _place(text: str, proposal: Proposal) -> tuple[object, ...]:
    """Dates in order; everything else by its letters, which tells nothing of the key."""
    if proposal.kind is KeyKind.DATE:
        parts = text.split()
        month = next((MONTHS.index(p) for p in parts if p in MONTHS), 0)
        year = int(parts[-1]) if parts[-1].isdigit() else 0
        day = int(parts[0]) if len(parts) > 1 and parts[0].isdigit() else 0
        return year, month, day
    return (text.casefold(),)


def _typed(proposal: Proposal) -> Candidate | None:
    if proposal.typed_stem is None:
        return None
    cited = _proofs(proposal)
    if proposal.kind is KeyKind.DATE:
        return _candidate(
            proposal, QuestionType.YEAR, proposal.typed_stem, cited, key=str(proposal.value)
        )
    if proposal.kind is KeyKind.NUMBER:
        return _candidate(proposal, QuestionType.NUMBER, proposal.typed_stem, cited)
    if len(proposal.key) > _MOST_TYPED:
        return None
    return _candidate(proposal, QuestionType.TEXT, proposal.typed_stem, cited)


def _ordering(proposal: Proposal) -> Candidate:
    options = tuple((event, why) for event, why, _ in proposal.ordered)
    first, *more = (citation for _, _, citation in proposal.ordered)
    cited = [first, *(replace(c, refutes=(n,)) for n, c in enumerate(more, 2)), *proposal.also]
    return _candidate(proposal, QuestionType.ORDERING, proposal.stem, cited, options=options)


def _matching(proposal: Proposal) -> Candidate:
    options = tuple((pair.right, pair.why) for pair in proposal.paired)
    numbered = enumerate((pair.citations for pair in proposal.paired), 1)
    cited = [replace(c, refutes=(n,) if n > 1 else ()) for n, found in numbered for c in found]
    made = _candidate(proposal, QuestionType.MATCHING, proposal.stem, cited, options=options)
    return replace(made, lefts=tuple(pair.left for pair in proposal.paired))


def _candidate(
    proposal: Proposal,
    type: QuestionType,
    stem: str,
    cited: Iterable[Citation],
    *,
    options: tuple[tuple[str, str | None], ...] = (),
    key: str | None = None,
) -> Candidate:
    fact = proposal.fact
    return Candidate(
        type=type,
        stem=stem,
        key=key or proposal.key,
        rationale=proposal.said,
        brief=proposal.brief,
        citations=tuple(joined(cited)),
        provenance=Provenance(RULES, fact.template, VERSION),
        options=options,
        value=proposal.value,
        unit=proposal.unit,
        accept=tuple(one for one in proposal.accept if one not in _NO_NAMES),
        place=(fact.line.document.source.id, fact.line.block.number, fact.line.sentence.number),
        claim=fact.claim,
        fact=fact.value,
    )


def _proofs(proposal: Proposal) -> list[Citation]:
    """What proves the key, and where the names of key and stem stand in full."""
    fact = proposal.fact
    proof = cite(fact.line, proposal.quote or fact.span, fact.evidence)
    of_key = list(naming(fact, proposal.key))
    names = naming(fact, proposal.stem, proposal.said)
    others = (replace(one, stem=True) for one in names if one not in of_key)
    return [proof, *proposal.also, *of_key, *others]


def joined(cited: Iterable[Citation]) -> Iterable[Citation]:
    """One citation per passage: the bank asks for that."""
    found: dict[tuple[str, int], Citation] = {}
    for one in cited:
        place = (one.source, one.paragraph)
        first = found.get(place)
        if first is None:
            found[place] = one
            continue
        sentences = tuple(sorted({*first.sentences, *one.sentences}))
        if first.proves:
            found[place] = replace(first, sentences=sentences)
        elif first.refutes and one.refutes:
            refutes = tuple(sorted({*first.refutes, *one.refutes}))
            found[place] = replace(first, sentences=sentences, refutes=refutes)
        else:  # for the stem and for an option: then it is for everybody
            found[place] = replace(first, sentences=sentences, refutes=(), stem=False)
    return found.values()


def draft(one: Candidate, topic: str, note: str | None = None) -> Question:
    """A candidate as a question of the bank, in the state draft."""
    name = one.provenance.template
    mark = hashlib.sha256(f"{one.stem}\n{one.key}".encode()).hexdigest()[:8]
    typed = one.type in {QuestionType.YEAR, QuestionType.NUMBER} and one.value is not None
    return Question(
        id=f"{one.citations[0].source[:38].rstrip('-')}-{name}-{mark}",
        type=one.type,
        stem=one.stem,
        rationale=one.rationale,
        brief=one.brief,
        citations=one.citations,
        topic=topic,
        difficulty=Difficulty.MEDIUM,
        state=State.DRAFT,
        options=_options(one),
        typed=TypedKey(one.value, unit=one.unit) if typed and one.value is not None else None,
        lefts=one.lefts,
        text_key=TextKey(one.key, one.accept) if one.type is QuestionType.TEXT else None,
        tags=(one.provenance.backend, name),
        note=note,
    )


_SHOWN = frozenset({QuestionType.SINGLE, QuestionType.ORDERING, QuestionType.MATCHING})


def _options(one: Candidate) -> tuple[Option, ...]:
    """What is chosen from, ordered or matched. The options of a statement have no text."""
    if one.type is QuestionType.TRUEFALSE:
        return tuple(Option(word, "", key=why is None, rationale=why) for word, why in one.options)
    single, matched = one.type is QuestionType.SINGLE, one.type is QuestionType.MATCHING
    pairs = zip(ascii_lowercase, one.options if one.type in _SHOWN else (), strict=False)
    return tuple(
        Option(letter, text, key=matched or (single and why is None), rationale=why)
        for letter, (text, why) in pairs
    )
