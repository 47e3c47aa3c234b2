"""What a question says of contradicted passages, and of passages that hold nothing to ask."""

from collections.abc import Iterator, Mapping, Sequence

from bot.bank.files.tree import Path
from bot.bank.passage_notes.objectives import ObjectivesFile
from bot.bank.problem import excerpt
from bot.domain.finding import Value
from bot.domain.question import Question

Finding = tuple[Path, str, dict[str, Value]]


def treating_problems(
    question: Question, contradictions: Mapping[tuple[str, int], Sequence[str]]
) -> Iterator[Finding]:
    """E374, E380, E381; ``contradictions`` by source and paragraph, see ContradictionsFile.

    A passage that is cited for the stem only, such as its date, may be treated and need not be.
    """
    known: set[str] = set()
    for index, citation in enumerate(question.citations):
        names = contradictions.get((citation.source, citation.paragraph), ())
        known.update(names)
        missing = [name for name in names if name not in question.treats]
        if missing and not citation.stem:
            values: dict[str, Value] = {
                "source": citation.source,
                "number": citation.paragraph,
                "id": ", ".join(missing),
            }
            yield ("citations", index), "E374", values
    for index, name in enumerate(question.treats):
        if name not in known:
            yield ("treats", index), "E381", {"id": excerpt(name)}
    if question.treats and question.note is None:
        yield ("treats",), "E380", {}


def resting_problems(question: Question, file: ObjectivesFile) -> Iterator[Finding]:
    """E360: the key rests on a passage of which ``objectives.yaml`` says that it tests nothing."""
    idle = {(entry.source, n) for entry in file.untestable for n in entry.paragraphs}
    for index, citation in enumerate(question.citations):
        if citation.proves and (citation.source, citation.paragraph) in idle:
            values: dict[str, Value] = {"source": citation.source, "number": citation.paragraph}
            yield ("citations", index), "E360", values
