"""Lint over files: every flaw with its line, but for those that a question waives."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.bank.files.tree import Path
from bot.bank.lint.rules import RULES, flaws
from bot.bank.problem import Problem
from bot.bank.reading import Placed, SetFile
from bot.domain.finding import Value
from bot.domain.question import State


@dataclass(frozen=True, slots=True)
class Lapse:
    """A flaw of a placed question; ``below`` is counted from the question."""

    file: SetFile
    placed: Placed
    below: Path
    code: str
    values: Mapping[str, Value]


def lint_file(file: SetFile) -> list[Problem]:
    """The flaws of a file's questions by the rules that need nothing but the question."""
    return unwaived([file], _lapses(file), RULES)


def unwaived(
    files: Iterable[SetFile], lapses: Iterable[Lapse], judged: Collection[str]
) -> list[Problem]:
    """Lapses that no waiver covers, and waivers of ``judged`` rules that cover nothing."""
    problems: list[Problem] = []
    used: set[tuple[str, Path, str]] = set()
    for lapse in lapses:
        used.add((lapse.file.file, lapse.placed.path, lapse.code))
        if lapse.code not in {waiver.rule for waiver in lapse.placed.question.waivers}:
            line = lapse.file.tree.line((*lapse.placed.path, *lapse.below))
            problems.append(Problem(lapse.file.file, line, lapse.code, lapse.values))
    for file in files:
        for placed in file.questions:
            for index, waiver in enumerate(placed.question.waivers):
                idle = (file.file, placed.path, waiver.rule) not in used
                if idle and waiver.rule in judged:
                    line = file.tree.line((*placed.path, "waive", index))
                    problems.append(Problem(file.file, line, "L00", {"rule": waiver.rule}))
    return problems


def served(file: SetFile) -> Iterator[Placed]:
    """The questions of a file that are asked, or will be; what is retired may stay as it was."""
    return (placed for placed in file.questions if placed.question.state is not State.RETIRED)


def _lapses(file: SetFile) -> Iterator[Lapse]:
    for placed in served(file):
        for below, code, values in flaws(placed.question, file.language):
            yield Lapse(file, placed, below, code, values)
