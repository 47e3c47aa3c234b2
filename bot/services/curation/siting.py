"""Citations brought to where their quotes stand: who rewords a quote need not count sentences."""

from collections.abc import Iterator
from dataclasses import replace

from bot.bank.texts.passages import locate, sentences
from bot.domain.documents.source_document import Block, SourceDocument
from bot.domain.question import Citation, Question
from bot.services.curation.judging import Documents


def sited(question: Question, documents: Documents) -> Question:
    """The question with every citation at a sentence that has its quote, where one has."""
    return replace(
        question,
        citations=tuple(
            _sited(one, documents.get(one.source)) for one in question.citations
        ),
    )  # fmt: skip


def _sited(citation: Citation, document: SourceDocument | None) -> Citation:
    """As it is where the quote stands there; else at the first sentence that has it, of its own
    paragraph before others.
    """
    if document is None:
        return citation
    places = list(_places(citation, document))
    if not places or any(
        block.number == citation.paragraph and number in citation.sentences
        for block, number in places
    ):
        return citation
    block, number = places[0]
    same = block.number == citation.paragraph
    kept = citation.sentences if same else ()
    return replace(citation, paragraph=block.number, sentences=tuple(sorted({*kept, number})))


def _places(citation: Citation, document: SourceDocument) -> Iterator[tuple[Block, int]]:
    here = [one for one in document.citable if one.number == citation.paragraph]
    others = (one for one in document.citable if one.number != citation.paragraph)
    for block in (*here, *others):
        if locate(citation.quote, block.line) is None:
            continue
        for number, sentence in enumerate(sentences(block.text), 1):
            if locate(citation.quote, sentence):
                yield block, number
