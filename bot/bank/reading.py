"""The bank's folder: every set, the bibliography and the glossary, with every problem in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.bank.files import build
from bot.bank.files.build import Name
from bot.bank.files.changelog import changelog_problems
from bot.bank.files.entries import broken, is_day, listed, no_day, sound, wrong_days
from bot.bank.files.shape import shape_problems
from bot.bank.files.tree import MAX_BYTES, Tree, read_tree
from bot.bank.files.tree import Path as TreePath
from bot.bank.meaning import folded, keys_of_broken, meaning_problems
from bot.bank.mistaking import mistaken
from bot.bank.passage_notes.contradictions import ContradictionsFile, read_contradictions
from bot.bank.passage_notes.objectives import ObjectivesFile, objective_problems, read_objectives
from bot.bank.picture import caption_problem, picture_problem
from bot.bank.problem import Problem, excerpt, ordered
from bot.domain.question import Question, QuestionSet, Source

SOURCES = "sources.yaml"


@dataclass(frozen=True, slots=True)
class Placed:
    """A question and where it stands in its file."""

    path: TreePath
    question: Question


@dataclass(frozen=True, slots=True)
class SetFile:
    """One file of questions. ``set`` is None when its shape has problems; ``questions`` holds those
    whose own shape is right, ``sources`` the documents that the file itself describes."""

    tree: Tree
    questions: tuple[Placed, ...]
    sources: tuple[Source, ...]
    set: QuestionSet | None
    problems: tuple[Problem, ...]

    @property
    def file(self) -> str:
        return self.tree.file

    @property
    def placed(self) -> list[tuple[Tree, TreePath, Question]]:
        """Every question with the file and the place where it stands."""
        return [(self.tree, placed.path, placed.question) for placed in self.questions]

    @property
    def language(self) -> str:
        """The set's language, also where other parts of it are broken; empty when unknown."""
        written = self.tree.value.get("language") if isinstance(self.tree.value, dict) else None
        return written if isinstance(written, str) else ""


