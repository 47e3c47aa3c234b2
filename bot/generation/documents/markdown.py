"""Markdown: rendered, then read as a page; its front matter states title, date and the rest."""

import re
from dataclasses import replace
from typing import Any

import yaml
from markdown_it import MarkdownIt

from bot.generation.documents.encoding import decoded
from bot.generation.documents.html import page_pieces, parsed
from bot.generation.documents.reading import Extract, Stated
from bot.generation.documents.stated import iso_date, language_tag

_FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_KEYS = {
    "title": ("title",),
    "publisher": ("publisher", "site", "source", "organization"),
    "date": ("date", "published"),
    "language": ("language", "lang"),
    "licence": ("licence", "license", "rights"),
}


def read(data: bytes) -> Extract:
    """A Markdown text as pieces; HTML in it counts as text. Raises UnreadableDocument."""
    text, notes = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = Stated()
    if front := _FRONT.match(text):
        said = _front_matter(front[1])
        text = text[front.end() :]
    rendered = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    root = parsed(f"<body>{rendered}</body>")
    pieces = [] if root is None else list(page_pieces(root, []))
    return Extract(pieces, said, notes=notes)


def _front_matter(text: str) -> Stated:
    """What the lines between --- say; nothing where they are no YAML."""
    if "&" in text or "*" in text:  # an alias could be multiplied without end
        return Stated()
    try:
        plain = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Stated()
    if not isinstance(plain, dict):
        return Stated()
    said = Stated(**{field: _first(plain, keys) for field, keys in _KEYS.items()})
    return replace(said, date=iso_date(said.date or ""), language=language_tag(said.language or ""))


def _first(plain: dict[Any, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = plain.get(key)
        if value is not None and not isinstance(value, dict | list) and str(value).strip():
            return " ".join(str(value).split())
    return None
