"""People and the bot as Telegram shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BOT_ID = 4200000001
SANDBOX_TOKEN = f"{BOT_ID}:SANDBOX"
BOT_USERNAME = "citequiz_sandbox_bot"

ALMA_ID = 5000000001
BORIS_ID = 5000000002
CHEN_ID = 5000000003
DANA_ID = 5000000004  # the instructor
_CROWD_FROM = 6000000000
ANONYMOUS = {
    "id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip
CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
"""Telegram's stand-ins for who writes, and who votes, in a chat's name."""


@dataclass
class Person:
    """Someone with a Telegram account; ``crowd`` marks members made for bulk votes."""

    id: int
    first_name: str
    language_code: str = "en"
    last_name: str | None = None
    username: str | None = None
    role_hint: str = "learner"
    started: bool = False  # has ever written to the bot
    blocked: bool = False  # has blocked the bot
    crowd: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def user(self) -> dict[str, Any]:
        """The Bot API's User object."""
        user: dict[str, Any] = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        return user

    def profile(self) -> dict[str, Any]:
        """The user with what the page shows beside: role, blocked, started."""
        return {
            **self.user(),
            "role_hint": self.role_hint,
            "started": self.started,
            "blocked": self.blocked,
        }


@dataclass
class BotAccount:
    """The one bot of this world; texts per language, ``""`` being the default."""

    names: dict[str, str]
    descriptions: dict[str, str]
    short_descriptions: dict[str, str]
    id: int = BOT_ID
    username: str = BOT_USERNAME
    inline_feedback: bool = False  # BotFather's /setinlinefeedback, off as it is there

    @classmethod
    def fresh(cls) -> BotAccount:
        return cls({"": "CiteQuiz"}, {}, {})

    def user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names.get("", "CiteQuiz"),
            "username": self.username,
        }

    def me(self) -> dict[str, Any]:
        """What getMe returns: User with what only getMe tells."""
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_guest_queries": False,
        }


def seeded() -> list[Person]:
    """The people a new world begins with: three learners and an instructor."""
    return [
        Person(ALMA_ID, "Alma", "en", username="alma_sandbox"),
        Person(BORIS_ID, "Boris", "ru", username="boris_sandbox"),
        Person(CHEN_ID, "Chen", "en"),
        Person(DANA_ID, "Dana", "en", username="dana_sandbox", role_hint="instructor"),
    ]


def crowd_member(number: int) -> Person:
    """Member ``number`` (from 0) of the crowd that casts votes in bulk."""
    return Person(_CROWD_FROM + number, f"Member {number + 1}", started=False, crowd=True)
