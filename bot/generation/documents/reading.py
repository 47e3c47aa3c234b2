"""What reading a document gives."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from bot.domain.documents.source_document import Block, BlockKind, Dropped, Furniture
from bot.generation.documents.problem import Note


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "DOCX"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document says of itself; ``date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    language: str | None = None
    licence: str | None = None


def merged(*said: Stated) -> Stated:
    """What is known of a document, each thing by the first that says it."""
    names = [field.name for field in fields(Stated)]
    return Stated(
        **{name: next(filter(None, (getattr(one, name) for one in said)), None) for name in names}
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that will be a paragraph; ``kind`` where the format tells it."""

    text: str
    kind: BlockKind | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """What the reader of one format found, in order; ``head`` is what its pages repeat above their
    text, the title of last resort.
    """

    pieces: Sequence[Piece]
    stated: Stated = Stated()
    dropped: Sequence[Dropped] = ()
    notes: Sequence[Note] = ()
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read: numbered paragraphs in their normal form, and what it says of
    itself. ``dropped`` is the furniture that has no number.
    """

    format: Format
    blocks: tuple[Block, ...]
    stated: Stated
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the way between two processes."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Reading":
        """The inverse of :meth:`to_json`."""
        return cls(
            Format(plain["format"]),
            tuple(Block(**{**one, "kind": BlockKind(one["kind"])}) for one in plain["blocks"]),
            Stated(**plain["stated"]),
            tuple(Dropped(**{**one, "why": Furniture(one["why"])}) for one in plain["dropped"]),
            tuple(Note(**one) for one in plain["notes"]),
        )
