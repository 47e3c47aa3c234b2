"""`python -m bot bank coverage`: figures in words, as JSON and as a picture."""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.__main__ import main
from tests.bank.samples import DOCUMENTS, SET
from tests.bank.test_coverage import folder as folder  # noqa: PLC0414 - the fixture

COMMAND = ["bank", "coverage"]


def test_the_report_names_every_passage_objective_and_gap(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMMAND, str(folder), "--sources", str(DOCUMENTS)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ansel-mercury-1988: The lamp on Gull Rock",
        "     ¶   key  against",
        "     1     –       untestable: Headline and greeting.",
        "     2     –       untestable: Headline and greeting.",
        "     3     1       “On 3 March 1871 …”",
        "     4     1       “May 14, 1874: The …”",
        "     5     1       “The ninth of October …”",
        "     6     1       “A fog horn was …”",
        "     7   GAP    1  “Since June 1988 the …”",
        "",
        "Objectives                                    easy  medium  hard   all",
        "  first-lights                                   0       1     1     2",
        "    single 1, truefalse 1",
        "  the-wreck                                      0       0     0     0",
        "",
        "Spread over 2 approved questions",
        "  difficulty: easy 0 (0 %), medium 1 (50 %), hard 1 (50 %)",
        "  types: single 1, truefalse 1",
        "  topics: lighthouse/tower 2",
        "  tags: dates 1",
        "  0 questions with evidence from two documents or more",
        "",
        "Gaps: nothing is asked about",
        "  ansel-mercury-1988 ¶7",
        "  objective the-wreck",
        "",
        "coverage: 1 document, 7 passages (2 untestable, 1 without question), 2",
        "    objectives (1 without question)",
    ]


def test_a_gap_fails_only_when_strict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, str(folder), "--strict"]) == 1
    (folder / "objectives.yaml").unlink()
    assert main([*COMMAND, str(folder), "--strict"]) == 1
    assert main([*COMMAND, str(folder)]) == 0
    assert "   GAP" in capsys.readouterr().out
    text = (folder / SET).read_text(encoding="utf-8")
    cited = text.replace("paragraph: 4, sentences: [1]", "paragraph: 1, sentences: [1]")
    cited = cited.replace("paragraph: 3, sentences: [3]", "paragraph: 2, sentences: [1]")
    (folder / SET).write_text(cited, encoding="utf-8")
    assert main([*COMMAND, str(folder), "--strict"]) == 1, "now 3 and 4 are left"


def test_a_complete_bank_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (folder / SET).read_text(encoding="utf-8")
    head, named, tail = text.partition("objective: first-lights\n    type: truefalse")
    assert named
    whole = f"{head}{named.replace('first-lights', 'the-wreck')}{tail}"
    whole = whole.replace(", for: [3]", "")  # it is against an option no more: it proves
    (folder / SET).write_text(whole, encoding="utf-8")
    assert main([*COMMAND, str(folder), "--strict"]) == 0
    assert "Gaps" not in capsys.readouterr().out


def test_json_holds_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    [document] = said["documents"]
    assert document["passages"][6] == {
        "number": 7, "proving": 0, "refuting": 1, "untestable": None, "opening": "",
    }  # fmt: skip
    assert [one["questions"] for one in said["objectives"]] == [2, 0]
    assert said["spread"]["difficulties"] == {"easy": 0, "medium": 1, "hard": 1}
    assert said["complete"] is False


def test_the_picture_shows_every_passage_and_objective(folder: Path, tmp_path: Path) -> None:
    svg, png = tmp_path / "cover.svg", tmp_path / "cover.png"
    assert main([*COMMAND, str(folder), "--picture", str(svg)]) == 0
    drawn = svg.read_text(encoding="utf-8")
    ElementTree.fromstring(drawn)  # noqa: S314 - our own
    for text in ("¶1", "¶7", "first-lights", "the-wreck", "no question", "The lamp on Gull Rock"):
        assert f"<!-- {text} -->" in drawn
    assert main([*COMMAND, str(folder), "--picture", str(png)]) == 0
    data = png.read_bytes()
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    assert data.startswith(b"\x89PNG")
    assert width >= 1000
    assert height >= 500


def test_without_the_extra_the_mend_is_named(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in [name for name in sys.modules if name.startswith("matplotlib")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    picture = tmp_path / "cover.png"
    assert main([*COMMAND, str(folder), "--picture", str(picture)]) == 1
    assert capsys.readouterr().err == (
        "citequiz: --picture: matplotlib is not installed; "
        f'`{sys.executable} -m pip install ".[charts]"` adds it\n'
    )
    assert main([*COMMAND, str(folder)]) == 0


def test_a_picture_that_cannot_be_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "nowhere" / "cover.png"
    assert main([*COMMAND, str(folder), "--picture", str(nowhere)]) == 1
    assert "cannot be written (no such file or directory)" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main([*COMMAND, str(folder), "--picture", "cover.gif"])
    assert stopped.value.code == 2
    assert "end it in .png or .svg" in capsys.readouterr().err


def test_a_bank_that_cannot_be_read_is_not_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / SET
    file.write_text(file.read_text(encoding="utf-8").replace("answer: 1902", "answer: soon"))
    assert main([*COMMAND, str(folder)]) == 1
    problem, end = capsys.readouterr().out.splitlines()
    assert "E207" in problem
    assert end == "coverage: mend these first"
