"""What buttons can say: the verbs of their data, found in the program itself."""

import ast
import re
from functools import cache
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"
_VERB = re.compile(r"[a-z]\.[a-z]+")


@cache
def verbs() -> frozenset[str]:
    """Every verb that a view draws or a handler reads, as its source writes it."""
    return frozenset(
        node.value
        for folder in ("views", "handlers")
        for path in (BOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _VERB.fullmatch(node.value)
    )
