"""YAML as plain values with lines; what is hostile or ambiguous is refused with its line."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bank.files.scalars import Unclear, resolve
from bot.bank.files.tree import MAX_DEPTH, Tree, read_tree
from bot.domain.finding import Phrase


def read(text: str) -> Tree:
    return read_tree("x.yaml", text.encode())


def refused(data: bytes, limit: int = 2_000_000) -> list[tuple[int, str]]:
    return [(p.line, p.code) for p in read_tree("x.yaml", data, limit).problems]


def test_values_and_their_lines() -> None:
    tree = read("a: 1\nb:\n  - x\n  - {c: true, d: 2.50}\ne: >\n  folded\n  text\nf:\n")
    assert tree.problems == []
    assert tree.value == {
        "a": 1,
        "b": ["x", {"c": True, "d": Decimal("2.50")}],
        "e": "folded text\n",
        "f": None,
    }
    assert tree.lines[("b",)] == 2
    assert tree.lines[("b", 1)] == 4
    assert tree.lines[("b", 1, "d")] == 4
    assert tree.lines[("e",)] == 5
    assert tree.line(("b", 1, "d", "nowhere")) == 4
    assert tree.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", Unclear("yes")),
        ("No", Unclear("No")),
        ("on", Unclear("on")),
        ("OFF", Unclear("OFF")),
        ("y", Unclear("y")),
        ("010", Unclear("010")),
        ("0x1F", Unclear("0x1F")),
        ("1_000", Unclear("1_000")),
        ("1,000", Unclear("1,000")),
        ("1:30", Unclear("1:30")),
        ("1e3", Unclear("1e3")),
        (".inf", Unclear(".inf")),
        ("9" * 25, Unclear("9" * 25)),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("42", 42),
        ("-7", -7),
        ("0", 0),
        ("3.50", Decimal("3.50")),
        ("2022-01-06", "2022-01-06"),
        ("yes, please", "yes, please"),
        ("1994 was", "1994 was"),
        ("٣", "٣"),
    ],
)
def test_unquoted_scalars(text: str, value: object) -> None:
    found = resolve(text)
    assert found == value
    assert type(found) is type(value)


def test_quoted_scalars_are_text() -> None:
    assert read("a: \"yes\"\nb: '42'\nc: |\n  no\n").value == {"a": "yes", "b": "42", "c": "no\n"}


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        (b"a: 1\nb: \xff\n", 2, "E103"),
        ("a: 1\n".encode("utf-16"), 1, "E103"),
        (b"a: 1\nb: x\x00y\n", 2, "E104"),
        ("a: 1\nb: x\u2028y\n".encode(), 2, "E104"),
        ("a: 1\nb: \u202egnp.exe\n".encode(), 2, "E104"),
        (b'a: 1\nb: "x\\0y"\n', 2, "E104"),
        (b'a: "x\\ty"\n', 1, "E104"),
        (b"a:\n\tb: 1\n", 2, "E105"),
        (b"a: x\ty\n", 1, "E105"),
        (b"a: 1\nb: x: y\n", 2, "E106"),
        (b'a: 1\nb: "open\n', 3, "E106"),
        (b"a: 1\n b: 2\n", 2, "E106"),
        (b"a: @x\n", 1, "E106"),
        (b"a: 1\nb: &x 2\n", 2, "E107"),
        (b"a: 1\nb: *x\n", 2, "E107"),
        (b"a: &x [1]\nb: 1\n", 1, "E107"),
        (b"a: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, 1, "E108"),
        (b"a: 1\nb: 2\na: 3\n", 3, "E109"),
        (b"a:\n  - b: 1\n    b: {c: 2}\n", 3, "E109"),
        (b"a: !!python/object:os.system {}\n", 1, "E110"),
        (b"a: !x y\n", 1, "E110"),
        (b"a: 1\n---\nb: 2\n", 2, "E111"),
        (b"", 1, "E112"),
        (b" \n\n", 1, "E112"),
        (b"# only a comment\n", 1, "E112"),
        (b"? [a, b]\n: c\n", 1, "E113"),
    ],
)
def test_refused_with_its_line(data: bytes, line: int, code: str) -> None:
    assert (line, code) in refused(data)


def test_every_tab_and_every_duplicate_is_reported() -> None:
    assert refused(b"a:\t1\nb: 2\nc:\t3\n") == [(1, "E105"), (3, "E105")]
    tree = read("a: 1\na: {b: 2}\na: [3]\nc: 4\n")
    assert [(p.line, p.code, p.values["first"]) for p in tree.problems] == [
        (2, "E109", 1),
        (3, "E109", 1),
    ]
    assert tree.value == {"a": 1, "c": 4}


def test_too_large_is_refused_unread() -> None:
    assert refused(b"\xff" * 101, limit=100) == [(1, "E102")]
    assert refused(b"a: 1\n" + b"#" * 95, limit=100) == []


def test_byte_order_mark_and_windows_line_ends() -> None:
    tree = read_tree("x.yaml", "\ufeffa: 1\r\nb: é\r\n".encode())
    assert tree.problems == []
    assert tree.value == {"a": 1, "b": "é"}
    assert tree.lines[("b",)] == 2


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
)


@pytest.mark.parametrize(
    "text", [BOMB, "[" * 900_000, "a: " + "{b: " * 200_000, "- " * 400_000, "? " * 400_000]
)
def test_bombs_are_refused_before_they_are_built(text: str) -> None:
    assert read(text).problems


PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.integers(-(10**6), 10**6)
    | st.booleans()
    | st.none()
    | st.text("ab: #-'\"yes01\n[]{}é", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("ab01", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(PLAIN.filter(lambda v: v is not None))
def test_json_is_read_as_it_is(value: Any) -> None:
    """JSON is YAML: an independent writer."""
    import json

    tree = read_tree("x.yaml", json.dumps({"top": value}, ensure_ascii=False).encode())
    assert tree.problems == []
    assert tree.value == {"top": value}


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text("a: -[]{}&*!|>'\"%@`,?#\n01", max_size=60).map(str.encode))
def test_nothing_breaks_the_reader(data: bytes) -> None:
    tree = read_tree("x.yaml", data)
    assert tree.value is not None or tree.problems
    assert all(str(problem) for problem in tree.problems)


def test_a_quotation_mark_that_is_never_closed_is_told_by_where_it_opens() -> None:
    tree = read_tree("set.yaml", b'a: 1\nb: "open\nc: 2\nd: 3\n')
    (problem,) = tree.problems
    assert problem.values["reason"] == Phrase("yaml_quote_from", {"line": 2})
