"""`python -m bot bank`: exit codes, lines, JSON, files."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.bank.reading import load, read_sources
from bot.bank.sample import sample
from bot.bank.texts.passages import document
from tests.bank.samples import DOCUMENTS, SET, copy_bank, line_of
from tests.cli.sheets import agreeing


def test_a_sound_bank_passes_with_a_closing_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_bank(tmp_path)
    assert main(["bank", "check", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "check: 1 set, 4 questions, 2 warnings"
    assert main(["bank", "verify", "--sources", str(DOCUMENTS), str(folder)]) == 0
    assert capsys.readouterr().out == "verify: 1 set, 4 questions, no problem\n"


def test_problems_are_listed_and_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy_bank(tmp_path, {SET: ("topic: wreck", "topic: reef")})
    assert main(["bank", "check", str(folder)]) == 1
    where = f"{folder.as_posix()}/{SET}:{line_of(folder, 'topic: reef')}"
    lines = capsys.readouterr().out.splitlines()
    assert (
        f'{where} E308 the topic "reef" is not named at the top of the file '
        "→ write one of wreck, tower, or add it to `topics:`"
    ) in lines
    assert lines[-1] == "check: 1 set, 4 questions, 1 problem, 2 warnings"


def test_json_is_stable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy_bank(tmp_path, {SET: ("answer: 1902", "answer: 1903")})
    assert main(["bank", "verify", "--json", "--sources", str(DOCUMENTS), str(folder)]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "step": "verify",
        "ok": False,
        "sets": 1,
        "questions": 4,
        "problems": [
            {
                "file": f"{folder.as_posix()}/{SET}",
                "line": line_of(folder, "answer: 1903"),
                "code": "E409",
                "severity": "error",
                "reason": "answer: the number 1903 stands neither in the evidence nor in the "
                "source's entry",
                "fix": "correct it, cite the sentence that has it, or leave it out",
            }
        ],
        "fallen": [],
        "retired": {},
    }
    assert main(["bank", "check", "--json", str(folder)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert said["figures"]["true_statements"] == {"count": 0, "total": 1, "chance": 0.5, "p": 1.0}
    assert [(one["code"], one["severity"]) for one in said["problems"]] == [("W02", "warning")] * 2


def test_figures_of_the_bank_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "check", str(copy_bank(tmp_path))]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "key longest: 1 of 1 (100%); by chance 33%, p = 0.333",
        "key places: 0, 1, 0; chi-square 2.0, p = 0.368",
        "true statements: 0 of 1 (0%); by chance 50%, p = 1.000",
        "difficulty: 2 easy, 1 medium, 1 hard",
        "waived: 0 of 4 (0.0%); under 3% may be",
        "check: 1 set, 4 questions, 2 warnings",
    ]


def test_a_flaw_refuses_a_bank_and_not_a_set_that_stands_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_bank(tmp_path, {SET: ("14 May 1874\n        rat", "14 May 1874.\n        rat")})
    line = line_of(folder, "14 May 1874.")
    assert main(["bank", "check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"{(folder / SET).as_posix()}:{line} L08 option 1 differs" in said
    assert said.splitlines()[-1] == "check: 1 set, 4 questions, 1 flaw, 2 warnings"
    assert main(["bank", "check", "--json", str(folder / SET)]) == 1
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    assert (found["code"], found["severity"], found["line"]) == ("L08", "lint", line)
    alone = tmp_path / "alone" / "tea.yaml"
    alone.parent.mkdir()
    alone.write_bytes(sample().replace(b"text: Withering", b"text: Withering.", 1))
    assert main(["bank", "check", str(alone)]) == 0
    said = capsys.readouterr().out
    assert " L08 " in said
    assert said.splitlines()[-1].endswith(" questions, 1 flaw")


@pytest.mark.parametrize(
    "arguments",
    [
        ["bank"],
        ["bank", "verify"],
        ["bank", "verify", "--sources", "no-such-folder"],
        ["bank", "approve", "horn-year"],
        ["bank", "approve", "horn-year", "--on", "yesterday"],
        ["bank", "approve", "--on", "2026-11-23"],
        ["bank", "source-entry"],
    ],
)
def test_wrong_usage_exits_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_missing_bank_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "check", str(tmp_path / "nowhere")]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == "check: 0 sets, 0 questions, 2 problems"
    assert "nowhere/sources.yaml:0 E101" in out[1]


def test_approve_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy_bank(tmp_path)
    command = ["bank", "approve", "--path", str(folder), "--on", "2026-11-23"]
    command += ["--blind", "agreed", "--unseen", "known", "--sheet", str(agreeing(folder))]
    assert main([*command, "horn-year", "horn-yaer"]) == 1
    assert "E501" in capsys.readouterr().out
    assert "approved" not in (folder / SET).read_text(encoding="utf-8")
    assert main([*command, "horn-year", "wreck-drowned"]) == 0
    assert "approve: 2 questions approved" in capsys.readouterr().out
    assert (folder / SET).read_text(encoding="utf-8").count("state: approved") == 2
    assert sorted(path.name for path in (folder / "sets").iterdir()) == ["lighthouse.yaml"]
    assert main(["bank", "check", str(folder)]) == 0


def test_a_source_s_entry_can_be_pasted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "source-entry", str(DOCUMENTS / "lighthouse.txt")]) == 0
    entry = capsys.readouterr().out.replace("- id", "  - id").replace("\n  ", "\n    ")
    file = tmp_path / "sources.yaml"
    file.write_text("corpus: gull-rock\nsources:\n" + entry, encoding="utf-8")
    found = read_sources(load(file))
    assert found.problems == ()
    (source,) = found.sources
    doc = document((DOCUMENTS / "lighthouse.txt").read_text(encoding="utf-8"))
    assert (source.file, source.sha256) == ("lighthouse.txt", doc.sha256)
    assert source.paragraphs == doc.fingerprints


@pytest.mark.parametrize(("content", "code"), [(None, "E101"), (b"\xff\xfe", "E103")])
def test_a_document_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: str
) -> None:
    file = tmp_path / "document.txt"
    if content is not None:
        file.write_bytes(content)
    assert main(["bank", "source-entry", str(file)]) == 1
    assert code in capsys.readouterr().out
