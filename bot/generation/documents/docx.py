"""Word documents: paragraphs and tables of the body; headers and footers are furniture."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from bot.domain.documents.source_document import BlockKind, Dropped, Furniture
from bot.generation.documents import limits
from bot.generation.documents.encoding import writable
from bot.generation.documents.problem import UnreadableDocument, too_many_paragraphs
from bot.generation.documents.reading import Extract, Piece, Stated
from bot.generation.documents.stated import language_tag

Styles = Mapping[str, str]
"""Names of styles by their ids."""

_BODY = "word/document.xml"
_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE)|<\x00!\x00[ED]\x00", re.IGNORECASE)
_HEAD = 4_096


def read(data: bytes) -> Extract:
    """A document as pieces; raises UnreadableDocument."""
    _examine(data)
    try:
        opened = docx.Document(io.BytesIO(data))
        _count(opened)
        styles = {style.style_id: style.name or "" for style in opened.styles}
        found = (piece for piece in _pieces(opened, styles) if piece.text)
        pieces = list(islice(found, limits.PARAGRAPHS + 1))  # one more than are taken tells enough
        said = _stated(opened, styles)
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
    ):
        raise UnreadableDocument("D111") from None
    return Extract(pieces, said, list(_repeated(opened)))


def _examine(data: bytes) -> None:
    """Refuse what would unpack without end, before anything is unpacked whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.PARTS:
                raise UnreadableDocument("D113", {"count": len(parts), "limit": limits.PARTS})
            total = 0
            for part in parts:
                if part.flag_bits & 1:
                    raise UnreadableDocument("D109")
                total += part.file_size
                if total > limits.UNPACKED_BYTES:
                    raise _too_much(part)
            if _BODY not in archive.namelist():
                raise UnreadableDocument("D126")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if _ENTITY.search(stream.read(_HEAD)):
                            raise UnreadableDocument("D115", {"part": part.filename})
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        raise UnreadableDocument("D111") from None


def _too_much(part: zipfile.ZipInfo) -> UnreadableDocument:
    return UnreadableDocument(
        "D114",
        {
            "part": part.filename[:80],
            "size": part.file_size // limits.MEGABYTE,
            "limit": limits.UNPACKED_BYTES // limits.MEGABYTE,
        },
    )


def _count(opened: Document) -> None:
    """Refuse too many paragraphs before any is read: to count them takes a hundredth of that."""
    if sum(1 for _ in opened.element.body.iter(qn("w:p"))) > limits.ELEMENTS:
        raise too_many_paragraphs()


def _pieces(opened: Document, styles: Styles) -> Iterator[Piece]:
    entries: list[str] = []
    for one in opened.iter_inner_content():
        if isinstance(one, Paragraph) and _style(one, styles).startswith("List"):
            if text := _text(one):
                entries.append(text)
            continue
        yield from _list(entries)
        entries = []
        yield from _table(one) if isinstance(one, Table) else _paragraph(one, styles)
    yield from _list(entries)


def _paragraph(one: Paragraph, styles: Styles) -> Iterator[Piece]:
    heading = _style(one, styles).startswith(("Heading", "Title", "Subtitle"))
    yield Piece(_text(one), BlockKind.HEADING if heading else None)


def _list(entries: list[str]) -> Iterator[Piece]:
    """Short entries stand together, long ones each for itself, as on a page."""
    if entries and all(len(entry.split()) <= limits.SHORT_ENTRY for entry in entries):
        yield Piece("\n".join(f"- {entry}" for entry in entries), BlockKind.LIST)
    else:
        yield from map(Piece, entries)


def _table(table: Table) -> Iterator[Piece]:
    """A line a row, its cells apart; a cell that spans columns is said once."""
    rows = []
    for row in table.rows:
        cells = list(dict.fromkeys(" ".join(writable(cell.text).split()) for cell in row.cells))
        if line := " | ".join(cell for cell in cells if cell):
            rows.append(line)
    if all(len(row.split()) <= limits.SHORT_ENTRY for row in rows):
        yield Piece("\n".join(f"- {row}" for row in rows), BlockKind.LIST)
    else:
        yield from map(Piece, rows)


def _text(one: Paragraph) -> str:
    lines = (" ".join(line.split()) for line in writable(one.text).split("\n"))
    return "\n".join(line for line in lines if line)


def _style(one: Paragraph, styles: Styles) -> str:
    """The name of its style; python-docx would search all styles for each paragraph."""
    return styles.get(one._p.style or "", "")


def _stated(opened: Document, styles: Styles) -> Stated:
    """Its properties; the day it was made is not the day it was published.

    Where it has none, python-docx would make some up: "Word Document" for the title.
    """
    parts = opened.part.package.rels.values()
    if all(one.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for one in parts):
        return Stated(title=_title(opened, styles))
    said = opened.core_properties
    return Stated(
        title=_clean(said.title) or _title(opened, styles),
        language=language_tag(said.language or ""),
    )


def _title(opened: Document, styles: Styles) -> str | None:
    titled = (one for one in opened.paragraphs if _style(one, styles) in {"Title", "Heading 1"})
    return next((text for one in titled if (text := _clean(one.text))), None)


def _clean(text: str) -> str | None:
    return " ".join(writable(text).split()) or None


def _repeated(opened: Document) -> Iterator[Dropped]:
    seen = set()
    for section in opened.sections:
        for part in (section.header, section.footer):
            for one in part.paragraphs:
                if (text := _clean(one.text)) and text not in seen:
                    seen.add(text)
                    yield Dropped(Furniture.HEADER, text)
