"""HTML parse mode: text with tags -> plain text and entities, with Telegram's error texts.

Byte offsets in the errors count UTF-8 bytes of the text as it was sent, as Telegram's do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.sandbox.entities import Entity, sort_entities, utf16_length
from bot.sandbox.refusals import ApiError, bad_request

_ENTITY_OF = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_TAGS = {*_ENTITY_OF, "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?P<dec>\d+)|#x(?P<hex>[0-9A-Fa-f]+)|(?P<name>[A-Za-z]+));?")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_SPACE = re.compile(r"\s*")
_LAST_CODE_POINT = 0x10FFFF


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    at: int  # where the tag stands in the source, in characters


@dataclass
class _Parser:
    source: str
    out: list[str] = field(default_factory=list)
    length: int = 0  # of ``out`` in UTF-16 units
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def fail(self, reason: str) -> ApiError:
        return bad_request(f"can't parse entities: {reason}")

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16_length(text)

    def run(self) -> tuple[str, list[Entity]]:
        at = 0
        while at < len(self.source):
            char = self.source[at]
            if char == "<":
                ending = self.source.startswith("</", at)
                at = self.end_tag(at) if ending else self.start_tag(at)
            elif char == "&" and (match := _REFERENCE.match(self.source, at)):
                self.put(_decoded(match))
                at = match.end()
            else:
                self.put(char)
                at += 1
        if self.open:
            tag = self.open[-1].tag
            raise self.fail(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self.out), sort_entities(self.entities)

    def start_tag(self, begin: int) -> int:
        name = _TAG_NAME.match(self.source, begin + 1)
        assert name is not None  # noqa: S101 - the pattern matches the empty string
        if name.end() >= len(self.source):
            raise self.fail(f"Unclosed start tag at byte offset {self.byte(begin)}")
        tag = name.group().lower()
        if tag not in _TAGS:
            raise self.fail(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        attributes, at = self.attributes(tag, begin, name.end())
        self.open.append(_Open(tag, self.argument(tag, attributes, begin), self.length, begin))
        return at + 1

    def argument(self, tag: str, attributes: dict[str, str], begin: int) -> str:
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fail(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}'
            )
        if tag == "a":
            return attributes.get("href", "")
        if tag == "code":
            value = attributes.get("class", "")
            return value.removeprefix("language-") if value.startswith("language-") else ""
        if tag == "blockquote":
            return "expandable" if "expandable" in attributes else ""
        return ""

    def attributes(self, tag: str, begin: int, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            at = self.skip(at)
            if at >= len(self.source):
                raise self.fail(f"Unclosed start tag at byte offset {self.byte(begin)}")
            if self.source[at] == ">":
                return found, at
            match = _ATTRIBUTE.match(self.source, at)
            if match is None or not match.group():
                raise self.fail(
                    f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}'
                )
            at = self.skip(match.end())
            value = ""
            if at < len(self.source) and self.source[at] == "=":
                value, at = self.value(begin, self.skip(at + 1))
            found[match.group().lower()] = value

    def value(self, begin: int, at: int) -> tuple[str, int]:
        quote = self.source[at : at + 1]
        if quote not in {"'", '"'} or not quote:
            token = _NAME_TOKEN.match(self.source, at)
            assert token is not None  # noqa: S101 - the pattern matches the empty string
            after = self.source[token.end() : token.end() + 1]
            if after and after != ">" and not after.isspace():
                raise self.fail(f"Unexpected end of name token at byte offset {self.byte(at)}")
            return token.group().lower(), token.end()
        end = self.source.find(quote, at + 1)
        if end < 0:
            raise self.fail(f"Unclosed start tag at byte offset {self.byte(begin)}")
        return _REFERENCE.sub(_decoded, self.source[at + 1 : end]), end + 1

    def skip(self, at: int) -> int:
        match = _SPACE.match(self.source, at)
        return match.end() if match else at

    def end_tag(self, begin: int) -> int:
        if not self.open:
            raise self.fail(f"Unexpected end tag at byte offset {self.byte(begin)}")
        name = _TAG_NAME.match(self.source, begin + 2)
        assert name is not None  # noqa: S101 - the pattern matches the empty string
        at = self.skip(name.end())
        if self.source[at : at + 1] != ">":
            raise self.fail(f"Unclosed end tag at byte offset {self.byte(begin)}")
        opened = self.open.pop()
        found = name.group().lower()
        if found and found != opened.tag:
            raise self.fail(
                f"Unmatched end tag at byte offset {self.byte(begin)},"
                f' expected "</{opened.tag}>", found "</{found}>"'
            )
        self.close(opened)
        return at + 1

    def close(self, opened: _Open) -> None:
        if self.length == opened.offset:
            return
        kind = _ENTITY_OF.get(opened.tag)
        entity: Entity = {
            "type": kind,
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if kind is None:
            return
        if opened.tag == "a":
            if not opened.argument:
                return
            entity["url"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and self.entities and self._language(entity):
            return
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)

    def _language(self, pre: Entity) -> bool:
        """``<pre><code class="language-x">`` is one entity ``pre`` that names the language."""
        inner = self.entities[-1]
        same = inner["offset"] == pre["offset"] and inner["length"] == pre["length"]
        if inner["type"] != "code" or not same:
            return False
        inner["type"] = "pre"
        return True


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        known = _NAMED.get(match["name"])
        return known if known is not None else match.group()
    code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
    if code == 0 or code > _LAST_CODE_POINT or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004
        return match.group()
    return chr(code)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of a text in HTML parse mode.

    Raises ApiError 400 "can't parse entities: ..." where Telegram does.
    """
    text, entities = _Parser(source).run()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities
