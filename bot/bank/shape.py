"""Shape of a file by its published schema; every schema error becomes a problem people can mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from typing import Any

from jsonschema import ValidationError

from bot.bank.problem import EXCERPT, MOST_PROBLEMS, Problem, excerpt
from bot.bank.schemas import fits, schema, validator
from bot.bank.tree import Path, Tree, Unclear
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
_SLUG = Phrase("a_slug")
FORMS: dict[str, Phrase] = {
    r"^[a-z0-9][a-z0-9-]{1,39}$": _SLUG,
    r"^[a-z0-9][a-z0-9-]{2,59}$": _SLUG,
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

SET = "set"

Finding = tuple[Path, str, dict[str, Value]]


@dataclass(frozen=True, slots=True)
class _Flaw:
    """A schema error: what stands there, the rule's value, the schema around it."""

    instance: Any
    rule: Any
    schema: Any
    message: str


def shape_problems(tree: Tree, kind: str) -> dict[Path, list[Problem]]:
    """Problems by the path they stand at; empty when the file fits its schema."""
    found: dict[Path, list[Problem]] = {}
    if tree.value is None or fits(kind)(tree.value):
        return found
    errors = validator(kind).iter_errors(tree.value)
    for error in islice(errors, MOST_PROBLEMS):
        for path, code, values in _findings(tree, error):
            found.setdefault(path, []).append(Problem(tree.file, tree.line(path), code, values))
    if next(errors, None) is not None:
        more = Problem(tree.file, tree.line(()), "E114", {"limit": MOST_PROBLEMS})
        found.setdefault((), []).append(more)
    return found


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


def _findings(tree: Tree, error: ValidationError) -> Iterator[Finding]:
    path: Path = tuple(error.absolute_path)
    if error.schema is False:  # a key that the type of the question forbids; only sets have some
        yield from _forbidden(tree, path, error)
        return
    if "propertyNames" in error.absolute_schema_path:
        key = str(error.instance)
        yield (
            (*path, key),
            "E211",
            {
                "where": field(path),
                "text": excerpt(key),
                "description": _SLUG,
            },
        )
        return
    flaw = _Flaw(error.instance, error.validator_value, error.schema, error.message)
    explain = _EXPLAIN.get(str(error.validator))
    if explain is None:  # pragma: no cover - a keyword nobody taught us; still never silent
        correct = Phrase("another")
        yield path, "E211", {"where": field(path), "text": "", "description": correct}
        return
    yield from explain(tree, path, flaw)


def _forbidden(tree: Tree, path: Path, error: ValidationError) -> Iterator[Finding]:
    """The library does not say which key it was: look all of them up."""
    rules: Any = schema(SET)
    entry = tree.value
    for step in error.absolute_schema_path:
        rules = rules[step]
    for step in path:
        entry = entry[step]
    question = tree.value["questions"][path[1]]
    for key, rule in rules.items():
        if rule is False and key in entry:
            yield (*path, key), "E204", {"key": key, "type": question["type"]}


def _required(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
    for key in flaw.rule:
        if key not in flaw.instance and f"'{key}'" in flaw.message:
            yield path, "E201", {"key": key}


def _unknown(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
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


def _type(tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
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


def _longer(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
    length, limit = len(flaw.instance), flaw.rule
    yield (
        path,
        "E208",
        {
            "where": field(path),
            "length": length,
            "limit": limit,
            "over": length - limit,
        },
    )


def _empty(_tree: Tree, path: Path, _flaw: _Flaw) -> Iterator[Finding]:
    yield path, "E205", {"where": field(path)}


def _few(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
    count, limit = len(flaw.instance), flaw.rule
    yield (
        path,
        "E209",
        {
            "where": field(path),
            "count": count,
            "limit": limit,
            "missing": limit - count,
        },
    )


def _many(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
    count, limit = len(flaw.instance), flaw.rule
    yield (
        path,
        "E210",
        {
            "where": field(path),
            "count": count,
            "limit": limit,
            "over": count - limit,
        },
    )


def _misfit(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
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


def _choice(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
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


def _range(_tree: Tree, path: Path, flaw: _Flaw) -> Iterator[Finding]:
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


def _twice(_tree: Tree, path: Path, _flaw: _Flaw) -> Iterator[Finding]:
    yield path, "E214", {"where": field(path)}


_EXPLAIN: dict[str, Callable[[Tree, Path, _Flaw], Iterator[Finding]]] = {
    "required": _required,
    "additionalProperties": _unknown,
    "type": _type,
    "maxLength": _longer,
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
