"""The end of an attempt: its score stays in sight, whatever was missed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.marking import Given, Mark
from bot.domain.question import Option, QuestionType
from bot.domain.quizzes.attempt import (
    Attempt,
    AttemptKind,
    AttemptState,
    Scope,
    Step,
    TopicScore,
    summarise,
)
from bot.services.quiz.reading import EndScreen, ScoreScreen
from bot.storage.people.people import Voice
from bot.storage.quiz.progress import Tally
from bot.views.quiz.end import answers_message, end_message
from bot.views.quiz.score import score_message
from bot.views.words import Words
from tests.storage.bank_rows import TEA_BOOK, make_question

EN = Words("en")
VOICE = Voice(("en",), None)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def ended(missed: int) -> EndScreen:
    """Four questions, the first ``missed`` of them answered wrongly."""
    steps = [
        Step(
            attempt_id=7, position=n, total=4, question_id=n, version_id=1,
            question=make_question(f"tea-{n}"), order=("a", "b", "c"), topic_title="Leaf",
            language="en", given=Given(frozenset("b" if n <= missed else "a")),
            mark=Mark(0 if n <= missed else 100), answered_at=NOON + timedelta(seconds=n),
        )
        for n in range(1, 5)
    ]  # fmt: skip
    attempt = Attempt(7, 1, AttemptKind.QUIZ, Scope(), AttemptState.FINISHED, 5, 4, NOON, NOON)
    return EndScreen(attempt, steps, summarise(steps), None, {1: {"tea-book": TEA_BOOK}}, VOICE)


@pytest.mark.parametrize(("missed", "folded"), [(0, False), (2, False), (3, True)])
def test_a_long_list_of_what_was_missed_is_folded(missed: int, folded: bool) -> None:
    html = end_message(ended(missed), EN).html
    assert ("<blockquote expandable><b>1.</b>" in html) is folded
    assert html.count("📖") == missed


def test_what_is_cited_has_its_page_at_the_end_and_among_the_answers() -> None:
    screen = replace(ended(1), pages={(TEA_BOOK.sha256, 1): 12})
    assert "Tea book (May 2021), p. 12, ¶1: " in end_message(screen, EN).html
    assert answers_message(screen, 1, EN).html.count("Tea book (May 2021), p. 12, ¶1: ") == 4


@pytest.mark.parametrize(("screen", "offered"), [(ended(1), True), (ended(0), False)])
def test_what_was_missed_can_be_retaken_from_the_answers_too(
    screen: EndScreen, offered: bool
) -> None:
    labels = [button.text for row in answers_message(screen, 1, EN).keyboard for button in row]
    assert ("Retake what I missed" in labels) is offered


def test_pages_of_answers_are_numbered_where_there_are_several() -> None:
    short = ended(0)
    assert answers_message(short, 1, EN).html.splitlines()[0] == "<b>Your answers</b>"
    long = replace(short, steps=[*short.steps] * 12)
    heads = [answers_message(long, page, EN).html.splitlines()[0] for page in (1, 2)]
    assert heads == [f"<b>Your answers</b> · page {page} of 2" for page in (1, 2)]


def test_topics_for_which_there_is_no_line_are_added_up() -> None:
    whole = ended(0)
    topics = tuple(TopicScore(f"T{n}", 50, 1) for n in range(15))
    for shown, line in ((13, "T11 0.5/1 · … and 1 more topic 0.5/1"), (15, "3 more topics 1.5/3")):
        screen = replace(whole, summary=replace(whole.summary, topics=topics[:shown]))
        assert line in end_message(screen, EN).html
    assert "more topic" not in end_message(
        replace(whole, summary=replace(whole.summary, topics=topics[:12])), EN
    ).html  # fmt: skip
    scored = [(f"T{n}", Tally(2, 0, 100)) for n in range(17)]
    progress = ScoreScreen(Tally(34, 0, 1700), scored, (), VOICE)
    assert score_message(progress, EN).html.endswith(
        "T14: 1 of 2 (50%)\n… and 2 more topics: 2 of 4 (50%)"
    )
    assert "more topic" not in score_message(replace(progress, topics=scored[:15]), EN).html


def test_a_long_order_is_shown_whole() -> None:
    one = make_question(
        "tea-making", QuestionType.ORDERING,
        options=[Option(id, f"{id * 58}", rationale="Why.") for id in "abcdef"],
    )  # fmt: skip
    screen = ended(1)
    step = replace(
        screen.steps[0], question=one, order=tuple("fedcba"), given=Given(sequence=tuple("fedcba"))
    )
    steps = [step, *screen.steps[1:]]
    shown = replace(screen, steps=steps, summary=summarise(steps))
    key = " → ".join(id * 58 for id in "abcdef")
    assert f"The answer: {key}\n" in end_message(shown, EN).html
    assert f"Right: {key}\n" in answers_message(shown, 1, EN).html
