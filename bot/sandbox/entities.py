"""Message entities: offsets in UTF-16 code units, found in text and put back into HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import urlsplit

Entity = dict[str, Any]

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@.])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<![\w#&])#\w*[^\W\d]\w*)"
)
# Inside these, Telegram looks for nothing.
_OPAQUE = {"code", "pre", "text_link", "url", "email", "mention", "bot_command"}

_SIMPLE = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units: characters outside the BMP count twice."""
    return len(text) + sum(1 for c in text if ord(c) > 0xFFFF)  # noqa: PLR2004


def slice_utf16(text: str, offset: int, length: int) -> str:
    """The part of ``text`` that an entity covers."""
    raw = text.encode("utf-16-le")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def sort_entities(entities: list[Entity]) -> list[Entity]:
    """Outer before inner, earlier before later, as Telegram lists them."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """Add what Telegram finds by itself: commands, links, addresses, mentions, hashtags."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _OPAQUE]
    found = list(entities)
    for match in _FOUND.finditer(text):
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(match.group())
        if not any(start < b and a < end for a, b in taken):
            found.append({"type": str(match.lastgroup), "offset": start, "length": end - start})
    return sort_entities(found)


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Strip white space at both ends and move the entities along; empty ones vanish."""
    left = len(text) - len(text.lstrip())
    body = text.strip()
    size = utf16_length(body)
    shift = utf16_length(text[:left])
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(size, entity["offset"] + entity["length"] - shift)
        if start < end:
            kept.append({**entity, "offset": start, "length": end - start})
    return body, sort_entities(kept)


def safe_url(url: str) -> str | None:
    """The address if a page may link to it, else None (no ``javascript:`` and the like)."""
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return None
    return url.strip() if scheme in {"http", "https", "tg", "mailto"} else None


def _link(url: str) -> tuple[str, str]:
    safe = safe_url(url)
    if safe is None:
        return "<span>", "</span>"
    opening = f'<a href="{escape(safe)}" target="_blank" rel="noopener noreferrer nofollow">'
    return opening, "</a>"


def _tags(entity: Entity, covered: str) -> tuple[str, str]:  # noqa: PLR0911
    kind = entity["type"]
    if kind in _SIMPLE:
        return f"<{_SIMPLE[kind]}>", f"</{_SIMPLE[kind]}>"
    if kind == "pre":
        language = entity.get("language")
        mark = f' class="language-{escape(language)}"' if language else ""
        return f"<pre><code{mark}>", "</code></pre>"
    if kind == "text_link":
        return _link(entity["url"])
    if kind == "url":
        return _link(covered)
    if kind == "email":
        return _link(f"mailto:{covered}")
    if kind == "spoiler":
        return '<span class="spoiler">', "</span>"
    if kind == "blockquote":
        return "<blockquote>", "</blockquote>"
    if kind == "expandable_blockquote":
        return '<blockquote class="expandable">', "</blockquote>"
    if kind == "bot_command":
        return f'<span class="command" data-command="{escape(covered)}">', "</span>"
    return f'<span class="{escape(kind)}">', "</span>"


def to_html(text: str, entities: list[Entity]) -> str:
    """Text with entities as a safe HTML fragment; line feeds stay line feeds.

    Every character of the text is escaped; only tags of this module's own making are added,
    properly nested even where entities overlap.
    """
    if not entities:
        return escape(text)
    raw = text.encode("utf-16-le")
    size = len(raw) // 2
    cut = {0, size}
    for entity in entities:
        cut |= {min(entity["offset"], size), min(entity["offset"] + entity["length"], size)}
    out: list[str] = []
    stack: list[tuple[int, str, str]] = []
    points = sorted(cut)
    for at, following in zip(points, [*points[1:], size], strict=True):
        _close(out, stack, at)
        for entity in sort_entities(entities):
            end = entity["offset"] + entity["length"]
            if entity["offset"] == at and end > at:
                opening, closing = _tags(entity, slice_utf16(text, at, entity["length"]))
                out.append(opening)
                stack.append((end, opening, closing))
        out.append(escape(raw[2 * at : 2 * following].decode("utf-16-le", "replace")))
    _close(out, stack, size)
    return "".join(out)


def _close(out: list[str], stack: list[tuple[int, str, str]], at: int) -> None:
    """Close what ends at ``at``; what was opened inside and goes on is opened again."""
    ending = [index for index, (end, _, _) in enumerate(stack) if end <= at]
    if not ending:
        return
    reopened = []
    while len(stack) > ending[0]:
        end, opening, closing = stack.pop()
        out.append(closing)
        if end > at:
            reopened.append((end, opening, closing))
    for item in reversed(reopened):
        out.append(item[1])
        stack.append(item)
