"""contradictions.yaml: where it is wrong, and the notes it asks for."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bank.checking import check
from bot.bank.files.writing import set_text
from bot.bank.passage_notes.contradictions import Kind
from bot.bank.passage_notes.treating import treating_problems
from bot.bank.reading import read_bank
from tests.bank.samples import SET, checked, copy_bank, line_of, places

FILE = "contradictions.yaml"
SOUND = """\
# yaml-language-server: $schema=schema/contradictions.json
contradictions:
  - id: light-and-horn
    kind: with history
    passages:
      - source: ansel-mercury-1988
        paragraph: 6
        says: The horn came before the Service.
    conflict: The Service had horns of its own by then.
    treatment: Questions ask for the year only.
  - id: keepers
    kind: ages
    passages:
      - {source: ansel-mercury-1988, paragraph: 7, says: Nobody keeps the lamp.}
    conflict: A keeper has come back since.
    treatment: Questions say as of when.
"""


def with_contradictions(folder: Path, text: str = SOUND) -> Path:
    copy_bank(folder)
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_the_file_is_read(tmp_path: Path) -> None:
    bank = read_bank(with_contradictions(tmp_path))
    assert bank.problems == ()
    assert bank.contradictions is not None
    first, second = bank.contradictions.contradictions
    assert (first.id, first.kind, first.passages[0].says) == (
        "light-and-horn",
        Kind.HISTORY,
        "The horn came before the Service.",
    )
    assert second.kind is Kind.AGES
    assert bank.contradictions.by_passage == {
        ("ansel-mercury-1988", 6): ["light-and-horn"],
        ("ansel-mercury-1988", 7): ["keepers"],
    }


@pytest.mark.parametrize(
    ("old", "new", "at", "code"),
    [
        (
            "source: ansel-mercury-1988\n",
            "source: ansel-mercury\n",
            "source: ansel-mercury\n",
            "E309",
        ),
        ("paragraph: 6", "paragraph: 8", "paragraph: 8", "E324"),
        ("paragraph: 6", "paragraph: 0", "paragraph: 0", "E213"),
        ("id: keepers", "id: light-and-horn", "id: light-and-horn\n    kind: ages", "E375"),
        ("kind: with history", "kind: between documents", "kind: between documents", "E377"),
        ("kind: with history", "kind: history", "kind: history", "E212"),
        (
            "    kind: ages\n    passages:\n      - {source",
            "    kind: within a document\n    passages:\n"
            "      - {source: other, paragraph: 1, says: A}\n      - {source",
            "kind: within a document",
            "E382",
        ),
        ("    treatment: Questions ask for the year only.\n", "", "id: light-and-horn", "E201"),
        ("conflict: A keeper", "conflicts: A keeper", "conflicts:", "E202"),
        (
            "      - {source: ansel",
            "      - {source: ansel-mercury-1988, paragraph: 7, says: A}\n      - {source: ansel",
            "- {source: ansel-mercury-1988, paragraph: 7, says: Nobody",
            "E376",
        ),
    ],
)
def test_what_is_wrong_has_its_line(tmp_path: Path, old: str, new: str, at: str, code: str) -> None:
    assert SOUND.count(old) == 1
    folder = with_contradictions(tmp_path, SOUND.replace(old, new))
    assert (FILE, line_of(folder, at, FILE), code) in checked(folder)


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    folder = with_contradictions(tmp_path, "contradictions: [\n")
    assert checked(folder) == [(FILE, 2, "E106")]


def edited(folder: Path, old: str, new: str) -> Path:
    text = (folder / SET).read_text(encoding="utf-8")
    assert old in text
    (folder / SET).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def codes(folder: Path) -> list[tuple[str, str]]:
    """(code, line) of what the check says of the set, the lines shortened."""
    lines = (folder / SET).read_text(encoding="utf-8").splitlines()
    found = places(check(read_bank(folder)).problems, folder)
    return [
        (code, lines[line - 1].strip()[:42])
        for file, line, code in found
        if file == SET and code[0] == "E"
    ]


def test_a_question_that_cites_such_a_passage_says_that_it_treats_it(tmp_path: Path) -> None:
    folder = with_contradictions(tmp_path)
    cited = [(7, "keepers"), (6, "light-and-horn"), (6, "light-and-horn")]
    expected = [("E374", f"- {{source: ansel-mercury-1988, paragraph: {n}") for n, _ in cited]
    expected = [(code, line[:42]) for code, line in expected]
    assert codes(folder) == expected
    assert read_bank(folder).problems == (), "what serves the bank does not ask for it"
    edited(folder, "    difficulty:", "    note: x\n    difficulty:")
    assert codes(folder) == expected, "a note alone may say anything"


def treating(folder: Path, note: str | None = "Dealt with.") -> Path:
    """The small bank with all that it has to treat, and a note on that."""
    bank = read_bank(with_contradictions(folder))
    assert bank.contradictions is not None
    (file,) = bank.sets
    assert file.set is not None
    made = tuple(
        replace(
            question,
            note=note,
            treats=tuple(
                name
                for citation in question.citations
                for name in bank.contradictions.by_passage.get(
                    (citation.source, citation.paragraph), ()
                )
            ),
        )
        for question in file.set.questions
    )
    (folder / SET).write_text(set_text(replace(file.set, questions=made)), encoding="utf-8")
    return folder


def test_what_is_treated_with_a_note_is_sound(tmp_path: Path) -> None:
    assert check(read_bank(treating(tmp_path))).sound


def test_every_passage_that_is_not_treated_is_named(tmp_path: Path) -> None:
    lamp = read_bank(copy_bank(tmp_path)).questions[0].question
    source = "ansel-mercury-1988"
    known = {(source, 5): ["cost"], (source, 4): ["stone", "engineer"], (source, 7): ["keepers"]}
    found = list(treating_problems(replace(lamp, treats=("stone",), note="So."), known))
    assert [(path, code, values["id"]) for path, code, values in found] == [
        (("citations", 0), "E374", "cost"),
        (("citations", 1), "E374", "engineer"),
        (("citations", 2), "E374", "keepers"),
    ]


def test_treating_without_a_note_says_nothing(tmp_path: Path) -> None:
    found = codes(treating(tmp_path, note=None))
    assert {code for code, _ in found} == {"E380"}
    assert ("E380", "treats: [keepers]") in found


@pytest.mark.parametrize("name", ["light-and-horn", "no-such"])
def test_only_contradictions_of_cited_passages_can_be_treated(tmp_path: Path, name: str) -> None:
    folder = edited(treating(tmp_path), "treats: [keepers]", f"treats: [keepers, {name}]")
    assert codes(folder) == [("E381", f"treats: [keepers, {name}]")]


def test_what_is_cited_for_the_stem_only_may_be_treated(tmp_path: Path) -> None:
    folder = treating(tmp_path)
    text = (folder / SET).read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if "paragraph: 7" in one]
    edited(folder, line, line.replace("}", ", stem: true}"))
    assert codes(folder) == []
    edited(folder, "    treats: [keepers]\n", "")
    assert codes(folder) == []


def test_what_is_retired_needs_no_note(tmp_path: Path) -> None:
    folder = with_contradictions(tmp_path)
    retired = (folder / SET).read_text().replace("state: draft", "state: retired")
    (folder / SET).write_text(retired, encoding="utf-8")
    assert check(read_bank(folder)).sound
