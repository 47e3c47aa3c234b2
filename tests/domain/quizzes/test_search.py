"""Finding questions by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quizzes.search import WORDS, asks_for_score, begins_a_word, found_by, looked_for


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ()),
        ("  …!  ", ()),
        ("Treaty", ("treaty",)),
        ("the Treaty of  Tashkent", ("the", "treaty", "tashkent")),
        ("of", ("of",)),
        ("Договор о безопасности", ("договор", "безопасности")),
        ("treaty TREATY", ("treaty",)),
        ("100%_", ("100",)),
        ("Nagorno-Karabakh", ("nagorno", "karabakh")),
    ],
)
def test_what_is_looked_for(query: str, words: tuple[str, ...]) -> None:
    assert looked_for(query) == words


def test_a_stem_is_found_by_its_words_alone() -> None:
    assert found_by("Which “café” is it, O'Brien?") == " which cafe is it obrien"


@given(st.text(max_size=300))
def test_any_query_gives_a_few_words_without_signs_of_a_pattern(query: str) -> None:
    words = looked_for(query)
    assert len(words) <= WORDS
    assert not set("%_\\ ") & set("".join(words))


@given(st.text(max_size=60))
def test_a_stem_is_found_by_every_word_of_its_own(stem: str) -> None:
    assert all(f" {word}" in found_by(stem) for word in looked_for(stem))


def test_a_name_is_found_by_the_beginning_of_a_word() -> None:
    assert begins_a_word("char", "Treaty and charter")
    assert not begins_a_word("hart", "Treaty and charter")


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("score", True), ("my score", True), ("My Sco", True), ("мой счёт", True),
        ("успехи", True), ("очки", True), ("", False), ("my", False), ("s", False),
        ("scorecard", False), ("score of the match", False), ("treaty", False),
    ],
)  # fmt: skip
def test_who_asks_for_their_score(query: str, asked: bool) -> None:
    assert asks_for_score(query) is asked
