"""Who belongs to a group, as far as the bot can know it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

RECENT = timedelta(days=1)
"""How long it holds that somebody does not belong to a group: people come unseen, too."""


class Presence(StrEnum):
    """What is known of a person in a group.

    ``member``: seen or looked up there. ``left``: seen leaving; what they answered before counts.
    ``stranger``: looked up and not there: they met the poll where somebody forwarded it.
    ``unasked``: Telegram would not say.
    """

    MEMBER = "member"
    LEFT = "left"
    STRANGER = "stranger"
    UNASKED = "unasked"


OUTSIDE = frozenset({Presence.LEFT, Presence.STRANGER})
"""Whose votes are not taken any more."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Somebody who answered in a round of a group and was never seen there."""

    chat: int
    person_id: int
    telegram_id: int
    round_id: int
