"""Web pages: the words of their author as pieces, everything around them dropped."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from bot.domain.documents.source_document import BlockKind, Dropped, Furniture
from bot.generation.documents import limits
from bot.generation.documents.encoding import decoded, writable
from bot.generation.documents.furniture import furniture
from bot.generation.documents.html_page import scope
from bot.generation.documents.html_stated import stated
from bot.generation.documents.problem import UnreadableDocument
from bot.generation.documents.reading import Extract, Piece

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "p", "div", "section", "article", "main", "body", "blockquote", "pre", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "figure", "figcaption", "hr",
    "address", "details", "summary", "header", "center",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"\s+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_HEAD = 4_096


def read(data: bytes) -> Extract:
    """A page as pieces; raises UnreadableDocument."""
    text, notes = decoded(data, html=True)
    if _ENTITY.search(text[:_HEAD]):
        raise UnreadableDocument("D115", {"part": "<!DOCTYPE>"})
    root = parsed(text)
    if root is None:
        raise UnreadableDocument("D104")
    said = stated(root)
    dropped: list[Dropped] = []
    pieces = []
    for piece in page_pieces(root, dropped):
        why = furniture(piece.text)
        if why is None:
            pieces.append(piece)
        else:
            dropped.append(Dropped(why, piece.text))
    return Extract(pieces, said, dropped, notes)


def parsed(text: str) -> Any:
    """The root element; None for a page with nothing in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode(errors="replace"), parser)
    except etree.XMLSyntaxError:
        return None
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        depth += 1 if event == "start" else -1
        if depth > limits.DEPTH:
            raise UnreadableDocument("D121", {"limit": limits.DEPTH})
    return root


def page_pieces(root: Any, dropped: list[Dropped]) -> Iterator[Piece]:
    """The page's paragraphs in order; what is left out goes to ``dropped``."""
    walk = _Walk(dropped)
    inside = scope(root)
    for event, element in (walker := etree.iterwalk(root, events=("start", "end"))):
        if event == "end":
            walk.leave(element)
            continue
        why = inside.furniture(element)
        if why is None:
            walk.enter(element)
        else:
            walk.drop(element, why)
            walker.skip_subtree()
    walk.flush()
    yield from walk.pieces


class _Walk:
    """Gathers text between the edges of blocks; lists of short entries stay together."""

    def __init__(self, dropped: list[Dropped]) -> None:
        self.pieces: list[Piece] = []
        self.dropped = dropped
        self._text: list[str] = []
        self._entries: list[list[str]] = []
        self._left_out: set[Any] = set()
        self._heading = False
        self._pre = False

    def enter(self, element: Any) -> None:
        name = element.tag
        if name in _BLOCKS:
            self.flush()
        if name in {"ul", "ol", "table"}:
            self._end_list()
            self._entries.append([])
        elif name in _HEADINGS:
            self._heading = True
        elif name == "pre":
            self._pre = True
        elif name == "br":
            self._text.append("\n")
        elif name in _CELLS and "".join(self._text).strip():
            self._text.append(" | ")
        self._add(element.text)

    def leave(self, element: Any) -> None:
        name = element.tag
        if element in self._left_out:
            self._left_out.discard(element)
        elif name in _BLOCKS:
            self.flush()
            if name in _HEADINGS:
                self._heading = False
            if name == "pre":
                self._pre = False
            if name in {"ul", "ol", "table"}:
                self._end_list()
                self._entries.pop()
        self._add(element.tail)

    def drop(self, element: Any, why: Furniture) -> None:
        self._left_out.add(element)
        text = writable(_SPACE.sub(" ", " ".join(element.itertext()))).strip()
        if text and why is not Furniture.HIDDEN:
            self.dropped.append(Dropped(why, text))

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        lines = [line.strip(" |") for line in writable("".join(self._text)).split("\n")]
        text = "\n".join(line for line in lines if line)
        self._text.clear()
        if not text:
            return
        if self._entries and not self._heading:
            self._entries[-1].append(text)
        else:
            kind = BlockKind.HEADING if self._heading else None
            self.pieces.append(Piece(text, kind))

    def _end_list(self) -> None:
        """Give out the entries so far: as one paragraph, or each as one where they are long."""
        if not self._entries or not self._entries[-1]:
            return
        entries, self._entries[-1] = self._entries[-1], []
        if all(len(entry.split()) <= limits.SHORT_ENTRY and "\n" not in entry for entry in entries):
            self.pieces.append(Piece("\n".join(f"- {entry}" for entry in entries), BlockKind.LIST))
        else:
            self.pieces.extend(Piece(entry) for entry in entries)

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text if self._pre else _SPACE.sub(" ", text))
