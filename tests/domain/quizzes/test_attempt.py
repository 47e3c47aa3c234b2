"""What an attempt came to."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marking import FULL, Given, Mark
from bot.domain.quizzes.attempt import Step, TopicScore, summarise
from tests.storage.bank_rows import make_question

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def step(position: int, mark: int | None, topic: str = "The leaf", seconds: int = 10) -> Step:
    return Step(
        attempt_id=1,
        position=position,
        total=3,
        question_id=position,
        version_id=position,
        question=make_question(f"tea-{position}"),
        order=("a", "b", "c"),
        topic_title=topic,
        language="en",
        asked_at=NOON,
        given=None if mark is None else Given(),
        mark=None if mark is None else Mark(mark),
        answered_at=None if mark is None else NOON + timedelta(seconds=seconds),
    )


def test_score_topics_time_and_what_was_missed() -> None:
    steps = [step(1, FULL), step(2, 50, "History", 20), step(3, 0), step(4, None)]
    summary = summarise(steps)
    assert (summary.score, summary.answered, summary.total) == (150, 3, 4)
    assert summary.spent == timedelta(seconds=40)
    assert summary.topics == (TopicScore("The leaf", 100, 2), TopicScore("History", 50, 1))
    assert [missed.position for missed in summary.missed] == [2, 3]


def test_an_attempt_without_an_answer_is_worth_nothing() -> None:
    summary = summarise([step(1, None)])
    assert (summary.score, summary.answered, summary.missed) == (0, 0, ())
    assert summary.spent == timedelta()


def test_a_clock_that_was_set_back_takes_no_time_away() -> None:
    assert summarise([step(1, FULL), step(2, FULL, seconds=-60)]).spent == timedelta(seconds=10)


@given(st.lists(st.none() | st.integers(0, FULL), max_size=20))
def test_topics_add_up_to_the_score(marks: list[int | None]) -> None:
    steps = [step(n, mark, f"topic {n % 3}") for n, mark in enumerate(marks, start=1)]
    summary = summarise(steps)
    assert sum(topic.score for topic in summary.topics) == summary.score
    assert sum(topic.asked for topic in summary.topics) == summary.answered
