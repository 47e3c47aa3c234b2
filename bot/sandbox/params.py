"""A Bot API call's parameters, from query string, form, multipart or JSON alike."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.entities import Entity, trimmed, with_found
from bot.sandbox.files import Upload
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import bad_request

Json = dict[str, Any]
_FAR = 1 << 31
_TRUE = {"true", "yes", "1"}


@dataclass
class Params:
    """Values as they came: text in forms, JSON values in JSON bodies."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Raises ApiError 400 for what is no whole number."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        return whole(value, name)

    def optional(self, name: str) -> int | None:
        return self.integer(name) if self.has(name) else None

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.values.get(name)
        if value is None:
            return default
        return str(value).strip().lower() in _TRUE

    def json(self, name: str, what: str) -> Any:
        """A JSON value; None when missing. Raises ApiError 400 "can't parse <what>"."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {what} JSON object") from error

    def mapping(self, name: str, what: str) -> Json | None:
        """A JSON object; None when missing. Raises ApiError 400 for anything else."""
        value = self.json(name, what)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {what} JSON object")
        return value

    def array(self, name: str, what: str) -> list[Any] | None:
        """A JSON array; None when missing. Raises ApiError 400 for anything else."""
        value = self.json(name, what)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {what} JSON object")
        return value

    def formatted(
        self,
        name: str,
        mode: str = "parse_mode",
        given: str = "entities",
        *,
        find: bool = True,
    ) -> tuple[str, list[Entity]]:
        """Text and entities after parsing, white space at the ends stripped."""
        entities = self.json(given, "message entities")
        return formatted(self.text(name), self.text(mode), entities, find=find)

    def upload(self, name: str) -> Upload | str | None:
        """A file of its own part, one behind attach://, or text (file_id or URL)."""
        if name in self.files:
            return self.files[name]
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            attached = self.files.get(value.removeprefix("attach://"))
            if attached is None:
                raise bad_request(f"there is no {name} in the request")
            return attached
        return None if value is None else str(value)

    def logged(self) -> Json:
        """What the call log keeps: values decoded where they are JSON, files by name and size."""
        shown = {name: _decoded(value) for name, value in self.values.items()}
        for name, upload in self.files.items():
            shown[name] = {"file_name": upload.name, "size": len(upload.content)}
        return shown


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def whole(value: Any, name: str) -> int:
    """A whole number, from text too. Raises ApiError 400 naming the parameter."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise bad_request(f'parameter "{name}" has to be an Integer') from error


def formatted(source: str, mode: str, given: Any, *, find: bool = True) -> tuple[str, list[Entity]]:
    """Apply a parse mode. Of Telegram's modes the sandbox knows HTML; others are refused."""
    mode = mode.lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode in {"", "none"}:
        text, entities = source, _given(given)
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text.replace("\r", "").replace("\x00", ""), entities)
    return text, with_found(text, entities) if find else entities


def _given(entities: Any) -> list[Entity]:
    if entities is None:
        return []
    if not isinstance(entities, list) or not all(_entity(item) for item in entities):
        raise bad_request("can't parse message entities JSON object")
    return list(entities)


def _entity(item: Any) -> bool:
    """Whether this is a MessageEntity as far as it matters here."""
    if not isinstance(item, dict) or not isinstance(item.get("type"), str):
        return False
    places = (item.get("offset"), item.get("length"))
    if not all(isinstance(place, int) and 0 <= place <= _FAR for place in places):
        return False
    return item["type"] != "text_link" or isinstance(item.get("url"), str)
