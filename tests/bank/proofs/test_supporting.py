"""L18 and L19 on files and documents, with their waivers."""

from pathlib import Path

from bot.bank.proofs.proof import verify
from bot.bank.reading import read_bank
from tests.bank.samples import DOCUMENTS, SET, copy_bank, line_of, places, verified


def with_key(folder: Path, key: str, waiver: str = "") -> Path:
    """The bank with another text for the key of its first question."""
    copy_bank(folder)
    file = folder / SET
    text = file.read_text(encoding="utf-8").replace("- text: 9 October 1877", f"- text: {key}")
    text = text.replace("    tags: [dates]\n", f"{waiver}    tags: [dates]\n")
    if key.startswith("Once"):
        was = "The lamp was lit on 9 October 1877, at a cost of 41500 crowns."
        text = text.replace(was, "Warm weather makes such things easy.")
    file.write_text(text, encoding="utf-8")
    return folder


def test_a_key_that_no_cited_sentence_has(tmp_path: Path) -> None:
    folder = with_key(tmp_path, "Once summer came")
    assert verified(folder) == [(SET, line_of(folder, "Once summer came"), "L19")]


def test_it_can_be_waived_and_the_waiver_has_to_be_needed(tmp_path: Path) -> None:
    waiver = '    waive:\n      - {rule: L19, reason: "By hand."}\n'
    assert verified(with_key(tmp_path / "needed", "Once summer came", waiver)) == []
    folder = with_key(tmp_path / "idle", "9 October 1877", waiver)
    assert verified(folder) == [(SET, line_of(folder, "rule: L19"), "L00")]


def test_where_a_citation_does_not_stand_nothing_is_judged(tmp_path: Path) -> None:
    waiver = '    waive:\n      - {rule: L19, reason: "By hand."}\n'
    folder = with_key(tmp_path, "Once summer came", waiver)
    file = folder / SET
    file.write_text(file.read_text().replace('"the lamp was lit"', '"the lamp was out"'))
    problems = places(verify(read_bank(folder), DOCUMENTS), folder)
    assert {code for _, _, code in problems} == {"E406"}
