"""What the documents hold, ready to be asked by the rules of the gate."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from bot.bank.files.build import Name
from bot.bank.texts.dates import Mentions, in_words, mentions
from bot.bank.texts.names import NameBook, Proof
from bot.bank.texts.passages import one_line, sentences
from bot.bank.texts.tokens import Token, tokens
from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import Citation
from bot.generation.reading.headwords import headword
from bot.generation.sentences.report_periods import with_days, with_years
from bot.generation.sentences.spans import stands_in

_SAME = (
    ("°C", "Celsius"),
    ("°F", "Fahrenheit"),
    ("U.S.", "US", "United States"),
    ("U.K.", "UK", "United Kingdom"),
    ("U.N.", "UN", "United Nations"),
    ("E.U.", "EU", "European Union"),
)
"""What says the same whatever the document: where one stands the others may be said."""

_INITIALS = re.compile(r"\b[A-ZА-Я]{2,8}\b")


@dataclass(frozen=True)
class _Everything(Proof):
    """All that is said, as one passage; what was sought once is remembered."""

    @cached_property
    def _flat(self) -> str:
        return f" {' '.join(one.norm for passage in self.passages for one in passage)} "

    @cached_property
    def _sought(self) -> dict[str, bool]:
        return {}

    def has(self, form: Sequence[str]) -> bool:
        phrase = f" {' '.join(form)} "
        if phrase not in self._sought:
            self._sought[phrase] = super().has(form) or phrase in self._flat
        return self._sought[phrase]


@dataclass(frozen=True)
class Ground:
    """The documents of a corpus and its glossary."""

    documents: dict[str, SourceDocument]
    glossary: tuple[Name, ...] = ()

    @cached_property
    def book(self) -> NameBook:
        return NameBook(self.glossary)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return (*self._body_tokens, *tokens(self.text[len(self._body) :]))

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the documents write small somewhere."""
        small = {one.text: one for one in self._body_tokens if one.text[0].islower()}
        return frozenset(one.norm for one in small.values())

    @cached_property
    def text(self) -> str:
        """Everything that the documents, their entries and the glossary say, on one line."""
        pieces = [_entry(document) for document in self.documents.values()]
        pieces += [
            f for forms in _SAME if any(stands_in(one, self._body) for one in forms) for f in forms
        ]
        pieces += [form for name in self.glossary for form in (name.name, *name.aliases)]
        return one_line(" \n ".join((self._body, *pieces)))

    @cached_property
    def _body(self) -> str:
        lines = (block.line for d in self.documents.values() for block in d.citable)
        return one_line(" \n ".join(lines))

    @cached_property
    def _body_tokens(self) -> tuple[Token, ...]:
        return tokens(self._body)

    @cached_property
    def said(self) -> Mentions:
        return mentions(self.tokens)

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        every = (self.said, *self._periods)
        years = {Decimal(date.year) for one in every for date in one.dates if date.year}
        return frozenset({number.value for one in every for number in one.numbers} | years)

    @cached_property
    def _periods(self) -> tuple[Mentions, ...]:
        """What the documents say with the years that they leave to their own dates."""
        documents = self.documents.values()
        told = ((b.text, d.source.date or "") for d in documents for b in d.citable)
        made = ((said, _with_years(said, date)) for said, date in told)
        return tuple(mentions(full) for said, full in made if said != full)

    @cached_property
    def dates(self) -> frozenset[tuple[int | None, int | None, int | None]]:
        """Every date, and every part of it that may be said alone."""
        found: set[tuple[int | None, int | None, int | None]] = set()
        for date in (d for one in (self.said, *self._periods) for d in one.dates):
            found |= {
                (date.year, date.month, date.day),
                (date.year, date.month, None),
                (None, date.month, date.day),
                (date.year, None, None),
            }
        return frozenset(found)

    @cached_property
    def _judged(self) -> dict[str, str | None]:
        return {}

    def foreign(self, text: str) -> str | None:
        """The first number, date or name of a text that stands nowhere here, or None."""
        if text not in self._judged:
            self._judged[text] = next(self._foreign(text), None)
        return self._judged[text]

    def _foreign(self, text: str) -> Iterator[str]:
        said = mentions(text)
        yield from (d.text for d in said.dates if (d.year, d.month, d.day) not in self.dates)
        yield from (n.text for n in said.numbers if n.digits and n.value not in self.numbers)
        yield from self.proof.missing_names(text, said.taken)

    @cached_property
    def proof(self) -> Proof:
        return _Everything((self.tokens,), self.book, self.small)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Acronyms that the documents spell out, and those of the glossary."""
        spelled = {m[1] for m in re.finditer(r"\(([A-Z]{2,8})\)", self.text)}
        known = {form for name in self.glossary for form in (name.name, *name.aliases)}
        return frozenset(spelled | {form for form in known if _INITIALS.fullmatch(form)})

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Every sentence of the documents."""
        blocks = (block for d in self.documents.values() for block in d.citable)
        return tuple(sentence for block in blocks for sentence in sentences(block.text))

    def holding(self, text: str) -> tuple[str, ...]:
        """The sentences in which a phrase stands."""
        if text not in self._held:
            self._held[text] = tuple(self._holding(text))
        return self._held[text]

    @cached_property
    def _held(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _holding(self, text: str) -> Iterator[str]:
        at = self._joined.find(text)
        while at >= 0:
            line = self.lines[bisect_right(self._starts, at) - 1]
            if stands_in(text, line):
                yield line
            at = self._joined.find(text, at + len(text))

    @cached_property
    def _joined(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def cited(self, citation: Citation) -> tuple[str, ...] | None:
        """The sentences that a citation names; None where the document has them not."""
        document = self.documents.get(citation.source)
        if document is None or not 1 <= citation.paragraph <= len(document.blocks):
            return None
        block = document.block(citation.paragraph)
        every = sentences(block.text)
        if block.kind == "furniture" or any(not 1 <= n <= len(every) for n in citation.sentences):
            return None
        return tuple(every[number - 1] for number in citation.sentences)

    def dated(self, citation: Citation) -> tuple[str, ...]:
        """The sentences that a citation names, with the years that their document tells."""
        document = self.documents.get(citation.source)
        written = (document.source.date or "") if document else ""
        return tuple(_with_years(said, written) for said in self.cited(citation) or ())

    def entry(self, source: str) -> str:
        document = self.documents.get(source)
        return _entry(document) if document else ""


def ground(documents: Iterable[SourceDocument], glossary: Iterable[Name] = ()) -> Ground:
    return Ground({one.source.id: one for one in documents}, tuple(glossary))


def _with_years(said: str, written: str) -> str:
    return with_days(with_years(said, written), written)


def _entry(document: SourceDocument) -> str:
    source = document.source
    said = (
        source.title,
        headword(source.title),
        source.publisher,
        in_words(source.date),
        source.short,
    )
    return ". ".join(text for text in said if text)
