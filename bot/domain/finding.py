"""What is wrong in somebody's file, as a code and values: the words are each language's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value that needs words of its own, such as "a list" or "option 2"."""

    name: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


Value = str | int | Phrase | tuple["Value", ...]
"""What stands in a problem's place: a piece of the file, a number, a phrase, or several of them."""

Say = Callable[[str, Mapping[str, str]], str]
"""A phrase's name and its values, spelled already, as words of one language."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a sent file: ``line`` from 1, the checker's code, its values."""

    line: int
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def to_json(self) -> list[Any]:
        """Plain values for the database."""
        return [self.line, self.code, plain_all(self.values)]

    @classmethod
    def from_json(cls, content: list[Any]) -> "Finding":
        """The inverse of :meth:`to_json`."""
        line, code, values = content
        return cls(line, code, valued_all(values))


def spelled(value: Value, say: Say) -> str:
    """A value in words; several of them with commas between."""
    if isinstance(value, Phrase):
        return say(value.name, spelled_all(value.values, say))
    if isinstance(value, tuple):
        return ", ".join(spelled(one, say) for one in value)
    return str(value)


def spelled_all(values: Mapping[str, Value], say: Say) -> dict[str, str]:
    """Every value in words."""
    return {name: spelled(value, say) for name, value in values.items()}


def _plain(value: Value) -> Any:
    if isinstance(value, Phrase):
        return {"phrase": value.name, "values": plain_all(value.values)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def plain_all(values: Mapping[str, Value]) -> dict[str, Any]:
    """Values as they are kept: lists and plain objects."""
    return {name: _plain(value) for name, value in values.items()}


def _valued(plain: Any) -> Value:
    if isinstance(plain, dict):
        return Phrase(plain["phrase"], valued_all(plain["values"]))
    if isinstance(plain, list):
        return tuple(_valued(one) for one in plain)
    value: str | int = plain
    return value


def valued_all(plain: Mapping[str, Any]) -> dict[str, Value]:
    """The inverse of :func:`plain_all`."""
    return {name: _valued(value) for name, value in plain.items()}
