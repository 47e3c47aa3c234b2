"""A set that an instructor sends: the same checks as for the bank's own files, on bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.bank.files.tree import Path, Tree, read_tree
from bot.bank.lint.linting import lint_file
from bot.bank.mistaking import mistaken
from bot.bank.problem import MOST_PROBLEMS, Problem, ordered
from bot.bank.proofs.proof import prove_quotes
from bot.bank.reading import collisions, read_set
from bot.bank.texts.passages import Document
from bot.domain.finding import Phrase, Value
from bot.domain.question import QuestionSet, Source

MAX_BYTES = 1_000_000
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Report:
    """``set`` is there exactly when ``problems`` is empty; ``warnings`` are flaws that lint found.

    ``sources`` are those that the set itself describes, without file or hashes unless it has them;
    ``unchecked`` are the sources it cites whose documents are not at hand, in their order there.
    """

    set: QuestionSet | None
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    tree: Tree
    unchecked: tuple[Source, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def line(self, path: Path) -> int:
        """The line of what stands at ``path``, for problems that only the running bot knows."""
        return self.tree.line(path)


def check_upload(
    file_name: str,
    data: bytes,
    known: Iterable[Source] = (),
    documents: Mapping[str, Document] = MappingProxyType({}),
) -> Report:
    """Check a sent set. It may cite the sources it describes itself and the ``known`` ones.

    Its quotes are looked up in those of the ``documents`` (by hash) that its sources name.

    Takes up to a few seconds for a file at the limit: call it off the event loop.
    """
    name = shown_name(file_name)
    sources = {source.id: source for source in known}
    file = read_set(read_tree(name, data, MAX_BYTES), sources, pictures=None)
    problems = [*file.problems, *collisions(file.tree), *mistaken(file.placed)]
    for index, source in enumerate(file.sources):
        if source.id in sources:
            line = file.tree.line(("sources", index, "id"))
            problems.append(Problem(name, line, "E605", {"id": source.id}))
    sources |= {source.id: source for source in file.sources}
    at_hand = {
        source.id: documents[source.sha256]
        for source in sources.values()
        if source.sha256 in documents
    }
    problems += prove_quotes(file, sources, at_hand)
    cited = dict.fromkeys(
        citation.source for placed in file.questions for citation in placed.question.citations
    )
    unchecked = tuple(sources[one] for one in cited if one in sources and one not in at_hand)
    found = ordered(_for_sender(problem) for problem in problems)[: MOST_PROBLEMS + 1]
    warnings = ordered(lint_file(file))[:MOST_PROBLEMS]
    whole = None if found else file.set
    return Report(whole, file.sources, found, file.tree, unchecked, warnings)


_SENDERS_PHRASES = {"add_source": "add_own_source", "a_hash": "no_hash"}
"""Mends for who sends a set, in place of those for who keeps the bank's folder."""


def _for_sender(problem: Problem) -> Problem:
    """Who sends a set has neither a command line nor the bank's folder: publishing is the approval,
    and what the set cites beyond the bank's documents it describes itself.
    """
    code = "E328" if problem.code in {"E311", "E312"} else problem.code
    values = {name: _senders(value) for name, value in problem.values.items()}
    return replace(problem, code=code, values=values)


def _senders(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(_senders, value))
    if not isinstance(value, Phrase):
        return value
    inner = {name: _senders(one) for name, one in value.values.items()}
    return Phrase(_SENDERS_PHRASES.get(value.name, value.name), inner)


def shown_name(file_name: str) -> str:
    """The sender's file name as a report may show it."""
    base = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in base if c.isprintable()).strip()
    return visible[-_LONGEST_NAME:] or "set.yaml"
