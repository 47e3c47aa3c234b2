"""A document that an instructor sent, from its coming in to its being kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Plain = Mapping[str, Any]

ANOTHER = "another"
"""What is said of a document that is no edition of the one it is alike to."""

EDITION = "edition_of"
"""The same of one that is an edition: the id of the document whose it is."""


class SentState(StrEnum):
    WAITING = "waiting"
    """It is to be read."""

    REFUSED = "refused"
    READ = "read"
    """It waits for its sender's word."""

    KEPT = "kept"
    HELD = "held"
    """Its text was held already."""

    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SentDocument:
    """One file as it stands. ``reading``, ``said`` and ``outcome`` are plain values: what was read,
    what its sender says of it, and why it was refused or as what it is held.
    """

    id: int
    person_id: int
    chat: int
    file_name: str
    state: SentState
    reading: Plain | None = None
    said: Plain = field(default_factory=dict)
    outcome: Plain | None = None

    @property
    def another(self) -> bool:
        """Whether its sender says that it is no edition of another one."""
        return ANOTHER in self.said

    @property
    def edition_of(self) -> str | None:
        """The document of which it is a new edition, as its sender says."""
        return self.said.get(EDITION)

    @property
    def facts(self) -> Plain:
        """What its sender says that it is: title, date and the like."""
        marks = {ANOTHER, EDITION}
        return {name: value for name, value in self.said.items() if name not in marks}
