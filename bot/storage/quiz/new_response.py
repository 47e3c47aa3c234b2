"""A response on its way into the log."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.marking import Given, Mark


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response about to be recorded: part of an attempt (with its position) or of a poll.

    ``board`` is EVERYONE or a group's chat id. Only ``ranked`` responses count there: see
    :mod:`bot.domain.boards.board`. ``ruling_id`` is the ruling it was marked by, if there is one.
    """

    person_id: int
    question_id: int
    version_id: int
    board: int
    given: Given
    mark: Mark
    at: datetime
    attempt_id: int | None = None
    position: int | None = None
    poll_id: str | None = None
    ranked: bool = True
    ruling_id: int | None = None
    void: bool = False

    def __post_init__(self) -> None:
        if (self.attempt_id is None) == (self.poll_id is None):
            raise ValueError("a response belongs to an attempt or to a poll")
        if (self.attempt_id is None) != (self.position is None):
            raise ValueError("an attempt and its position come together")


Logged = tuple[int, NewResponse]
"""A response with its number in the log."""
