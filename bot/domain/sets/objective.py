"""What a learner can do after training with a document, and what of it nobody can be asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal of training. It rests on ``paragraphs`` (from 1) of the document ``source``."""

    id: str
    source: str
    text: str
    paragraphs: tuple[int, ...]

    def covers(self, source: str, paragraph: int) -> bool:
        """Whether a passage is one that the objective rests on."""
        return source == self.source and paragraph in self.paragraphs


@dataclass(frozen=True, slots=True)
class Untestable:
    """Passages of a document that hold nothing to ask, and why."""

    source: str
    paragraphs: tuple[int, ...]
    reason: str
