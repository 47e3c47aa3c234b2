"""`python -m bot bank diff`: in words, set by set, for files and folders."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.bank.reading import read_bank
from bot.bank.reviews.approving import approve
from tests.bank.samples import SET, copy_bank, raised
from tests.conftest import Clock


@pytest.fixture
def banks(tmp_path: Path, clock: Clock) -> tuple[Path, Path]:
    """Two folders with the same bank, all of it approved."""
    folders = tmp_path / "old", tmp_path / "new"
    for folder in folders:
        bank = read_bank(copy_bank(folder))
        ids = [placed.question.id for placed in bank.questions]
        contents = {file.file: Path(file.file).read_bytes() for file in bank.sets}
        for name, data in approve(bank, ids, clock().date(), contents).files.items():
            Path(name).write_bytes(data)
    return folders


def edit(folder: Path, *edits: tuple[str, str]) -> None:
    text = (folder / SET).read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / SET).write_text(text, encoding="utf-8")


def test_the_same_bank_changes_nothing(
    banks: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = banks
    assert main(["bank", "diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out == "diff: nothing changes for learners\n"
    assert main(["bank", "diff", "--json", str(old / SET), str(new / SET)]) == 0
    assert json.loads(capsys.readouterr().out) == {"step": "diff", "sets": []}


def test_what_changed_is_said_in_words(
    banks: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = banks
    edit(
        new,
        ("answer: 22", "answer: 23"),
        ("stem: In which year did the tower get a fog horn?", "stem: When did the horn come?"),
        ("stem: The Royal Lighthouse Service built the tower.\n    answer: false",
         "stem: The Royal Lighthouse Service built the tower.\n    answer: true"),
    )  # fmt: skip
    (new / SET).write_text(raised((new / SET).read_text(encoding="utf-8"), 2), encoding="utf-8")
    assert main(["bank", "diff", str(old), str(new / SET)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "lighthouse: The lighthouse, version 1 → 2",
        "  2026-11-29, version 2: More to learn.",
        "  2 with another key",
        "    wreck-drowned",
        "      How many people drowned when the Halcyon struck the rock?",
        "      key: 22 → 23",
        "    tower-service (and with another reason or citation)",
        "      The Royal Lighthouse Service built the tower.",
        "      key: false → true",
        "  1 reworded",
        "    horn-year",
        "      stem: In which year did the tower get a fog horn? → When did the horn",
        "        come?",
        "",
        "diff: 2 with another key, 1 reworded",
    ]


def test_sets_that_come_and_go(
    banks: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = banks
    edit(new, ("set: lighthouse", "set: light"), ("\n  - id: horn-year", "\n  - id: horn-date"))
    assert main(["bank", "diff", "--json", str(old), str(new)]) == 0
    light, lighthouse = json.loads(capsys.readouterr().out)["sets"]
    assert (light["set"], light["before"], light["after"]) == ("light", None, 1)
    assert {one["id"]: one["kinds"] for one in light["questions"]} == {
        "lamp-lit-date": ["moved"],
        "wreck-drowned": ["moved"],
        "tower-service": ["moved"],
        "horn-date": ["added"],
    }
    assert light["questions"][0]["details"] == [
        {"part": "set", "before": "lighthouse", "after": "light"}
    ]
    assert (lighthouse["before"], lighthouse["after"]) == (1, None)
    assert [(one["id"], one["kinds"]) for one in lighthouse["questions"]] == [
        ("horn-year", ["removed"])
    ]


def test_of_a_file_and_a_folder_only_the_set_of_the_file_is_compared(
    banks: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = banks
    text = (new / SET).read_text(encoding="utf-8").replace("set: lighthouse", "set: other")
    (new / "sets" / "other.yaml").write_text(text.replace("- id: ", "- id: o-"), encoding="utf-8")
    assert main(["bank", "diff", str(old / SET), str(new)]) == 0
    assert capsys.readouterr().out == "diff: nothing changes for learners\n"
    assert main(["bank", "diff", str(new), str(old / SET)]) == 0
    assert capsys.readouterr().out == "diff: nothing changes for learners\n"


def test_what_cannot_be_read_is_named_with_its_line(
    banks: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = banks
    edit(new, ("answer: 1902", "answer: soon"), ("topic: wreck", "topic: reef"))
    assert main(["bank", "diff", str(old), str(new)]) == 1
    problem, end = capsys.readouterr().out.splitlines()
    assert "E207" in problem
    assert end == "diff: mend these first"
    assert main(["bank", "diff", str(old), str(new / "nowhere.yaml")]) == 1
    assert "nowhere.yaml:0 E101" in capsys.readouterr().out
    (new / "empty").mkdir()
    assert main(["bank", "diff", str(old), str(new / "empty")]) == 1
    assert "no set in the folder" in capsys.readouterr().out
