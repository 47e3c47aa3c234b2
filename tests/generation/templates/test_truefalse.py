"""Statements to be judged: which sentences are stated, with what in place of what, and how many."""

from dataclasses import replace

import pytest

from bot.domain.question import QuestionType
from bot.generation.candidates import FALSE, TRUE, TRUEFALSE, Candidate
from bot.generation.documents.blocks import source_document
from bot.generation.gate.again import examine
from bot.generation.gate.findings import Hard
from bot.generation.gate.ground import Ground, ground
from bot.generation.generated import Drafted
from bot.generation.generator import generate
from bot.generation.sheets import sheet_text
from bot.generation.stating.exchanging import is_true
from bot.generation.stating.keeping import kept
from bot.generation.templates import truefalse
from bot.generation.templates.exchangeable import in_form
from tests.generation.texts import documents, generated, text_of

NOTES = 'According to "Notes" (May 2019), '


def stated(body: str, title: str = "Notes") -> list[tuple[str, str]]:
    """What is stated of the first sentence of a text, and the value that may be exchanged."""
    text = text_of(body, title=title, date="2019-05")
    return [(one.stem, one.key) for one in truefalse.propose(text, text.lines[0])]


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "Nils Holm measured what Ada Merrow had built for the Ansel Club in May 1911.",
            'According to "Notes", Nils Holm measured what Ada Merrow had built for the Ansel Club'
            " in May 1911.",
            "May 1911",
        ),
        (
            "The Ansel Club is a place of quiet where Ada Merrow keeps 40 boats.",
            f"{NOTES}the Ansel Club is a place of quiet where Ada Merrow keeps 40 boats.",
            "40",
        ),
    ],
)
def test_a_sentence_keeps_its_words(body: str, stem: str, key: str) -> None:
    assert (stem, key) in stated(body)


@pytest.mark.parametrize(
    "body",
    [
        "Ada Merrow and Nils Holm crossed the Moss before 1911 on a raft.",  # and before 1912
        "Ada Merrow and Nils Holm printed the Mill Act of 1911 in the Moss Hall.",
        "Ada Merrow and Nils Holm painted boats in the Moss from 1908 to 1911.",
        "Ada Merrow and Nils Holm again painted boats for the Ansel Club in 1911.",
        "Ada Merrow and Nils Holm never painted boats for the Ansel Club in 1911.",
        "The bold plan was printed by Ada Merrow and Nils Holm in 1911.",  # which plan?
        "Ada Merrow keeps more than 40 boats at the Ansel Club of Nils Holm.",
        "Ada Merrow was mending 40 boats in the Ansel Club for Nils Holm in 1911.",  # in 1912 too
        "Ada Merrow lived beside the Ansel Club with Nils Holm and his boats in 1911.",
        "Ansel crude rose 40 crowns a barrel while Ada Merrow and Nils Holm slept.",  # that day
        "The stocks of Ada Merrow and Nils Holm were up 40 crowns at the Ansel Club.",
        "Ada Merrow was asked to explain the 40 boats that Nils Holm sold in 1911.",
    ],
)
def test_what_could_be_true_of_another_value_or_tells_of_nothing_is_not_stated(body: str) -> None:
    values = {key for _, key in stated(body)}
    assert not values & ({"1908", "1911"} if "mending" in body else {"1908", "1911", "40"})


def test_a_name_is_not_exchanged() -> None:
    body = "The Ansel Club was planned by Nils Holm in a garden near Oslo in 1911."
    assert {key for _, key in stated(body)} == {"1911"}


def test_whom_a_report_names_once_and_late_is_not_stated_of() -> None:
    told = "Ada Merrow sold 40 boats of the Ansel Club to the Moss Museum in 1911."
    text = text_of(f"Nils Holm rows. Nils Holm sails. Nils Holm swims. {told}")
    assert not list(truefalse.propose(text, text.lines[3]))
    again = text_of(f"Ada Merrow rows. Nils Holm sails. Nils Holm swims. {told}")
    assert {"1911", "40"} <= {one.key for one in truefalse.propose(again, again.lines[3])}


def test_a_body_that_begins_with_its_noun_keeps_its_capital() -> None:
    body = "Office of Mines clerk Ada Merrow and Nils Holm drew a map of the Moss in 1911."
    assert any(", Office of Mines clerk" in stem for stem, _ in stated(body))


