"""Shape of a file by its published schema; every schema error becomes a problem people can mend."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from jsonschema import ValidationError

from bot.bank.files.keywords import EXPLAIN, SLUG, Finding, Flaw, field
from bot.bank.files.schemas import fits, schema, validator
from bot.bank.files.tree import Path, Tree
from bot.bank.problem import MOST_PROBLEMS, Problem, excerpt
from bot.domain.finding import Phrase

SET = "set"


def shape_problems(tree: Tree, kind: str) -> dict[Path, list[Problem]]:
    """Problems by the path they stand at; empty when the file fits its schema."""
    found: dict[Path, list[Problem]] = {}
    if tree.value is None or fits(kind)(tree.value):
        return found
    errors = validator(kind).iter_errors(tree.value)
    for error in islice(errors, MOST_PROBLEMS):
        for path, code, values in _findings(tree, error):
            found.setdefault(path, []).append(Problem(tree.file, tree.line(path), code, values))
    _drop_misspelt(found)
    if next(errors, None) is not None:
        more = Problem(tree.file, tree.line(()), "E114", {"limit": MOST_PROBLEMS})
        found.setdefault((), []).append(more)
    return found


def _drop_misspelt(found: dict[Path, list[Problem]]) -> None:
    """A key that is misspelt is not missing as well."""
    misspelt = {
        (path[:-1], one.values["guess"])
        for path, problems in found.items()
        for one in problems
        if one.code == "E202"
    }
    for path, _ in misspelt:
        if path in found:
            found[path] = [
                one for one in found[path]
                if one.code != "E201" or (path, one.values["key"]) not in misspelt
            ]  # fmt: skip
            if not found[path]:
                del found[path]


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
                "description": SLUG,
            },
        )
        return
    flaw = Flaw(error.instance, error.validator_value, error.schema, error.message)
    explain = EXPLAIN.get(str(error.validator))
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
