"""Ids of titles in other letters."""

import pytest

from bot.domain.latin import in_latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Маяк на мысе Ёлкин", "mayak na myse elkin"),
        ("Подъезд, щука и объявление", "podezd, shchuka i obyavlenie"),
        ("Où? Curaçao", "ou? curacao"),
        ("Rules 2019", "rules 2019"),
    ],
)
def test_letters_become_latin_ones(text: str, latin: str) -> None:
    assert in_latin(text) == latin
