"""A model's suggestion as a candidate; its quotes are looked up, and never mended."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.bank.meaning import QUOTE_WORDS
from bot.bank.texts.dates import mentions
from bot.bank.texts.passages import locate, one_line
from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import Citation, QuestionType
from bot.generation.backends import LLM
from bot.generation.candidates import Candidate, Provenance
from bot.generation.documents.sentences import sentences
from bot.generation.drafting import joined
from bot.generation.llm.prompts import VERSION
from bot.generation.llm.shapes import Distractor, Suggestion
from bot.generation.llm.typed import TypedAnswer, typed_answer
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments


def candidate(said: Suggestion, document: SourceDocument, model: str) -> Candidate:
    """The candidate; a quote that does not stand there is left for the gate to refuse."""
    pairs: list[tuple[str, str | None]] = [(said.key, None)]
    pairs += [(one.text, one.rationale) for one in said.distractors]
    options = tuple(sorted(pairs, key=lambda pair: _place(pair[0])))
    asked = TypedAnswer(QuestionType.SINGLE) if said.distractors else typed_answer(said, document)
    proof = _cited(document, (said.passage, said.quote), said.stem, said.key)
    cited = [proof, *_of_stem(said, document)]
    cited += _refuting(said.distractors, document, options)
    first = proof.sentences[0] if proof.sentences else 0
    return Candidate(
        type=asked.type,
        stem=said.stem,
        key=said.key,
        rationale=said.rationale,
        brief=said.brief,
        citations=tuple(joined(cited)) if all(one.sentences for one in cited) else tuple(cited),
        provenance=Provenance(LLM, f"{LLM}-{said.kind}", VERSION, model),
        options=options if said.distractors else (),
        value=asked.value,
        unit=asked.unit,
        accept=asked.accept,
        place=(document.source.id, said.passage, first),
    )


def _of_stem(said: Suggestion, document: SourceDocument) -> Iterator[Citation]:
    """Where that of the stem is written which the proof of the key does not say."""
    for one in said.also:
        yield replace(_cited(document, (one.passage, one.quote), said.stem, said.stem), stem=True)


def _place(text: str) -> tuple[tuple[int, int, int], Decimal, str]:
    """Dates in order, then numbers; everything else by its letters, which tells nothing of the
    key."""
    found = moments(text)
    numbers = mentions(text).numbers
    value = numbers[0].value if len(numbers) == 1 else Decimal(0)
    return (found[0].key if found else (0, 0, 0)), value, text.casefold()


def _refuting(
    distractors: list[Distractor],
    document: SourceDocument,
    options: tuple[tuple[str, str | None], ...],
) -> Iterator[Citation]:
    """Where what is true of a distractor is written."""
    numbers = {text: number for number, (text, _) in enumerate(options, 1)}
    for one in distractors:
        if one.quote:
            cited = _cited(document, (one.passage, one.quote), one.rationale, one.text)
            yield replace(cited, refutes=(numbers[one.text],))


def _cited(document: SourceDocument, said: tuple[int, str], about: str, proving: str) -> Citation:
    """The sentence of a passage in which a quote stands; of several, the one most like ``about``.

    What is longer than the bank quotes is cut to words in a row, with ``proving`` among them or
    most of it. Without a sentence the citation names none, and the quote proves nothing.
    """
    number, quote = said
    if not 1 <= number <= len(document.blocks):
        return Citation(document.source.id, number, (), quote)
    every = sentences(document.block(number))
    holding = [one for one in every if locate(quote, one.text)]
    if not holding:
        return Citation(document.source.id, number, (), quote)
    wanted = content(about)
    best = max(holding, key=lambda one: len(wanted & content(one.text)))
    start, end = locate(quote, best.text) or (0, 0)
    short = _short(one_line(best.text)[start:end], proving)
    return Citation(document.source.id, number, (best.number,), short)


def _short(quote: str, proving: str) -> str:
    """A quote as far as the bank takes one: the first words in a row with the most of a text."""
    words = quote.split()
    rows = [" ".join(words[at : at + QUOTE_WORDS]) for at in range(len(words) - QUOTE_WORDS + 1)]
    wanted = content(proving)
    return max(
        rows,
        key=lambda row: (locate(proving, row) is not None, len(wanted & content(row))),
        default=quote,
    )
