"""The sentences of a block, with their offsets."""

from bot.bank.texts.passages import sentence_spans
from bot.domain.documents.source_document import Block, Sentence


def sentences(block: Block) -> tuple[Sentence, ...]:
    """In order; numbered as citations number them."""
    line = block.line
    return tuple(
        Sentence(block.number, number, start, end, line[start:end])
        for number, (start, end) in enumerate(sentence_spans(block.text), 1)
    )
