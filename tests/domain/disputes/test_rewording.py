"""Other words for what is asked and told: of every type, and what is right stays."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.disputes.rewording import BOTH, TOLD, Rewording, longest, reworded, told_parts
from bot.domain.disputes.ruling import CannotRule, standard_of
from bot.domain.question import Question
from tests.storage.bank_rows import make_question, sample_questions

DAY = date(2026, 11, 30)
SINGLE = make_question("single")


def test_a_rewording_keeps_what_is_right() -> None:
    made = reworded(SINGLE, Rewording("Which tea is green?"), DAY)
    assert (made.stem, made.keys) == ("Which tea is green?", SINGLE.keys)
    other = reworded(SINGLE, Rewording("Green tea", "a"), DAY)
    assert other.options[0] == replace(SINGLE.options[0], text="Green tea")
    with pytest.raises(CannotRule):
        reworded(SINGLE, Rewording("X", "z"), DAY)


@pytest.mark.parametrize("question", sample_questions(), ids=lambda question: question.type.value)
def test_a_false_rationale_is_reworded_in_every_type(question: Question) -> None:
    own = replace(question, rationale="False at length.", brief="False.")
    assert tuple(told_parts(own)) == TOLD
    told = {part: reworded(own, Rewording("True.", part), DAY) for part in TOLD}
    assert [(one.rationale, one.brief) for one in told.values()] == [
        ("True.", "False."), ("False at length.", "True."), ("True.", "True."),
    ]  # fmt: skip
    for made in told.values():
        assert (made.stem, standard_of(made)) == (own.stem, standard_of(own))
        assert made.review is not None and made.review.on == DAY


def test_where_polls_say_the_same_it_is_reworded_in_one_go() -> None:
    same = replace(SINGLE, rationale="False.", brief="False.")
    assert list(told_parts(same)) == [BOTH]
    assert longest(BOTH) == 120, "a poll shows it beside the citation"
