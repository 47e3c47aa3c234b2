"""Seasons: spans of a group's play that its admins start and end, each with a table of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.boards.board import NO_SEASON

NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Season:
    """``ended_at`` is None while it runs. What came in from the start until the end counts."""

    id: int
    chat: int
    name: str
    started_at: datetime
    ended_at: datetime | None = None

    @property
    def running(self) -> bool:
        return self.ended_at is None


def season_at(seasons: Sequence[Season], at: datetime) -> int:
    """The id of the season of that moment, NO_SEASON when there was none."""
    for season in seasons:
        if season.started_at <= at and (season.ended_at is None or at < season.ended_at):
            return season.id
    return NO_SEASON


def season_called(name: str, seasons: Sequence[Season]) -> Season | None:
    """The season of that name, the newest of several; else the only one that begins so."""
    wanted = _folded(name)
    for season in seasons:
        if _folded(season.name) == wanted:
            return season
    begun = [season for season in seasons if _folded(season.name).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
