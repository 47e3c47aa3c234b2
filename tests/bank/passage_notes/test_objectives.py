# ruff: noqa: E501 - a table of what is wrong, one case a line
"""`objectives.yaml`: every passage in one place, every question with an objective it cites."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.bank.checking import check
from bot.bank.passage_notes.objectives import numbers
from bot.bank.reading import read_bank
from bot.bank.reviews.approving import approve
from bot.bank.upload import check_upload
from bot.domain.fingerprint import fingerprint
from bot.domain.sets.objective import Objective, Untestable
from tests.bank.samples import DATA, SET, checked, copy_bank, line_of
from tests.conftest import Clock

FILE = "objectives.yaml"
OBJECTIVES = """\
# yaml-language-server: $schema=schema/objectives.json
objectives:
  - id: first-lights
    source: ansel-mercury-1988
    text: Date the first stone, the first light and what was added later.
    paragraphs: [4, 5, 6, 7]
  - id: the-wreck
    source: ansel-mercury-1988
    text: Say what the wreck of the Halcyon cost, and what followed from it.
    paragraphs: [3]
untestable:
  - {source: ansel-mercury-1988, paragraphs: [1, 2], reason: Headline and greeting.}
"""
AIMS = {
    "lamp-lit-date": "first-lights",
    "wreck-drowned": "the-wreck",
    "tower-service": "first-lights",
    "horn-year": "first-lights",
}


def aimed_bank(
    folder: Path, edits: Mapping[str, str] | None = None, aims: Mapping[str, str] = AIMS
) -> Path:
    """The bank with objectives; ``edits`` replace texts of objectives.yaml."""
    copy_bank(folder)
    text = OBJECTIVES
    for old, new in (edits or {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / FILE).write_text(text, encoding="utf-8")
    whole = (folder / SET).read_text(encoding="utf-8")
    for question, aim in aims.items():
        before, found, after = whole.partition(f"id: {question}\n")
        assert found
        whole = f"{before}{found}    objective: {aim}\n{after}"
    (folder / SET).write_text(whole, encoding="utf-8")
    return folder


def test_a_bank_with_objectives_has_no_problem(tmp_path: Path) -> None:
    bank = read_bank(aimed_bank(tmp_path))
    assert bank.problems == ()
    assert bank.objectives is not None
    assert bank.objectives.objectives[1] == Objective(
        "the-wreck",
        "ansel-mercury-1988",
        "Say what the wreck of the Halcyon cost, and what followed from it.",
        (3,),
    )
    assert bank.objectives.untestable == (
        Untestable("ansel-mercury-1988", (1, 2), "Headline and greeting."),
    )
    assert {p.question.id: p.question.objective for p in bank.questions} == AIMS


# what is wrong: (old text, new text, text on the line of the problem, code)
SPOILED = {
    "an id twice": ("id: the-wreck", "id: first-lights", "first-lights\n    source: ansel-mercury-1988\n    text: Say", "E354"),
    "an unknown document": ("reason: Headline and greeting.}", "reason: Headline.}\n  - {source: mercury, paragraphs: [1], reason: No.}", "mercury, ", "E309"),
    "a paragraph that is not there": ("[1, 2]", "[1, 2, 8]", "[1, 2, 8]", "E324"),
    "a paragraph left out": ("paragraphs: [4, 5, 6, 7]", "paragraphs: [4, 5, 7]", "objectives:", "E355"),
    "a paragraph in both": ("[1, 2]", "[1, 2, 3]", "[1, 2, 3]", "E356"),
    "no reason": (", reason: Headline and greeting.", "", "{source", "E201"),
    "an empty reason": ("reason: Headline and greeting.", 'reason: ""', "{source", "E205"),
    "an objective without words": ("    text: Say what the wreck of the Halcyon cost, and what followed from it.\n", "", "- id: the-wreck", "E201"),
    "a key nobody knows": ("reason: Head", "because: Head", "because", "E203"),
    "a paragraph that is text": ("paragraphs: [3]", "paragraphs: [three]", "[three]", "E207"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "code"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_file_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, at: str, code: str
) -> None:
    folder = aimed_bank(tmp_path, {old: new})
    assert (FILE, line_of(folder, at, FILE), code) in checked(folder)


def test_what_is_left_out_is_named_by_its_numbers(tmp_path: Path) -> None:
    folder = aimed_bank(tmp_path, {"paragraphs: [4, 5, 6, 7]": "paragraphs: [5, 6, 7]",
                                   "[1, 2]": "[1]"})  # fmt: skip
    messages = {problem.code: problem.message for problem in read_bank(folder).problems}
    assert messages["E355"] == (
        "paragraph 2, 4 of ansel-mercury-1988 serves no objective and is not listed as untestable"
    )


def test_numbers_are_written_in_runs() -> None:
    assert numbers([7, 1, 2, 3, 9, 10, 2]) == "1-3, 7, 9-10"


@pytest.mark.parametrize(
    ("aims", "code", "fix"),
    [
        ({"horn-year": ""}, "E357", "add `objective:` with one of first-lights"),
        ({"horn-year": "first-light"}, "E358", "write first-lights, or describe it"),
        ({"horn-year": "the-wreck"}, "E359", "choose another objective, or cite"),
    ],
)
def test_a_question_needs_an_objective_that_it_cites(
    tmp_path: Path, aims: dict[str, str], code: str, fix: str
) -> None:
    folder = aimed_bank(tmp_path, aims={k: v for k, v in (AIMS | aims).items() if v})
    [problem] = read_bank(folder).problems
    at = f"objective: {aims['horn-year']}\n    type: year" if aims["horn-year"] else "id: horn-year"
    assert (problem.code, problem.line) == (code, line_of(folder, at))
    assert problem.fix.startswith(fix)


def test_a_broken_entry_is_reported_where_it_stands_only(tmp_path: Path) -> None:
    folder = aimed_bank(tmp_path, {"paragraphs: [3]": "paragraphs: [three]"})
    assert {file for file, _, _ in checked(folder)} == {FILE}


def test_a_question_without_objective_is_not_approved(tmp_path: Path, clock: Clock) -> None:
    folder = aimed_bank(tmp_path, aims={k: v for k, v in AIMS.items() if k != "horn-year"})
    bank = read_bank(folder)
    contents = {file.file: Path(file.file).read_bytes() for file in bank.sets}
    [problem] = approve(bank, ["horn-year"], clock().date(), contents).problems
    assert problem.code == "E502"


def test_the_objective_is_no_part_of_what_is_approved(tmp_path: Path) -> None:
    plain = read_bank(copy_bank(tmp_path / "plain")).questions
    aimed = read_bank(aimed_bank(tmp_path / "aimed")).questions
    assert [fingerprint(p.question) for p in plain] == [fingerprint(p.question) for p in aimed]


def test_a_set_of_other_documents_needs_none_and_one_that_is_sent_may_name_any(
    tmp_path: Path,
) -> None:
    folder = aimed_bank(tmp_path)
    text = (folder / SET).read_text(encoding="utf-8")
    known = read_bank(folder).sources.sources
    sent = text.replace("objective: the-wreck", "objective: anything")
    report = check_upload("x.yaml", sent.encode(), known)
    assert report.problems == ()
    assert report.set is not None
    assert report.set.questions[1].objective == "anything"
    own = text.replace("topics:", "sources:\n  - {id: tale, title: Tale, short: Tale, language: en}"
                       "\ntopics:").replace("set: light", "set: more-light")  # fmt: skip
    own = own.replace("ansel-mercury-1988", "tale").replace("  - id: ", "  - id: more-")
    own = "\n".join(line for line in own.splitlines() if "objective:" not in line)
    (folder / "sets" / "own.yaml").write_text(
        own.replace("- {id: more-tale", "- {id: tale"), encoding="utf-8"
    )
    assert checked(folder) == []


def test_the_bank_that_ships_says_what_it_tests() -> None:
    bank = read_bank(DATA.parents[1] / "questions")
    assert bank.objectives is not None, "objectives.yaml is missing"
    assert [p.question.id for p in bank.questions if p.question.objective is None] == []


def test_a_key_rests_on_no_untestable_passage(tmp_path: Path) -> None:
    """Paragraph 4 proves the key of one question, paragraph 7 only refutes a distractor."""
    edits = {"[4, 5, 6, 7]": "[5, 6]", "[1, 2], reason": "[1, 2, 4, 7], reason"}
    folder = aimed_bank(tmp_path, edits)
    text = (folder / SET).read_text(encoding="utf-8")
    (lamp,) = [one for one in text.splitlines() if "paragraph: 7" in one]
    edited = text.replace(lamp, lamp.replace("}", ", for: [3]}"))
    (folder / SET).write_text(edited, encoding="utf-8")
    proving = [n for n, one in enumerate(edited.splitlines(), 1) if "paragraph: 4" in one]
    verdict = check(read_bank(folder))
    found = [(p.line, p.code) for p in verdict.problems if p.code == "E360"]
    assert found == [(line, "E360") for line in proving]
    assert proving
    retired = edited.replace("state: draft", "state: retired")
    (folder / SET).write_text(retired, encoding="utf-8")
    assert "E360" not in {p.code for p in check(read_bank(folder)).problems}
