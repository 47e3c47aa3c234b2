"""What came of a corpus: its drafts, and how many candidates became none."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.question import Question
from bot.generation.candidates import Candidate
from bot.generation.gate.findings import Finding

IsAsked = Callable[["Drafted"], bool]
"""Whether a draft is there already, so that it counts against no limit."""


def not_asked(_one: "Drafted") -> bool:
    """All are new."""
    return False


@dataclass(frozen=True)
class Drafted:
    """A draft, the candidate it was, and what the curator is told about it."""

    question: Question
    candidate: Candidate
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Generated:
    """The drafts of a corpus in the order of their documents, and what became of the others."""

    drafts: tuple[Drafted, ...]
    words: int
    proposed: Mapping[str, int]
    """Candidates by template."""

    refused: Mapping[str, int]
    """Hard findings by code; a candidate may have several."""

    crowded: int = 0
    """What passed the gate and gave way to a better draft of the same sentence or words."""

    beyond: int = 0
    """What was good enough, but more than was asked for."""

    @property
    def candidates(self) -> int:
        """How many there were: each is a draft, turned away, crowded out, or beyond the limit."""
        return sum(self.proposed.values())

    @property
    def turned_away(self) -> int:
        """How many candidates the gate refused, whatever the number of its reasons."""
        return self.candidates - len(self.drafts) - self.crowded - self.beyond

    @property
    def by_template(self) -> Mapping[str, int]:
        return Counter(one.candidate.provenance.template for one in self.drafts)

    @property
    def per_thousand(self) -> float:
        """Drafts per 1,000 words that may be cited."""
        return 1_000 * len(self.drafts) / self.words if self.words else 0.0
