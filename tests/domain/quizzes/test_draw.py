"""Drawing: new questions first, none twice, spread over topics."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.question import Difficulty
from bot.domain.quizzes.draw import Candidate, draw

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

candidates = st.lists(
    st.builds(
        Candidate,
        question_id=st.integers(1, 10_000),
        version_id=st.integers(1, 10_000),
        topic=st.sampled_from(["1:leaf", "1:history", "2:leaf"]),
        difficulty=st.sampled_from(Difficulty),
        last_seen=st.none() | st.integers(0, 300).map(lambda d: LONG_AGO + timedelta(days=d)),
    ),
    max_size=30,
    unique_by=lambda candidate: candidate.question_id,
)


def unseen(question_id: int, topic: str = "1:leaf", **values: Difficulty) -> Candidate:
    difficulty = values.get("difficulty", Difficulty.EASY)
    return Candidate(question_id, question_id, topic, difficulty)


def seen(question_id: int, day: int) -> Candidate:
    at = LONG_AGO + timedelta(days=day)
    return Candidate(question_id, question_id, "1:leaf", Difficulty.EASY, at)


@given(candidates, st.integers(1, 40), st.integers())
def test_as_many_as_wanted_or_there_are_and_none_twice(
    candidates: list[Candidate], count: int, seed: int
) -> None:
    drawn = draw(candidates, count, random.Random(seed).random)
    assert len(drawn) == min(count, len(candidates))
    assert len({candidate.question_id for candidate in drawn}) == len(drawn)
    assert set(drawn) <= set(candidates)


@given(candidates, st.integers(1, 40), st.integers())
def test_nothing_seen_is_asked_while_something_new_is_left(
    candidates: list[Candidate], count: int, seed: int
) -> None:
    drawn = draw(candidates, count, random.Random(seed).random)
    new_left = {c for c in candidates if c.last_seen is None} - set(drawn)
    assert not new_left or all(candidate.last_seen is None for candidate in drawn)


@given(st.integers(1, 20), st.integers())
def test_topics_take_turns(count: int, seed: int) -> None:
    candidates = [unseen(number, f"1:{number % 4}") for number in range(40)]
    topics = Counter(c.topic for c in draw(candidates, count, random.Random(seed).random))
    assert max(topics.values()) - min([*topics.values(), *[0] * (4 - len(topics))]) <= 1


@given(st.integers())
def test_difficulties_take_turns_within_a_topic(seed: int) -> None:
    candidates = [unseen(n, difficulty=list(Difficulty)[n % 3]) for n in range(30)]
    drawn = draw(candidates, 6, random.Random(seed).random)
    assert Counter(c.difficulty for c in drawn) == dict.fromkeys(Difficulty, 2)


@given(st.integers())
def test_of_what_was_seen_the_longest_unseen_are_considered(seed: int) -> None:
    candidates = [unseen(100), *(seen(day, day) for day in range(20))]
    drawn = draw(candidates, 4, random.Random(seed).random)
    # One is new; three more are wanted, so the six seen longest ago may come.
    assert {candidate.question_id for candidate in drawn} <= {100, 0, 1, 2, 3, 4, 5}
    assert 100 in {candidate.question_id for candidate in drawn}


def test_of_what_was_seen_longest_ago_each_may_come() -> None:
    candidates = [seen(number, number) for number in range(5)]
    drawn = [draw(candidates, 2, random.Random(seed).random) for seed in range(50)]
    assert {candidate.question_id for some in drawn for candidate in some} == {0, 1, 2, 3}


def test_when_it_was_seen_counts_not_its_number() -> None:
    candidates = [seen(number, -number) for number in range(10)]
    drawn = draw(candidates, 2, random.Random(1).random)
    assert {candidate.question_id for candidate in drawn} <= {6, 7, 8, 9}


def test_new_questions_and_old_ones_are_mixed() -> None:
    candidates = [unseen(100), seen(1, 1)]
    firsts = {draw(candidates, 2, random.Random(seed).random)[0].question_id for seed in range(50)}
    assert firsts == {1, 100}


def test_the_same_chance_draws_the_same_and_another_draws_another() -> None:
    candidates = [unseen(number) for number in range(50)]
    first, again, other = (draw(candidates, 5, random.Random(seed).random) for seed in (1, 1, 2))
    assert first == again != other
