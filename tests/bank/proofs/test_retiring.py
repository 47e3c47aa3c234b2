"""A document that changes: which questions fall, why, and how they are taken out of service."""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.bank.problem import Problem
from bot.bank.proofs.proof import prove
from bot.bank.proofs.retiring import Retirement, in_service, retire
from bot.bank.reading import read_bank
from bot.bank.reviews.approving import approve
from bot.domain.question import State
from bot.domain.review import Blind, Outcome, Unseen
from tests.bank.samples import DOCUMENTS, SET, copy_bank
from tests.conftest import Clock


def approved_bank(folder: Path, clock: Clock) -> Path:
    """The bank with every question approved but tower-service."""
    bank = read_bank(copy_bank(folder))
    ids = [p.question.id for p in bank.questions if p.question.id != "tower-service"]
    contents = {file.file: Path(file.file).read_bytes() for file in bank.sets}
    today = clock().date()
    read = Blind(today, Outcome.AGREED, Unseen.KNOWN)
    for name, data in approve(bank, ids, today, contents, read).files.items():
        Path(name).write_bytes(data)
    return folder


def documents(folder: Path, change: Callable[[str], str]) -> Path:
    """The document as somebody changed it."""
    text = (DOCUMENTS / "lighthouse.txt").read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    folder.mkdir()
    (folder / "lighthouse.txt").write_text(changed, encoding="utf-8")
    return folder


def inserted(text: str) -> str:
    """One paragraph more, before paragraph 4."""
    return text.replace("May 14, 1874", "Nobody slept that winter.\n\nMay 14, 1874")


def reworded(text: str) -> str:
    """Paragraph 6 in other words, its facts kept."""
    return text.replace("The keepers’ cottage", "The cottage")


def shortened(text: str) -> str:
    """Paragraphs 3 and 7 gone."""
    blocks = [b for b in text.split("\n\n") if not b.startswith(("On 3 March", "Since June"))]
    return "\n\n".join(block for block in blocks if "3 March" not in block)


def fallen(folder: Path, sources: Path) -> dict[str, list[Problem]]:
    questions = prove(read_bank(folder), sources).questions
    return {p.placed.question.id: list(p.problems) for p in questions if p.fallen}


def test_while_the_document_stands_nothing_falls(tmp_path: Path, clock: Clock) -> None:
    assert fallen(approved_bank(tmp_path, clock), DOCUMENTS) == {}


def test_a_paragraph_that_only_moved_is_named_with_its_new_number(
    tmp_path: Path, clock: Clock
) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    found = fallen(folder, documents(tmp_path / "sources", inserted))
    said = {
        name: [(problem.code, problem.values["number"], problem.values["now"]) for problem in some]
        for name, some in found.items()
    }
    assert said == {
        "lamp-lit-date": [("E413", 5, "¶6"), ("E413", 4, "¶5"), ("E413", 7, "¶8")],
        "wreck-drowned": [("E413", 5, "¶6")],
        "tower-service": [("E413", 6, "¶7")],
        "horn-year": [("E413", 6, "¶7")],
    }
    assert found["horn-year"][0].fix.startswith("it is ¶7 now: correct `paragraph:`")


def test_a_paragraph_that_changed_is_to_be_read_again(tmp_path: Path, clock: Clock) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    found = fallen(folder, documents(tmp_path / "sources", reworded))
    assert {name: [p.code for p in some] for name, some in found.items()} == {
        "tower-service": ["E404"],
        "horn-year": ["E404"],
    }
    assert found["horn-year"][0].fix.startswith("read it again")


def test_what_is_gone_and_what_moved_up(tmp_path: Path, clock: Clock) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    found = fallen(folder, documents(tmp_path / "sources", shortened))
    codes = {name: {p.code for p in some} for name, some in found.items()}
    assert codes["horn-year"] == {"E413"}
    assert {"E405", "E413"} <= codes["lamp-lit-date"], "¶7 is gone, the others moved up"
    assert {"E404", "E413"} <= codes["wreck-drowned"], "at ¶3 stands something else now"


def retiring(folder: Path, sources: Path) -> Retirement:
    bank = read_bank(folder)
    contents = {file.file: Path(file.file).read_bytes() for file in bank.sets}
    return retire(in_service(prove(bank, sources).questions), contents)


def test_only_the_state_of_what_is_asked_is_rewritten(tmp_path: Path, clock: Clock) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    before = (folder / SET).read_text(encoding="utf-8")
    done = retiring(folder, documents(tmp_path / "sources", inserted))
    (data,) = done.files.values()
    assert done.problems == ()
    assert list(done.retired.values()) == [("lamp-lit-date", "wreck-drowned", "horn-year")]
    changed = difflib.ndiff(before.split("\n"), data.decode().split("\n"))
    assert [line for line in changed if line[0] in "+-"] == [
        "-     state: approved   # not seen by a second pair of eyes yet",
        "+     state: retired   # not seen by a second pair of eyes yet",
        "-     state: approved",
        "+     state: retired  # ansel-mercury-1988 ¶5 is not as it was cited: see `bank verify`",
        "-     state: approved",
        "+     state: retired  # ansel-mercury-1988 ¶6 is not as it was cited: see `bank verify`",
    ]
    (folder / SET).write_bytes(data)
    bank = read_bank(folder)
    assert bank.problems == ()
    assert [p.question.state for p in bank.questions] == [
        State.RETIRED, State.RETIRED, State.DRAFT, State.RETIRED,
    ]  # fmt: skip


def test_windows_line_ends_stay(tmp_path: Path, clock: Clock) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    windows = (folder / SET).read_bytes().replace(b"\n", b"\r\n")
    (folder / SET).write_bytes(windows)
    (data,) = retiring(folder, documents(tmp_path / "sources", reworded)).files.values()
    assert data.count(b"\r\n") == data.count(b"\n") == windows.count(b"\n")


@pytest.mark.parametrize("end", ["state: approved\n    review", "state: approved\r    review"])
def test_what_cannot_be_written_is_named_and_the_rest_is_done(
    tmp_path: Path, clock: Clock, end: str
) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    text = (folder / SET).read_text(encoding="utf-8")
    head, _, tail = text.rpartition("state: approved\n    review")
    spoiled = end.replace("state: approved", "? state\n    : approved", 1) if "\n" in end else end
    (folder / SET).write_bytes(f"{head}{spoiled}{tail}".encode())
    done = retiring(folder, documents(tmp_path / "sources", inserted))
    stuck = {problem.values["id"] for problem in done.problems}
    out = {name for ids in done.retired.values() for name in ids}
    assert {p.code for p in done.problems} == {"E504"}
    if "\r" in end:
        assert (stuck, out) == ({"lamp-lit-date", "wreck-drowned", "horn-year"}, set())
    else:
        assert (stuck, out) == ({"horn-year"}, {"lamp-lit-date", "wreck-drowned"})
