"""``for:`` of a citation: read, checked, free of the approval."""

from pathlib import Path

import pytest

from bot.bank.reading import read_bank
from bot.domain.fingerprint import fingerprint
from bot.storage.bank.question_json import from_json, to_json
from tests.bank.samples import SET, checked, copy_bank, line_of, verified

MERROW = 'quote: "the engineer Ada Merrow"'
LAMP = 'quote: "the lamp was lit"'
MILES = 'quote: "eighteen miles"'
TOWER = 'quote: "The Harbour Board voted"'


def test_it_is_read_kept_and_needs_no_new_approval(tmp_path: Path) -> None:
    before = read_bank(copy_bank(tmp_path / "a")).questions[0].question
    folder = copy_bank(tmp_path / "b", {SET: (MERROW, f"{MERROW}, for: [1]")})
    assert verified(folder) == []
    after = read_bank(folder).questions[0].question
    assert [citation.refutes for citation in after.citations] == [(), (1,), ()]
    assert fingerprint(after) == fingerprint(before)
    assert from_json(to_json(after)) == after
    assert "for" not in str(to_json(before)["citations"])


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        ((MERROW, f"{MERROW}, for: [1, 3]"), []),
        ((MERROW, f"{MERROW}, for: [2]"), ["E330"]),  # the key
        ((MERROW, f"{MERROW}, for: [1, 4]"), ["E330"]),  # three options
        ((LAMP, f"{LAMP}, for: [1]"), ["E331"]),  # the first one
        ((MILES, f"{MILES}\n        for: [1]"), []),  # the first near value
        ((MILES, f"{MILES}\n        for: [2]"), ["E330"]),  # there is one
        ((TOWER, f"{TOWER}, for: [1]"), ["E330"]),  # true or false
        ((MERROW, f"{MERROW}, for: [0]"), ["E213"]),
        ((MERROW, f"{MERROW}, for: 1"), ["E207"]),
    ],
)
def test_it_names_wrong_options_by_their_numbers(
    tmp_path: Path, edit: tuple[str, str], codes: list[str]
) -> None:
    folder = copy_bank(tmp_path, {SET: edit})
    assert [code for *_, code in checked(folder)] == codes
    assert {line for _, line, _ in checked(folder)} <= {line_of(folder, "for: ")}


def test_one_for_the_stem_is_kept_and_needs_no_new_approval(tmp_path: Path) -> None:
    before = read_bank(copy_bank(tmp_path / "a")).questions[0].question
    folder = copy_bank(tmp_path / "b", {SET: (MERROW, f"{MERROW}, stem: true")})
    assert verified(folder) == []
    after = read_bank(folder).questions[0].question
    assert [citation.proves for citation in after.citations] == [True, False, True]
    assert fingerprint(after) == fingerprint(before)
    assert from_json(to_json(after)) == after


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        ((LAMP, f"{LAMP}, stem: true"), ["E331"]),  # the first one
        ((LAMP, f"{LAMP}, stem: false"), []),
        ((MERROW, f"{MERROW}, for: [1], stem: true"), ["E337"]),
        ((MERROW, f"{MERROW}, stem: 1"), ["E216"]),
    ],
)
def test_one_for_the_stem_is_neither_first_nor_for_options(
    tmp_path: Path, edit: tuple[str, str], codes: list[str]
) -> None:
    folder = copy_bank(tmp_path, {SET: edit})
    assert [code for *_, code in checked(folder)] == codes
    assert {line for _, line, _ in checked(folder)} <= {line_of(folder, edit[1])}
