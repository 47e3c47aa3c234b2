"""What the approved questions cover: passages, objectives, and how they are spread."""

from pathlib import Path

import pytest

from bot.bank.coverage import Coverage, Passage, coverage
from bot.bank.proofs.proof import read_library
from bot.bank.reading import read_bank
from bot.bank.reviews.approving import approve
from bot.domain.question import Difficulty, QuestionType
from tests.bank.passage_notes.test_objectives import aimed_bank
from tests.bank.samples import DOCUMENTS, SET
from tests.conftest import Clock

LAMP = 'paragraph: 7, sentences: [1], quote: "Since June 1988"'
"""The lamp's citation of paragraph 7 is against its third option."""


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """The bank with objectives; lamp-lit-date and tower-service are approved."""
    made = aimed_bank(tmp_path)
    text = (made / SET).read_text(encoding="utf-8")
    assert text.count(LAMP) == 1
    (made / SET).write_text(text.replace(LAMP, f"{LAMP}, for: [3]"), encoding="utf-8")
    bank = read_bank(made)
    contents = {file.file: Path(file.file).read_bytes() for file in bank.sets}
    done = approve(bank, ["lamp-lit-date", "tower-service"], clock().date(), contents)
    for name, data in done.files.items():
        Path(name).write_bytes(data)
    return made


def of(folder: Path, *, documents: bool = False) -> Coverage:
    bank = read_bank(folder)
    assert bank.problems == ()
    library = read_library(bank.sources, DOCUMENTS).documents if documents else {}
    return coverage(bank, library)


def test_passages_count_the_approved_questions_that_cite_them(folder: Path) -> None:
    (document,) = of(folder).documents
    assert document.passages == (
        Passage(1, 0, 0, "Headline and greeting."),
        Passage(2, 0, 0, "Headline and greeting."),
        Passage(3, 1, 0),
        Passage(4, 1, 0),
        Passage(5, 1, 0),
        Passage(6, 1, 0),
        Passage(7, 0, 1),
    )
    assert document.gaps == (7,), "nothing is asked about what only refutes a distractor"


def test_a_passage_that_only_a_draft_cites_is_a_gap(folder: Path) -> None:
    text = (folder / SET).read_text(encoding="utf-8")
    head, _, tail = text.partition("state: approved")
    (folder / SET).write_text(f"{head}state: retired{tail}", encoding="utf-8")
    found = of(folder)
    assert found.documents[0].gaps == (4, 5, 7)
    assert not found.complete


def test_what_only_dates_a_stem_covers_nothing(folder: Path) -> None:
    text = (
        (folder / SET)
        .read_text(encoding="utf-8")
        .replace(f"{LAMP}, for: [3]", f"{LAMP}, stem: true")
    )
    (folder / SET).write_text(text, encoding="utf-8")
    (document,) = of(folder).documents
    assert document.passages[6] == Passage(7, 0, 0)
    assert document.gaps == (7,)


def test_objectives_count_their_questions_and_name_what_none_cites(folder: Path) -> None:
    lights, wreck = of(folder).objectives
    assert lights.difficulties == {Difficulty.MEDIUM: 1, Difficulty.HARD: 1}
    assert lights.types == {QuestionType.SINGLE: 1, QuestionType.TRUEFALSE: 1}
    assert (lights.questions, lights.uncited) == (2, ())
    assert (wreck.questions, wreck.uncited) == (0, ()), "tower-service cites ¶3 for another one"
    assert of(folder).bare == ("the-wreck",)


def test_the_spread(folder: Path) -> None:
    spread = of(folder).spread
    assert (spread.questions, spread.joining) == (2, 0)
    assert spread.topics == {"lighthouse/tower": 2}
    assert spread.tags == {"dates": 1}


def test_first_words_come_from_a_document_that_is_as_it_was(folder: Path) -> None:
    openings = [p.opening for p in of(folder, documents=True).documents[0].passages]
    assert openings[:2] == ["The lamp on Gull …", "Gull Rock lies four …"]
    sources = folder / "sources.yaml"
    text = sources.read_text(encoding="utf-8").replace("4cf1c3f9018f", "000000000000")
    sources.write_text(text, encoding="utf-8")
    assert [p.opening for p in of(folder, documents=True).documents[0].passages][1] == ""


def test_without_objectives_every_passage_is_testable(folder: Path) -> None:
    (folder / "objectives.yaml").unlink()
    found = of(folder)
    assert (found.objectives, found.documents[0].gaps) == ((), (1, 2, 7))
