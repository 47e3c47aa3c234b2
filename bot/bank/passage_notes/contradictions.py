"""``contradictions.yaml``: passages that a question cites only when it treats what conflicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from typing import Any

from bot.bank.files.entries import sound
from bot.bank.files.shape import shape_problems
from bot.bank.files.tree import Path, Tree
from bot.bank.problem import Problem, excerpt, ordered
from bot.domain.finding import Phrase, Value
from bot.domain.question import Source

Finding = tuple[Path, str, dict[str, Value]]


class Kind(StrEnum):
    """What a passage conflicts with."""

    DOCUMENTS = "between documents"
    WITHIN = "within a document"
    HISTORY = "with history"
    NAME = "garbled name"
    AGES = "ages"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one passage says."""

    source: str
    paragraph: int
    says: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``conflict`` is what conflicts, ``treatment`` how the questions deal with it."""

    id: str
    kind: Kind
    passages: tuple[Claim, ...]
    conflict: str
    treatment: str


@dataclass(frozen=True)
class ContradictionsFile:
    """The file as read; ``contradictions`` holds the entries whose shape is right."""

    tree: Tree
    contradictions: tuple[Contradiction, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def by_passage(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The ids of the contradictions that name a passage, by source and paragraph."""
        found: dict[tuple[str, int], list[str]] = {}
        for one in self.contradictions:
            for claim in one.passages:
                found.setdefault((claim.source, claim.paragraph), []).append(one.id)
        return found


def read_contradictions(tree: Tree, sources: Mapping[str, Source]) -> ContradictionsFile:
    """Check the file against the documents of ``sources.yaml``."""
    flaws = shape_problems(tree, "contradictions")
    placed = [(path, _built(plain)) for path, plain in sound(tree, "contradictions", flaws)]
    found = [*_same_ids(tree, placed), *(f for path, one in placed for f in _passages(path, one))]
    found += [f for path, one in placed for f in _places(path, one, sources)]
    problems = [*tree.problems, *(p for some in flaws.values() for p in some)]
    problems += [Problem(tree.file, tree.line(path), code, values) for path, code, values in found]
    return ContradictionsFile(tree, tuple(one for _, one in placed), ordered(problems))


def _built(plain: Mapping[str, Any]) -> Contradiction:
    return Contradiction(
        plain["id"],
        Kind(plain["kind"]),
        tuple(Claim(p["source"], p["paragraph"], p["says"]) for p in plain["passages"]),
        plain["conflict"],
        plain["treatment"],
    )


def _same_ids(tree: Tree, placed: Sequence[tuple[Path, Contradiction]]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for path, one in placed:
        line = tree.line((*path, "id"))
        if first.setdefault(one.id, line) != line:
            yield (*path, "id"), "E375", {"id": excerpt(one.id), "first": first[one.id]}


def _passages(path: Path, one: Contradiction) -> Iterator[Finding]:
    """A passage that is named twice, a second document that is missing."""
    seen = set()
    for index, claim in enumerate(one.passages):
        if (claim.source, claim.paragraph) in seen:
            values: dict[str, Value] = {"source": claim.source, "number": claim.paragraph}
            yield (*path, "passages", index), "E376", values
        seen.add((claim.source, claim.paragraph))
    if one.kind is Kind.DOCUMENTS and len({claim.source for claim in one.passages}) == 1:
        yield (*path, "kind"), "E377", {"id": excerpt(one.id)}
    if one.kind is Kind.WITHIN and len({claim.source for claim in one.passages}) > 1:
        yield (*path, "kind"), "E382", {"id": excerpt(one.id)}


def _places(path: Path, one: Contradiction, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Documents and paragraphs that do not exist."""
    for index, claim in enumerate(one.passages):
        source = sources.get(claim.source)
        place: Path = (*path, "passages", index)
        if source is None:
            mend = _nearest(claim.source, sources)
            yield (*place, "source"), "E309", {"id": excerpt(claim.source), "mend": mend}
        elif source.paragraphs and claim.paragraph > len(source.paragraphs):
            count = len(source.paragraphs)
            values: dict[str, Value] = {
                "source": source.id,
                "count": count,
                "number": claim.paragraph,
            }
            yield (*place, "paragraph"), "E324", values


def _nearest(wrong: str, sources: Mapping[str, Source]) -> Phrase:
    otherwise = Phrase("add_source")
    guess = get_close_matches(wrong, sources, n=1, cutoff=0.5)
    return Phrase("guess_or", {"guess": guess[0], "otherwise": otherwise}) if guess else otherwise
