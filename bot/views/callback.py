"""Callback data: a verb and what it is about, in at most 64 bytes, never a key."""

LIMIT = 64
"""Bytes that Telegram allows in callback data."""

DIGITS = 12
"""Digits of the longest number that a button of ours holds: a moment in seconds, an id."""


def encode(verb: str, *about: int | str) -> str:
    """``encode("answer", 12, 3, "b")`` is ``answer:12:3:b``; ValueError when it is too long."""
    data = ":".join((verb, *map(str, about)))
    if len(data.encode()) > LIMIT:
        raise ValueError(f"callback data over {LIMIT} bytes: {data}")
    return data


def decode(data: str) -> tuple[str, tuple[str, ...]]:
    """The verb and its arguments; anything at all may arrive here, people can forge it."""
    verb, *about = data.split(":")
    return verb, tuple(about)


def is_number(word: str) -> bool:
    """Whether an argument is a number that a button of ours may hold: it fits every database."""
    return word.isascii() and word.isdigit() and len(word) <= DIGITS
