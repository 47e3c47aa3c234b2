"""Groups: who speaks in them, what the bot may do there, and who may start a round."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.owed import QUOTES, Argument
from bot.domain.people.person import Group, Who, WhoMayStart


class Right(StrEnum):
    """What the bot needs in a group."""

    MESSAGES = "messages"
    POLLS = "polls"


ABSENT = frozenset({"left", "kicked", "migrated"})
"""Statuses of the bot in a group that it is not, or no longer, in."""


@dataclass(frozen=True, slots=True)
class GroupChat:
    """Where in a group something was said; ``thread`` is a forum's topic, ``message`` what was
    said, if a person said it.
    """

    id: int
    title: str
    thread: int | None = None
    message: int | None = None

    @property
    def quoting(self) -> dict[str, Argument]:
        """Arguments of a debt that answers there: it quotes, for it may come late."""
        return {} if self.message is None else {QUOTES: self.message}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks in a group; ``who`` is None for an admin who stays anonymous."""

    who: Who | None
    admin: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """What a change of the bot's standing in a group says; ``by`` made the change."""

    chat: GroupChat
    status: str
    missing: frozenset[Right]
    by: Who

    @property
    def present(self) -> bool:
        return self.status not in ABSENT


@dataclass(frozen=True, slots=True)
class GroupState:
    """A group, the bot's status in it, and the rights it lacks there."""

    group: Group
    status: str
    missing: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button under ``message_id``; ``query`` is the callback query to answer."""

    query: str
    message_id: int


def may_start(group: Group, actor: Actor, instructors: frozenset[int]) -> bool:
    """Whether ``actor`` may start a round: as the admins chose; admins and instructors always."""
    return group.who_may_start is WhoMayStart.EVERYONE or may_schedule(actor, instructors)


def may_direct(actor: Actor, *, started: bool, instructors: frozenset[int]) -> bool:
    """Whether ``actor`` may pause, skip or stop: who ``started`` it, admins, instructors."""
    return started or may_schedule(actor, instructors)


def may_schedule(actor: Actor, instructors: frozenset[int]) -> bool:
    """Whether ``actor`` may schedule rounds, and pause and remove what is: admins, instructors."""
    return actor.admin or (actor.who is not None and actor.who.telegram_id in instructors)
