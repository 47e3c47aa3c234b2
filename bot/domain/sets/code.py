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


def looks_like_code(text: str) -> bool:
    """Whether somebody meant a code by it: of a code's letters and length, and no mere word."""
    word = text.strip()
    of_a_code = len(word) == LENGTH and set(word.upper()) <= set(LETTERS)
    return of_a_code and (word.isupper() or any(letter.isdigit() for letter in word))


def read_code(text: str) -> str | None:
    """The code that a text may be, as codes are written; None when it can be none."""
    word = text.strip()
    return word.upper() if _WORD.fullmatch(word) else None
