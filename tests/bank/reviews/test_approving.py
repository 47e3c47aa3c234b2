"""`bank approve` writes the approval, and no other line of the file changes."""

import difflib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.bank.reading import read_bank
from bot.bank.reviews.approving import Approval, approve
from bot.domain.fingerprint import fingerprint
from bot.domain.question import State
from bot.domain.review import Blind, Outcome, Review, Unseen
from tests.bank.samples import SET, copy_bank, line_of

DAY = date(2026, 11, 23)


def approving(folder: Path, ids: Sequence[str], day: date = DAY) -> Approval:
    bank = read_bank(folder)
    return approve(bank, ids, day, {f.file: Path(f.file).read_bytes() for f in bank.sets})


def changes(before: bytes, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.decode().split("\n"), after.decode().split("\n"))
    return [line for line in lines if line[0] in "+-"]


def test_two_questions_are_approved_in_place(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    before = (folder / SET).read_bytes()
    marks = {p.question.id: fingerprint(p.question) for p in read_bank(folder).questions}
    approval = approving(folder, ["horn-year", "lamp-lit-date"])
    assert approval.problems == ()
    (data,) = approval.files.values()
    assert changes(before, data) == [
        "-     state: draft   # not seen by a second pair of eyes yet",
        "+     state: approved   # not seen by a second pair of eyes yet",
        f'+     review: {{on: 2026-11-23, fingerprint: "{marks["lamp-lit-date"]}"}}',
        "-     state: draft",
        "+     state: approved",
        f'+     review: {{on: 2026-11-23, fingerprint: "{marks["horn-year"]}"}}',
    ]
    (folder / SET).write_bytes(data)
    bank = read_bank(folder)
    assert bank.problems == ()
    approved = {p.question.id: p.question.review for p in bank.questions if p.question.review}
    assert approved == {
        "lamp-lit-date": Review(DAY, marks["lamp-lit-date"]),
        "horn-year": Review(DAY, marks["horn-year"]),
    }


@pytest.mark.parametrize(
    "review",
    [
        'review: {on: 2020-01-01, fingerprint: "0123456789abcdef"}',
        'review:\n      on: 2020-01-01\n      fingerprint: "0123456789abcdef"',
        'review: {on: 2020-01-01,\n             fingerprint: "0123456789abcdef"}',
    ],
)
def test_a_stale_review_is_replaced_however_it_is_written(tmp_path: Path, review: str) -> None:
    folder = copy_bank(
        tmp_path,
        {SET: ("state: draft   # not", f"state: approved\n    {review}\n    note: A   # not")},
    )
    assert [p.code for p in read_bank(folder).problems] == ["E312"]
    before = (folder / SET).read_bytes()
    (data,) = approving(folder, ["lamp-lit-date"]).files.values()
    assert all(
        "2020" in line
        for line in changes(before, data)
        if line[0] == "-" and "finger" not in line and "review:" not in line
    )
    (folder / SET).write_bytes(data)
    bank = read_bank(folder)
    assert bank.problems == ()
    assert bank.questions[0].question.state is State.APPROVED


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    windows = (folder / SET).read_bytes().replace(b"\n", b"\r\n")
    (folder / SET).write_bytes(windows)
    (data,) = approving(folder, ["horn-year"]).files.values()
    assert data.count(b"\r\n") == data.count(b"\n") == windows.count(b"\n") + 1


def test_approving_again_changes_the_day_only(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    (data,) = approving(folder, ["horn-year"]).files.values()
    (folder / SET).write_bytes(data)
    (again,) = approving(folder, ["horn-year"], date(2027, 1, 2)).files.values()
    assert data.count(b"review: {on: 2026-11-23") == 1
    assert again == data.replace(b"review: {on: 2026-11-23", b"review: {on: 2027-01-02")


def test_a_second_reader_is_recorded_and_stays_while_the_question_does(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    blind = Blind(date(2026, 11, 20), Outcome.AGREED, Unseen.MISSED)
    unread: list[tuple[str, ...]] = []

    def approved_again(day: date, seen: Blind | None = None) -> Review | None:
        bank = read_bank(folder)
        contents = {file.file: Path(file.file).read_bytes() for file in bank.sets}
        done = approve(bank, ["horn-year"], day, contents, seen)
        (data,) = done.files.values()
        (folder / SET).write_bytes(data)
        unread.append(done.unread)
        return read_bank(folder).questions[3].question.review

    first = approved_again(DAY, blind)
    assert first is not None
    assert first.blind == blind
    assert "blind: {on: 2026-11-20, outcome: agreed, unseen: missed}}" in (folder / SET).read_text()
    again = approved_again(date(2027, 1, 2))
    assert again == Review(date(2027, 1, 2), first.fingerprint, blind)
    edited = (folder / SET).read_text().replace("get a fog horn", "receive a fog horn")
    (folder / SET).write_text(edited)
    reworded = approved_again(date(2027, 1, 3))
    assert reworded is not None
    assert reworded.blind is None
    assert unread == [(), (), ("horn-year",)], "what is lost is told"
    edited = (folder / SET).read_text().replace("receive a fog horn", "be given a fog horn")
    (folder / SET).write_text(edited)
    assert approved_again(date(2027, 1, 4), blind) is not None
    approved_again(date(2027, 1, 5))
    assert unread[3:] == [(), ()], "there was none, and the new one is of this wording"


@pytest.mark.parametrize(
    ("old", "new", "ids", "code"),
    [
        ("set: lighthouse", "set: lighthouse", ["horn-yaer"], "E501"),
        ("answer: 1902", "answer: soon", ["horn-year"], "E502"),
        ("text: In June 1988", "text: 14 May 1874", ["lamp-lit-date"], "E502"),
        ("state: draft   # not", "state: retired   # not", ["lamp-lit-date"], "E503"),
        ("state: draft   # not", "? state\n    : draft   # not", ["lamp-lit-date"], "E504"),
    ],
)
def test_one_obstacle_keeps_every_file_as_it_is(
    tmp_path: Path, old: str, new: str, ids: list[str], code: str
) -> None:
    folder = copy_bank(tmp_path, {SET: (old, new)})
    approval = approving(folder, ["tower-service", *ids])
    assert [problem.code for problem in approval.problems] == [code]
    assert approval.files == {}


def test_an_unknown_id_gets_a_guess(tmp_path: Path) -> None:
    (problem,) = approving(copy_bank(tmp_path), ["horn-yaer"]).problems
    assert str(problem).endswith('E501 no question "horn-yaer" → write horn-year')


def test_an_obstacle_names_the_question_s_line(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path, {SET: ("answer: 1902", "answer: soon")})
    (problem,) = approving(folder, ["horn-year"]).problems
    assert problem.line == line_of(folder, "id: horn-year")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("When was the lamp", "When was the lantern"),
        ("text: In June 1988", "text: In July 1988"),
        ("Three years had gone", "Some years had gone"),
        ("at a cost of 41500 crowns", "at a cost of 41501 crowns"),
        ("brief: Lit on October 9, 1877", "brief: Lit on October 8, 1877"),
        ("paragraph: 7, sentences: [1]", "paragraph: 6, sentences: [1]"),
        ('"Since June 1988"', '"Since June"'),
        ("      - text: 9 October 1877\n        key: true\n", "      - text: 9 October 1877\n"),
    ],
)
def test_what_is_edited_afterwards_is_no_longer_approved(
    tmp_path: Path, old: str, new: str
) -> None:
    folder = copy_bank(tmp_path)
    (data,) = approving(folder, ["lamp-lit-date"]).files.values()
    assert data.count(old.encode()) == 1
    (folder / SET).write_bytes(data.replace(old.encode(), new.encode()))
    found = {problem.code: problem.line for problem in read_bank(folder).problems}
    assert found["E312"] == line_of(folder, "review:")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tags: [dates]", "tags: [dates, tower]"),
        ("difficulty: medium", "difficulty: hard"),
        ("not seen by a second pair of eyes yet", "seen"),
        ("    tags: [dates]", "    note: Looked at again.\n    tags: [dates]"),
    ],
)
def test_curation_does_not_undo_an_approval(tmp_path: Path, old: str, new: str) -> None:
    folder = copy_bank(tmp_path)
    (data,) = approving(folder, ["lamp-lit-date"]).files.values()
    assert data.count(old.encode()) == 1
    (folder / SET).write_bytes(data.replace(old.encode(), new.encode()))
    assert read_bank(folder).problems == ()
