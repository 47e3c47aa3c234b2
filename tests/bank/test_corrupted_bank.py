"""Two sets that ship, spoiled in one place at a time: refused there, by file, line and code."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.bank.reading import Placed, SetFile, read_bank
from bot.domain.question import Question, QuestionType, State
from tests.conftest import SHARED_SOURCES

SHIPPED = Path(__file__).parents[2] / "questions"
SETS = {"across-chronology.yaml", "membership.yaml"}
"""One to spoil and one beside it: to read all of them dozens of times says nothing more."""
needs_documents = pytest.mark.skipif(
    not SHARED_SOURCES.is_dir(), reason="the five documents are not here"
)

Place = tuple[str, int, str]
"""(file below the folder, line, code)"""


@dataclass
class Victim:
    """A question of the bank whose lines are spoiled; no line is added or taken away."""

    folder: Path
    file: SetFile
    placed: Placed
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = Path(self.file.file).read_text(encoding="utf-8").split("\n")

    @property
    def question(self) -> Question:
        return self.placed.question

    def line(self, *below: str | int) -> int:
        return self.file.tree.line((*self.placed.path, *below))

    def edit(self, line: int, old: str, new: str) -> None:
        """Replace a text that stands on a line."""
        assert old in self.lines[line - 1], (old, self.lines[line - 1])
        self.lines[line - 1] = self.lines[line - 1].replace(old, new, 1)

    def at(self, line: int, code: str) -> Place:
        return Path(self.file.file).relative_to(self.folder).as_posix(), line, code

    def save(self) -> None:
        Path(self.file.file).write_text("\n".join(self.lines), encoding="utf-8")


@pytest.fixture
def victim(tmp_path: Path) -> Victim:
    """The first approved question with one key, and a distractor that no citation is for."""
    folder = tmp_path / "questions"
    shutil.copytree(SHIPPED, folder, ignore=_other_sets)
    return next(
        Victim(folder, file, placed)
        for file in read_bank(folder).sets
        for placed in file.questions[1:]
        if placed.question.type is QuestionType.SINGLE
        and placed.question.state is State.APPROVED
        and _free(placed.question) is not None
    )


def _other_sets(folder: str, names: list[str]) -> set[str]:
    return set(names) - SETS if Path(folder).name == "sets" else set()


def named(folder: Path, name: str) -> Victim:
    return next(
        Victim(folder, file, placed)
        for file in read_bank(folder).sets
        for placed in file.questions
        if placed.question.id == name
    )


def _free(question: Question) -> int | None:
    """The index of a distractor that could become the key without another flaw."""
    named = {number for citation in question.citations for number in citation.refutes}
    free = [i for i, o in enumerate(question.options) if not o.key and i + 1 not in named]
    plain = all(o.rationale is None for o in question.options if o.key)
    return free[0] if free and plain else None


Run = Callable[..., tuple[int, set[Place]]]
"""A step of `bank`: its exit code, and the errors that it printed."""


@pytest.fixture
def run(victim: Victim, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a step on the victim's folder, as from a shell."""

    def run(*step: str) -> tuple[int, set[Place]]:
        capsys.readouterr()
        code = main(["bank", *step, str(victim.folder)])
        printed = re.findall(r"^(.+):(\d+) (E\d+) .+ → .+$", capsys.readouterr().out, re.MULTILINE)
        return code, {
            (Path(file).relative_to(victim.folder).as_posix(), int(line), error)
            for file, line, error in printed
        }

    return run


Spoil = Callable[[Victim], set[Place]]
"""Edits the lines, and tells what has to be reported."""


def moved_key(victim: Victim) -> set[Place]:
    key = next(i for i, option in enumerate(victim.question.options) if option.key)
    free = _free(victim.question)
    assert free is not None
    victim.edit(victim.line("options", key, "key"), "key: true", "rationale: It is wrong now.")
    place = victim.line("options", free, "rationale")
    victim.lines[place - 1] = re.sub("rationale: .*", "key: true", victim.lines[place - 1])
    return {victim.at(victim.line("review"), "E312")}


def no_rationale(victim: Victim) -> set[Place]:
    victim.edit(victim.line("rationale"), "rationale:", "# rationale:")
    return {victim.at(victim.line(), "E201")}


def no_rationale_of_a_distractor(victim: Victim) -> set[Place]:
    index = next(i for i, option in enumerate(victim.question.options) if not option.key)
    victim.edit(victim.line("options", index, "rationale"), "rationale:", "# rationale:")
    option = victim.at(victim.line("options", index), "E306")
    return {option, victim.at(victim.line("review"), "E312")}


def yes_for_true(victim: Victim) -> set[Place]:
    key = next(i for i, option in enumerate(victim.question.options) if option.key)
    line = victim.line("options", key, "key")
    victim.edit(line, "key: true", "key: yes")
    return {victim.at(line, "E216")}


