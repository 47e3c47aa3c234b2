"""A document that an instructor sent, from its coming in to its being kept."""

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class ToRead:
    """A question whose citations of an earlier edition are ``lost`` or ``reworded`` (``fate``);
    ``places`` are where they stood: paragraph, and page where the document has any. ``question`` is
    its set's slug and its id, with a slash between; empty where an older program wrote it.
    """

    fate: str
    stem: str
    places: tuple[tuple[int, int | None], ...]
    question: str = ""


def to_read(outcome: Plain) -> list[ToRead]:
    """What became of citations when a document was kept: each question once, lost ones first.

    An item is fate, paragraph, stem, page and the question's id; an older program wrote the first
    three.
    """
    found: dict[str, list[Sequence[Any]]] = {}
    for one in sorted(outcome.get("to_read", ()), key=lambda one: str(one[0])):
        question = one[4] if len(one) > _OLDER else one[2]
        found.setdefault(question, []).append(one)
    return [
        ToRead(
            items[0][0],
            items[0][2],
            tuple(
                sorted(
                    {
                        (one[1], one[3] if len(one) > _OLDER else None)
                        for one in items
                        if one[0] == items[0][0]
                    },
                    key=lambda place: place[0],
                )
            ),
            items[0][4] if len(items[0]) > _OLDER else "",
        )
        for items in found.values()
    ]


_OLDER = 3
"""How long an item was that an older program wrote."""
