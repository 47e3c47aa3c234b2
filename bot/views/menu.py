"""The command menu: which commands a person is offered where."""

from enum import StrEnum

from bot.views.words import Words


class Audience(StrEnum):
    """Whom a menu is for."""

    PRIVATE = "private"
    INSTRUCTOR = "instructor"
    GROUP = "group"
    GROUP_ADMIN = "group_admin"


_LEARNER = (
    "quiz", "topics", "resume", "stop", "score", "leaderboard", "sources", "settings", "help",
    "privacy", "export", "forget", "start",
)  # fmt: skip
_INSTRUCTOR = ("documents", "review", "page", "sample", "sets")
_GROUP = ("round", "quiz", "leaderboard", "help")
_ADMIN = (
    "round", "quiz", "skip", "pause", "resume", "stop", "schedule", "leaderboard", "season",
    "settings", "help",
)  # fmt: skip


def menu(audience: Audience, say: Words) -> tuple[tuple[str, str], ...]:
    """Commands with their descriptions (1-256 characters), the most wanted first."""
    if audience is Audience.PRIVATE:
        return tuple((name, say.plain(f"menu.{name}")) for name in _LEARNER)
    if audience is Audience.INSTRUCTOR:
        own = tuple((name, say.plain(f"menu.{name}")) for name in _INSTRUCTOR)
        return (*menu(Audience.PRIVATE, say), *own)
    names = _GROUP if audience is Audience.GROUP else _ADMIN
    return tuple((name, say.plain(f"menu.group.{name}")) for name in names)
