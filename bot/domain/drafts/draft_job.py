"""A drafting job: a backend's work on one document, asked for in chat and done beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

Plain = Mapping[str, Any]

BEST = 20
"""How many drafts are asked for where somebody wants only the best."""

MOST = 1_000
"""Drafts of one job, whatever was asked for: a queue of more is read by nobody."""

SOUGHT = 60
"""Per cent at which all facts are found; the rest is wording questions about them, and the gate."""

TELLING = timedelta(seconds=3)
"""How long at least a message stays as it is before it tells of progress again."""


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in {JobState.QUEUED, JobState.RUNNING}


class Failure(StrEnum):
    """Why a job came to nothing."""

    NOTHING = "nothing"
    """No draft passed the gate."""

    TIME = "time"
    MEMORY = "memory"
    BROKE = "broke"
    """The process that drafts ended without a result."""

    ENDED = "ended"
    """It was interrupted each time that it was begun, perhaps by the end of the bot."""

    SERVER = "server"
    """The language model's server was of no use before there was a draft."""

    BUDGET = "budget"
    """What the document may cost was spent before there was a draft."""

    KEEPING = "keeping"
    """What a model says could not be kept, so that none was asked."""

    OFF = "off"
    """No model is asked in chat any more."""


class Halt(StrEnum):
    """What ended the asking of a language model before everything was asked."""

    SERVER = "server"
    BUDGET = "budget"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class DraftJob:
    """One job as it stands. ``version_id`` is the document's version; ``most`` the number of drafts
    that were asked for, None for all; ``begun`` how often it was started. ``outcome`` holds plain
    values: how many drafts it brought and what the gate refused, or why it failed.
    """

    id: int
    person_id: int
    chat: int
    version_id: int
    backend: str
    most: int | None
    state: JobState
    done: int = 0
    total: int = 0
    begun: int = 0
    outcome: Plain | None = None

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100."""
        return percent(self.done, self.total)

    @property
    def limit(self) -> int:
        """How many drafts it brings at most."""
        return min(self.most or MOST, MOST)


def percent(done: int, total: int) -> int:
    """How far ``done`` of ``total`` is; 0 while nobody knows of how many."""
    return min(100 * done // total, 100) if total else 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the message about a job says of its progress, and since when."""

    percent: int
    at: datetime

    def is_outdated(self, percent: int, now: datetime) -> bool:
        """Whether there is more to tell, and it is long enough ago that something was told."""
        return percent > self.percent and now - self.at >= TELLING