def test_a_value_that_the_document_s_name_tells_is_not_stated() -> None:
    body = "Nils Holm and Ada Merrow lent a barge to the Ansel Club in 1911."
    assert "1911" in {key for _, key in stated(body)}
    assert "1911" not in {key for _, key in stated(body, title="Boats of 1911")}


@pytest.mark.parametrize(
    ("value", "other", "said"),
    [
        ("March 4, 1890", "5 May 1891", "May 5, 1891"),
        ("4 March 1890", "5 May 1891", "5 May 1891"),
        ("1890", "1891", "1891"),
        ("Oslo", "Bergen", "Bergen"),
    ],
)
def test_another_date_is_written_as_the_first_was(value: str, other: str, said: str) -> None:
    assert in_form(value, other) == said


def test_half_of_the_statements_stay_true() -> None:
    text = text_of("Nils Holm and Ada Merrow lent a barge to the Ansel Club in 1911.")
    (first, *_) = truefalse.propose(text, text.lines[0])
    many = [is_true(replace(first, said=f"{first.said} {n}")) for n in range(600)]
    assert 250 < sum(many) < 350  # five standard deviations of a fair coin are 61
    assert is_true(first) == is_true(replace(first))


def of_statements() -> list[Drafted]:
    return [one for one in generated().drafts if one.question.type is QuestionType.TRUEFALSE]


def known() -> Ground:
    return ground(documents())


def test_statements_pass_the_gate_again_and_fail_with_the_other_answer() -> None:
    drafts = of_statements()
    assert {one.candidate.key for one in drafts} == {TRUE, FALSE}
    for one in drafts:
        by = one.candidate.provenance
        codes = {found.code for found in examine(one.question, by, known())}
        assert not codes & set(Hard), one.question.stem
        turned = tuple(
            replace(o, key=not o.key, rationale=None if not o.key else "No.")
            for o in one.question.options
        )
        other = examine(replace(one.question, options=turned), by, known())
        assert Hard.KEY in {found.code for found in other}, one.question.stem


def test_a_false_statement_says_what_is_true() -> None:
    false = [one for one in of_statements() if one.candidate.key == FALSE]
    for one in false:
        (why,) = (o.rationale for o in one.question.options if not o.key)
        assert one.candidate.fact in one.question.rationale
        assert one.candidate.fact in (why or "")
        assert one.candidate.fact not in one.question.stem


def test_a_sheet_shows_which_answer_is_right() -> None:
    one = next(one for one in of_statements() if one.candidate.key == FALSE)
    sheet = sheet_text([one])
    assert '- "true"' in sheet
    assert '- "false  ← key"' in sheet


def _asked(number: int, *, key: str = "Oslo", template: str = "when") -> Candidate:
    first = generated().drafts[0].candidate
    by = replace(first.provenance, template=template)
    source = first.citations[0].source
    return replace(
        first, key=key, stem=f"When, {number}?", provenance=by, place=(source, number, 1)
    )


def _statement(number: int, value: str) -> Candidate:
    one = _asked(number, key=TRUE, template=TRUEFALSE)
    return replace(one, stem=f"It was {value} there.", fact=value)


def test_few_statements_are_kept_the_surest_first_and_none_that_others_tell() -> None:
    others = [_asked(1), _asked(2), _asked(3)]
    every = [
        _statement(1, "1890"),  # a sentence that is asked of
        _statement(4, "Oslo"),  # another's key
        _statement(5, "Halden"),
        _statement(6, "forty"),
        _statement(7, "1891"),
        _statement(8, "1892"),
    ]
    assert list(kept(every, others)) == [4, 5]  # a half of three, and one
    assert list(kept(every[:4], others)) == [2, 3]
    assert len(list(kept(every, []))) == 1


def test_a_sentence_that_something_else_asks_of_is_not_stated() -> None:
    document = source_document(
        "The Ansel Tower was opened by Ada Merrow in 1991.\n\nNils Holm sold the Ansel Mill in"
        " 1985. Edith Sallow left the Ansel Club in 1978.",
        id="tower", title="The Ansel Tower", date="2019-05",
    )  # fmt: skip
    made = generate([document]).drafts
    asked = [one.candidate.place for one in made]
    places = {one.candidate.place for one in made if one.question.type is QuestionType.TRUEFALSE}
    assert all(asked.count(place) == 1 for place in places)
