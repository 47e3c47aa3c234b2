"""What is shared from inline mode: nothing of the key, everything escaped, within the limits."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.question import Option, Picture, Question, QuestionType
from bot.domain.quizzes.attempt import Step
from bot.domain.quizzes.option_order import option_order
from bot.services.quiz.sharing import PAGE, Offer, ScoreCard
from bot.storage.people.people import Voice
from bot.storage.quiz.progress import Tally
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.message import InlineAnswer
from bot.views.quiz.inline import inline_answer, question_message, score_message
from bot.views.words import LOCALES, words
from tests.storage.bank_rows import make_question, sample_questions

CARD = ScoreCard(
    Tally(responses=52, right=40, score=4150),
    (("The leaf", Tally(9, 8, 850)), ("<b>Mountains</b>", Tally(3, 1, 100))),
)


def step(question: Question, language: str = "en", number: int = 7) -> Step:
    order = option_order(question, random.Random(number).random)
    return Step(0, 1, 1, number, 1, question, order, "The leaf", language, "All about tea")


def answer(*steps: Step, card: ScoreCard | None = None, locale: str = "en") -> InlineAnswer:
    offer = Offer(steps, None, card, nothing=False, voice=Voice((None, locale), None))
    return inline_answer(offer, "quiz_bot")


@pytest.mark.parametrize("question", sample_questions(), ids=lambda one: one.id)
@pytest.mark.parametrize("language", LOCALES)
def test_a_shared_question_asks_and_tells_nothing(question: Question, language: str) -> None:
    message = question_message(step(question, language), "quiz_bot")
    text = re.sub(r"<[^>]*>", "", message.html)
    assert question.stem in text
    for option in question.options:
        assert option.text in text
        assert not option.rationale or option.rationale not in text
    for left in question.lefts:
        assert left in text
    for secret in (question.rationale, "¶", "✓", "✗"):
        assert secret not in text
    if question.text_key is not None:
        assert question.text_key.value not in text
    if question.typed is not None:
        assert str(question.typed.value) not in text
    [[button]] = message.keyboard
    assert button.url == "https://t.me/quiz_bot?start=q_7"
    assert question.id not in str(button.url), "its name may say what the key is"


def test_true_or_false_is_asked_in_the_questions_language() -> None:
    options = [Option("true", "", key=True), Option("false", "")]
    question = make_question("q", QuestionType.TRUEFALSE, stem="Чай растёт.", options=options)
    message = question_message(step(question, "ru"), "quiz_bot")
    assert message.html.endswith("Чай растёт.\n\nВерно или неверно?")
    assert message.keyboard[0][0].text == "Ответить лично"


def test_the_list_speaks_to_who_asks_and_the_message_to_its_readers() -> None:
    [result] = answer(step(make_question("q")), locale="ru").results
    assert result.title == "The leaf · средний"
    assert "A question for you" in result.message.html


def test_a_picture_is_told_in_words() -> None:
    question = replace(make_question("q"), picture=Picture("map.png", "A map <of> Ceylon"))
    assert "A map &lt;of&gt; Ceylon" in question_message(step(question), "quiz_bot").html


HOSTILE = '<a href="tg://x">&lt;</a>'


def test_hostile_text_is_escaped_once() -> None:
    question = make_question("q", stem=HOSTILE, options=[Option("a", HOSTILE, key=True)])
    shared = replace(step(question), topic_title=HOSTILE)
    [score, result] = answer(shared, card=CARD).results
    assert result.message.html.count("&lt;a href=") == 3
    assert "<a" not in result.message.html
    assert (result.title, result.description) == (f"{HOSTILE} · medium", HOSTILE), "plain text"
    assert "&lt;b&gt;Mountains&lt;/b&gt;: 33%" in score.message.html


def test_the_score_says_what_is_shared_before_it_is() -> None:
    [score, _] = answer(step(make_question("q")), card=CARD).results
    assert score.title == "My score"
    assert "under your Telegram name" in score.description
    assert score.message.html.splitlines() == [
        "<b>My score</b>",
        "Points in private quizzes: <b>41.5</b>",
        "52 answers, 40 wholly right (77%)",
        "",
        "<b>Best topics in private quizzes</b>",
        "The leaf: 94%",
        "&lt;b&gt;Mountains&lt;/b&gt;: 33%",
    ]
    assert score.message.keyboard[0][0].url == "https://t.me/quiz_bot?start"
    bare = score_message(replace(CARD, best=()), words("ru"), "quiz_bot")
    assert "Лучшие темы" not in bare.html


def test_a_card_counts_groups_apart_and_is_there_for_who_answered_only_there() -> None:
    groups = replace(CARD, in_groups=Tally(20, 12, 1500))
    told = answer(card=groups).results[0].description
    assert told.endswith("Points in private quizzes: 41.5 · Points in groups: 15")
    alone = replace(groups, overall=Tally(0, 0, 0), best=())
    assert score_message(alone, words("en"), "quiz_bot").html.splitlines() == [
        "<b>My score</b>", "Points in groups: <b>15</b>", "20 answers, 12 wholly right (60%)",
    ]  # fmt: skip


def test_where_nothing_is_found_a_button_leads_to_the_topics() -> None:
    offer = Offer((), None, None, nothing=True, voice=Voice(("en",), None))
    assert inline_answer(offer, "b") == InlineAnswer(
        (), "", "Nothing found. See all topics", "topics"
    )


def test_who_has_no_score_yet_is_told_how_to_get_one() -> None:
    offer = Offer((), None, None, nothing=True, voice=Voice(("en",), None), no_score=True)
    told = "No score yet. Choose a topic and play"
    assert inline_answer(offer, "b") == InlineAnswer((), "", told, "topics")
    found = inline_answer(replace(offer, questions=(step(make_question("q")),)), "b")
    assert (len(found.results), found.button) == (1, told)


@example("w" * 4000, "w" * 1500)
@given(st.text(min_size=1, max_size=4000), st.text(min_size=1, max_size=1500))
def test_whatever_a_question_says_fits(stem: str, text: str) -> None:
    options = [Option(letter, text, key=letter == "a") for letter in "abc"]
    shared = step(make_question("q", stem=stem, options=options))
    [result] = answer(shared).results
    assert 0 < length(result.message.html) <= TEXT_LIMIT
    assert len(result.title) <= 120
    assert len(result.description) <= 160


def test_a_full_page_with_the_score_is_within_fifty_and_none_twice() -> None:
    steps = [step(make_question("q"), number=number) for number in range(1, PAGE + 1)]
    offer = Offer(steps, PAGE, CARD, nothing=False, voice=Voice((), None))
    found = inline_answer(offer, "b")
    assert found.next_offset == str(PAGE)
    ids = [result.id for result in found.results]
    assert len(ids) == len(set(ids)) == PAGE + 1 <= 50
