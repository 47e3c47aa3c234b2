"""contradictions.yaml: where it is wrong, and the notes it asks for."""

from pathlib import Path

import pytest

from bot.bank.checking import check
from bot.bank.contradictions import Kind
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


def test_a_question_that_cites_such_a_passage_needs_a_note(tmp_path: Path) -> None:
    folder = with_contradictions(tmp_path)
    found = [p for p in places(check(read_bank(folder)).problems, folder) if p[2] == "E374"]
    text = (folder / SET).read_text().splitlines()
    assert [(file, text[line - 1].strip()[:60]) for file, line, _ in found] == [
        (SET, "- {source: ansel-mercury-1988, paragraph: 7, sentences: [1],"),
        (SET, "- {source: ansel-mercury-1988, paragraph: 6, sentences: [1],"),
        (SET, "- {source: ansel-mercury-1988, paragraph: 6, sentences: [1],"),
    ]
    assert read_bank(folder).problems == (), "what serves the bank does not ask for notes"
    noted = (
        (folder / SET).read_text().replace("    difficulty:", "    note: Seen.\n    difficulty:")
    )
    (folder / SET).write_text(noted, encoding="utf-8")
    assert check(read_bank(folder)).sound


def test_what_is_retired_needs_no_note(tmp_path: Path) -> None:
    folder = with_contradictions(tmp_path)
    retired = (folder / SET).read_text().replace("state: draft", "state: retired")
    (folder / SET).write_text(retired, encoding="utf-8")
    assert check(read_bank(folder)).sound
