"""Sheets: drawn, filled in, summed up; and what is wrong with one is said."""

from collections import Counter
from pathlib import Path

import pytest

from bot.generation.documents.blocks import source_document
from bot.generation.generator import generate
from bot.generation.ranking import Acceptance, shipped_acceptance, wilson
from bot.generation.sheets import (
    Label,
    Labelled,
    SheetWrong,
    acceptance,
    rates,
    read_sheet,
    sample,
    sheet_text,
)
from tests.generation.texts import FOLDER, generated

MODELS = "0025-a-model-is-asked-by-the-batch-and-believed-in-nothing.md"


def test_a_sheet_that_was_filled_in_is_read_back() -> None:
    drafts = sample(generated().drafts, 6)
    filled = sheet_text(drafts).replace("    label:\n", "    label: light edit\n")
    found = read_sheet("sheet.yaml", filled.encode())
    assert [(one.id, one.template) for one in found] == [
        (one.question.id, one.candidate.provenance.template) for one in drafts
    ]
    assert {one.label for one in found} == {Label.EDIT}


def test_a_large_number_is_written_as_it_is_said() -> None:
    body = (
        "The Ansel Club invested £10.5 million in the Ansel Tower. The Ansel Tower"
        " holds 41,500 books. The Ansel Tower was opened by Ada Merrow in 1991."
    )
    document = source_document(body, id="tower", title="The Ansel Tower", date="2019-05")
    sheet = sheet_text(generate([document]).drafts)
    assert '"10.5 million pounds"' in sheet
    assert '"41,500 books"' in sheet
    assert '"1991"' in sheet


def test_a_sample_is_chance_that_repeats() -> None:
    drafts = list(generated().drafts)
    assert sample(drafts, 5) == sample(drafts[::-1], 5)
    assert sample(drafts, 5) != drafts[:5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("drafts:\n  - id: a\n    template: when\n    label: fine\n", "sheet.yaml:4: the label is"),
        ("drafts:\n  - id: a\n    template: when\n    label:\n", "sheet.yaml:4: the label is miss"),
        ("questions: []\n", "no list `drafts:`"),
        ("drafts: [", "sheet.yaml:"),
    ],
)
def test_a_sheet_that_cannot_be_summed_up_says_where(text: str, said: str) -> None:
    with pytest.raises(SheetWrong, match="→"):
        read_sheet("sheet.yaml", text.encode())
    with pytest.raises(SheetWrong) as caught:
        read_sheet("sheet.yaml", text.encode())
    assert said in str(caught.value)


# Newcombe 1998, table I: Wilson's interval without continuity correction.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilson_s(count: int, total: int, low: float, high: float) -> None:
    found = wilson(count, total)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_labels_give_rates_and_rank_templates() -> None:
    labels = [Label.USABLE] * 6 + [Label.EDIT] * 2 + [Label.UNUSABLE, Label.WRONG]
    made = [Labelled(f"q{n}", "when", label) for n, label in enumerate(labels)]
    lines = list(rates(made))
    assert lines[1] == "usable as they stand: 6 of 10, 60% (95 % CI 31%-83%)"
    assert lines[2].startswith("usable after a light edit: 8 of 10")
    assert lines[3].startswith("wrong key: 1 of 10")
    fared = acceptance(made)
    assert (fared.rate("when"), fared.rate("who")) == (0.6, None)
    assert fared.score("when") > fared.score("who") == Acceptance().score("when")


def test_the_shipped_figures_are_those_of_the_sheets_that_were_labelled() -> None:
    sheets = sorted((FOLDER / "labels").glob("*.yaml"))
    found = [one for path in sheets for one in read_sheet(path.name, path.read_bytes())]
    assert len(found) > 60
    assert shipped_acceptance() == acceptance(found)


SHEETS = sorted((FOLDER / "labels-llm").glob("*.yaml"))


@pytest.mark.parametrize("sheet", SHEETS, ids=[one.stem for one in SHEETS])
def test_the_record_has_what_became_of_a_model_s_drafts(sheet: Path) -> None:
    """Apart from those of the rules: one model's drafts say nothing of how another's fare."""
    found = read_sheet(sheet.name, sheet.read_bytes())
    labels = Counter(one.label for one in found)
    usable, edit = labels[Label.USABLE], labels[Label.USABLE] + labels[Label.EDIT]
    shares = [_share(count, len(found)) for count in (usable, edit)]
    row = f"| {len(found)} | {shares[0]} | {shares[1]} | {labels[Label.WRONG]} |"
    record = Path(__file__).parents[2] / "docs" / "decisions" / MODELS
    assert row in record.read_text(encoding="utf-8")


def _share(count: int, total: int) -> str:
    found = wilson(count, total)
    low, high = (round(100 * edge) for edge in (found.low, found.high))
    return f"{round(100 * found.rate)} % ({low}-{high})"
