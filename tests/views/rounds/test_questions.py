"""Questions by message: whole, within Telegram's limits, and with a button for each option."""

import html
import re
from dataclasses import replace

import pytest

from bot.domain.question import Option, Picture, Question, QuestionType
from bot.domain.rounds.round import PollToSend, RoundKind
from bot.views.fitting import CAPTION_LIMIT, length
from bot.views.message import Message, Photo
from bot.views.rounds.questions import chosen, question
from bot.views.words import words
from tests.storage.bank_rows import make_question

EN = words("en")
LONG = make_question(
    "q",
    stem="Which <one>? " + "s" * 300,
    options=[Option("a", "Green", key=True), Option("b", "B")],
)
TRUE_FALSE = make_question(
    "q", QuestionType.TRUEFALSE, stem="Tea. " * 80,
    options=[Option("true", "", key=True), Option("false", "")],
)  # fmt: skip


def asked(one: Question, language: str = "en", picture: bytes | None = None) -> PollToSend:
    order = tuple(option.id for option in one.options)
    return PollToSend(2, 5, 30, one, order, language, ("en",), {}, picture)


def text(drawn: Message | Photo) -> str:
    body = drawn.html if isinstance(drawn, Message) else drawn.caption_html
    return html.unescape(re.sub(r"<[^>]*>", "", body))


def test_a_question_stands_there_whole_with_lettered_options() -> None:
    drawn = question(asked(LONG), 31)
    assert text(drawn).split("\n") == [
        f"2/5 · Which <one>? {'s' * 300}", "", "A Green", "B B", "",
        "Tap your answer within 30\u00a0s. You may change it until then.",
    ]  # fmt: skip
    [row] = drawn.keyboard
    assert [(one.text, one.data) for one in row] == [("A", "g.v:31:2:0"), ("B", "g.v:31:2:1")]


def test_a_question_of_the_day_names_hours() -> None:
    drawn = question(replace(asked(LONG), seconds=8 * 3600), 31)
    assert text(drawn).endswith("Tap your answer within 8 hours. You may change it until then.")
    of_day = question(replace(asked(LONG), kind=RoundKind.DAY), 31)
    assert text(of_day).startswith("Question of the day · Which <one>?")


def test_true_and_false_are_the_buttons_in_the_language_of_the_set() -> None:
    [row] = question(asked(TRUE_FALSE, "ru"), 1).keyboard
    assert [button.text for button in row] == ["Верно", "Неверно"]


def test_no_key_can_be_read_from_a_button() -> None:
    flipped = replace(LONG, options=tuple(reversed(LONG.options)))
    assert question(asked(LONG), 1).keyboard == question(asked(flipped), 1).keyboard


@pytest.mark.parametrize("stem", ["Short?", "s" * 800])
def test_a_picture_has_the_question_under_it(stem: str) -> None:
    one = replace(LONG, stem=stem, picture=Picture("cup.png", "A cup " * 60))
    drawn = question(asked(one, picture=b"png"), 1)
    assert isinstance(drawn, Photo)
    assert drawn.content == b"png"
    assert length(drawn.caption_html) <= CAPTION_LIMIT
    assert stem in text(drawn)


def test_where_there_is_no_room_or_no_picture_words_do() -> None:
    one = replace(LONG, stem="s" * 1100, picture=Picture("cup.png", "A cup of tea"))
    for picture in (b"png", None):
        drawn = question(asked(one, picture=picture), 1)
        assert isinstance(drawn, Message)
        assert "A cup of tea" in text(drawn)


def test_a_toast_tells_only_what_is_chosen() -> None:
    several = replace(LONG, type=QuestionType.MULTIPLE)
    assert chosen(asked(LONG), [1], EN).text.startswith("Your answer: B.")
    assert chosen(asked(several), [0, 1], EN).text.startswith("Chosen: A, B.")
    assert chosen(asked(several), [], EN).text == "Nothing is chosen now."
    assert chosen(asked(TRUE_FALSE), [0], EN).text.startswith("Your answer: True.")
