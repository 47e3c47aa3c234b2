"""`python -m bot bank import` and `export`, `totals`: lines and exit codes on a real file."""

from pathlib import Path

import pytest

from bot.__main__ import main
from tests.bank.samples import SET, copy_bank, raised


@pytest.fixture(autouse=True)
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run in, with a bank in questions/ and a database of its own."""
    for name in ("BOT_TOKEN", "DATABASE_URL", "QUESTIONS_DIR", "SOURCES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    copy_bank(tmp_path / "questions")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    return [*captured.out.splitlines(), *captured.err.splitlines()]


def test_there_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "import"]) == 0
    assert said(capsys) == [
        f"{SET}: version 1, 4 new",
        "import: 1 imported, 0 unchanged, 0 refused",
    ]
    assert main(["bank", "import"]) == 0
    assert said(capsys) == ["import: no file is new"]
    assert main(["bank", "export", "--to", "out"]) == 0
    assert said(capsys) == [
        "out/sources.yaml: written",
        f"out/{SET}: written",
        "out/glossary.yaml: written",
        "export: 3 written, 0 unchanged",
    ]
    assert main(["bank", "check", "out"]) == 0
    assert said(capsys)[-1] == "check: 1 set, 4 questions, 2 warnings"
    assert main(["bank", "import", "out"]) == 0
    assert said(capsys) == [f"{SET}: unchanged", "import: 0 imported, 1 unchanged, 0 refused"]


def test_a_refused_file_is_named_with_the_mend(
    deployment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = deployment / "questions" / SET
    old = file.read_text()
    file.write_text(raised(old, 3))
    assert main(["bank", "import"]) == 0
    file.write_text(old)
    said(capsys)
    assert main(["bank", "import"]) == 1
    assert said(capsys) == [
        f"{SET}: refused: version 3 of set lighthouse is served, the file holds an older one"
        " → raise its version to 4 if it is meant to replace that",
        "import: 0 imported, 0 unchanged, 1 refused",
    ]


def test_problems_are_listed_and_nothing_is_imported(
    deployment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = deployment / "questions" / SET
    file.write_text(file.read_text().replace("topic: wreck", "topic: reef"))
    assert main(["bank", "import"]) == 1
    lines = said(capsys)
    assert lines[0] == "citequiz: the bank has problems; nothing was imported:"
    assert all(line.startswith(f"questions/{SET}:") for line in lines[1:])
    assert not (deployment / "citequiz.db").exists()
    assert main(["database", "upgrade"]) == 0
    said(capsys)
    assert main(["bank", "export", "--to", "out"]) == 1
    [line] = said(capsys)
    assert line == (
        "citequiz: DATABASE_URL: the database holds no set; `python -m bot bank import` brings some"
    )


def test_a_set_to_adopt_that_no_file_holds_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "import", "--adopt", "chai"]) == 1
    assert said(capsys) == ["citequiz: --adopt: no file holds a set chai; write its `set:`"]
    assert main(["bank", "import", "--adopt", "lighthouse"]) == 0


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere", "there is no folder nowhere; name the folder of questions"),
        (f"questions/{SET}", "is a file; name the folder that has sets/ in it"),
    ],
)
def test_a_wrong_path_is_one_line(
    path: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "import", path]) == 1
    [line] = said(capsys)
    assert line.startswith("citequiz: ")
    assert line.endswith(reason)


def test_an_export_to_where_nothing_can_be_written(
    deployment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["bank", "import"])
    said(capsys)
    (deployment / "taken").write_text("a file")
    assert main(["bank", "export", "--to", "taken"]) == 1
    [line] = said(capsys)
    assert line.startswith("citequiz: --to: taken")
    assert line.endswith("name another folder")


def test_totals_are_compared_and_derived(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "upgrade"]) == 0
    said(capsys)
    assert main(["totals", "rebuild"]) == 0
    assert main(["totals", "check"]) == 0
    assert said(capsys) == [
        "totals: 0 derived from the log",
        "totals: all as the log says",
    ]
