"""PDF: lines with their places on the page, put together to paragraphs."""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw

from bot.domain.documents.source_document import BlockKind
from bot.generation.documents import limits
from bot.generation.documents.encoding import writable
from bot.generation.documents.kinds import DATE
from bot.generation.documents.pdf_lines import SOFT_HYPHEN, Line, paragraphs, running, running_head
from bot.generation.documents.problem import Note, UnreadableDocument
from bot.generation.documents.reading import Extract, Piece, Stated

_LINE = re.compile("[^\r\n\x02]+\x02?")
"""A line as PDFium gives it; one that is hyphenated has no end but U+0002."""

_NAMED_PAGES = 10
_SMALLEST = 1.0
"""Points of type; a damaged file may say 0."""

_JUNK = re.compile(
    r"microsoft \w+ - .*|about:.*|(?:untitled|unnamed)(?:[ -]\w+)?[ -]?\d*|slide ?\d+"
    r"|(?:document|presentation|без имени|документ|безымянный) ?\d*|(?:word|pdf) document"
    r"|(?:[a-z]:\\|file:|https?:|/).*|\S*[\\/_]\S*"
    r"|.*\.(?:docx?|odt|rtf|pdf|pptx?|xlsx?|indd|qxd|tex|dvi|ps|pub|html?|txt|md|pages|tmp)",
    re.IGNORECASE,
)
"""What programs write as a title when nobody gave one: their own words, a file's name, its path."""

_FIRST = 6
"""Pieces among which a title in large type stands."""


def read(data: bytes) -> Extract:
    """A document as pieces with their pages; raises UnreadableDocument."""
    opened = _opened(data)
    count = len(opened)
    if count > limits.PAGES:
        raise UnreadableDocument("D112", {"pages": count, "limit": limits.PAGES})
    lines: list[Line] = []
    silent = []
    for number in range(1, count + 1):
        found = list(_lines(opened, number))
        lines += found
        if not found:
            silent.append(number)
    if not lines:
        raise UnreadableDocument("D110", {"pages": count})
    kept, dropped = running(lines, count)
    notes = [Note("N203", {"pages": _few(silent)})] if silent else []
    pieces = list(paragraphs(kept))
    said = Stated(title=_given(opened) or _large(pieces))
    return Extract(pieces, said, dropped, notes, running_head(lines, dropped))


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadableDocument("D109") from None
        raise UnreadableDocument("D111") from None


def _lines(opened: Any, number: int) -> Iterator[Line]:
    """The lines of a page (from 1) in reading order, as PDFium tells it."""
    try:
        page = opened[number - 1]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise UnreadableDocument("D122", {"page": number}) from None
    for found in _LINE.finditer(_characters(text_page)):
        if line := _line(text_page, found[0], found.start(), number):
            yield line
    text_page.close()
    page.close()


def _characters(text_page: Any) -> str:
    """One character for each of PDFium's, so that places in both are the same."""
    count = text_page.count_chars()
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else " " for code in codes)  # noqa: PLR2004


def _line(text_page: Any, text: str, start: int, number: int) -> Line | None:
    """The line whose first character is PDFium's number ``start``; None where it shows nothing."""
    shown = [start + index for index, char in enumerate(text) if not char.isspace()]
    text = " ".join(writable(text.replace("\x02", SOFT_HYPHEN)).split())
    if not text:
        return None
    boxes = [text_page.get_charbox(index, loose=True) for index in (shown[0], shown[-1])]
    sizes = [raw.FPDFText_GetFontSize(text_page, index) for index in shown[:: len(shown) // 5 + 1]]
    (left, bottom, _, top), (_, _, right, _) = boxes
    return Line(
        text=text,
        page=number,
        left=left,
        right=right,
        bottom=bottom,
        top=top,
        size=max(_SMALLEST, median(sizes)),
    )


def _given(opened: Any) -> str | None:
    """The title among its properties; the day it was made is not the day it was published."""
    title = " ".join(writable(opened.get_metadata_value("Title")).split())
    return None if _JUNK.fullmatch(title) else title or None


def _large(pieces: Sequence[Piece]) -> str | None:
    """What stands in large type before everything else on the first page, if it is no date."""
    for piece in pieces[:_FIRST]:
        large = piece.page == pieces[0].page and piece.kind is BlockKind.HEADING
        if large and not re.fullmatch(DATE, piece.text, re.IGNORECASE):
            return piece.text
    return None


def _few(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:_NAMED_PAGES]))
    return f"{named}, …" if len(numbers) > _NAMED_PAGES else named
