"""Passes to the curation page: what is signed is read again, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.page.page_pass import (
    NONCE_BYTES,
    Pass,
    PassRefused,
    Purpose,
    Refusal,
    form_token,
    nonce_of,
    read_pass,
    signed,
    signing_key,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = signing_key("42:TEST")
LINK = Pass(Purpose.LINK, 7_000_000_001, NOW + timedelta(minutes=10), "abcdefghijklmn_-")


def refused(text: str, purpose: Purpose = Purpose.LINK, now: datetime = NOW) -> Refusal:
    with pytest.raises(PassRefused) as caught:
        read_pass(text, purpose, KEY, now)
    return caught.value.why


@given(
    st.sampled_from(Purpose),
    st.integers(1, 2**63 - 1),
    st.integers(1, 10**8),
    st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES),
)
def test_what_was_signed_is_read_again(
    purpose: Purpose, person: int, seconds: int, chance: bytes
) -> None:
    made = Pass(purpose, person, NOW + timedelta(seconds=seconds), nonce_of(chance))
    assert read_pass(signed(made, KEY), purpose, KEY, NOW) == made


def test_it_ends_by_itself() -> None:
    text = signed(LINK, KEY)
    assert read_pass(text, Purpose.LINK, KEY, LINK.expires - timedelta(seconds=1)) == LINK
    assert refused(text, now=LINK.expires) is Refusal.EXPIRED


def test_a_link_is_no_visit() -> None:
    assert refused(signed(LINK, KEY), Purpose.VISIT) is Refusal.WRONG


def test_another_bots_key_signs_nothing_here() -> None:
    assert refused(signed(LINK, signing_key("42:OTHER"))) is Refusal.WRONG


def test_a_changed_letter_is_noticed() -> None:
    text = signed(LINK, KEY)
    for place, letter in enumerate(text):
        other = "b" if letter == "a" else "a"
        assert refused(f"{text[:place]}{other}{text[place + 1 :]}") is Refusal.WRONG


@pytest.mark.parametrize(
    "text",
    ["", ".", "link", "ключ.1.2.3.4", "\ud800", "x" * 100_000, signed(LINK, KEY) + "=", "link.1."],
)
def test_anything_may_come(text: str) -> None:
    assert refused(text) is Refusal.WRONG


def test_each_visit_has_its_own_form_token() -> None:
    others = (replace(LINK, nonce="bbbbbbbbbbbbbbbb"), replace(LINK, telegram_id=1))
    tokens = {form_token(one, KEY) for one in (LINK, *others)}
    assert len(tokens) == 3
    assert signed(LINK, KEY).rpartition(".")[2] not in tokens
