"""``bank verify --retire``: take questions out of service in the files, touching only their state.

What learners are asked has to be proven. A question whose passage changed stays away from them
until somebody has read it again; who is in the middle of it keeps the version that was asked.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.bank.files.state_line import lines_of, state_line
from bot.bank.files.tree import read_tree
from bot.bank.problem import Problem
from bot.bank.proofs.proof import Proven
from bot.domain.question import State


@dataclass(frozen=True, slots=True)
class Retirement:
    """New contents by file name, the ids retired there, and what could not be written."""

    files: Mapping[str, bytes]
    retired: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


def in_service(questions: Iterable[Proven]) -> tuple[Proven, ...]:
    """The questions that are asked although one of their citations does not stand."""
    return tuple(
        proven
        for proven in questions
        if proven.fallen and proven.placed.question.state is State.APPROVED
    )


def retire(fallen: Sequence[Proven], contents: Mapping[str, bytes]) -> Retirement:
    """Retire every question that can be; ``contents`` are the files as they stand."""
    files: dict[str, bytes] = {}
    retired: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, some in groupby(fallen, key=lambda proven: proven.file.file):
        questions = list(some)
        lines = lines_of(contents[name]) or []
        done = [proven for proven in questions if lines and _write(proven, lines)]
        made = "\n".join(lines).encode()
        if done and _says_only_that(done, contents[name], made):
            files[name] = made
            retired[name] = tuple(proven.placed.question.id for proven in done)
        left = questions if name not in files else [p for p in questions if p not in done]
        problems += [_stuck(proven) for proven in left]
    return Retirement(files, retired, tuple(problems))


def _write(proven: Proven, lines: list[str]) -> bool:
    """Put the state into ``lines``; False when it has no line of its own."""
    at = proven.file.tree.lines[(*proven.placed.path, "state")] - 1
    line = state_line(lines[at])
    if line is None:
        return False
    lines[at] = line.with_state("retired", _reason(proven.fallen[0]))
    return True


def _says_only_that(done: Iterable[Proven], before: bytes, after: bytes) -> bool:
    """Whether nothing but these states is different, as the parser reads it."""
    wanted = copy.deepcopy(read_tree("", before).value)
    for proven in done:
        wanted["questions"][proven.placed.path[1]]["state"] = "retired"
    again = read_tree("", after)
    return not again.problems and bool(again.value == wanted)


def _stuck(proven: Proven) -> Problem:
    tree, question = proven.file.tree, proven.placed.question
    return Problem(tree.file, tree.line(proven.placed.path), "E504", {"id": question.id})


def _reason(problem: Problem) -> str:
    """For whoever opens the file: which passage to read again."""
    source, number = problem.values.get("source"), problem.values.get("number")
    where = f"{source} ¶{number}" if source and number else "a quote"
    return f"{where} is not as it was cited: see `bank verify`"
