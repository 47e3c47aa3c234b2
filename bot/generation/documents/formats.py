"""Which format a document has: by its name, checked against how it begins."""

import re
from pathlib import PurePath

from bot.generation.documents.problem import UnreadableDocument
from bot.generation.documents.reading import Format

_BY_SUFFIX = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
}
SUFFIXES = tuple(_BY_SUFFIX)
_TEXTS = frozenset({Format.TEXT, Format.MARKDOWN, Format.HTML})
_HEAD = 1_024

# How files begin that are no text, and what they are.
_MAGIC = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "rich_text"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"SQLite format 3", "database"),
)
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_PARAGRAPHS = (
    rb"p|div|h[1-6]|article|section|main|body|header|ul|ol|dl|table|blockquote|figure|center|pre"
)
_FIRST_TAG = re.compile(
    rb"(?:<!--.{0,500}?-->\s*)?<(?:%s|head|meta|title|link|style|script|span|nav|hr|br|a|img)"
    rb"(?:\s[^<>]*)?/?>" % _PARAGRAPHS,
    re.DOTALL,
)
_CLOSED = re.compile(rb"</(?:%s)\s*>" % _PARAGRAPHS, re.IGNORECASE)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def format_of(name: str, data: bytes) -> Format:
    """The format to read a document as; what it is counts, where its name says another one.

    Raises UnreadableDocument for what is none of the formats.
    """
    said = named_format(name)
    if said is None:
        suffix = PurePath(name).suffix.lower()
        code = "D105" if suffix else "D123"
        raise UnreadableDocument(code, {"suffix": suffix})
    if not data:
        raise UnreadableDocument("D103")
    found = _found(data)
    if isinstance(found, Format):
        return found
    if said is Format.DOCX and data.startswith(_ZIP):  # read as one, it is damaged
        return said
    if found is None and said in _TEXTS:
        return Format.HTML if _is_html(data, said) else said
    raise UnreadableDocument("D106", {"said": said.value, "found": found or "other"})


def named_format(name: str) -> Format | None:
    """What a file's name says."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def _found(data: bytes) -> Format | str | None:
    """What the first bytes say; None where they say nothing."""
    if _PDF in data[:_HEAD]:
        return Format.PDF
    if data.startswith(_ZIP):
        return Format.DOCX if b"word/" in data else "archive"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableDocument("D109")
        return "old_office"
    return next((what for start, what in _MAGIC if data.startswith(start)), None)


def _is_html(data: bytes, said: Format) -> bool:
    """A page; or a part of one, which begins with a tag of pages, and closes one of a paragraph.

    Markdown may begin with a few tags of its own, but not as a whole page does.
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return True
    if said is not Format.TEXT:
        return False
    return _FIRST_TAG.match(head) is not None and _CLOSED.search(data) is not None
