"""What `bank check` demands of a bank's own folder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.bank.checking import Verdict, check
from bot.bank.reading import Bank, read_bank
from bot.bank.writing import set_text
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Blind, Outcome, Question, Review, State, Waiver
from tests.bank.samples import SET, copy_bank, line_of

REPOSITORY = Path(__file__).parents[2]
DAY = date(2026, 11, 29)


def codes(verdict: Verdict, severity: str = "") -> list[str]:
    return [p.code for p in verdict.problems if severity in {"", p.severity}]


def rewritten(folder: Path, change: Callable[[Question], Question], times: int = 1) -> Bank:
    """The small bank with each question changed, and ``times`` as many of them."""
    (file,) = read_bank(copy_bank(folder)).sets
    assert file.set is not None
    made = tuple(
        replace(change(question), id=f"{question.id}-{n}")
        for n in range(times)
        for question in file.set.questions
    )
    (folder / SET).write_text(set_text(replace(file.set, questions=made)), encoding="utf-8")
    return read_bank(folder)


def test_the_bank_that_ships_is_clean() -> None:
    verdict = check(read_bank(REPOSITORY / "questions"))
    assert verdict.own
    assert [str(p) for p in verdict.problems if p.severity != "warning"] == []
    assert verdict.sound


def approved(blind: Blind | None) -> Callable[[Question], Question]:
    def change(question: Question) -> Question:
        review = Review(DAY, fingerprint(question), blind)
        return replace(question, state=State.APPROVED, review=review)

    return change


def test_an_approval_needs_a_second_reader(tmp_path: Path) -> None:
    bank = rewritten(tmp_path, approved(None))
    assert bank.problems == ()
    verdict = check(bank)
    assert codes(verdict, "error") == ["E372"] * 4
    assert not verdict.sound
    first = next(p for p in verdict.problems if p.code == "E372")
    assert first.line == line_of(tmp_path, "review:")
    seconded = rewritten(tmp_path, approved(Blind(DAY, Outcome.REWRITTEN)))
    assert check(seconded).sound


def test_a_draft_needs_none(tmp_path: Path) -> None:
    assert check(read_bank(copy_bank(tmp_path))).sound


@pytest.mark.parametrize(("times", "refused"), [(8, True), (9, False)])
def test_few_questions_have_a_waiver(tmp_path: Path, times: int, refused: bool) -> None:
    """One of 32 is over 3 %, one of 36 is under."""
    waiver = Waiver("L08", "Dates.")

    def change(question: Question) -> Question:
        return replace(question, waivers=(waiver,)) if question.id == "lamp-lit-date" else question

    bank = rewritten(tmp_path, change, times)
    text = (tmp_path / SET).read_text()
    kept = text.index("waive:") + 1
    lines = '    waive:\n      - {rule: L08, reason: "Dates."}\n'
    (tmp_path / SET).write_text(text[:kept] + text[kept:].replace(lines, ""))
    bank = read_bank(tmp_path)
    verdict = check(bank)
    assert verdict.figures is not None
    assert (verdict.figures.waived, verdict.figures.questions) == (1, 4 * times)
    found = [p for p in verdict.problems if p.code == "E373"]
    assert [p.line for p in found] == ([line_of(tmp_path, "waive:")] if refused else [])


def test_near_duplicates_and_giveaways_stand_at_their_lines(tmp_path: Path) -> None:
    bank = rewritten(tmp_path, lambda question: question, times=2)
    found = [p for p in check(bank).problems if p.code == "L34"]
    assert len(found) == 4
    lines = (tmp_path / SET).read_text().splitlines()
    assert [lines[p.line - 1].strip().partition(":")[0] for p in found] == ["stem"] * 4
    assert lines[found[0].line - 3].strip() == "- id: lamp-lit-date-1"
    assert str(found[0].values["other"]) == '"lamp-lit-date-0"'


def test_thin_topics_and_difficulties_are_figures_only(tmp_path: Path) -> None:
    verdict = check(read_bank(copy_bank(tmp_path)))
    topics = [(p.line, p.code) for p in verdict.problems]
    assert topics == [
        (line_of(tmp_path, "  wreck: "), "W02"),
        (line_of(tmp_path, "  tower: "), "W02"),
    ]
    assert verdict.sound


def test_one_file_has_no_figures(tmp_path: Path) -> None:
    verdict = check(read_bank(copy_bank(tmp_path) / SET))
    assert verdict.figures is None
    assert verdict.problems == ()
