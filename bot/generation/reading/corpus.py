"""Documents read together: parted into sentences, with the entities that they speak of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bot.bank.files.build import Name
from bot.domain.documents.source_document import Block, BlockKind, Sentence, SourceDocument
from bot.generation.documents.sentences import sentences
from bot.generation.reading.gathering import entities
from bot.generation.reading.heading_lines import heading_lines
from bot.generation.reading.headwords import forms_of_headword, headword
from bot.generation.reading.texts import Line, Text

_DATELINE = re.compile(
    r"^[A-Z][A-Z .'-]{2,30}(?:, [^–—-]{3,30})?(?: \([^()]{1,40}\))?(?: [–—-]|:) "
)
_BULLET = re.compile(r"^(?:[-*•·–▪◦‣]|\(?\d{1,2}[.)]) ?(?=[A-Z])")
_LONGEST_SENTENCE = 2_000
_MOST_RELATED = 5
_NO_BODY = frozenset({BlockKind.HEADING, BlockKind.FURNITURE})


@dataclass(frozen=True)
class Corpus:
    """Several documents and the glossary that goes with them."""

    texts: tuple[Text, ...]
    glossary: tuple[Name, ...] = ()

    @cached_property
    def words(self) -> int:
        return sum(one.document.words for one in self.texts)

    def around(self, first: Text) -> Iterator[Text]:
        """A text, and those that speak of the same people and bodies."""
        yield first
        yield from self.related(first)

    def related(self, first: Text) -> Sequence[Text]:
        """A few other texts that speak of the same people and bodies as one of them."""
        name = first.document.source.id
        if name not in self._related:
            others = (one for one in self.texts if one is not first)
            shared = (one for one in others if first.of_the_same(one))
            self._related[name] = tuple(islice(shared, _MOST_RELATED))
        return self._related[name]

    @cached_property
    def _related(self) -> dict[str, Sequence[Text]]:
        return {}


def after_dateline(sentence: str) -> str:
    """A sentence without the place and the date of a report before it."""
    match = _DATELINE.match(sentence)
    return sentence[match.end() :] if match else sentence


def read_corpus(
    documents: Iterable[SourceDocument], small: AbstractSet[str], glossary: Sequence[Name] = ()
) -> Corpus:
    """Read documents in English, in their order; ``small`` are the words they write small."""
    found = tuple(documents)
    known = {alias: name.name for name in glossary for alias in name.aliases}
    return Corpus(tuple(_text(document, small, known) for document in found), tuple(glossary))


def _text(document: SourceDocument, small: AbstractSet[str], known: Mapping[str, str]) -> Text:
    lines: list[Line] = []
    for block in document.citable:
        if block.kind in _NO_BODY:
            continue
        headings = dict(heading_lines(block))
        for sentence, text, offset in _pieces(block):
            if len(text) > _LONGEST_SENTENCE:
                continue
            match = _DATELINE.match(text)
            if match is None and block.kind is BlockKind.LIST:
                match = _BULLET.match(text)
            cut = match.end() if match else 0
            if offset in headings:
                cut = headings[offset] + 1 - offset
            made = Line(document, block, sentence, len(lines), text[cut:], offset + cut, small)
            lines.append(made)
    read = [(line.block.number, line.text, line.names) for line in lines]
    title = document.source.title
    called = forms_of_headword(title, (line.text for line in lines))
    about = headword(title) if called else title
    return Text(document, tuple(lines), entities(about, read, {**known, **called}))


def _pieces(block: Block) -> Iterator[tuple[Sentence, str, int]]:
    """The sentences of a paragraph with their offsets; a timeline's parted at the ends of lines,
    where no full stop parts them."""
    for sentence in sentences(block):
        if block.kind is not BlockKind.TIMELINE:
            yield sentence, sentence.text, sentence.start
            continue
        at = sentence.start
        for piece in block.text[sentence.start : sentence.end].split("\n"):
            yield sentence, piece, at
            at += len(piece) + 1
