"""The published JSON Schemas, which editors and `bank check` share."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.protocols import Validator

from bot.bank.files.fits import LONGEST, Fits, compiled, is_number, whole_end

_PACKAGED = Path(__file__).parents[1] / "schema"
_PUBLISHED = Path(__file__).parents[3] / "questions" / "schema"
"""A wheel carries the files inside the package; a checkout has them beside the questions."""


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema ``set``, ``sources``, ``glossary``, ``objectives`` or ``contradictions``."""
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


@cache
def fits(name: str) -> Fits:
    """Whether a value fits, at once; what does not, :func:`validator` explains."""
    return compiled(schema(name))


def _is_number(_checker: object, value: object) -> bool:
    return is_number(value)


def _pattern(
    _validator: Validator, pattern: str, instance: object, schema: dict[str, Any]
) -> Iterator[jsonschema.ValidationError]:
    if not isinstance(instance, str):
        return
    if len(instance) > LONGEST:
        # A pattern may take quadratic time; what is this long breaks maxLength or fits no pattern.
        if "maxLength" not in schema:
            yield jsonschema.ValidationError("too long to match")
    elif not re.search(whole_end(pattern), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match")


def _unique(
    _validator: Validator, unique: bool, instance: object, _schema: object
) -> Iterator[jsonschema.ValidationError]:
    # The library compares in pairs what cannot be sorted: minutes for a hostile list.
    if unique and isinstance(instance, list) and len(set(map(repr, instance))) < len(instance):
        yield jsonschema.ValidationError("has non-unique elements")
