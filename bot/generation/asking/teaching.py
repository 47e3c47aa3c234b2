"""What a distractor teaches: what is true of it, or where its document has it."""

from dataclasses import dataclass
from functools import cached_property

from bot.generation.asking.naming import naming
from bot.generation.asking.quoting import cite
from bot.generation.candidates import Proposal, Rival
from bot.generation.reading.texts import Line
from bot.generation.sentences.spans import Span

_LONGEST_WHY = 280


@dataclass(frozen=True)
class Told:
    """What the proposals of a corpus say, so that a distractor can teach what is true of it."""

    proposals: tuple[Proposal, ...]

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Proposal]:
        found: dict[tuple[str, str], Proposal] = {}
        for one in self.proposals:
            found.setdefault((one.fact.line.document.source.id, one.key), one)
        return found

    def of(self, document: str, key: str) -> Proposal | None:
        return self.by_key.get((document, key))


def taught(said: str, other: Proposal | None) -> Rival | None:
    """A rival with what is true of it, which another question asks for."""
    if other is None or len(other.said) > _LONGEST_WHY:
        return None
    fact = other.fact
    cited = cite(fact.line, other.quote or fact.span, fact.evidence)
    return Rival(said, other.said, (cited, *naming(fact, other.said)))


def elsewhere(said: str, line: Line, span: Span) -> Rival:
    """A rival with where the source has it, in its own few words."""
    cited = cite(line, span, Span(0, len(line.text)))
    quote = cited.quote.strip('"')
    return Rival(said, f"{said} belongs elsewhere: “… {quote} …”.", (cited,))
