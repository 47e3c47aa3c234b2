"""`python -m bot bank blind` and `blind-check`, from drawing a sheet to the record in the files."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.bank.reading import read_bank
from bot.domain.review import Blind, Outcome, Unseen
from tests.bank.samples import DOCUMENTS, SET, copy_bank
from tests.cli.sheets import agreeing, draw, fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small bank with one approved question, and a place beside it."""
    made = copy_bank(tmp_path / "questions")
    command = ["bank", "approve", "--path", str(made), "--on", "2026-11-23"]
    assert main([*command, "horn-year", "tower-service"]) == 0
    return made


def check(folder: Path, sheet: Path, *more: str) -> int:
    return main(["bank", "blind-check", "--path", str(folder), str(sheet), *more])


def blind(folder: Path, name: str) -> Blind | None:
    question = next(p.question for p in read_bank(folder).questions if p.question.id == name)
    return question.review.blind if question.review else None


def test_from_sheet_to_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = draw(folder, "horn-year", "tower-service")
    fill(sheet, {"horn?": "1902", "built": "true"})
    capsys.readouterr()
    assert check(folder, sheet) == 1
    said = capsys.readouterr().out.splitlines()
    assert sorted(line.split(" ", 1)[1] for line in said[:2]) == [
        "horn-year: agreed",
        'tower-service: disagreed, answered "true"',
    ]
    assert said[2] == "blind-check: 1 agreed, 1 disagreed, 0 unclear"
    before = (folder / SET).read_text(encoding="utf-8")
    assert blind(folder, "horn-year") is None
    assert check(folder, sheet, "--record", "--on", "2026-11-29") == 1
    assert "recorded: 1 question" in capsys.readouterr().out
    recorded = blind(folder, "horn-year")
    assert recorded is not None
    assert (recorded.on.isoformat(), recorded.outcome) == ("2026-11-29", Outcome.AGREED)
    assert blind(folder, "tower-service") is None
    after = (folder / SET).read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.split("\n"), after.split("\n"), strict=True) if a != b]
    assert len(changed) == 1
    # A reader without the passages comes second.
    unseen = draw(folder, "--without-passage", "horn-year")
    fill(unseen, {"horn?": "1904"})
    assert check(folder, unseen, "--record", "--on", "2026-11-30") == 0
    assert "horn-year: missed" in capsys.readouterr().out
    assert blind(folder, "horn-year") == Blind(recorded.on, Outcome.AGREED, Unseen.MISSED)


def test_an_approval_tells_that_a_record_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = draw(folder, "horn-year")
    fill(sheet, {"horn?": "1902"})
    assert check(folder, sheet, "--record", "--on", "2026-11-29") == 0
    text = (folder / SET).read_text(encoding="utf-8")
    (folder / SET).write_text(text.replace("get a fog horn", "receive a fog horn"), "utf-8")
    capsys.readouterr()
    assert approve(folder, "horn-year", "tower-service") == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "another wording" in line]
    assert [line.partition(":")[0] for line in told] == ["horn-year"]
    assert blind(folder, "horn-year") is None


def test_by_default_a_sheet_asks_what_nobody_has_answered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw(folder).read_text(encoding="utf-8").count("fingerprint:") == 4
    sheet = draw(folder, "lighthouse", "horn-year", "--seed", "7")
    assert "4 questions, seed 7" in capsys.readouterr().out
    fill(sheet, {"horn?": "1902"})
    check(folder, sheet, "--record", "--on", "2026-11-29")
    assert draw(folder).read_text(encoding="utf-8").count("fingerprint:") == 3


def test_a_draft_is_not_recorded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = draw(folder, "wreck-drowned")
    fill(sheet, {"drowned": "22"})
    assert check(folder, sheet) == 0
    assert check(folder, sheet, "--record", "--on", "2026-11-29") == 1
    assert "wreck-drowned: not recorded, not approved" in capsys.readouterr().out


def test_nothing_is_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = draw(folder)
    fill(sheet, {"horn?": "1902"})
    before = sheet.read_text(encoding="utf-8")
    command = ["bank", "blind", "--path", str(folder), "--sources", str(DOCUMENTS), "--out"]
    assert main([*command, str(sheet)]) == 1
    assert "is there already; name a new file" in capsys.readouterr().err
    assert sheet.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["blind", "horn-yaer", "--sources", "D"], "no question and no set; write horn-year"),
        (["blind", "horn-year"], "--sources: missing; name the folder of the documents"),
        (["blind", "horn-year", "--sources", "nowhere"], "E401"),
        (["blind-check", "missing.yaml"], "E101"),
        (["blind-check", "questions/glossary.yaml"], "no sheet → draw one with"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    folder: Path,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder.parent)
    made = [str(DOCUMENTS) if one == "D" else one for one in arguments]
    out = ["--out", "new.yaml"] if made[0] == "blind" else []
    assert main(["bank", *made, *out]) == 1
    captured = capsys.readouterr()
    assert said in captured.out + captured.err
    assert not Path("new.yaml").exists()


