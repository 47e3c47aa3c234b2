"""What the gate asks of free wording is met by what the rules draft themselves."""

from pathlib import Path

import pytest

from bot.generation.documents.blocks import source_document
from bot.generation.gate.again import candidate_of
from bot.generation.gate.ground import ground
from bot.generation.gate.wording import wording_rules
from bot.generation.generator import generate

TEXTS = Path(__file__).parents[2] / "data" / "generation"


@pytest.mark.parametrize("name", ["tuning/lindenthal-zoo", "report/telescope", "report/oresund"])
def test_nothing_is_found_in_drafts_as_they_came(name: str) -> None:
    """An edit of another field must not bring a finding: a gap's years are reckoned, not read."""
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    document = source_document(text, id=name, title=name, date="1990")
    known, drafts = ground([document]), generate([document]).drafts
    assert drafts
    if name == "tuning/lindenthal-zoo":
        assert "gap" in {one.candidate.provenance.template for one in drafts}
    for one in drafts:
        again = candidate_of(one.question, one.candidate.provenance)
        assert list(wording_rules(again, known)) == []
