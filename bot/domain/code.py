"""Codes by which learners reach a set."""

import re
from collections.abc import Callable, Sequence

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 6

_WORD = re.compile(r"[A-Za-z0-9_-]{1,62}")
"""What a deep link can carry behind ``s_``."""


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A code that is easy to read out: no 0 and O, no 1 and I. ``choose`` is an rng's choice."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code that a text may be, as codes are written; None when it can be none."""
    word = text.strip()
    return word.upper() if _WORD.fullmatch(word) else None
