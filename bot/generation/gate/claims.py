"""What a question claims beside what it cites: models do that, and people who reword them."""

from collections.abc import Iterator

from bot.bank.proofs.evidence import Cited, evidence, unproven
from bot.domain.question import Question
from bot.generation.gate.findings import Finding, Soft
from bot.generation.gate.ground import Ground


def claims_unproven(question: Question, known: Ground) -> Iterator[Finding]:
    """A soft one: what the question says of numbers, dates and names that it does not cite."""
    cited, of_key = [], []
    for citation in question.citations:
        said = Cited(known.cited(citation) or (), known.documents[citation.source].source)
        cited.append(said)
        of_key += [said] if citation.proves else []
    every, key = (evidence(found, known.book, known.small) for found in (cited, of_key))
    fields = {str(path[0]): None for path, _, _ in unproven(question, every, key)}
    if fields:
        yield Finding(Soft.UNPROVEN, ", ".join(fields))
