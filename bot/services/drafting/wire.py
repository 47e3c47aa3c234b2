"""What goes to the process that drafts and what comes back, as plain values."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.domain.documents.source_document import Block, BlockKind, SourceDocument
from bot.domain.drafts.draft import NewDraft
from bot.domain.drafts.draft_job import Failure, Halt
from bot.domain.errors import CiteQuizError
from bot.domain.question import Source
from bot.generation.gate.earlier import Asked
from bot.generation.ranking import Acceptance, shipped_acceptance
from bot.services.drafting.model import Model
from bot.storage.bank import question_json

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drafted: at most ``limit`` questions from a document, beside those that are
    ``asked`` already; ``glossary`` is the path of the names that they may use beside the
    document's own, ``acceptance`` how drafts fared so far, by which the best are chosen; ``model``
    is whom to ask where the backend is one.
    """

    backend: str
    limit: int
    document: SourceDocument
    glossary: str | None = None
    asked: Asked = field(default_factory=Asked)
    acceptance: Acceptance = field(default_factory=shipped_acceptance)
    model: Model | None = None

    def to_json(self) -> Plain:
        """Plain values, for the way between two processes."""
        document = self.document
        return {
            "backend": self.backend,
            "limit": self.limit,
            "glossary": self.glossary,
            "asked": self.asked.to_json(),
            "acceptance": {name: list(seen) for name, seen in self.acceptance.seen.items()},
            "source": asdict(document.source),
            "blocks": [[one.number, one.kind, one.text, one.page] for one in document.blocks],
            "version": document.version,
            "licence": document.licence,
            "model": self.model and self.model.to_json(),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Order":
        """The inverse of :meth:`to_json`."""
        source = plain["source"]
        blocks = (
            Block(number, BlockKind(kind), text, page)
            for number, kind, text, page in plain["blocks"]
        )
        document = SourceDocument(
            Source(**{**source, "paragraphs": tuple(source["paragraphs"])}),
            tuple(blocks),
            plain["version"],
            plain["licence"],
        )
        seen = {name: (usable, total) for name, (usable, total) in plain["acceptance"].items()}
        return cls(
            plain["backend"],
            plain["limit"],
            document,
            plain["glossary"],
            Asked.from_json(plain["asked"]),
            Acceptance(seen),
            Model.from_json(plain["model"]) if plain["model"] else None,
        )


@dataclass(frozen=True, slots=True)
class Spent:
    """What the asking of a model cost, and how it ended. ``estimated``: the server did not count
    some of the tokens; ``recalled`` replies were kept from an earlier start; ``malformed`` ones had
    not the form asked for. ``halt`` ended it before its time, for the reason that the log is told.
    """

    requests: int
    tokens: int
    estimated: bool = False
    recalled: int = 0
    malformed: int = 0
    halt: Halt | None = None
    reason: str = ""

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Spent":
        """The inverse of ``asdict``, by way of JSON."""
        return cls(**{**plain, "halt": Halt(plain["halt"]) if plain["halt"] else None})


@dataclass(frozen=True, slots=True)
class Product:
    """What came of an order. ``refused``: how many candidates each hard rule of the gate refused,
    by its code; a candidate may count for several. ``crowded`` gave way to better drafts,
    ``beyond`` were left out beyond the limit: what is no draft and neither of these was refused.
    ``spent``: what a model was asked for it, None where none was.
    """

    drafts: tuple[NewDraft, ...]
    words: int
    candidates: int
    refused: Mapping[str, int]
    crowded: int = 0
    beyond: int = 0
    spent: Spent | None = None

    @property
    def failure(self) -> Failure:
        """Why there is no draft, where there is none."""
        halt = self.spent.halt if self.spent else None
        return Failure(halt.value) if halt else Failure.NOTHING

    @property
    def figures(self) -> Plain:
        """What is told of it, as plain values: all but its drafts and what the log is told."""
        figures: Plain = {
            "drafts": len(self.drafts),
            "words": self.words,
            "candidates": self.candidates,
            "refused": dict(self.refused),
            "crowded": self.crowded,
            "beyond": self.beyond,
        }
        if self.spent is not None:
            figures["spent"] = {k: v for k, v in asdict(self.spent).items() if k != "reason"}
        return figures


@dataclass(eq=False)
class DraftingFailed(CiteQuizError):
    """An order came to nothing."""

    failure: Failure


def lines(product: Product) -> Iterable[Plain]:
    """A product, line by line: its drafts, then the figures, which end it."""
    for one in product.drafts:
        yield {
            "draft": {
                "question": question_json.to_json(one.question),
                "backend": one.backend,
                "template": one.template,
                "version": one.version,
                "findings": [list(finding) for finding in one.findings],
            }
        }
    yield {
        "end": {
            "words": product.words,
            "candidates": product.candidates,
            "refused": dict(product.refused),
            "crowded": product.crowded,
            "beyond": product.beyond,
            "spent": asdict(product.spent) if product.spent else None,
        }
    }


def product_in(drafts: Iterable[NewDraft], end: Mapping[str, Any]) -> Product:
    """The product whose last line says that."""
    spent = Spent.from_json(end["spent"]) if end["spent"] else None
    return Product(tuple(drafts), **{**end, "spent": spent})


def draft_in(plain: Mapping[str, Any]) -> NewDraft:
    """The draft that a line holds. Raises ValueError where a text in it cannot be kept."""
    for text in _texts(plain):
        if odd := next(filter(_is_odd, text), None):
            raise ValueError(f"a text with the character U+{ord(odd):04X}")
    findings = tuple((code, detail) for code, detail in plain["findings"])
    question = question_json.from_json(plain["question"])
    return NewDraft(question, plain["backend"], plain["template"], plain["version"], findings)


def _texts(plain: object) -> Iterator[str]:
    """Every text in plain values."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, Mapping):
        yield from _texts([*plain, *plain.values()])
    elif isinstance(plain, list):
        for one in plain:
            yield from _texts(one)


def _is_odd(char: str) -> bool:
    """Half a character, or one that steers: not every database keeps them."""
    return unicodedata.category(char) in {"Cc", "Cs"} and char not in "\r\n"
