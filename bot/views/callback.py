"""Callback data: a verb and what it is about, in at most 64 bytes, never a key."""

LIMIT = 64
"""Bytes that Telegram allows in callback data."""


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
