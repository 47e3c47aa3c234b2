"""What an instructor sent, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.domain.finding import Finding
from bot.domain.sets.changes import SetChange


class UploadState(StrEnum):
    REFUSED = "refused"
    CHECKED = "checked"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found, and what publishing would change for learners.

    ``warnings`` are flaws that do not stand in the way; ``unchecked`` are the short names of cited
    sources whose documents are not at hand.
    """

    title: str | None = None
    slug: str | None = None
    version: int | None = None
    questions: int = 0
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[str, ...] = ()
    change: SetChange | None = None
    warnings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values for the database."""
        return {
            "title": self.title,
            "slug": self.slug,
            "version": self.version,
            "questions": self.questions,
            "findings": [finding.to_json() for finding in self.findings],
            "unchecked": list(self.unchecked),
            "change": self.change and self.change.to_json(),
            "warnings": [finding.to_json() for finding in self.warnings],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Report":
        """The inverse of :meth:`to_json`."""
        change = content.get("change")  # reports of an older program have none
        return cls(
            content["title"],
            content["slug"],
            content["version"],
            content["questions"],
            tuple(map(Finding.from_json, content["findings"])),
            tuple(content["unchecked"]),
            None if change is None else SetChange.from_json(change),
            tuple(map(Finding.from_json, content.get("warnings", ()))),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A published set as it stands; ``questions`` are asked unless it is ``withdrawn``.

    ``earlier`` is the version that is offered again when this one is taken back; ``later`` the
    newest one above it that was taken back and can be offered again.
    """

    set_id: int
    code: str
    version: int
    title: str
    questions: int
    withdrawn: bool = False
    earlier: int | None = None
    later: int | None = None

    def offers(self, version: int) -> bool:
        """Whether that version is what learners are offered."""
        return not self.withdrawn and self.version == version


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it stands; ``set_id`` once it is published. ``content`` is kept until its end."""

    id: int
    person_id: int
    chat: int
    file_name: str
    state: UploadState
    content: str | None = None
    set_id: int | None = None
    report: Report = field(default_factory=Report)
