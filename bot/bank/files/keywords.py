"""What each keyword of the schemas found wrong, as a finding that people can mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from bot.bank.files.scalars import Unclear
from bot.bank.files.tree import Path, Tree
from bot.bank.problem import EXCERPT, excerpt
from bot.domain.finding import Phrase, Value

_KINDS = {
    "string": Phrase("text"),
    "number": Phrase("a_number"),
    "integer": Phrase("a_whole_number"),
    "boolean": Phrase("a_truth_value"),
    "object": Phrase("a_group"),
    "array": Phrase("a_list"),
    "null": Phrase("nothing"),
}
_SINGULAR = {
    "questions": "question",
    "options": "option",
    "pairs": "pair",
    "citations": "citation",
}
SLUG = Phrase("a_slug")
FORMS: dict[str, Phrase] = {
    r"^[a-z0-9][a-z0-9-]{1,39}$": SLUG,
    r"^[a-z0-9][a-z0-9-]{2,59}$": SLUG,
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": Phrase("a_language"),
    r"^[A-Za-z0-9_][A-Za-z0-9._ -]{0,119}$": Phrase("a_file_name"),
    r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$": Phrase("a_date"),
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": Phrase("a_day"),
    r"^L[0-9]{2}$": Phrase("a_rule"),
    r"^[0-9a-f]{12}$": Phrase("a_hash", {"digits": 12}),
    r"^[0-9a-f]{16}$": Phrase("a_hash", {"digits": 16}),
    r"^[0-9a-f]{64}$": Phrase("a_hash", {"digits": 64}),
    r"^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}\.(png|jpg|jpeg)$": Phrase("a_picture_name"),
}
"""What a pattern of the schemas asks for, in words."""

Finding = tuple[Path, str, dict[str, Value]]
"""Where it stands, its code, and the values of its placeholders."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A schema error: what stands there, the rule's value, the schema around it."""

    instance: Any
    rule: Any
    schema: Any
    message: str


Explain = Callable[[Tree, Path, Flaw], Iterator[Finding]]


def field(path: Path) -> Value:
    """A path as people say it: ``option 2, text``; the question itself is known by the line."""
    inner = path[2:] if path[:1] == ("questions",) and len(path) > 2 else path  # noqa: PLR2004
    parts: list[Value] = []
    for step in inner:
        if isinstance(step, int) and parts:
            key = str(parts[-1])
            singular = _SINGULAR.get(key)
            values: dict[str, Value] = {"number": step + 1}
            if singular is None:
                values["key"] = key
            parts[-1] = Phrase(singular or "entry", values)
        else:
            parts.append(str(step))
    if not parts:
        return Phrase("the_file")
    return tuple(parts) if len(parts) > 1 else parts[0]


def _required(_tree: Tree, path: Path, flaw: Flaw) -> Iterator[Finding]:
    for key in flaw.rule:
        if key not in flaw.instance and f"'{key}'" in flaw.message:
            yield path, "E201", {"key": key}


def _unknown(_tree: Tree, path: Path, flaw: Flaw) -> Iterator[Finding]:
    known = flaw.schema["properties"]
    free = [key for key in known if key not in flaw.instance]
    for key in flaw.instance:
        if key in known:
            continue
        guess = get_close_matches(key[:EXCERPT].lower(), free, n=1, cutoff=0.6)
        if guess:
            yield (*path, key), "E202", {"key": excerpt(key), "guess": guess[0]}
        else:
            possible = ", ".join(free) or Phrase("nothing_more")
            yield (*path, key), "E203", {"key": excerpt(key), "possible": possible}


def _type(tree: Tree, path: Path, flaw: Flaw) -> Iterator[Finding]:
    wanted = flaw.rule
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    value, where = flaw.instance, field(path)
    plain = tree.plain.get(path)
    if value is None:
        yield path, "E205", {"where": where}
    elif "string" in kinds and plain is not None:
        yield (
            path,
            "E206",
            {
                "where": where,
                "text": plain,
                "kind": _kind(value),
                "quoted": f'"{plain}"',
            },
        )
    elif kinds == ["boolean"]:
        yield path, "E216", {"where": where, "text": _shown(value)}
    else:
        wish: Value = _KINDS[kinds[0]]
        for kind in kinds[1:]:
            wish = Phrase("or", {"one": wish, "other": _KINDS[kind]})
        yield path, "E207", {"where": where, "wanted": wish, "got": _shown(value)}


def _kind(value: object) -> Phrase:
    if isinstance(value, bool):
        return _KINDS["boolean"]
    if isinstance(value, int | Decimal):
        return _KINDS["number"]
    return Phrase("truth_or_number")


def _shown(value: object) -> Value:
    if isinstance(value, dict):
        return _KINDS["object"]
    if isinstance(value, list):
        return _KINDS["array"]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Unclear):
        return excerpt(value.text)
    return excerpt(str(value))


def _empty(_tree: Tree, path: Path, _flaw: Flaw) -> Iterator[Finding]:
    yield path, "E205", {"where": field(path)}


def _measured(code: str, size: str, difference: str) -> Explain:
    """Longer, more or fewer than the limit; ``size`` and ``difference`` name its placeholders."""

    def explain(_tree: Tree, path: Path, flaw: Flaw) -> Iterator[Finding]:
        found, limit = len(flaw.instance), flaw.rule
        values = {size: found, "limit": limit, difference: abs(found - limit)}
        yield path, code, {"where": field(path), **values}

    return explain


_few = _measured("E209", "count", "missing")
_many = _measured("E210", "count", "over")


def _misfit(_tree: Tree, path: Path, flaw: Flaw) -> Iterator[Finding]:
    text = flaw.instance
    if not text.strip():
        if text:  # an empty one is reported by minLength
            yield path, "E205", {"where": field(path)}
    elif "\n" in text and "\\n" in flaw.rule:
        yield path, "E215", {"where": field(path)}
    else:
        yield (
            path,
            "E211",
            {
                "where": field(path),
                "text": excerpt(text),
                "description": FORMS.get(flaw.rule, Phrase("another")),
            },
        )


def _choice(_tree: Tree, path: Path, flaw: Flaw) -> Iterator[Finding]:
    possible = [str(choice) for choice in flaw.rule]
    guess = get_close_matches(str(flaw.instance)[:EXCERPT].lower(), possible, n=1, cutoff=0.5)
    yield (
        path,
        "E212",
        {
            "where": field(path),
            "text": _shown(flaw.instance),
            "possible": ", ".join(possible),
            "guess": guess[0] if guess else Phrase("one_of_them"),
        },
    )


def _range(_tree: Tree, path: Path, flaw: Flaw) -> Iterator[Finding]:
    yield (
        path,
        "E213",
        {
            "where": field(path),
            "text": str(flaw.instance),
            "lowest": flaw.schema.get("minimum", Phrase("anything")),
            "highest": flaw.schema.get("maximum", Phrase("anything")),
        },
    )


def _twice(_tree: Tree, path: Path, _flaw: Flaw) -> Iterator[Finding]:
    yield path, "E214", {"where": field(path)}


EXPLAIN: dict[str, Explain] = {
    "required": _required,
    "additionalProperties": _unknown,
    "type": _type,
    "maxLength": _measured("E208", "length", "over"),
    "minLength": _empty,
    "minItems": _few,
    "minProperties": _few,
    "maxItems": _many,
    "maxProperties": _many,
    "pattern": _misfit,
    "enum": _choice,
    "minimum": _range,
    "maximum": _range,
    "uniqueItems": _twice,
}
