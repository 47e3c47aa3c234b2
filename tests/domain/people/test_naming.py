"""Aliases and names on boards."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.naming import AliasFlaw, AliasRefused, board_label, clean_alias, shown_name
from bot.domain.people.person import BoardName


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Quiet owl", "Quiet owl"),
        ("  Тихая   сова ", "Тихая сова"),
        ("e\u0301mile", "émile"),
        ("<b>bold</b> & co", "<b>bold</b> & co"),
        ("🦉", "🦉"),
        ("x" * 40, "x" * 40),
        ("بومة", "بومة"),
        ("42", "42"),
    ],
)
def test_an_alias_is_kept_in_its_plain_form(typed: str, kept: str) -> None:
    assert clean_alias(typed) == kept


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("", AliasFlaw.EMPTY),
        ("   ", AliasFlaw.EMPTY),
        ("x" * 41, AliasFlaw.LONG),
        ("two\nlines", AliasFlaw.CHARACTERS),
        ("tab\there", AliasFlaw.CHARACTERS),
        ("amlA \u202e", AliasFlaw.CHARACTERS),  # direction override
        ("\u2067Alma", AliasFlaw.CHARACTERS),  # isolate
        ("Al\u200bma", AliasFlaw.CHARACTERS),  # zero width
        ("Al\u2028ma", AliasFlaw.CHARACTERS),  # line separator
        ("\u3164", AliasFlaw.CHARACTERS),  # a letter that draws nothing
        ("\u0301", AliasFlaw.CHARACTERS),  # a mark without a letter
        ("Z\u0336\u0337\u0338algo", AliasFlaw.CHARACTERS),  # heaped marks
        ("\ud800", AliasFlaw.CHARACTERS),
    ],
)
def test_a_refused_alias_says_why(typed: str, flaw: AliasFlaw) -> None:
    with pytest.raises(AliasRefused) as caught:
        clean_alias(typed)
    assert caught.value.flaw is flaw


@given(st.text(max_size=60))
def test_an_accepted_alias_is_short_and_draws_only_itself(typed: str) -> None:
    try:
        alias = clean_alias(typed)
    except AliasRefused:
        return
    assert 1 <= len(alias) <= 40
    assert not {unicodedata.category(c) for c in alias} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert clean_alias(alias) == alias


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Alma", "Alma"),
        ("Al\u202ema\u2066\n\tK", "Alma K"),
        ("\u200b\u3164", ""),
        ("", ""),
        ("Z" + "\u0336" * 30, "Z\u0336\u0336"),
        ("x" * 24, "x" * 24),
        ("x" * 25, "x" * 23 + "…"),
        ("Wolfeschlegelsteinhaus - Bergerdorff", "Wolfeschlegelsteinhaus…"),
    ],
)
def test_a_name_is_made_fit_for_a_list(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@given(st.text(max_size=80))
def test_a_shown_name_never_exceeds_its_limit(name: str) -> None:
    shown = shown_name(name)
    assert len(shown) <= 24
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_people_appear_as_they_chose() -> None:
    assert board_label(BoardName.NAME, "Alma K", "Quiet owl") == "Alma K"
    assert board_label(BoardName.ALIAS, "Alma K", "Quiet owl") == "Quiet owl"
    assert board_label(BoardName.HIDDEN, "Alma K", "Quiet owl") is None
    assert board_label(BoardName.ALIAS, "Alma K", None) is None
    assert board_label(BoardName.NAME, "\u200b", None) is None


def test_an_error_passes_through_a_context_manager() -> None:
    @contextmanager
    def manager() -> Iterator[None]:
        yield

    with pytest.raises(AliasRefused), manager():
        raise AliasRefused(AliasFlaw.EMPTY)
