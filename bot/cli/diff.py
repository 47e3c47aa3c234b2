"""``python -m bot bank diff``: what a newer bank changes for learners, in words."""

import argparse
import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.bank.problem import Problem
from bot.bank.reading import load, read_bank, read_set
from bot.domain.question import QuestionSet
from bot.domain.sets.changes import Detail, Kind, QuestionChange, SetChange
from bot.domain.sets.comparing import compare_banks

WIDTH = 80
SHOWN = 160
"""Characters of a text that a line repeats."""

NO_DAY = "E314"

WORDS = {
    Kind.ADDED: "new",
    Kind.RETURNED: "asked again",
    Kind.REMOVED: "removed",
    Kind.RETIRED: "retired",
    Kind.TYPE: "asked in another way",
    Kind.KEY: "with another key",
    Kind.OPTIONS: "with other options",
    Kind.WORDING: "reworded",
    Kind.PROOF: "with another reason or citation",
    Kind.MOVED: "moved",
    Kind.PICTURE: "with another picture",
}
"""What happened to a question."""


def add_step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the step."""
    diff = steps.add_parser("diff", help="say what a newer bank changes for learners")
    diff.add_argument("old", type=Path, metavar="OLD", help="a set, or a folder of questions")
    diff.add_argument("new", type=Path, metavar="NEW", help="the same, as it is to become")
    diff.add_argument("--json", action="store_true", help="for machines")
    diff.set_defaults(run=run_diff)


def run_diff(args: argparse.Namespace) -> int:
    """Compare, set by set; 1 when one of the two cannot be read."""
    old, new = _sets(args.old), _sets(args.new)
    problems = [one for one in (*old, *new) if isinstance(one, Problem)]
    if problems:
        for problem in problems:
            print(problem)
        print("diff: mend these first")
        return 1
    before = [one for one in old if isinstance(one, QuestionSet)]
    after = [one for one in new if isinstance(one, QuestionSet)]
    if args.old.is_dir() != args.new.is_dir():
        single = {one.slug for one in (after if args.old.is_dir() else before)}
        before = [one for one in before if one.slug in single]
        after = [one for one in after if one.slug in single]
    changes = compare_banks(before, after)
    if args.json:
        said = {"step": "diff", "sets": [one.to_json() for one in changes]}
        print(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for one in changes:
            print("\n".join(lines(one)), end="\n\n")
        print(f"diff: {summary(changes)}")
    return 0


def _sets(path: Path) -> Sequence[QuestionSet | Problem]:
    """The sets of a file or folder, or the problems that keep one of them from being read."""
    files = read_bank(path).sets if path.is_dir() else (read_set(load(path), {}, None),)
    if not files:
        nothing = {"reason": "no set in the folder"}
        return [Problem((path / "sets").as_posix(), 0, "E101", nothing)]
    broken = [
        problem
        for file in files
        if file.set is None
        for problem in file.problems
        if problem.code < "E3" or problem.code == NO_DAY
    ]
    return broken or [file.set for file in files if file.set is not None]


def summary(changes: Sequence[SetChange]) -> str:
    """How many questions met which fate: ``5 new, 2 reworded``."""
    counts = {kind: sum(len(one.of(kind)) for one in changes) for kind in Kind}
    said = [f"{count} {WORDS[kind]}" for kind, count in counts.items() if count]
    if any(one.details for one in changes):
        said.append("titles or topics renamed")
    return ", ".join(said) or "nothing changes for learners"


def lines(one: SetChange) -> Iterator[str]:
    """A set's changes: its versions, its changelog, then its questions by what happened."""
    versions = f"version {one.before or 'none'} → {one.after or 'none'}"
    if one.before == one.after:
        versions = f"version {one.after}"
    yield f"{one.slug}: {one.title}, {versions}"
    for release in one.releases:
        yield from _wrapped(f"{release.on}, version {release.version}: {release.changes}", 2)
    for detail in one.details:
        yield from _wrapped(_detail(detail), 2)
    for kind in Kind:
        changes = one.of(kind)
        if changes:
            yield f"  {len(changes)} {WORDS[kind]}"
        for change in changes:
            yield from _question(change)


def _question(change: QuestionChange) -> Iterator[str]:
    also = ", ".join(WORDS[kind] for kind in change.kinds[1:])
    yield f"    {change.id}" + (f" (and {also})" if also else "")
    if not any(detail.part == "stem" for detail in change.details):
        yield from _wrapped(_short(change.stem), 6)
    for detail in change.details:
        yield from _wrapped(_detail(detail), 6)


def _detail(detail: Detail) -> str:
    if not detail.before:
        return f"{detail.part}: + {_short(detail.after)}"
    if not detail.after:
        return f"{detail.part}: − {_short(detail.before)}"
    return f"{detail.part}: {_short(detail.before)} → {_short(detail.after)}"


def _short(text: str) -> str:
    return textwrap.shorten(text, SHOWN, placeholder=" …")


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)
    )
