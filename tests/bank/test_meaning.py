# ruff: noqa: E501 - a table of what is wrong, one case a line
"""Text, ordering and matching questions in a file: what is refused, and on which line."""

import pytest

from bot.bank.sample import SAMPLE_NAME, sample
from bot.bank.upload import check_upload
from bot.domain.question import Question, QuestionType

SAMPLE = sample().decode()

# what is wrong: (old text, new text, text on the line of the problem, code)
SPOILED = {
    "a number for a typed text": ("answer: Colombo ", "answer: 1992 ", "answer: 1992", "E206"),
    "a list for a typed text": ("answer: Colombo ", "answer: [Colombo] ", "answer: [C", "E207"),
    "a typed text too long": ("answer: Colombo ", f"answer: {'x' * 61} ", "answer: xxx", "E208"),
    "eleven spellings": ("accept: [Kolamba]", f"accept: {list('abcdefghijk')}", "accept:", "E210"),
    "one spelling instead of a list": ("accept: [Kolamba]", "accept: Kolamba", "accept:", "E207"),
    "a tolerance of a text": ("accept: [Kolamba]", "tolerance: 2", "tolerance: 2 ", "E204"),
    "a text that cannot be compared": ("accept: [Kolamba]", 'accept: ["?!"]', "accept:", "E333"),
    "a near text that is a number": ("value: Kandy", "value: 1992", "value: 1992", "E206"),
    "a near number that is a text": ("value: 100", "value: many", "value: many", "E207"),
    "a near text that is the answer": ("value: Kandy", "value: COLOMBO!", "COLOMBO!", "E334"),
    "a near text that is accepted": ("value: Kandy", "value: kolamba", "value: kolamba", "E334"),
    "a near text twice": ("      - value: Kandy\n", "      - value: Kandy\n        rationale: No.\n      - value: kandy.\n", "value: kandy.", "E321"),
    "spellings of a number": ("    tolerance: 2\n", "    accept: [eighty]\n", "accept: [eighty]", "E204"),
    "a key in an order": ("text: Drying", "text: Drying\n        key: true", None, "E204"),
    "a place without a reason": ("        rationale: The rolled leaf takes up air.\n", "", "text: Oxidation", "E201"),
    "an order of two": ("      - text: Rolling\n        rationale: Only a soft leaf can be rolled, which opens it to the air.\n      - text: Oxidation\n        rationale: The rolled leaf takes up air.\n", "", None, "E209"),
    "steps that read the same": ("text: Drying", "text: rolling.", "text: rolling.", "E307"),
    "an answer to an order": ("first step first.\n", "first step first.\n    answer: 1\n", "answer: 1\n    options", "E204"),
    "pairs of another type": ("type: matching", "type: single", None, "E204"),
    "a pair without its right side": ("        match: Boiling\n", "", "text: Black tea\n        rationale: Black tea is", "E201"),
    "a pair too few": ("      - text: Oolong\n        match: 90 degrees\n        rationale: Oolong is to be brewed a little below the boil.\n", "", "pairs:", "E209"),
    "a third side that matches nothing": ("      - text: Lukewarm\n", "      - {text: Cold, rationale: No.}\n      - {text: Icy, rationale: No.}\n      - text: Lukewarm\n", "extra:", "E210"),
    "left sides that read the same": ("text: Oolong", "text: white  tea", "text: white  tea", "E332"),
    "right sides that read the same": ("match: Boiling", "match: 90 degrees.", "match: 90 degrees.", "E332"),
    "an extra that is a right side": ("text: Lukewarm", "text: boiling", "text: boiling", "E332"),
    "a right side of emoji": ("match: Boiling", f"match: Hot {'🌊' * 50}", "match: Hot", "E318"),
    "a left side that shows nothing": ("text: Oolong", 'text: "\u2063"', 'text: "\u2063"', "E327"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "code"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_question_is_refused_at_its_line(
    old: str, new: str, at: str | None, code: str
) -> None:
    before, found, after = SAMPLE.rpartition(old)
    assert found, f"{old!r} must stand in the sample"
    text = before + new + after
    report = check_upload(SAMPLE_NAME, text.encode())
    assert code in [problem.code for problem in report.problems]
    assert len(report.problems) <= 4, report.problems
    if at is not None:
        head, stands, _ = text.rpartition(at)
        assert stands
        line = head.count("\n") + 1
        assert (line, code) in [(problem.line, problem.code) for problem in report.problems]


def questions(text: str = SAMPLE) -> dict[QuestionType, Question]:
    report = check_upload(SAMPLE_NAME, text.encode())
    assert report.set is not None, report.problems
    return {question.type: question for question in report.set.questions}


def test_the_sample_becomes_domain_values() -> None:
    typed, order, pairs = (
        questions()[kind]
        for kind in (QuestionType.TEXT, QuestionType.ORDERING, QuestionType.MATCHING)
    )
    assert typed.text_key is not None
    assert typed.text_key.forms == ("Colombo", "Kolamba")
    assert [near.value for near in typed.near] == ["Kandy"]
    assert [option.text for option in order.options] == [
        "Withering", "Rolling", "Oxidation", "Drying",
    ]  # fmt: skip
    assert order.keys == frozenset()
    assert pairs.lefts == ("White tea", "Oolong", "Black tea")
    assert [(option.id, option.text, option.key) for option in pairs.options] == [
        ("a", "80 degrees", True),
        ("b", "90 degrees", True),
        ("c", "Boiling", True),
        ("d", "Lukewarm", False),
    ]


@pytest.mark.parametrize(
    ("id", "number", "codes"),
    [
        ("tea-city", 1, []),
        ("tea-city", 2, ["E330"]),
        ("tea-order", 4, []),
        ("tea-order", 5, ["E330"]),
        ("tea-pairs", 4, []),
        ("tea-pairs", 5, ["E330"]),
    ],
)
def test_a_citation_may_be_for_a_near_text_a_place_or_a_pair(
    id: str, number: int, codes: list[str]
) -> None:
    before, asked, after = SAMPLE.partition(f"id: {id}")
    cited = '      - {source: tea-leaflet, paragraph: 9, sentences: [1], quote: "x", '
    after = after.replace("    topic:", f"{cited}for: [{number}]}}\n    topic:", 1)
    report = check_upload(SAMPLE_NAME, f"{before}{asked}{after}".encode())
    assert [problem.code for problem in report.problems] == codes
