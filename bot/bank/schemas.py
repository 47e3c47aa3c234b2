"""The published JSON Schemas, which editors and `bank check` share."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.protocols import Validator

_PACKAGED = Path(__file__).parent / "schema"
_LONG = 2_000
_PUBLISHED = Path(__file__).parents[2] / "questions" / "schema"
"""A wheel carries the files inside the package; a checkout has them beside the questions."""


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema ``set``, ``sources``, ``glossary`` or ``contradictions``."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _PUBLISHED
    loaded: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def validator(name: str) -> Validator:
    """A validator that knows Decimal and that takes $ for the very end, as editors do."""
    base = jsonschema.Draft202012Validator
    types = base.TYPE_CHECKER.redefine("number", _is_number)
    extend: Any = jsonschema.validators.extend  # untyped in the stubs
    rules = {"pattern": _pattern, "uniqueItems": _unique}
    made: Validator = extend(base, rules, type_checker=types)(schema(name))
    return made


def _is_number(_checker: object, value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _pattern(
    _validator: Validator, pattern: str, instance: object, schema: dict[str, Any]
) -> Iterator[jsonschema.ValidationError]:
    if not isinstance(instance, str):
        return
    if len(instance) > _LONG:
        # A pattern may take quadratic time; what is this long breaks maxLength or fits no pattern.
        if "maxLength" not in schema:
            yield jsonschema.ValidationError("too long to match")
    else:
        python = re.sub(r"(?<!\\)\$", r"\\Z", pattern)
        if not re.search(python, instance):
            yield jsonschema.ValidationError(f"{instance!r} does not match")


def _unique(
    _validator: Validator, unique: bool, instance: object, _schema: object
) -> Iterator[jsonschema.ValidationError]:
    # The library compares in pairs what cannot be sorted: minutes for a hostile list.
    if unique and isinstance(instance, list) and len(set(map(repr, instance))) < len(instance):
        yield jsonschema.ValidationError("has non-unique elements")
