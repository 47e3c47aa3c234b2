"""Whether a new key stands in the quote that is cited for it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.drafts.key_quoted import is_quoted
from bot.domain.question import Question, TextKey, TypedKey
from tests.storage.bank_rows import make_question, sample_questions

STATEMENT = next(one for one in sample_questions() if one.type.value == "truefalse")
SEVERAL = next(one for one in sample_questions() if one.type.value == "multiple")


def keyed(question: Question, *ids: str) -> Question:
    options = tuple(replace(one, key=one.id in ids) for one in question.options)
    return replace(question, options=options)


@pytest.mark.parametrize(
    ("quote", "quoted"), [("the BLACK leaf", True), ("blackened leaf", False), ("a leaf", False)]
)
def test_a_new_option_is_looked_for_word_by_word(quote: str, quoted: bool) -> None:
    before = make_question("single")
    assert is_quoted(keyed(before, "b"), before, ["elsewhere", quote]) is quoted


def test_what_is_typed_is_looked_for_as_it_is_written() -> None:
    number = make_question("n", typed=TypedKey(Decimal(12)))
    more = replace(number, typed=TypedKey(Decimal(1774)))
    assert is_quoted(more, number, ["some 1,774 chests"])
    assert not is_quoted(more, number, ["some 12 chests"])
    text = make_question("t", text_key=TextKey("Colombo"))
    other = replace(text, text_key=TextKey("Fort Galle"))
    assert is_quoted(other, text, ["at fort Galle, it says"])


def test_a_statement_is_never_quoted_and_a_lost_key_needs_no_quote() -> None:
    assert not is_quoted(keyed(STATEMENT, "false"), STATEMENT, ["true or false"])
    assert is_quoted(keyed(SEVERAL, "a"), SEVERAL, [])
