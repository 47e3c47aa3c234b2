"""`python -m bot bank verify`: what fell is named, and `--retire` takes it out of service."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.bank.proofs.test_retiring import approved_bank, documents, inserted, reworded
from tests.bank.samples import DOCUMENTS, SET
from tests.conftest import Clock


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    return approved_bank(tmp_path / "bank", clock)


def test_what_is_still_asked_is_named_with_the_mend(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = documents(tmp_path / "sources", inserted)
    before = (folder / SET).read_bytes()
    assert main(["bank", "verify", "--sources", str(sources), str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:] == [
        "verify: 1 set, 4 questions, 7 problems",
        "asked although a citation does not stand: lamp-lit-date, wreck-drowned, horn-year",
        "→ mend them, or take them out of service: the same command with --retire",
    ]
    assert sum("has moved → it is ¶7 now" in line for line in lines) == 2
    assert (folder / SET).read_bytes() == before


def test_retiring_leaves_nothing_unproven_in_service(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = documents(tmp_path / "sources", reworded)
    command = ["bank", "verify", "--sources", str(sources), str(folder), "--retire"]
    assert main(command) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"{folder.as_posix()}/{SET}: retired horn-year",
        "verify: 1 question taken out of service",
    ]
    text = (folder / SET).read_text(encoding="utf-8")
    assert (text.count("state: retired"), text.count("state: approved")) == (1, 2)
    assert main(["bank", "check", str(folder)]) == 0
    capsys.readouterr()
    assert main([*command, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["fallen"], said["retired"]) == ([], {})
    assert {problem["code"] for problem in said["problems"]} == {"E403", "E404"}
    assert main(command[:-1]) == 1, "until somebody has read them again"


def test_retiring_what_stands_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / SET).read_bytes()
    assert main(["bank", "verify", "--sources", str(DOCUMENTS), str(folder), "--retire"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "verify: 1 set, 4 questions, no problem",
        "verify: 0 questions taken out of service",
    ]
    assert (folder / SET).read_bytes() == before


@pytest.mark.parametrize("spoil", ["a claim", "no document", "no line"])
def test_what_retiring_cannot_mend_still_fails(folder: Path, tmp_path: Path, spoil: str) -> None:
    sources = documents(tmp_path / "sources", reworded)
    text = (folder / SET).read_text(encoding="utf-8")
    if spoil == "a claim":
        text = text.replace("41500 crowns", "41501 crowns")
    elif spoil == "no document":
        (sources / "lighthouse.txt").unlink()
    else:
        head, _, tail = text.rpartition("state: approved\n")
        text = f"{head}? state\n    : approved\n{tail}"
    (folder / SET).write_text(text, encoding="utf-8")
    assert main(["bank", "verify", "--sources", str(sources), str(folder), "--retire"]) == 1
