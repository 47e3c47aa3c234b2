"""What `bank check` demands of a bank's own folder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.bank.checking import Verdict, check
from bot.bank.files.writing import set_text
from bot.bank.reading import Bank, read_bank
from bot.domain.finding import Phrase
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Difficulty, Question, State, Waiver
from bot.domain.review import Blind, Outcome, Review, Unseen
from tests.bank.samples import FIRST, SET, copy_bank, line_of

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
    seconded = rewritten(tmp_path, approved(Blind(DAY, Outcome.REWRITTEN, Unseen.MISSED)))
    assert check(seconded).sound


def test_an_approval_needs_a_reader_without_passages(tmp_path: Path) -> None:
    verdict = check(rewritten(tmp_path, approved(Blind(DAY, Outcome.AGREED))))
    assert codes(verdict, "error") == ["E378"] * 4
    first = next(p for p in verdict.problems if p.code == "E378")
    assert first.line == line_of(tmp_path, "review:")


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("unseen", Unseen)
def test_what_tells_its_own_key_has_a_reason(
    tmp_path: Path, unseen: Unseen, outcome: Outcome
) -> None:
    """A rewritten question, too: the record is of the wording that it has now."""
    told = unseen in {Unseen.FORM, Unseen.LEAKED}
    blind = Blind(DAY, outcome, unseen)
    verdict = check(rewritten(tmp_path, approved(blind)))
    assert codes(verdict, "error") == (["E379"] * 4 if told else [])
    assert verdict.figures is not None
    assert verdict.figures.unseen == {one: 4 * (one is unseen) for one in Unseen}
    assert check(rewritten(tmp_path, approved(replace(blind, why="A name.")))).sound


def test_a_first_version_says_what_it_brought(tmp_path: Path) -> None:
    bank = read_bank(copy_bank(tmp_path, {SET: (FIRST, "version: 1")}))
    assert bank.problems == (), "what is served may go without"
    found = [(p.code, p.line) for p in check(bank).problems if p.severity == "error"]
    assert found == [("E351", line_of(tmp_path, "version: 1"))]


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


@pytest.mark.parametrize(("times", "rare"), [(4, []), (5, ["easy"])])
def test_a_difficulty_that_is_rare_is_a_figure(tmp_path: Path, times: int, rare: list[str]) -> None:
    """Of 16 questions nothing is said; of 20 not one is easy, and a quarter is hard."""

    def change(question: Question) -> Question:
        hard = question.id == "horn-year"
        return replace(question, difficulty=Difficulty.HARD if hard else Difficulty.MEDIUM)

    verdict = check(rewritten(tmp_path, change, times))
    found = [p for p in verdict.problems if p.code == "W01"]
    assert [(p.values["difficulty"], p.values["percent"], p.line) for p in found] == [
        (Phrase(one), 0, 1) for one in rare
    ]


def test_a_rare_difficulty_is_shown_at_its_first_question(tmp_path: Path) -> None:
    def change(question: Question) -> Question:
        return replace(question, difficulty=Difficulty.MEDIUM)

    rewritten(tmp_path, change, times=5)
    text = (tmp_path / SET).read_text(encoding="utf-8")
    head, _, tail = text.rpartition("difficulty: medium")
    (tmp_path / SET).write_text(f"{head}difficulty: hard{tail}", encoding="utf-8")
    found = [p for p in check(read_bank(tmp_path)).problems if p.code == "W01"]
    assert [(p.values["difficulty"], p.values["percent"]) for p in found] == [
        (Phrase("easy"), 0),
        (Phrase("hard"), 5),
    ]
    assert found[1].line == head.count("\n") + 1 - head[head.rindex("  - id:") :].count("\n")


def test_a_topic_counts_what_is_asked_and_no_draft(tmp_path: Path) -> None:
    """Of the tower's three questions two are approved, and each stands there twice."""
    blind = Blind(DAY, Outcome.AGREED, Unseen.KNOWN)

    def change(question: Question) -> Question:
        return question if question.id == "horn-year" else approved(blind)(question)

    verdict = check(rewritten(tmp_path, change, times=2))
    assert [
        (p.values["topic"], p.values["count"]) for p in verdict.problems if p.code == "W02"
    ] == [
        ('"wreck"', 2),
        ('"tower"', 4),
    ]


def test_one_file_has_no_figures(tmp_path: Path) -> None:
    verdict = check(read_bank(copy_bank(tmp_path) / SET))
    assert verdict.figures is None
    assert verdict.problems == ()
