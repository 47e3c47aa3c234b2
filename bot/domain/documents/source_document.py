"""A source as generation reads it: its bibliography, and its paragraphs with what they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.question import Source


class BlockKind(StrEnum):
    BODY = "body"
    HEADING = "heading"
    TIMELINE = "timeline"
    """Begins with a date and a colon or dash, then tells what happened."""

    LIST = "list"
    FURNITURE = "furniture"
    """The page's own words, not the author's (menus, comment forms): never cited."""


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraph ``number`` (from 1) in its normal form; lines in it end in ``\\n``.

    ``page`` counts from 1 where the format has pages.
    """

    number: int
    kind: BlockKind
    text: str
    page: int | None = None

    @property
    def line(self) -> str:
        """The text on one line; offsets are the same in both."""
        return self.text.replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence ``number`` (from 1) of a paragraph: ``text`` is ``block.line[start:end]``."""

    paragraph: int
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One version of a source. ``blocks`` are all its paragraphs, furniture too, in order;
    ``by_people`` names what somebody said of it, such as ``title``, whatever its text states.
    """

    source: Source
    blocks: tuple[Block, ...]
    version: int = 1
    licence: str | None = None
    by_people: tuple[str, ...] = ()

    @property
    def citable(self) -> Iterator[Block]:
        """The blocks that a question may cite."""
        return (block for block in self.blocks if block.kind is not BlockKind.FURNITURE)

    @property
    def words(self) -> int:
        """How many words may be cited."""
        return sum(len(block.text.split()) for block in self.citable)

    def block(self, number: int) -> Block:
        """Paragraph ``number`` (from 1); IndexError when there is none."""
        if number < 1:
            raise IndexError(number)
        return self.blocks[number - 1]


class Furniture(StrEnum):
    """What part of a page's own words something is."""

    MENU = "menu"
    NOTICE = "notice"
    """About cookies, terms or a newsletter."""

    COMMENTS = "comments"
    SHARING = "sharing"
    RELATED = "related"
    HEADER = "header"
    """Repeated at the head or foot of pages."""

    PAGE_NUMBER = "page number"
    FORM = "form"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Furniture that was left out before paragraphs were numbered."""

    why: Furniture
    text: str
    page: int | None = None
