"""What a round may be asked for, and which questions fit a poll."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.question import POLLED, Option, Picture, Question, QuestionType, TypedKey
from bot.domain.quizzes.attempt import Scope
from bot.domain.quizzes.quiz_request import Topic
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.quiz_poll import (
    Place,
    askable,
    day_poll_question,
    fits_poll,
    is_poll_of,
    keeps_order,
    poll_question,
    units,
)
from bot.domain.rounds.round import RoundKind, SeenPoll
from bot.domain.rounds.round_request import Flaw, RoundRequest, meant, read_round
from tests.storage.bank_rows import make_question, sample_questions

TREATY = Topic(1, "history", "History", "HIST", "treaty", "Treaty and charter", 9, "en")
SUMMIT = Topic(1, "history", "History", "HIST", "summit", "Summit 2022", 4, "en")
TOPICS = [TREATY, SUMMIT]
ALL = Scope()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", RoundRequest(ALL, 5, 30)),
        ("7", RoundRequest(ALL, 7, 30)),
        ("7 45", RoundRequest(ALL, 7, 45)),
        ("treaty", RoundRequest(TREATY.scope, 5, 30)),
        ("Treaty and charter 20 600", RoundRequest(TREATY.scope, 20, 600)),
        ("treaty 1 10", RoundRequest(TREATY.scope, 1, 10)),
        ("HIST 3", RoundRequest(Scope(1), 3, 30)),
        ("Summit 2022", RoundRequest(SUMMIT.scope, 5, 30)),
        ("Summit 2022 15", RoundRequest(SUMMIT.scope, 15, 30)),
        ("Summit 2022 15 60", RoundRequest(SUMMIT.scope, 15, 60)),
    ],
)
def test_a_request_is_read(text: str, wanted: RoundRequest) -> None:
    assert read_round(text, TOPICS) == wanted


TEAM_WORK = Topic(1, "work", "Work", "WORK", "team", "Team", 3, "en")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("speed", RoundRequest(ALL, 5, 30, Mode.SPEED)),
        ("treaty 7 45 выбывание", RoundRequest(TREATY.scope, 7, 45, Mode.KNOCKOUT)),
        ("Summit 2022 teams", RoundRequest(SUMMIT.scope, 5, 30, Mode.TEAMS)),
        ("team", RoundRequest(ALL, 5, 30, Mode.TEAMS)),
        ("team team", RoundRequest(TEAM_WORK.scope, 5, 30, Mode.TEAMS)),
        ("team classic", RoundRequest(TEAM_WORK.scope, 5, 30)),
    ],
)
def test_a_mode_may_stand_last(text: str, wanted: RoundRequest) -> None:
    assert read_round(text, [*TOPICS, TEAM_WORK]) == wanted


def test_what_is_wrong_before_a_mode_is_named() -> None:
    assert read_round("21 speed", TOPICS) is Flaw.QUESTIONS
    assert read_round("coffee speed", TOPICS) is Flaw.TOPIC


def test_a_title_that_ends_like_a_mode_is_a_title() -> None:
    both = [
        Topic(1, "work", "Work", "WORK", slug, title, 3, "en")
        for slug, title in (("fast", "Best of all"), ("slow", "Best of speed"))
    ]
    assert read_round("Best of speed", both) == RoundRequest(both[1].scope, 5, 30)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("0", Flaw.QUESTIONS),
        ("21", Flaw.QUESTIONS),
        ("99", Flaw.QUESTIONS),
        ("treaty 21", Flaw.QUESTIONS),
        ("treaty 21 30", Flaw.QUESTIONS),
        ("5 9", Flaw.SECONDS),
        ("5 601", Flaw.SECONDS),
        ("treaty 5 5", Flaw.SECONDS),
        ("coffee", Flaw.TOPIC),
        ("coffee 5", Flaw.TOPIC),
        ("coffee 5 30", Flaw.TOPIC),
        ("Summit 2022 21", Flaw.QUESTIONS),
        ("Summit 2022 99", Flaw.QUESTIONS),
        ("coffee 5 60", Flaw.TOPIC),
    ],
)
def test_a_request_that_cannot_be_is_named(text: str, flaw: Flaw) -> None:
    assert read_round(text, TOPICS) is flaw


TWINS = [Topic(n, f"set-{n}", f"Set {n}", f"C{n}", "claims", "Claims", 9, "en") for n in (1, 2)]


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("claims 2 10", ["set-1/claims 2 10", "set-2/claims 2 10"]),
        ("claims 5 60", ["set-1/claims 5 60", "set-2/claims 5 60"]),
        ("4 claims", ["set-1/claims 4", "set-2/claims 4"]),
        ("claims 3 speed", ["set-1/claims 3 speed", "set-2/claims 3 speed"]),
        ("set-2/cliams", ["set-2/claims"]),
        ("5 30", []),
        ("", []),
        ("coffee 5 30", []),
    ],
)
def test_a_name_of_several_topics_is_answered_with_what_to_write(
    text: str, requests: list[str]
) -> None:
    assert not requests or read_round(text, TWINS) is Flaw.TOPIC
    assert meant(text, TWINS, 6) == requests
    assert meant(text, TWINS, 1) == requests[:1]


def options(*texts: str) -> list[Option]:
    return [Option(chr(97 + n), text, key=n == 0) for n, text in enumerate(texts)]


TRUE_FALSE = [Option("true", "", key=True), Option("false", "")]


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        (make_question("q"), True),
        (make_question("q", options=options("x" * 100, "y")), True),
        (make_question("q", options=options("x" * 101, "y")), False),
        # A character outside the basic plane counts twice.
        (make_question("q", options=options("🍵" * 50, "y")), True),
        (make_question("q", options=options("🍵" * 51, "y")), False),
        (make_question("q", stem="x" * 292), True),
        (make_question("q", stem="x" * 293), False),
        (make_question("q", options=options(*"abcdefghij")), True),
        (make_question("q", options=options(*"abcdefghijk")), False),
        (make_question("q", options=options("alone")), False),
        (make_question("q", options=[Option("a", "x"), Option("b", "y")]), False),
        (make_question("q", options=options("x", " ")), False),
        (make_question("q", QuestionType.TRUEFALSE, options=TRUE_FALSE), True),
        *((one, one.type in POLLED) for one in sample_questions()),
        (make_question("q", QuestionType.YEAR, typed=TypedKey(Decimal(1773))), False),
        (replace(make_question("q"), picture=Picture("tea.png", "A cup")), False),
        (replace(make_question("q"), brief="x" * 120), True),
        (replace(make_question("q"), brief="x" * 121), False),
    ],
)
def test_only_what_fits_whole_is_asked_by_poll(question: Question, fits: bool) -> None:
    assert fits_poll(question) is fits


ALONE = [Option("a", "x", key=True)]


@pytest.mark.parametrize(
    ("question", "by_any_means"),
    [
        (make_question("q", stem="x" * 3000), True),
        (make_question("q", options=options(*"abcdefghijkl")), True),
        (replace(make_question("q"), picture=Picture("tea.png", "A cup")), True),
        (make_question("q", QuestionType.TRUEFALSE, options=TRUE_FALSE), True),
        (make_question("q", options=ALONE), False),
        (make_question("q", options=[Option("a", "x"), Option("b", "y")]), False),
        (make_question("q", options=options("x", " ")), False),
        *((one, one.type in POLLED) for one in sample_questions()),
    ],
)
def test_what_no_poll_holds_is_asked_by_message(question: Question, by_any_means: bool) -> None:
    assert askable(question) is by_any_means
    assert by_any_means or not fits_poll(question)


def test_the_longest_question_that_fits_is_three_hundred_long_in_the_longest_round() -> None:
    assert units(poll_question(20, 20, "x" * 292)) == 300


@pytest.mark.parametrize(
    ("stem", "text"),
    [
        ("What\n now?", "Question of the day · What now?"),
        ("x" * 278, "Question of the day · " + "x" * 278),
        ("x" * 279, "x" * 279),
    ],
)
def test_a_question_of_the_day_has_a_heading_where_it_fits(stem: str, text: str) -> None:
    assert day_poll_question("Question of the day", stem) == text


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Question of the day · Which tea?", True), ("Вопрос дня · Which tea?", True),
        ("Which tea?", True), ("1/1 · Which tea?", False), ("And which tea?", False),
        ("Question of the day · Which tea", False), ("Question of the day: Which tea?", False),
    ],
)  # fmt: skip
def test_a_question_of_the_day_is_recognised_below_its_heading(text: str, ours: bool) -> None:
    question = make_question("q", options=options("Green", "Black tea"), stem="Which  tea?")
    poll = seen(text, 0, "Green", "Black tea")
    assert is_poll_of(poll, question, ("a", "b"), Place(1, 1, RoundKind.DAY)) is ours
    assert is_poll_of(poll, question, ("a", "b"), Place(1, 1)) is (text == "1/1 · Which tea?")


def test_a_poll_question_stands_on_one_line() -> None:
    assert poll_question(3, 5, "What\n  now? ") == "3/5 · What now?"


def seen(question: str, correct: int, *texts: str) -> SeenPoll:
    named = tuple((f"o{n}", text) for n, text in enumerate(texts))
    return SeenPoll("p", question, named, (correct,), closed=True)


def test_a_poll_is_recognised_by_its_words_in_its_order() -> None:
    question = make_question("q", stem="Which?", options=options("Green", "Black tea"))
    order = ("b", "a")
    assert is_poll_of(seen("1/5 · Which?", 1, "Black tea", "Green"), question, order, Place(1, 5))
    assert not is_poll_of(
        seen("1/5 · Which?", 0, "Green", "Black tea"), question, order, Place(1, 5)
    )
    assert not is_poll_of(
        seen("2/5 · Which?", 1, "Black tea", "Green"), question, order, Place(1, 5)
    )


def test_a_poll_is_recognised_though_telegram_has_tidied_its_words() -> None:
    question = make_question("q", stem="Which\n tea?", options=options("Green", "Black  tea "))
    assert is_poll_of(
        seen("1/5 · Which tea?", 0, "Green", "Black tea"), question, ("a", "b"), Place(1, 5)
    )


def test_a_true_or_false_poll_is_recognised_in_any_language() -> None:
    question = make_question("q", QuestionType.TRUEFALSE, stem="Tea.", options=TRUE_FALSE)
    order = ("true", "false")
    assert is_poll_of(seen("1/1 · Tea.", 0, "Верно", "Неверно"), question, order, Place(1, 1))
    assert not is_poll_of(seen("1/1 · Tea.", 1, "Верно", "Неверно"), question, order, Place(1, 1))


def test_dates_numbers_true_and_false_keep_their_order() -> None:
    assert keeps_order(make_question("q", options=options("1994", "1999", "2002")))
    assert keeps_order(make_question("q", QuestionType.TRUEFALSE, options=TRUE_FALSE))
    assert not keeps_order(make_question("q"))
