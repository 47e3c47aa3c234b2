"""``python -m bot bank coverage``: what the questions cover, and what they leave out."""

import argparse
import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.bank.coverage import Coverage, DocumentCoverage, ObjectiveCoverage, Passage, coverage
from bot.bank.passage_notes.objectives import numbers
from bot.bank.proofs.proof import read_library
from bot.bank.reading import read_bank
from bot.cli.reporting import counted, folder
from bot.domain.question import Difficulty, QuestionType

WIDTH = 80
TOGETHER = "\u00a0"
"""Stands between a name and its number while lines are broken."""

PICTURES = (".png", ".svg")


def add_step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the step."""
    step = steps.add_parser("coverage", help="show which passages and objectives are asked about")
    step.add_argument("path", nargs="?", type=Path, default=Path("questions"), metavar="PATH")
    step.add_argument("--sources", type=folder, metavar="DIR", help="the documents: first words")
    step.add_argument("--json", action="store_true", help="for machines")
    step.add_argument(
        "--picture", type=_picture, metavar="FILE", help="draw it, as .png or .svg (needs charts)"
    )
    step.add_argument(
        "--strict", action="store_true", help="fail while a passage or objective has no question"
    )
    step.set_defaults(run=run_coverage)


def run_coverage(args: argparse.Namespace) -> int:
    """Show the coverage; 1 when files cannot be read, with --strict also when there is a gap."""
    bank = read_bank(args.path)
    unread = [problem for problem in bank.problems if problem.code < "E3"]
    for problem in unread:
        print(problem)
    if unread:
        print("coverage: mend these first")
        return 1
    documents = read_library(bank.sources, args.sources).documents if args.sources else {}
    found = coverage(bank, documents)
    if args.picture:
        from bot.cli.coverage_picture import draw

        draw(found, args.picture)
    if args.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(found)))
    return 1 if args.strict and not found.complete else 0


def lines(found: Coverage) -> Iterator[str]:
    """The whole report, 80 columns wide."""
    for document in found.documents:
        yield from _document(document)
        yield ""
    if found.objectives:
        yield f"{'Objectives':<44}{'easy':>6}{'medium':>8}{'hard':>6}{'all':>6}"
        for one in found.objectives:
            yield from _objective(one)
        yield ""
    yield from _spread(found)
    yield ""
    yield from _gaps(found)
    yield _closing(found)


def _document(document: DocumentCoverage) -> Iterator[str]:
    head = f"{document.source.id}: {document.source.short}"
    yield textwrap.shorten(head, WIDTH, placeholder=" …")
    yield "     ¶   key  against"
    for passage in document.passages:
        yield _passage(passage)


def _passage(passage: Passage) -> str:
    counts = "   GAP" if passage.gap else f"{passage.proving:>6}"
    against = f"{passage.refuting:>5}" if passage.refuting else " " * 5
    if passage.reason is not None and not passage.cited:
        counts = "     –"
    said = f"“{passage.opening}”" if passage.opening else ""
    if passage.reason is not None:
        said = f"untestable: {passage.reason}"
    row = f"  {passage.number:>4}{counts}{against}  "
    return (row + textwrap.shorten(said, WIDTH - len(row), placeholder=" …")).rstrip()


def _objective(one: ObjectiveCoverage) -> Iterator[str]:
    counts = [one.difficulties.get(difficulty, 0) for difficulty in Difficulty]
    easy, medium, hard = counts
    yield f"  {one.objective.id:<42}{easy:>6}{medium:>8}{hard:>6}{one.questions:>6}"
    if one.types:
        yield from _listed(one.types, "    ")
    if one.uncited:
        yield f"    no question cites ¶{numbers(one.uncited)}"


def _spread(found: Coverage) -> Iterator[str]:
    spread = found.spread
    yield f"Spread over {counted(spread.questions, 'approved question')}"
    shares = {
        name: f"{count}{TOGETHER}({round(100 * count / max(1, spread.questions))}{TOGETHER}%)"
        for name, count in ((d.value, spread.difficulties.get(d, 0)) for d in Difficulty)
    }
    yield from _wrapped("  difficulty: " + ", ".join(f"{n} {share}" for n, share in shares.items()))
    for name, counts in (("types", spread.types), ("topics", spread.topics), ("tags", spread.tags)):
        yield from _listed(counts, f"  {name}: ")
    yield f"  {counted(spread.joining, 'question')} with evidence from two documents or more"


def _listed(counts: Mapping[Any, int], head: str) -> list[str]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return _wrapped(head + ", ".join(f"{name}{TOGETHER}{count}" for name, count in ordered))


def _wrapped(text: str) -> list[str]:
    lines = textwrap.wrap(text, WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    return [line.replace(TOGETHER, " ") for line in lines]


def _gaps(found: Coverage) -> Iterator[str]:
    if found.complete:
        return
    yield "Gaps: nothing is asked about"
    for document in found.documents:
        if document.gaps:
            yield from _wrapped(f"  {document.source.id} ¶{numbers(document.gaps)}")
    for name in found.bare:
        yield f"  objective {name}"
    yield ""


def _closing(found: Coverage) -> str:
    passages = [passage for document in found.documents for passage in document.passages]
    untestable = sum(passage.reason is not None for passage in passages)
    gaps = sum(passage.gap for passage in passages)
    counts = [
        counted(len(found.documents), "document"),
        f"{counted(len(passages), 'passage')} ({untestable} untestable, {gaps} without question)",
        f"{counted(len(found.objectives), 'objective')} ({len(found.bare)} without question)",
    ]
    return "\n".join(_wrapped(f"coverage: {', '.join(counts)}"))


def as_json(found: Coverage) -> dict[str, Any]:
    """The stable machine-readable form."""
    spread = found.spread
    return {
        "step": "coverage",
        "complete": found.complete,
        "documents": [
            {
                "source": document.source.id,
                "passages": [
                    {
                        "number": passage.number,
                        "proving": passage.proving,
                        "refuting": passage.refuting,
                        "untestable": passage.reason,
                        "opening": passage.opening,
                    }
                    for passage in document.passages
                ],
                "gaps": list(document.gaps),
            }
            for document in found.documents
        ],
        "objectives": [
            {
                "id": one.objective.id,
                "source": one.objective.source,
                "questions": one.questions,
                "difficulties": {d.value: one.difficulties.get(d, 0) for d in Difficulty},
                "types": {t.value: one.types[t] for t in QuestionType if t in one.types},
                "uncited": list(one.uncited),
            }
            for one in found.objectives
        ],
        "spread": {
            "questions": spread.questions,
            "difficulties": {d.value: spread.difficulties.get(d, 0) for d in Difficulty},
            "types": {t.value: spread.types.get(t, 0) for t in QuestionType},
            "topics": dict(sorted(spread.topics.items())),
            "tags": dict(sorted(spread.tags.items())),
            "joining": spread.joining,
        },
    }


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in PICTURES:
        raise argparse.ArgumentTypeError(f"{text} is no picture's name; end it in .png or .svg")
    return path
