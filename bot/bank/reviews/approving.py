"""``bank approve``: write a person's approval into the files, and touch no other line."""

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial

from bot.bank.files.state_line import lines_of, state_line
from bot.bank.files.tree import Path as TreePath
from bot.bank.files.tree import Tree, read_tree
from bot.bank.files.writing import review_text
from bot.bank.problem import Problem, excerpt
from bot.bank.reading import Bank, Placed, SetFile
from bot.domain.finding import Phrase, Value
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, State
from bot.domain.review import Blind, Review

_STALE = frozenset({"E311", "E312", "E313"})
"""What an approval itself mends."""


@dataclass(frozen=True, slots=True)
class Approval:
    """New contents by file name, or the problems that keep every file as it is.

    ``unread`` are the ids whose record of a second reader is gone: it was of another wording.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()


def approve(
    bank: Bank,
    ids: Sequence[str],
    on: date,
    contents: Mapping[str, bytes],
    blind: Blind | None = None,
) -> Approval:
    """Approve questions on a day; all of them or none. ``contents`` are the files as they stand.

    ``blind`` is what a second reader did. Without it a record stays that was made of the same
    question; one of an earlier wording goes, and the approval names its question.
    """
    done = recorded(bank, {name: partial(_approval, on=on, blind=blind) for name in ids}, contents)
    if blind or done.problems:
        return done
    unread = tuple(p.question.id for p in bank.questions if p.question.id in ids and _reworded(p))
    return replace(done, unread=unread)


def recorded(
    bank: Bank, reviews: Mapping[str, Callable[[Question], Review]], contents: Mapping[str, bytes]
) -> Approval:
    """Write a review into each question named; all of them or none."""
    ids = list(reviews)
    problems = _unknown(bank, ids)
    files: dict[str, bytes] = {}
    for file in bank.sets:
        chosen = [placed for placed in file.questions if placed.question.id in ids]
        if not chosen:
            continue
        found = [problem for placed in chosen for problem in _obstacles(file, placed)]
        data = contents[file.file]
        if not found:
            # One by one first, to name those that are not in the house form.
            stuck = [p for p in chosen if _edited(file.tree, [p], reviews, data) is None]
            found = [_problem(file.tree, placed, "E504") for placed in stuck]
        edited = None if found else _edited(file.tree, chosen, reviews, data)
        problems += found
        if edited is not None:
            files[file.file] = edited
    return Approval({} if problems else files, tuple(problems))


def _approval(question: Question, on: date, blind: Blind | None) -> Review:
    mark, old = fingerprint(question), question.review
    kept = old.blind if old and old.fingerprint == mark else None
    return Review(on, mark, blind or kept)


def _reworded(placed: Placed) -> bool:
    """Whether a second reader's record is of another wording than the present one."""
    old = placed.question.review
    if old is None or old.blind is None:
        return False
    return old.fingerprint != fingerprint(placed.question)


def _unknown(bank: Bank, ids: Iterable[str]) -> list[Problem]:
    known = [placed.question.id for placed in bank.questions]
    raw = {(*_entry(file.tree, i),) for file in bank.sets for i in _indexes(file.tree)}
    broken = {name: (file, line) for name, file, line in raw if name not in known}
    problems = []
    for wanted in dict.fromkeys(ids):
        if wanted in known:
            continue
        if wanted in broken:
            problems.append(Problem(*broken[wanted], "E502", {"id": wanted}))
            continue
        guess = get_close_matches(wanted, known, n=1, cutoff=0.5)
        mend = Phrase("guess", {"guess": guess[0]}) if guess else Phrase("see_ids")
        values: dict[str, Value] = {"id": excerpt(wanted), "mend": mend}
        problems.append(Problem("questions", 0, "E501", values))
    return problems


def _indexes(tree: Tree) -> range:
    entries = tree.value.get("questions") if isinstance(tree.value, dict) else None
    return range(len(entries)) if isinstance(entries, list) else range(0)


def _entry(tree: Tree, index: int) -> tuple[str, str, int]:
    plain = tree.value["questions"][index]
    name = plain.get("id") if isinstance(plain, dict) else None
    return str(name), tree.file, tree.line(("questions", index))


def _obstacles(file: SetFile, placed: Placed) -> list[Problem]:
    if placed.question.state is State.RETIRED:
        return [_problem(file.tree, placed, "E503")]
    first, last = _extent(file.tree, placed.path)
    own = [p for p in file.problems if first <= p.line <= last and p.code not in _STALE]
    return [_problem(file.tree, placed, "E502")] if own else []


def _problem(tree: Tree, placed: Placed, code: str) -> Problem:
    return Problem(tree.file, tree.line(placed.path), code, {"id": placed.question.id})


def _extent(tree: Tree, path: TreePath) -> tuple[int, int]:
    """First and last line that belong to a path."""
    lines = [line for place, line in tree.lines.items() if place[: len(path)] == path]
    return min(lines), max(lines)


def _edited(
    tree: Tree,
    chosen: Sequence[Placed],
    reviews: Mapping[str, Callable[[Question], Review]],
    data: bytes,
) -> bytes | None:
    """The file with the reviews in it; None when the lines are not in the house form."""
    lines = lines_of(data)
    if lines is None:
        return None
    wanted = copy.deepcopy(tree.value)
    for placed in sorted(chosen, key=lambda p: tree.line(p.path), reverse=True):
        written = review_text(reviews[placed.question.id](placed.question))
        plain = wanted["questions"][placed.path[1]]
        plain["state"] = "approved"
        plain["review"] = read_tree("", written.encode()).value
        if not _write(tree, placed.path, written, lines):
            return None
    made = "\n".join(lines).encode()
    again = read_tree(tree.file, made)
    return made if not again.problems and again.value == wanted else None


def _write(tree: Tree, path: TreePath, review: str, lines: list[str]) -> bool:
    """Put state and review into ``lines``, last question first so that numbers keep."""
    at = tree.lines[(*path, "state")] - 1
    line = state_line(lines[at])
    if line is None:
        return False
    written = f"{line.column}review: {review}{line.ending}"
    lines[at] = line.with_state("approved")
    old = (*path, "review")
    if old in tree.lines:
        first, last = _extent(tree, old)
        lines[first - 1 : last] = [written]
    else:
        lines.insert(at + 1, written)
    return True
