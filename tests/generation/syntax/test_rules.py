"""The filter in a run: what is parsed, what is left alone, what is counted."""

from collections.abc import Iterator

from bot.generation.candidates import COMBINED, Candidate
from bot.generation.documents.blocks import source_document
from bot.generation.gate.findings import Finding, Hard
from bot.generation.gate.ground import Ground
from bot.generation.generator import generate
from bot.generation.syntax.rules import by_syntax
from bot.generation.syntax.tree import Token, Tree
from tests.generation.texts import documents, generated

NOTHING = Tree((Token("is", "be", "VBZ", "ROOT", 0),))


def test_a_candidate_that_a_further_rule_refuses_is_counted_and_is_no_draft() -> None:
    def rules(one: Candidate, _known: Ground) -> Iterator[Finding]:
        if one.provenance.template == "when":
            yield Finding(Hard.SUBJECT, "somebody")

    found, plain = generate(documents(), rules=rules), generated()
    assert plain.by_template["when"] > 0
    assert "when" not in found.by_template
    assert found.refused[Hard.SUBJECT] == plain.proposed["when"] == found.proposed["when"]
    gone = {"when", *COMBINED}  # what is put together needs what it is made of
    assert found.by_template.keys() - COMBINED == plain.by_template.keys() - gone


def test_stem_fact_and_sentence_are_parsed_without_the_dateline() -> None:
    seen: list[str] = []

    def parse(text: str) -> Tree:
        seen.append(text)
        return NOTHING

    said = "The Merrow Tower in Ostrel was finished in 1883."
    body = f"OSTREL, 11 February 2020 (Valley News) – {said} The tower burned down in 1901."
    found = generate([source_document(body, id="tower", title="The tower")], rules=by_syntax(parse))
    first = found.drafts[0].candidate
    assert seen[:3] == [first.stem, first.rationale, said]


def test_what_takes_no_clause_apart_is_not_parsed() -> None:
    seen: list[str] = []

    def parse(text: str) -> Tree:
        seen.append(text)
        return NOTHING

    found = generate(documents(), rules=by_syntax(parse))
    lists = {"timeline", "order", "acronym", "named"}
    kept = [d.candidate for d in found.drafts if d.candidate.provenance.template in lists]
    assert len({one.provenance.template for one in kept}) == len(lists)
    assert not {one.stem for one in kept} & set(seen)
    assert found.drafts == generated().drafts
