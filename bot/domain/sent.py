"""What became of a debt once Telegram took it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """The message that a debt turned into, or that it edited; ``at`` is our clock, UTC.

    ``poll_id`` and ``option_ids`` (Telegram's persistent ids, in the order in which the options
    were given) are there when it is a poll.
    """

    chat: int
    message_id: int
    at: datetime
    poll_id: str | None = None
    option_ids: tuple[str, ...] = ()