@dataclass(frozen=True, slots=True)
class SourcesFile:
    tree: Tree
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    names: tuple[Name, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """Everything under one folder of questions; ``problems`` holds all of them, in order.

    Without ``objectives`` the folder asks for none. ``whole``: not only one of its sets was read.
    """

    sets: tuple[SetFile, ...]
    sources: SourcesFile
    glossary: Glossary
    problems: tuple[Problem, ...]
    objectives: ObjectivesFile | None = None
    whole: bool = True
    contradictions: ContradictionsFile | None = None

    @property
    def questions(self) -> tuple[Placed, ...]:
        return tuple(placed for file in self.sets for placed in file.questions)


def read_bank(folder: Path) -> Bank:
    """Read and check every file of a bank: sources, glossary, objectives, contradictions, sets.

    ``folder`` may also name a single set; it is then checked against the bibliography around it.
    """
    single = folder if folder.is_file() else None
    if single:
        folder = single.parent.parent if single.parent.name == "sets" else single.parent
    if single and not (folder / SOURCES).exists():
        sources = SourcesFile(Tree((folder / SOURCES).as_posix()), (), ())
    else:
        sources = read_bibliography(folder)
    glossary_file = folder / "glossary.yaml"
    glossary = read_glossary(load(glossary_file)) if glossary_file.exists() else Glossary()
    found = sorted(p for p in (folder / "sets").glob("*") if p.suffix in {".yaml", ".yml"})
    paths = [single] if single else found
    known = {source.id: source for source in sources.sources}
    objectives_file = folder / "objectives.yaml"
    objectives = read_objectives(load(objectives_file), known) if objectives_file.exists() else None
    conflicts_file = folder / "contradictions.yaml"
    conflicts = (
        read_contradictions(load(conflicts_file), known) if conflicts_file.exists() else None
    )
    pictures = folder / "pictures"
    sets = tuple(read_set(load(path), known, pictures, objectives) for path in paths)
    problems = [
        *sources.problems,
        *glossary.problems,
        *collisions(sources.tree, *(s.tree for s in sets)),
        *mistaken([one for file in sets for one in file.placed], glossary.names),
    ]
    entries = listed(sources.tree, "sources")
    there = None if entries is None else frozenset(map(excerpt, entries))
    problems += [
        problem
        for file in (*sets, objectives, conflicts)
        for problem in (file.problems if file else ())
        # An entry that is there but broken is reported where it stands, not by all who cite it.
        if problem.code != "E309" or (there is not None and problem.values["id"] not in there)
    ]
    if not paths:
        nothing = {"reason": "no set in the folder"}
        problems.append(Problem((folder / "sets").as_posix(), 0, "E101", nothing))
    whole = single is None
    return Bank(sets, sources, glossary, ordered(problems), objectives, whole, conflicts)


def read_bibliography(folder: Path) -> SourcesFile:
    """Read and check ``sources.yaml`` of a folder of questions."""
    return read_sources(load(folder / SOURCES))


def load(path: Path, limit: int = MAX_BYTES) -> Tree:
    """A file as a tree; one that is too large is not read to its end."""
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        tree = Tree(path.as_posix())
        tree.refuse(0, "E101", reason=(error.strerror or "no such file").lower())
        return tree
    return read_tree(path.as_posix(), data, limit)


def read_set(
    tree: Tree,
    known: Mapping[str, Source],
    pictures: Path | None,
    objectives: ObjectivesFile | None = None,
) -> SetFile:
    """Check one set: shape, then the meaning of every question whose shape is right.

    ``known`` are the sources that may be cited besides the file's own; ``pictures`` is the folder
    of pictures, None where a set cannot carry any; without ``objectives`` a question may name any.
    """
    flaws = shape_problems(tree, "set")
    problems = [*tree.problems, *(p for found in flaws.values() for p in found)]
    if not isinstance(tree.value, dict):
        return SetFile(tree, (), (), None, ordered(problems))
    sources = tuple(build.source(plain) for _, plain in sound(tree, "sources", flaws))
    spoiled = any(path[:1] == ("topics",) for path in flaws) or "topics" not in tree.value
    topics = None if spoiled else tree.value["topics"]
    everything = {**known, **{source.id: source for source in sources}}
    questions = []
    for path, plain in sound(tree, "questions", flaws):
        try:
            question = build.question(plain)
        except ValueError:
            problems += _review_days(tree, path, plain["review"])
            continue
        questions.append(Placed(path, question))
        found = list(meaning_problems(question, topics, everything))
        found += picture_problem(question.picture, pictures)
        found += caption_problem(question)
        if objectives is not None:
            found += objective_problems(question, objectives, known)
        problems += [
            Problem(tree.file, tree.line((*path, *below)), code, values)
            for below, code, values in found
        ]
    for path, plain in broken(tree, "questions", flaws):
        problems += [
            Problem(tree.file, tree.line((*path, *below)), code, values)
            for below, code, values in keys_of_broken(plain)
        ]
    undated = wrong_days(tree, "changelog", "on")
    problems += [*wrong_days(tree, "sources", "date"), *undated]
    if not flaws:
        problems += [
            Problem(tree.file, tree.line(path), code, values)
            for path, code, values in changelog_problems(tree.value)
        ]
    whole = None
    if not flaws and not undated and len(questions) == len(tree.value["questions"]):
        whole = build.question_set(tree.value, tuple(placed.question for placed in questions))
    return SetFile(tree, tuple(questions), sources, whole, ordered(problems))


def read_sources(tree: Tree) -> SourcesFile:
    flaws = shape_problems(tree, "sources")
    problems = [*tree.problems, *(p for found in flaws.values() for p in found)]
    sources = tuple(build.source(plain) for _, plain in sound(tree, "sources", flaws))
    problems += wrong_days(tree, "sources", "date")
    return SourcesFile(tree, sources, ordered(problems))


def read_glossary(tree: Tree) -> Glossary:
    flaws = shape_problems(tree, "glossary")
    problems = [*tree.problems, *(p for found in flaws.values() for p in found)]
    names = []
    first: dict[str, tuple[str, int]] = {}
    for path, plain in sound(tree, "names", flaws):
        name = build.name(plain)
        names.append(name)
        line = tree.line(path)
        for form in {folded(form): form for form in (name.name, *name.aliases)}.values():
            other, other_line = first.setdefault(folded(form), (name.name, line))
            if (other, other_line) != (name.name, line):
                problems.append(_named_twice(tree.file, line, form, other, other_line))
    return Glossary(tuple(names), ordered(problems))


def _named_twice(file: str, line: int, form: str, other: str, first: int) -> Problem:
    return Problem(
        file, line, "E326", {"name": excerpt(form), "other": excerpt(other), "first": first}
    )


def _review_days(tree: Tree, path: TreePath, review: Mapping[str, Any]) -> list[Problem]:
    """The days of a review that no calendar has."""
    days: list[tuple[TreePath, str]] = [(("review", "on"), review["on"])]
    if "blind" in review:
        days.append((("review", "blind", "on"), review["blind"]["on"]))
    return [no_day(tree, (*path, *below), day) for below, day in days if not is_day(day)]


def collisions(*trees: Tree) -> list[Problem]:
    """Ids that must be one of a kind over the whole bank.

    The bibliography goes first. A document that a set describes itself is nobody else's: two sets
    may describe one document each, or two under one name.
    """
    taken: dict[tuple[str, str, str], tuple[str, int]] = {}
    problems: list[Problem] = []

    def claim(code: str, tree: Tree, path: TreePath, value: object) -> None:
        if not isinstance(value, str):
            return
        here = (tree.file, tree.line(path))
        scope = tree.file if path[0] == "sources" and "set" in tree.value else ""
        everybody = taken.get((code, value, ""))
        file, line = everybody or taken.setdefault((code, value, scope), here)
        if (file, line) != here:
            problems.append(
                Problem(*here, code, {"id": excerpt(value), "file": file, "first": line})
            )

    for tree in trees:
        if not isinstance(tree.value, dict):
            continue
        claim("E302", tree, ("set",), tree.value.get("set"))
        for key, inner, code in (
            ("questions", "id", "E301"),
            ("sources", "id", "E322"),
            ("sources", "short", "E323"),
        ):
            entries = tree.value.get(key)
            for index, plain in enumerate(entries if isinstance(entries, list) else []):
                if isinstance(plain, dict):
                    claim(code, tree, (key, index, inner), plain.get(inner))
    return problems
