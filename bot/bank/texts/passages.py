"""Documents as numbered passages: the normal form of a text, its paragraphs, sentences and hashes.

Everything that pins a document (hashes) or points into one (paragraph and sentence numbers, quotes)
goes through the normal form, so that line ends, non-breaking spaces and curly quotes never decide.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

import nupunkt

PARAGRAPH_HASH_LENGTH = 12

_LINE_ENDS = re.compile(r"\r\n?")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n[ \n]*\n")
_PARAGRAPHS = 4_000
"""How many are remembered as sentences: a corpus asks for each of its own more than once."""

# Zero-width characters show nothing and would hide a quote from the eye that wrote it.
_INVISIBLE = dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0x00AD])
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'"))
# A search is many times quicker than a translation, and most texts have none of these.
_HIDDEN, _CURLY = (re.compile(f"[{''.join(map(chr, one))}]") for one in (_INVISIBLE, _QUOTES))


@dataclass(frozen=True)
class Document:
    """A text in its normal form; ``paragraphs`` are counted from 1 by everybody who points here."""

    paragraphs: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def sha256(self) -> str:
        """64 hexadecimal digits over the normal form in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        return tuple(map(paragraph_fingerprint, self.paragraphs))

    def paragraph(self, number: int) -> str | None:
        """Paragraph ``number`` (from 1), or None where the document has no such paragraph."""
        return self.paragraphs[number - 1] if 1 <= number <= len(self.paragraphs) else None


def document(text: str) -> Document:
    """Bring a text into its normal form and number its paragraphs.

    NFC; CRLF and CR become LF; every other white space becomes a space and runs of it one; curly
    quotes and guillemets become straight; lines are trimmed; blank lines (also those of white space
    only) separate paragraphs. Doing it twice changes nothing.
    """
    plain = _flat(_LINE_ENDS.sub("\n", text))
    lines = "\n".join(line.strip(" ") for line in plain.split("\n"))
    blocks = (block.strip("\n") for block in _BLANK_LINES.split(lines))
    return Document(tuple(block for block in blocks if block))


def paragraph_fingerprint(paragraph: str) -> str:
    """First 12 hexadecimal digits of the SHA-256 of a paragraph in its normal form."""
    return hashlib.sha256(paragraph.encode()).hexdigest()[:PARAGRAPH_HASH_LENGTH]


@lru_cache(maxsize=_PARAGRAPHS)
def sentences(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph in order, trimmed; a line break counts as a space."""
    flat = paragraph.replace("\n", " ")
    return tuple(flat[start:end] for start, end in sentence_spans(paragraph))


@lru_cache(maxsize=_PARAGRAPHS)
def sentence_spans(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence of a paragraph begins and ends, white space around it left out."""
    flat = paragraph.replace("\n", " ")
    found = []
    for first, last in nupunkt.sent_spans(flat):
        piece = flat[first:last]
        start = first + len(piece) - len(piece.lstrip())
        if piece := piece.strip():
            found.append((start, start + len(piece)))
    return tuple(found)


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands in ``text`` (offsets into its one-line normal form), or None.

    Quotes and spaces are normalised, letters are not; a quote begins and ends at a word's edge, so
    that "soldier" does not stand in "soldiers".
    """
    needle, hay = one_line(quote), one_line(text)
    if not needle:
        return None
    start = hay.find(needle)
    while start >= 0:
        end = start + len(needle)
        if not _inside_word(hay, start) and not _inside_word(hay, end):
            return start, end
        start = hay.find(needle, start + 1)
    return None


def one_line(text: str) -> str:
    """A phrase or paragraph in its normal form, on one line."""
    if text.isascii() and text.isprintable():  # most are: nothing in them but spaces can change
        return (_SPACES.sub(" ", text) if "  " in text else text).strip(" ")
    return _flat(_LINE_ENDS.sub(" ", text).replace("\n", " ")).strip(" ")


def _flat(text: str) -> str:
    visible = text.translate(_INVISIBLE) if _HIDDEN.search(text) else text
    plain = unicodedata.normalize("NFC", visible)
    return _SPACES.sub(" ", plain.translate(_QUOTES) if _CURLY.search(plain) else plain)


def _inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()
