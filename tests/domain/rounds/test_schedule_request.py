"""What people write behind /schedule."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quizzes.attempt import EVERYTHING, Scope
from bot.domain.quizzes.quiz_request import Topic
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import RoundKind
from bot.domain.rounds.schedule import EVERY_DAY, Planned, Timing
from bot.domain.rounds.schedule_request import Flaw, Unreadable, meant_by, read_schedule

TOPICS = [
    Topic(1, "csto", "CSTO", "ABCDEF", "treaty", "Treaty and charter", 5, "en"),
    Topic(1, "csto", "CSTO", "ABCDEF", "summit", "Summit 2022", 5, "en"),
]
TREATY, SUMMIT = Scope(1, "treaty"), Scope(1, "summit")


def read(text: str) -> Planned | Unreadable:
    return read_schedule(text, TOPICS)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("daily", EVERY_DAY), ("every day at", EVERY_DAY), ("Ежедневно в", EVERY_DAY),
        ("mon,thu", {0, 3}), ("Mon, Thursday", {0, 3}), ("on tue", {1}), ("пн,чт", {0, 3}),
        ("по пятницам в", {4}), ("weekdays", {0, 1, 2, 3, 4}), ("выходные", {5, 6}),
        ("mon-fri", {0, 1, 2, 3, 4}), ("сб–пн", {5, 6, 0}), ("wed-wed", {2}),
        ("tue and thu", {1, 3}), ("mon, wed, and fri", {0, 2, 4}), ("Mon - Wed", {0, 1, 2}),
        ("во вторник и в четверг", {1, 3}), ("каждое воскресенье", {6}), ("по средам", {2}),
        ("every weekday", {0, 1, 2, 3, 4}), ("Tues., thurs.", {1, 3}),
    ],
)  # fmt: skip
def test_days_are_read_in_english_and_russian(words: str, days: set[int]) -> None:
    planned = read(f"{words} 9:05")
    assert isinstance(planned, Planned)
    assert planned.timing == Timing(frozenset(days), time(9, 5))


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("", (EVERYTHING, 5, 30, Mode.CLASSIC)),
        ("n=3", (EVERYTHING, 3, 30, Mode.CLASSIC)),
        ("topic=treaty n = 7 seconds=60 mode=teams", (TREATY, 7, 60, Mode.TEAMS)),
        ("topic=Treaty and charter n=2", (TREATY, 2, 30, Mode.CLASSIC)),
        ('topic="Summit 2022"', (SUMMIT, 5, 30, Mode.CLASSIC)),
        ("treaty 5 60 speed", (TREATY, 5, 60, Mode.SPEED)),
        ("treaty 5 n=4", (TREATY, 4, 30, Mode.CLASSIC)),
        ("тема=treaty вопросов=2 сек=20 режим=команды", (TREATY, 2, 20, Mode.TEAMS)),
    ],
)
def test_what_to_play_stands_behind_the_time_by_name_or_by_place(
    text: str, planned: tuple[Scope, int, int, Mode]
) -> None:
    expected = Planned(Timing(EVERY_DAY, time(18)), RoundKind.ROUND, *planned)
    assert read(f"daily 18:00 {text}") == expected


@pytest.mark.parametrize(
    ("text", "hours", "scope", "mode"),
    [
        ("question", 8, EVERYTHING, Mode.CLASSIC),
        ("open=3h", 3, EVERYTHING, Mode.CLASSIC),
        ("question treaty open=12", 12, TREATY, Mode.CLASSIC),
        ("question of the day", 8, EVERYTHING, Mode.CLASSIC),
        ("Question of the Day treaty open=2", 2, TREATY, Mode.CLASSIC),
        ("question Summit 2022 practice", 8, SUMMIT, Mode.PRACTICE),
        ("вопрос дня", 8, EVERYTHING, Mode.CLASSIC),
        ("open=8 h", 8, EVERYTHING, Mode.CLASSIC),
        ("вопрос открыт = 3 часа", 3, EVERYTHING, Mode.CLASSIC),
        ("вопрос открыт=20ч тема=treaty режим=тренировка", 20, TREATY, Mode.PRACTICE),
    ],
)
def test_a_question_of_the_day_stays_open_for_hours(
    text: str, hours: int, scope: Scope, mode: Mode
) -> None:
    timing = Timing(EVERY_DAY, time(9))
    expected = Planned(timing, RoundKind.DAY, scope, 1, hours * 3600, mode)
    assert read(f"daily 9:00 {text}") == expected


@pytest.mark.parametrize(
    ("text", "flaw", "word"),
    [
        ("", Flaw.DAYS, ""), ("18:00", Flaw.DAYS, ""), ("tomorrow 18:00", Flaw.WORD, "tomorrow"),
        ("mon-tue-wed 18:00", Flaw.WORD, "mon-tue-wed"), ("n=5 daily 18:00", Flaw.WORD, "n=5"),
        ("month 18:00", Flaw.WORD, "month"), ("sundry", Flaw.WORD, "sundry"),
        ("tue plus thu 18:00", Flaw.WORD, "plus"), ("понедельно 18:00", Flaw.WORD, "понедельно"),
        ("daily", Flaw.TIME, ""), ("daily 6pm", Flaw.TIME, "6pm"),
        ("daily 25:00", Flaw.TIME, "25:00"), ("daily 18:60", Flaw.TIME, "18:60"),
        ("daily 18:00 color=red", Flaw.KEY, "color=red"),
        ("daily 18:00 n=0", Flaw.QUESTIONS, "0"), ("daily 18:00 n=21", Flaw.QUESTIONS, "21"),
        ("daily 18:00 n=many", Flaw.QUESTIONS, "many"), ("daily 18:00 77", Flaw.QUESTIONS, "77"),
        ("daily 18:00 seconds=9", Flaw.SECONDS, "9"),
        ("daily 18:00 topic=cakes", Flaw.TOPIC, "cakes"),
        ("daily 18:00 topic=", Flaw.TOPIC, "topic="),
        ("daily 18:00 topic=treaty 5", Flaw.TOPIC, "treaty 5"),
        ("daily 18:00 mode=chess", Flaw.MODE, "chess"),
        ("daily 18:00 open=0h", Flaw.OPEN, "0h"), ("daily 18:00 open=21h", Flaw.OPEN, "21h"),
        ("daily 18:00 open=long", Flaw.OPEN, "long"),
        ("daily 18:00 question n=2", Flaw.DAY, "n=2"),
        ("daily 18:00 open=2h seconds=30", Flaw.DAY, "seconds=30"),
        ("daily 18:00 question mode=speed", Flaw.DAY, "speed"),
        ("daily 18:00 question 3", Flaw.DAY, "3"), ("daily 18:00 question 77", Flaw.DAY, "77"),
        ("daily 18:00 question treaty 5 30", Flaw.DAY, "30"),
        ("daily 18:00 4 practice open=2h", Flaw.DAY, "4"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_met_names_the_word_and_why(text: str, flaw: Flaw, word: str) -> None:
    assert read(text) == Unreadable(flaw, word)


TWINS = [
    Topic(1, "csto", "CSTO", "ABCDEF", "decisions", "Decisions", 5, "en"),
    Topic(2, "summit", "Summits", "GHIJKL", "decisions", "Decisions", 5, "en"),
    Topic(2, "summit", "Summits", "GHIJKL", "exercises", "Exercises", 5, "en"),
]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "daily 18:00 topic=decisions n=3",
            ["daily 18:00 topic=csto/decisions n=3", "daily 18:00 topic=summit/decisions n=3"],
        ),
        (
            "mon, thu 18:00 n = 3 topic = decisions",
            [
                "mon, thu 18:00 topic=csto/decisions n=3",
                "mon, thu 18:00 topic=summit/decisions n=3",
            ],
        ),
        (
            "daily 18:00 decisions 5 60 mode=teams",
            [f"daily 18:00 {one}/decisions 5 60 mode=teams" for one in ("csto", "summit")],
        ),
        ("daily 18:00 exercizes", ["daily 18:00 exercises"]),
        (
            "daily 9:00 question of the day exercizes open=2h",
            ["daily 9:00 question of the day exercises open=2h"],
        ),
        ("daily 18:00 topic=cakes", []),
        ("daily 18:00 exercizes n=99", []),
        ("mon " * 50 + "18:00 exercizes", []),
    ],
)
def test_what_could_be_meant_is_offered_as_whole_lines(text: str, lines: list[str]) -> None:
    read = read_schedule(text, TWINS)
    assert isinstance(read, Unreadable)
    assert read.flaw is Flaw.TOPIC
    assert meant_by(text, TWINS, 6) == lines
    assert meant_by(text, TWINS, 1) == lines[:1]


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_is_read_or_refused(before: str, after: str) -> None:
    for text in (before, f"{before} 18:00 {after}", f"daily 18:00 {after}"):
        meant_by(text, TOPICS, 6)
        planned = read(text)
        if isinstance(planned, Planned):
            assert planned.timing.days <= EVERY_DAY
            assert 1 <= planned.questions <= 20
            assert 10 <= planned.seconds <= 20 * 3600
