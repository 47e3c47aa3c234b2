"""A model's suggestion as a candidate; its quotes are looked up, and never mended."""

from collections.abc import Iterator
from dataclasses import replace

from bot.bank.texts.passages import locate, one_line
from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import Citation, QuestionType
from bot.generation.backends import LLM
from bot.generation.candidates import Candidate, Provenance
from bot.generation.documents.sentences import sentences
from bot.generation.drafting import joined
from bot.generation.llm.prompts import VERSION
from bot.generation.llm.shapes import Distractor, Suggestion
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments


def candidate(said: Suggestion, document: SourceDocument, model: str) -> Candidate:
    """The candidate; a quote that does not stand there is left for the gate to refuse."""
    pairs: list[tuple[str, str | None]] = [(said.key, None)]
    pairs += [(one.text, one.rationale) for one in said.distractors]
    options = tuple(sorted(pairs, key=lambda pair: _place(pair[0])))
    proof = _cited(document, said.passage, said.quote, said.stem)
    cited = [proof, *_refuting(said.distractors, document, options)]
    first = proof.sentences[0] if proof.sentences else 0
    return Candidate(
        type=QuestionType.SINGLE,
        stem=said.stem,
        key=said.key,
        rationale=said.rationale,
        brief=said.brief,
        citations=tuple(joined(cited)) if all(one.sentences for one in cited) else tuple(cited),
        provenance=Provenance(LLM, f"{LLM}-{said.kind}", VERSION, model),
        options=options,
        place=(document.source.id, said.passage, first),
    )


def _place(text: str) -> tuple[tuple[int, int, int], str]:
    """Dates in order; everything else by its letters, which tells nothing of the key."""
    found = moments(text)
    return (found[0].key if found else (0, 0, 0)), text.casefold()


def _refuting(
    distractors: list[Distractor],
    document: SourceDocument,
    options: tuple[tuple[str, str | None], ...],
) -> Iterator[Citation]:
    """Where what is true of a distractor is written."""
    numbers = {text: number for number, (text, _) in enumerate(options, 1)}
    for one in distractors:
        if one.quote:
            cited = _cited(document, one.passage, one.quote, one.rationale)
            yield replace(cited, refutes=(numbers[one.text],))


def _cited(document: SourceDocument, number: int, quote: str, about: str) -> Citation:
    """The sentence in which a quote stands; of several, the one that is most like ``about``.

    Without any the citation names no sentence, and the quote proves nothing.
    """
    if not 1 <= number <= len(document.blocks):
        return Citation(document.source.id, number, (), quote)
    every = sentences(document.block(number))
    holding = [one for one in every if locate(quote, one.text)]
    if not holding:
        return Citation(document.source.id, number, (), quote)
    wanted = content(about)
    best = max(holding, key=lambda one: len(wanted & content(one.text)))
    start, end = locate(quote, best.text) or (0, 0)
    said = one_line(best.text)[start:end]
    return Citation(document.source.id, number, (best.number,), said)
