"""YAML text as plain values with their lines; hostile or ambiguous YAML is refused, not guessed.

Read from the parser's events without recursion, so that depth, aliases and duplicates are stopped
before anything is built. Scalars follow YAML 1.2 as editors do; what YAML versions disagree about
(yes, 010, 1:30, 1e3) becomes ``Unclear``, which fits no schema type.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.bank.files.scalars import resolve
from bot.bank.problem import MOST_PROBLEMS, Problem, excerpt
from bot.domain.finding import Phrase, Value

MAX_BYTES = 2_000_000
MAX_DEPTH = 12

Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What the parser says, in the order of looking, and our phrase for it.
_REASONS = {
    "quoted scalar found unexpected end": "quote",
    "escape character": "escape",
    "hexadecimal": "escape",
    "invalid Unicode": "escape",
    "',' or ']'": "bracket",
    "',' or '}'": "brace",
    "mapping values are not allowed": "colon_twice",
    "expected ':'": "colon_missing",
    "sequence entries are not allowed": "dash",
    "'-' indicator": "indent",
    "expected key": "indent",
    "<block end>": "indent",
    "start any token": "sign",
    "alphabetic or numeric character": "sign",
}
_OPENED = ("quote", "bracket", "brace")
# Line breaks that editors do not count, control characters, and overrides of writing direction.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)


@dataclass(slots=True)
class Tree:
    """``value`` holds dicts, lists, str, int, Decimal, bool, None and Unclear.

    ``lines`` maps the path of every value to its line (a key's line for what stands under a key);
    ``plain`` holds the written form of unquoted scalars.
    """

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    plain: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    @property
    def full(self) -> bool:
        return len(self.problems) >= MOST_PROBLEMS

    def refuse(self, line: int, code: str, **values: Value) -> None:
        self.problems.append(Problem(self.file, line, code, values))


def read_tree(file: str, data: bytes, limit: int = MAX_BYTES) -> Tree:
    """Parse one file; ``value`` is None when a problem leaves nothing that could be checked."""
    tree = Tree(file)
    text = _text(tree, data, limit)
    if text is None:
        return tree
    try:
        _Builder(tree).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        column = mark.column + 1 if mark else 1
        reason = _reason(f"{error.context} {error.problem}", error.context_mark)
        tree.refuse(mark.line + 1 if mark else 1, "E106", reason=reason, column=column)
        tree.value = None
    except yaml.YAMLError:
        tree.refuse(1, "E106", reason=Phrase("yaml_other"), column=1)
        tree.value = None
    return tree


def _reason(said: str, begun: yaml.Mark | None) -> Phrase:
    """Why the parser stopped, from the words that it and the library below it use.

    A quotation mark that is never closed swallows lines: where it was opened (``begun``) is told.
    """
    name = next((name for words, name in _REASONS.items() if words in said), "other")
    if name in _OPENED and begun is not None:
        return Phrase(f"yaml_{name}_from", {"line": begun.line + 1})
    return Phrase(f"yaml_{name}")


def _text(tree: Tree, data: bytes, limit: int) -> str | None:
    if len(data) > limit:
        tree.refuse(1, "E102", size=-(-len(data) // 1000), limit=limit // 1000)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        tree.refuse(data.count(b"\n", 0, error.start) + 1, "E103")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        tree.refuse(1, "E112")
        return None
    refused = False
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            tree.refuse(number, "E105")
            refused = True
        if found := _FORBIDDEN.search(line):
            tree.refuse(number, "E104", character=f"U+{ord(found[0]):04X}")
            refused = True
        if tree.full:
            tree.refuse(number, "E114", limit=MOST_PROBLEMS)
            break
    return None if refused else text


class _StopError(Exception):
    """Nothing after this point can be read."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being filled; ``key`` waits for its value."""

    path: Path
    value: dict[str, Any] | list[Any]
    key: str | None = None
    key_line: int = 0
    keep: bool = True


class _Builder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[_Open] = []
        self.documents = 0

    def build(self, text: str) -> None:
        try:
            for event in _events(text):
                self.take(event)
        except _StopError:
            self.tree.value = None
        if self.tree.value is None and not self.tree.problems:
            self.tree.refuse(1, "E112")

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if self.tree.full:
            self.tree.refuse(line, "E114", limit=MOST_PROBLEMS)
            raise _StopError
        self.refuse_extras(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self.open({}, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open([], line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def refuse_extras(self, event: yaml.Event, line: int) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.tree.refuse(line, "E111")
                raise _StopError
        elif isinstance(event, yaml.AliasEvent):
            self.tree.refuse(line, "E107")
            raise _StopError
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                self.tree.refuse(line, "E107")
            if getattr(event, "tag", None) is not None:
                self.tree.refuse(line, "E110")

    def scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self.start_entry(top, event.value, line)
            return
        path, line = self.place(line)
        plain = not event.style
        if not plain:
            self.refuse_hidden(event.value, line)
        self.put(resolve(event.value) if plain else event.value, path, line)
        if plain and path in self.tree.lines:
            self.tree.plain[path] = event.value

    def refuse_hidden(self, value: str, line: int) -> None:
        """Quoted text can spell characters that the file itself may not hold ("\\0")."""
        found = _FORBIDDEN.search(value) or re.search("\t", value)
        if found:
            self.tree.refuse(line, "E104", character=f"U+{ord(found[0]):04X}")

    def start_entry(self, top: _Open, key: str, line: int) -> None:
        top.key, top.key_line, top.keep = key, line, True
        if key in top.value:
            first = self.tree.line((*top.path, key))
            self.tree.refuse(line, "E109", key=excerpt(key), first=first)
            top.keep = False

    def open(self, value: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.tree.refuse(line, "E108", limit=MAX_DEPTH)
            raise _StopError
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self.tree.refuse(line, "E113")
            raise _StopError
        path, line = self.place(line)
        self.put(value, path, line)
        self.stack.append(_Open(path, value))

    def place(self, line: int) -> tuple[Path, int]:
        """Where the value that begins now will stand, and the line that people will look at."""
        if not self.stack:
            return (), line
        top = self.stack[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value)), line
        assert top.key is not None  # noqa: S101 - start_entry ran before
        return (*top.path, top.key if top.keep else "\0"), top.key_line

    def put(self, value: Any, path: Path, line: int) -> None:
        if not self.stack:
            self.tree.value = value
            self.tree.lines[()] = line
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            if top.keep and top.key is not None:
                top.value[top.key] = value
            top.key = None
        if "\0" not in path:
            self.tree.lines[path] = line


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
    return events