def yes_for_a_text(victim: Victim) -> set[Place]:
    line = victim.line("options", 0, "text")
    victim.lines[line - 1] = re.sub("text: .*", "text: yes", victim.lines[line - 1])
    return {victim.at(line, "E206")}


def a_tab(victim: Victim) -> set[Place]:
    line = victim.line("options")
    victim.edit(line, "    options:", "\toptions:")
    return {victim.at(line, "E105")}


def an_alias_bomb(victim: Victim) -> set[Place]:
    victim.lines[0] = "bomb: &a [boom, boom, boom, boom, boom, boom, boom, boom]"
    victim.lines[1] = f"more: &b [{', '.join(['*a'] * 8)}]"
    return {victim.at(1, "E107"), victim.at(2, "E107")}


def fifty_megabytes(victim: Victim) -> set[Place]:
    victim.lines = ["#" * 50_000_000, *victim.lines]
    return {victim.at(1, "E102")}


def an_id_twice(victim: Victim) -> set[Place]:
    line = victim.line("id")
    victim.edit(line, victim.question.id, victim.file.questions[0].question.id)
    return {victim.at(line, "E301")}


def a_brief_that_a_poll_would_cut(victim: Victim) -> set[Place]:
    """95 characters that Telegram counts twice, and the citation: over 200."""
    line = victim.line("brief")
    victim.lines[line - 1] = re.sub("brief: .*", f"brief: {'🌊' * 95}", victim.lines[line - 1])
    return {victim.at(line, "E319"), victim.at(victim.line("review"), "E312")}


def test_unspoiled_they_are_not_refused(run: Run) -> None:
    assert run("check") == (0, set())


@pytest.mark.parametrize(
    "spoil",
    [
        moved_key,
        no_rationale,
        no_rationale_of_a_distractor,
        yes_for_true,
        yes_for_a_text,
        a_tab,
        an_alias_bomb,
        fifty_megabytes,
        an_id_twice,
        a_brief_that_a_poll_would_cut,
    ],
)
def test_check_refuses_in_that_place_and_no_other(victim: Victim, run: Run, spoil: Spoil) -> None:
    expected = spoil(victim)
    victim.save()
    assert run("check") == (1, expected)


def one_quote_word(victim: Victim) -> set[Place]:
    line = victim.line("citations", 0, "quote")
    quote = victim.question.citations[0].quote
    first = quote.split()[0]
    victim.edit(line, f'quote: "{first}', 'quote: "zebra')
    return {victim.at(line, "E406")}


def a_wrong_paragraph(victim: Victim) -> set[Place]:
    line = victim.line("citations", 0, "paragraph")
    number = victim.question.citations[0].paragraph
    victim.edit(line, f"paragraph: {number}", f"paragraph: {number + 1}")
    return {victim.at(line, "E406")}


def an_invented_number(victim: Victim) -> set[Place]:
    line = victim.line("rationale")
    text = victim.question.rationale.replace('"', "'")
    victim.lines[line - 1] = f'    rationale: "{text} It took 4711 days."'
    return {victim.at(line, "E409")}


VERIFY = ("verify", "--sources", str(SHARED_SOURCES))


@pytest.mark.parametrize("spoil", [one_quote_word, an_invented_number])
@pytest.mark.sources
@needs_documents
def test_verify_refuses_in_that_place_and_no_other(victim: Victim, run: Run, spoil: Spoil) -> None:
    assert run(*VERIFY) == (0, set())
    expected = spoil(victim)
    victim.save()
    assert run(*VERIFY) == (1, expected)


@pytest.mark.sources
@needs_documents
def test_verify_refuses_a_key_that_another_country_has(victim: Victim, run: Run) -> None:
    """Key and ``for:`` move to a country whose name may stand anywhere but in place of the key."""
    iran = named(victim.folder, "members-iran-2007")
    assert iran.question.options[1].text == "Serbia's"
    iran.edit(iran.line("options", 0, "key"), "key: true", "rationale: Iran is another country.")
    place = iran.line("options", 1, "rationale")
    iran.lines[place - 1] = "        key: true"
    iran.edit(iran.line("citations", 1), "for: [2]", "for: [1]")
    iran.save()
    assert run(*VERIFY) == (1, {iran.at(iran.line("options", 1, "text"), "E414")})


@pytest.mark.sources
@needs_documents
def test_verify_refuses_a_wrong_paragraph(victim: Victim, run: Run) -> None:
    """What the question claims is then not borne out either: that stands in its own lines."""
    (expected,) = a_wrong_paragraph(victim)
    victim.save()
    code, found = run(*VERIFY)
    assert code == 1
    assert expected in found
    index = victim.placed.path[1]
    assert isinstance(index, int)
    last = victim.file.tree.lines.get(("questions", index + 1), 10**9)
    assert all(victim.line() <= line < last for _, line, _ in found)
