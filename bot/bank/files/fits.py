"""A schema compiled into one function that says whether a value fits, and nothing more.

The library that explains what is wrong takes ten times as long, which a bank of ten thousand
questions feels; nearly every file fits. Only the keywords of our own schemas are known here: any
other one makes the whole answer "perhaps not", and the library is asked.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Fits = Callable[[Any], bool]

LONGEST = 2_000
"""Characters that a pattern is tried on: it may take quadratic time."""

_SAID = frozenset({"$schema", "$id", "title", "description", "then"})
"""Keywords that restrict nothing by themselves; ``then`` is read with ``if``."""


def compiled(schema: Mapping[str, Any] | bool) -> Fits:
    """The function for a schema; it never says yes where the library finds an error."""
    if isinstance(schema, bool):
        return lambda _value: schema
    checks = [_keyword(name, rule, schema) for name, rule in schema.items() if name not in _SAID]
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _keyword(name: str, rule: Any, schema: Mapping[str, Any]) -> Fits:
    make = _KEYWORDS.get(name)
    return _never if make is None else make(rule, schema)


def _never(_value: object) -> bool:
    return False


def _type(rule: Any, _schema: object) -> Fits:
    kinds = [rule] if isinstance(rule, str) else rule
    tests = [_KINDS.get(kind, _never) for kind in kinds]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def is_number(value: object) -> bool:
    """Whether a value counts as a number; a truth value does not."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


_KINDS: Mapping[str, Fits] = {
    "string": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": is_number,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


def _properties(rule: Any, schema: Mapping[str, Any]) -> Fits:
    """Together with additionalProperties, in one pass over the value."""
    known = {key: compiled(inner) for key, inner in rule.items()}
    other = compiled(schema.get("additionalProperties", True))

    def fits(value: Any) -> bool:
        if isinstance(value, dict):
            for key, inner in value.items():
                if not known.get(key, other)(inner):
                    return False
        return True

    return fits


def _additional(rule: Any, schema: Mapping[str, Any]) -> Fits:
    if "properties" in schema:
        return lambda _value: True  # read with the properties
    return _properties({}, {"additionalProperties": rule})


def _names(rule: Any, _schema: object) -> Fits:
    inner = compiled(rule)
    return lambda value: not isinstance(value, dict) or all(map(inner, value))


def _required(rule: Any, _schema: object) -> Fits:
    needed = frozenset(rule)
    return lambda value: not isinstance(value, dict) or needed <= value.keys()


def _items(rule: Any, _schema: object) -> Fits:
    inner = compiled(rule)
    return lambda value: not isinstance(value, list) or all(map(inner, value))


def _sized(
    kind: type[str] | type[list[Any]] | type[dict[str, Any]], *, most: bool
) -> Callable[[Any, object], Fits]:
    def make(limit: Any, _schema: object) -> Fits:
        if most:
            return lambda value: not isinstance(value, kind) or len(value) <= limit
        return lambda value: not isinstance(value, kind) or len(value) >= limit

    return make


def _pattern(rule: Any, _schema: object) -> Fits:
    search = re.compile(whole_end(rule)).search
    return lambda value: (
        not isinstance(value, str) or (len(value) <= LONGEST and search(value) is not None)
    )


def whole_end(pattern: str) -> str:
    """A schema's pattern as Python writes it: ``$`` is the very end, no line break before it."""
    return re.sub(r"(?<!\\)\$", r"\\Z", pattern)


def _enum(rule: Any, _schema: object) -> Fits:
    choices = frozenset(rule)
    return lambda value: isinstance(value, str) and value in choices


def _minimum(rule: Any, _schema: object) -> Fits:
    return lambda value: not is_number(value) or value >= rule


def _maximum(rule: Any, _schema: object) -> Fits:
    return lambda value: not is_number(value) or value <= rule


def _unique(rule: Any, _schema: object) -> Fits:
    if not rule:
        return lambda _value: True
    return lambda value: not isinstance(value, list) or len(set(map(repr, value))) == len(value)


def _all(rule: Any, _schema: object) -> Fits:
    parts = [compiled(part) for part in rule]
    return lambda value: all(part(value) for part in parts)


def _if(rule: Any, schema: Mapping[str, Any]) -> Fits:
    applies, then = compiled(rule), compiled(schema.get("then", True))
    if "else" in schema:
        return _never
    return lambda value: not applies(value) or then(value)


_KEYWORDS: Mapping[str, Callable[[Any, Mapping[str, Any]], Fits]] = {
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "required": _required,
    "items": _items,
    "minItems": _sized(list, most=False),
    "maxItems": _sized(list, most=True),
    "minProperties": _sized(dict, most=False),
    "maxProperties": _sized(dict, most=True),
    "minLength": _sized(str, most=False),
    "maxLength": _sized(str, most=True),
    "pattern": _pattern,
    "enum": _enum,
    "minimum": _minimum,
    "maximum": _maximum,
    "uniqueItems": _unique,
    "allOf": _all,
    "if": _if,
}
