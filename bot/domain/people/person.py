"""People and chats as the rest of the code sees them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Who:
    """A Telegram user as an update shows them; ``telegram_id`` is 64-bit."""

    telegram_id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() if self.last_name else self.first_name


class BoardName(StrEnum):
    """How a person appears on leaderboards."""

    NAME = "name"
    ALIAS = "alias"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Person:
    """A person we know. ``id`` is the surrogate id that the response log uses.

    ``locale`` and ``timezone`` are what they chose in the settings, None when they did not.
    """

    id: int
    who: Who
    board_name: BoardName = BoardName.NAME
    alias: str | None = None
    locale: str | None = None
    timezone: str | None = None


class WhoMayStart(StrEnum):
    """Who may start a quiz in a group."""

    ADMINS = "admins"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat and what its admins chose; ``ranked_from`` people make a round count."""

    id: int
    title: str
    locale: str | None = None
    timezone: str = "UTC"
    who_may_start: WhoMayStart = WhoMayStart.EVERYONE
    ranked_from: int = 2
