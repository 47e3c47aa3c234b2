"""Cuts stay within their length and at words."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shortening import shortened, shortened_front


@given(st.text(max_size=80), st.integers(5, 60))
def test_what_is_shortened_fits_and_begins_alike(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(st.text(max_size=80), st.integers(5, 60))
def test_what_is_shortened_in_front_ends_alike(text: str, limit: int) -> None:
    short = shortened_front(text, limit)
    assert len(short) <= limit
    assert short == text or (short.startswith("…") and text.endswith(short[1:]))


def test_words_are_not_cut_when_there_is_a_space() -> None:
    assert shortened("one two three", 10) == "one two…"
    assert shortened_front("one two three", 10) == "…two three"
    assert shortened("x" * 20, 10) == "x" * 9 + "…"
