"""Reports on one question, counted by how a reply reads."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.disputes.appeal import Reply, could_count, replies
from bot.domain.marking import Given
from bot.domain.question import QuestionType, TypedKey
from tests.storage.bank_rows import make_question

START = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def test_capitals_accents_and_spaces_make_no_other_reply() -> None:
    reports = [("Málé", at(2)), ("male", at(3)), ("MA LE", at(1)), ("Galle", at(4))]
    assert replies(reports) == (Reply("male", 3, at(3)), Reply("Galle", 1, at(4)))


def test_what_has_no_letters_is_told_apart_as_it_stands() -> None:
    reports = [("!", at(1)), ("?", at(2)), ("!", at(3))]
    assert replies(reports) == (Reply("!", 2, at(3)), Reply("?", 1, at(2)))
    assert replies([]) == ()


@pytest.mark.parametrize(
    ("type_", "key", "typed", "could"),
    [
        (QuestionType.YEAR, 1992, 1994, True),
        (QuestionType.YEAR, 1992, 2092, True),
        (QuestionType.YEAR, 1992, 2093, False),
        (QuestionType.YEAR, 1992, 7, False),
        (QuestionType.NUMBER, 20, 2, True),
        (QuestionType.NUMBER, 20, 200, True),
        (QuestionType.NUMBER, 20, 201, False),
        (QuestionType.NUMBER, 20, -20, False),
        (QuestionType.NUMBER, -20, -2, True),
        (QuestionType.NUMBER, 0, 0, True),
    ],
)
def test_only_what_could_be_another_reading_may_be_reported(
    type_: QuestionType, key: int, typed: int, could: bool
) -> None:
    question = make_question("q", type_, typed=TypedKey(Decimal(key)))
    assert could_count(question, Given(value=Decimal(typed))) is could


def test_any_text_could_be_another_reading() -> None:
    assert could_count(make_question("q"), Given(text="Galle"))
