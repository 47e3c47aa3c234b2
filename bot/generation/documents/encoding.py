"""Bytes as text: the encoding that was declared, or the one that is likely."""

import codecs
import re
from collections.abc import Iterator

from bot.generation.documents.problem import Note, UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = (
    "cp1251",
    "koi8_r",
    "cp866",
    "iso8859_5",
    "cp1252",
    "cp1250",
    "cp1253",
    "cp1254",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_META_WITHIN = 2_048
# What no text has; tab, line ends and form feed it may have.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decoded(data: bytes, *, html: bool = False) -> tuple[str, list[Note]]:
    """The text, and a note where its encoding had to be guessed.

    Raises UnreadableDocument for what is no text, or in no encoding that could be told.
    """
    for encoding in _declared(data, html):
        try:
            return _checked(data.decode(encoding)), []
        except (UnicodeDecodeError, LookupError):
            continue
    if b"\x00" in data:
        raise _not_text(data, data.index(b"\x00"))
    text, encoding = _guessed(data)
    return _checked(text), [Note("N201", {"encoding": encoding})]


def writable(text: str) -> str:
    """A text without characters that no database and no message can hold."""
    return _UNWRITABLE.sub("", text)


def _declared(data: bytes, html: bool) -> Iterator[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding
    if html and (found := _META.search(data[:_META_WITHIN])):
        yield found[1].decode("ascii")
    yield "utf-8"


def _checked(text: str) -> str:
    found = _CONTROL.search(text)
    if found is not None:
        raise UnreadableDocument(
            "D107",
            {
                "place": len(text[: found.start()].encode(errors="replace")) + 1,
                "line": text.count("\n", 0, found.start()) + 1,
            },
        )
    return text


def _not_text(data: bytes, place: int) -> UnreadableDocument:
    return UnreadableDocument("D107", {"place": place + 1, "line": data.count(b"\n", 0, place) + 1})


def _guessed(data: bytes) -> tuple[str, str]:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise UnreadableDocument("D120") from None
    best = from_bytes(data, cp_isolation=list(_LIKELY)).best()
    if best is None:
        raise UnreadableDocument("D108", {"line": _first_bad_line(data)})
    name = codecs.lookup(best.encoding).name
    return str(best), re.sub("^cp(125.)$", r"windows-\1", name)


def _first_bad_line(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1
