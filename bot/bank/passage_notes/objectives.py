"""``objectives.yaml``: every passage serves an objective or is said to hold nothing to ask."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.bank.files import build
from bot.bank.files.entries import listed, sound
from bot.bank.files.shape import shape_problems
from bot.bank.files.tree import Path, Tree
from bot.bank.problem import Problem, excerpt, ordered
from bot.domain.finding import Phrase, Value
from bot.domain.question import Question, Source
from bot.domain.sets.objective import Objective, Untestable

Finding = tuple[Path, str, dict[str, Value]]


@dataclass(frozen=True, slots=True)
class ObjectivesFile:
    """The file as read; ``objectives`` and ``untestable`` hold the entries of a right shape."""

    tree: Tree
    objectives: tuple[Objective, ...]
    untestable: tuple[Untestable, ...]
    problems: tuple[Problem, ...]


def read_objectives(tree: Tree, sources: Mapping[str, Source]) -> ObjectivesFile:
    """Check the file against the documents of ``sources.yaml``."""
    flaws = shape_problems(tree, "objectives")
    objectives = [
        (path, build.objective(plain)) for path, plain in sound(tree, "objectives", flaws)
    ]
    rest = [(path, build.untestable(plain)) for path, plain in sound(tree, "untestable", flaws)]
    found = [
        *_same_ids(tree),
        *_places((*objectives, *rest), sources),
        *_both(tree, objectives, rest),
    ]
    if tree.value is not None and not flaws:
        found += _left_out((*objectives, *rest), sources)
    problems = [*tree.problems, *(p for some in flaws.values() for p in some)]
    problems += [Problem(tree.file, tree.line(path), code, v) for path, code, v in found]
    return ObjectivesFile(
        tree, tuple(o for _, o in objectives), tuple(u for _, u in rest), ordered(problems)
    )


def objective_problems(
    question: Question, file: ObjectivesFile, shared: Mapping[str, Source]
) -> Iterator[Finding]:
    """What is wrong with a question's objective; paths are counted from the question.

    A question that cites a document of ``sources.yaml`` (``shared``) needs an objective.
    """
    if question.objective is None:
        if any(citation.source in shared for citation in question.citations):
            yield (), "E357", {"mend": _suggested(question, file.objectives)}
        return
    known = listed(file.tree, "objectives")
    if known is None:
        return
    if question.objective not in known:
        yield (
            ("objective",),
            "E358",
            {
                "id": excerpt(question.objective),
                "mend": _nearest(question.objective, sorted(known)),
            },
        )
    for objective in file.objectives:
        if objective.id == question.objective and not cites(question, objective):
            yield (
                ("objective",),
                "E359",
                {
                    "id": objective.id,
                    "numbers": numbers(objective.paragraphs),
                    "source": objective.source,
                },
            )


def cites(question: Question, objective: Objective) -> bool:
    """Whether one of the question's citations is a passage of the objective."""
    return any(objective.covers(c.source, c.paragraph) for c in question.citations)


def numbers(paragraphs: Iterable[int]) -> str:
    """Paragraph numbers as people write them: ``3, 5-8``."""
    runs: list[list[int]] = []
    for number in sorted(set(paragraphs)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _suggested(question: Question, objectives: Iterable[Objective]) -> Phrase:
    fitting = [objective.id for objective in objectives if cites(question, objective)]
    if fitting:
        return Phrase("add_objective", {"known": ", ".join(fitting)})
    return Phrase("write_objective")


def _nearest(wrong: str, known: list[str]) -> Phrase:
    otherwise = Phrase("describe_objective")
    guess = get_close_matches(wrong, known, n=1, cutoff=0.5)
    return Phrase("guess_or", {"guess": guess[0], "otherwise": otherwise}) if guess else otherwise


def _same_ids(tree: Tree) -> Iterator[Finding]:
    first: dict[str, int] = {}
    entries = tree.value.get("objectives") if isinstance(tree.value, dict) else None
    for index, plain in enumerate(entries if isinstance(entries, list) else []):
        name = plain.get("id") if isinstance(plain, dict) else None
        if not isinstance(name, str):
            continue
        path = ("objectives", index, "id")
        line = first.setdefault(name, tree.line(path))
        if line != tree.line(path):
            yield path, "E354", {"id": excerpt(name), "first": line}


def _places(
    entries: Iterable[tuple[Path, Objective | Untestable]], sources: Mapping[str, Source]
) -> Iterator[Finding]:
    """Every document and every paragraph must be there."""
    for path, entry in entries:
        source = sources.get(entry.source)
        if source is None:
            mend = Phrase("one_of_or", {"known": ", ".join(sources), "otherwise": _DESCRIBE})
            yield (*path, "source"), "E309", {"id": excerpt(entry.source), "mend": mend}
            continue
        count = len(source.paragraphs)
        for index, number in enumerate(entry.paragraphs):
            if number > count:
                values: dict[str, Value] = {"source": source.id, "count": count, "number": number}
                yield (*path, "paragraphs", index), "E324", values


_DESCRIBE = Phrase("add_source")


def _both(
    tree: Tree,
    objectives: Iterable[tuple[Path, Objective]],
    rest: Iterable[tuple[Path, Untestable]],
) -> Iterator[Finding]:
    tested = {
        (objective.source, number): (objective.id, tree.line(path))
        for path, objective in objectives
        for number in objective.paragraphs
    }
    for path, entry in rest:
        for index, number in enumerate(entry.paragraphs):
            if found := tested.get((entry.source, number)):
                name, line = found
                values: dict[str, Value] = {
                    "number": number, "source": entry.source, "id": name, "first": line,
                }  # fmt: skip
                yield (*path, "paragraphs", index), "E356", values


def _left_out(
    entries: Iterable[tuple[Path, Objective | Untestable]], sources: Mapping[str, Source]
) -> Iterator[Finding]:
    named = {(entry.source, number) for _, entry in entries for number in entry.paragraphs}
    for source in sources.values():
        every = range(1, len(source.paragraphs) + 1)
        left = [number for number in every if (source.id, number) not in named]
        if left:
            yield ("objectives",), "E355", {"numbers": numbers(left), "source": source.id}