def test_a_record_needs_its_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, draw(folder), "--record") == 1
    assert "--on: missing; write the day of the answers" in capsys.readouterr().err


def approve(folder: Path, *more: str) -> int:
    return main(["bank", "approve", "--path", str(folder), "--on", "2026-11-23", *more])


NAMES = ("lamp-lit-date", "wreck-drowned", "tower-service", "horn-year")


def test_who_has_a_record_is_not_drawn_by_default(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = ["--blind", "rewritten", "--blind-on", "2026-11-22", "--sheet", str(agreeing(folder))]
    told = ["--unseen", "form", "--why", "Each horn has a year."]
    assert approve(folder, *read, *told, *NAMES) == 0
    written = 'outcome: rewritten, unseen: form, why: "Each horn has a year."}'
    assert (folder / SET).read_text(encoding="utf-8").count(written) == 4
    out = ["--out", str(folder.parent / "new.yaml")]
    drawn = ["bank", "blind", "--path", str(folder), "--sources", str(DOCUMENTS)]
    assert main([*drawn, *out]) == 1
    assert "every question has its record" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"horn?": "1903"}, 'disagreed, answered "1903" → ask the second reader again'),
        ({}, "unclear, no answer → ask the second reader again"),
    ],
)
def test_an_approval_rests_on_the_sheet(
    folder: Path, answers: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = draw(folder, "horn-year", "tower-service")
    fill(sheet, {"built": "false", **answers})
    before = (folder / SET).read_bytes()
    read = ("--blind", "agreed", "--sheet", str(sheet))
    assert approve(folder, *read, "horn-year", "tower-service") == 1
    (line,) = (n for n, text in enumerate(sheet.read_text().splitlines(), 1) if "horn?" in text)
    out = capsys.readouterr().out
    assert f"horn-year: {said}" in out
    place = int(out.split(f"{sheet}:")[1].split(" ")[0])
    assert place < line < place + 6, "it is the question's entry"
    assert "tower-service:" not in out
    assert (folder / SET).read_bytes() == before
    assert approve(folder, *read, "tower-service") == 0


def test_a_sheet_of_other_questions_and_one_without_passages_approve_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = draw(folder, "tower-service")
    unseen = draw(folder, "--without-passage", "horn-year")
    fill(unseen, {"horn?": "1902"}, "luck")
    before = (folder / SET).read_bytes()
    for sheet, said in ((other, "not on this sheet"), (unseen, "no sheet with passages")):
        assert approve(folder, "--blind", "agreed", "--sheet", str(sheet), "horn-year") == 1
        assert said in capsys.readouterr().out
    assert (folder / SET).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--unseen", "missed"], "--blind: missing"),
        (["--blind", "agreed"], "--sheet: missing; name the sheet"),
        (["--sheet", "sheet.yaml"], "--blind: missing"),
        (["--blind", "agreed", "--sheet", "s", "--unseen", "luck", "--why", "So."], "--why: it"),
        (["--blind", "agreed", "--sheet", "s", "--unseen", "form", "--why", " "], "--why: it"),
    ],
)
def test_what_a_reader_did_has_to_be_said_whole(
    folder: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert approve(folder, "horn-year", *words) == 1
    assert said in capsys.readouterr().err


def test_what_told_itself_is_refused_until_it_is_rewritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = str(agreeing(folder))
    assert approve(folder, "--blind", "agreed", "--sheet", sheet, *NAMES) == 0
    unseen = draw(folder, "--without-passage", "horn-year", "tower-service")
    fill(unseen, {"horn?": "1902"}, "form")
    fill(unseen, {"built": "false"}, "known")
    capsys.readouterr()
    assert check(folder, unseen, "--record", "--on", "2026-11-30") == 0
    said = capsys.readouterr().out
    assert "horn-year: form\n" in said
    assert "blind-check: 2 hit, 0 missed, 0 unclear\n" in said
    assert main(["bank", "check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert said.count(" E379 the wording gave the key away") == 1
    assert said.count(" E378 ") == 2
    assert "without passages: 1 known, 1 told by their wording\n" in said
