"""Codes by which learners reach a set."""

from collections.abc import Callable, Sequence

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 6


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A code that is easy to read out: no 0 and O, no 1 and I. ``choose`` is an rng's choice."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))
