"""Codes of sets: drawn, and read from what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sets.code import LENGTH, LETTERS, looks_like_code, new_code, read_code


@given(st.randoms(use_true_random=False), st.sampled_from(["", " ", "\n"]))
def test_a_new_code_is_read_back_however_it_is_typed(rng, space: str) -> None:  # type: ignore[no-untyped-def]
    code = new_code(rng.choice)
    assert len(code) == LENGTH
    assert set(code) <= set(LETTERS)
    assert read_code(f"{space}{code.lower()}{space}") == code


@pytest.mark.parametrize("text", ["", "two words", "1994?", "Чай", "a\0b", "x" * 63])
def test_what_no_link_could_carry_is_no_code(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("K7MQPA", True),
        (" k7mqpa\n", True),
        ("KAMQPA", True),
        ("please", False),  # a word
        ("K7MQP", False),
        ("K7MQPAB", False),
        ("K0MQPA", False),  # no code has a zero
    ],
)
def test_what_looks_like_a_code(text: str, looks: bool) -> None:
    assert looks_like_code(text) is looks
