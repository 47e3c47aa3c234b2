"""The quick yes of a schema: never where the library finds an error, always where it finds none."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bot.bank.files.fits import compiled
from bot.bank.files.scalars import Unclear
from bot.bank.files.schemas import fits, validator
from bot.bank.files.tree import read_tree
from bot.bank.reading import load
from bot.bank.sample import sample
from tests.bank.samples import DATA
from tests.bank.test_upload import edited_samples, twisted_samples

QUESTIONS = Path(__file__).parents[3] / "questions"
FILES = {
    "sources": QUESTIONS / "sources.yaml",
    "glossary": QUESTIONS / "glossary.yaml",
    "set": DATA / "bank" / "sets" / "lighthouse.yaml",
}


@pytest.mark.parametrize("kind", FILES)
def test_a_sound_file_fits_at_once(kind: str) -> None:
    assert fits(kind)(load(FILES[kind]).value)


def test_the_sample_fits_at_once() -> None:
    assert fits("set")(read_tree("x.yaml", sample()).value)


# schema, what fits, what does not
RULES: list[tuple[dict[str, Any] | bool, list[Any], list[Any]]] = [
    (True, [1, "x", None], []),
    (False, [], [1, "x", None]),
    ({"type": "string"}, ["x", ""], [1, None, Unclear("yes"), ["x"]]),
    ({"type": ["string", "null"]}, ["x", None], [1, {}]),
    ({"type": "integer"}, [1, -5], [True, Decimal("1.5"), "1"]),
    ({"type": "number"}, [1, Decimal("1.5")], [True, "1"]),
    ({"type": "boolean"}, [True, False], [0, 1, "true"]),
    ({"minLength": 2, "maxLength": 3}, ["ab", "abc", 5], ["a", "abcd"]),
    ({"minItems": 1, "maxItems": 2}, [[1], [1, 2], "x"], [[], [1, 2, 3]]),
    ({"minProperties": 1, "maxProperties": 1}, [{"a": 1}, []], [{}, {"a": 1, "b": 2}]),
    ({"minimum": 0, "maximum": 9}, [0, 9, "x", True], [-1, Decimal("9.1")]),
    ({"enum": ["a", "b"]}, ["a"], ["c", 1, [], Unclear("y")]),
    ({"pattern": "^a$"}, ["a", 5], ["ab", "a\n"]),
    ({"uniqueItems": True}, [[1, 2], "aa"], [[1, 1], [["x"], ["x"]]]),
    ({"items": {"type": "integer"}}, [[], [1]], [[1, "x"]]),
    ({"required": ["a"]}, [{"a": None}, 5], [{}]),
    (
        {"properties": {"a": {"type": "integer"}}, "additionalProperties": False},
        [{}, {"a": 1}],
        [{"a": "x"}, {"b": 1}],
    ),
    ({"additionalProperties": {"type": "integer"}}, [{"x": 1}], [{"x": "y"}]),
    ({"propertyNames": {"pattern": "^a"}}, [{"ab": 1}], [{"ba": 1}]),
    (
        {"allOf": [{"if": {"required": ["a"]}, "then": {"required": ["b"]}}]},
        [{}, {"a": 1, "b": 1}],
        [{"a": 1}],
    ),
]


@pytest.mark.parametrize(("rule", "good", "bad"), RULES)
def test_a_rule_lets_pass_what_fits(
    rule: dict[str, Any] | bool, good: list[Any], bad: list[Any]
) -> None:
    check = compiled(rule)
    assert [value for value in good if not check(value)] == []
    assert [value for value in bad if check(value)] == []


def test_a_keyword_that_nobody_taught_is_never_passed_over() -> None:
    strange: list[dict[str, Any]] = [
        {"const": 1},
        {"anyOf": [{}]},
        {"type": "float"},
        {"if": {}, "else": {}},
    ]
    for rule in strange:
        assert not compiled(rule)(1)


def agrees(data: bytes) -> None:
    value = read_tree("x.yaml", data).value
    if value is not None:
        assert fits("set")(value) is (next(validator("set").iter_errors(value), None) is None)


@settings(deadline=None, max_examples=60)
@given(edited_samples() | twisted_samples())
def test_both_say_the_same_of_any_edit(data: bytes) -> None:
    agrees(data)


@pytest.mark.prove
@settings(deadline=None, max_examples=5_000)
@given(edited_samples() | twisted_samples())
def test_both_say_the_same_of_thousands_of_edits(data: bytes) -> None:
    agrees(data)


def test_the_longest_text_that_still_fits_is_not_refused() -> None:
    plain = json.loads(json.dumps(read_tree("x.yaml", sample()).value, default=str))
    plain["questions"][0]["note"] = "x" * 1000
    assert fits("set")(plain)
    plain["questions"][0]["note"] = "x" * 1001
    assert not fits("set")(plain)
