"""What is owed to a chat: committed with its cause, rendered and sent afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Argument = int | str | bool | None

QUOTES = "quotes"
"""The argument that names the message which a debt answers, if it is to be quoted above."""
TOAST_LIFE = timedelta(seconds=15)
"""How long it makes sense to answer a callback query."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One message, edit, poll, file or toast that a chat is still to get.

    ``screen`` names the renderer, ``args`` is what it needs to draw the screen again from SQL.
    ``place`` names the message on the chat's wall that the screen occupies: when that place is
    already shown, the message is edited instead of sent again, unless ``fresh``. ``callback`` is
    the callback query to answer (a toast); such a debt is dropped after ``expires``. ``once`` marks
    what must never be sent blindly again after an unknown outcome (polls).
    """

    chat: int
    screen: str
    args: Mapping[str, Argument] = field(default_factory=dict)
    place: str | None = None
    fresh: bool = False
    thread: int | None = None
    callback: str | None = None
    expires: datetime | None = None
    once: bool = False

    def number(self, name: str) -> int:
        """An argument that is a number; TypeError for any other."""
        return _number(self.args, name)


def toast(chat: int, query: str, now: datetime, args: Mapping[str, Argument] | None = None) -> Owed:
    """The answer to a callback query; ``args`` name its word, without which it is silent."""
    return Owed(chat, "toast", args or {}, callback=query, expires=now + TOAST_LIFE)


@dataclass(frozen=True, slots=True)
class Timer:
    """Something to do at ``due`` (UTC) in the lane of ``chat``; ``kind`` names the handler.

    ``key`` makes a timer unique: setting it again moves it.
    """

    key: str
    due: datetime
    chat: int
    kind: str
    args: Mapping[str, Argument] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """The same of a timer's."""
        return _number(self.args, name)


def _number(args: Mapping[str, Argument], name: str) -> int:
    value = args[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value!r}")
    return value
