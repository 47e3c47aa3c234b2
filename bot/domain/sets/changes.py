"""What a newer version of a set changes for learners, as values.

:mod:`bot.domain.sets.comparing` finds them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.domain.question import Release


class Kind(StrEnum):
    """What happened to a question, weightiest first."""

    ADDED = "added"
    RETURNED = "returned"
    REMOVED = "removed"
    RETIRED = "retired"
    TYPE = "type"
    KEY = "key"
    OPTIONS = "options"
    WORDING = "wording"
    PROOF = "proof"
    MOVED = "moved"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of a question or set before and after; one of the two may be empty.

    ``part`` is type, key, option, stem, unit, topic, difficulty, set, title, language,
    rationale, brief, reason (of an option or near value) or citation.
    """

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """``kinds`` in the order of :class:`Kind`, never empty; ``stem`` is the newest one."""

    id: str
    kinds: tuple[Kind, ...]
    stem: str
    details: tuple[Detail, ...] = ()

    @property
    def kind(self) -> Kind:
        """The weightiest thing that happened to it."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class SetChange:
    """``before`` and ``after`` are versions, None where there is no such set.

    ``releases`` are the entries of the newer changelog that the older one did not have to give.
    """

    slug: str
    title: str
    before: int | None
    after: int | None
    questions: tuple[QuestionChange, ...] = ()
    details: tuple[Detail, ...] = ()
    releases: tuple[Release, ...] = ()

    def of(self, kind: Kind) -> tuple[QuestionChange, ...]:
        """The questions to which nothing weightier happened."""
        return tuple(change for change in self.questions if change.kind is kind)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "set": self.slug,
            "title": self.title,
            "before": self.before,
            "after": self.after,
            "changelog": [
                {"version": r.version, "on": r.on.isoformat(), "changes": r.changes}
                for r in self.releases
            ],
            "details": _details_json(self.details),
            "questions": [
                {
                    "id": change.id,
                    "kinds": [kind.value for kind in change.kinds],
                    "stem": change.stem,
                    "details": _details_json(change.details),
                }
                for change in self.questions
            ],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "SetChange":
        """The inverse of :meth:`to_json`."""
        return cls(
            content["set"],
            content["title"],
            content["before"],
            content["after"],
            tuple(
                QuestionChange(
                    one["id"],
                    tuple(map(Kind, one["kinds"])),
                    one["stem"],
                    _details(one["details"]),
                )
                for one in content["questions"]
            ),
            _details(content["details"]),
            tuple(
                Release(one["version"], date.fromisoformat(one["on"]), one["changes"])
                for one in content["changelog"]
            ),
        )


def _details_json(details: Iterable[Detail]) -> list[dict[str, str]]:
    return [asdict(detail) for detail in details]


def _details(content: Iterable[Mapping[str, str]]) -> tuple[Detail, ...]:
    return tuple(Detail(**one) for one in content)
