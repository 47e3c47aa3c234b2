"""Waivers: what they spare, and what is wrong with them."""

from pathlib import Path

import pytest

from bot.bank.checking import check
from bot.bank.lint.linting import lint_file
from bot.bank.reading import read_bank
from tests.bank.samples import SET, copy_bank, line_of, places

FLAW = ("- text: 14 May 1874\n", "- text: 14 May 1874.\n")
"""Only this option ends in a stop: L08."""


def spoiled(folder: Path, waivers: str, flaw: tuple[str, str] = FLAW) -> Path:
    """The bank with a flaw in its first question, and these lines in front of that one's tags."""
    copy_bank(folder, {SET: flaw})
    file = folder / SET
    file.write_text(
        file.read_text().replace("    tags: [dates]\n", f"{waivers}    tags: [dates]\n")
    )
    return folder


def found(folder: Path) -> list[tuple[str, int, str]]:
    problems = [problem for file in read_bank(folder).sets for problem in lint_file(file)]
    return places(tuple(problems), folder)


def waiver(*rules: str) -> str:
    lines = "".join(f'      - {{rule: {rule}, reason: "A date."}}\n' for rule in rules)
    return f"    waive:\n{lines}"


def test_a_flaw_has_the_line_of_what_is_flawed(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "")
    assert found(folder) == [(SET, line_of(folder, "14 May 1874."), "L08")]


def test_a_waiver_spares_its_rule_and_no_other(tmp_path: Path) -> None:
    assert found(spoiled(tmp_path, waiver("L08"))) == []
    folder = spoiled(tmp_path, waiver("L05"))
    assert found(folder) == [
        (SET, line_of(folder, "14 May 1874."), "L08"),
        (SET, line_of(folder, "rule: L05"), "L00"),
    ]


def test_a_waiver_that_waives_nothing_is_a_flaw_itself(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, waiver("L08", "L01"), flaw=("title: The light", "title: A light"))
    assert found(folder) == [
        (SET, line_of(folder, "rule: L08"), "L00"),
        (SET, line_of(folder, "rule: L01"), "L00"),
    ]


def test_rules_of_the_whole_bank_and_of_documents_are_not_judged_without_them(
    tmp_path: Path,
) -> None:
    folder = spoiled(tmp_path, waiver("L34", "L18"), flaw=("title: The light", "title: A light"))
    assert found(folder) == []
    codes = [(p.code, p.line) for p in check(read_bank(folder)).problems if p.code[0] == "L"]
    assert codes == [("L00", line_of(folder, "rule: L34"))]


@pytest.mark.parametrize(
    ("waivers", "at", "code"),
    [
        (waiver("L99"), "rule: L99", "E371"),
        (waiver("L31"), "rule: L31", "E371"),
        (waiver("L8"), "rule: L8", "E211"),
        ('    waive:\n      - {rule: L08, reason: ""}\n', 'reason: ""', "E205"),
        ('    waive:\n      - {rule: L08, reason: " "}\n', 'reason: " "', "E205"),
        ("    waive:\n      - {rule: L08}\n", "rule: L08", "E201"),
        ("    waive: []\n", "waive:", "E209"),
    ],
)
def test_a_waiver_names_a_rule_and_a_reason(
    tmp_path: Path, waivers: str, at: str, code: str
) -> None:
    folder = spoiled(tmp_path, waivers)
    problems = places(read_bank(folder).problems, folder)
    assert (SET, line_of(folder, at), code) in problems


def test_what_is_retired_may_stay_as_it_was(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "")
    file = folder / SET
    file.write_text(file.read_text().replace("state: draft   #", "state: retired   #"))
    assert found(folder) == []
