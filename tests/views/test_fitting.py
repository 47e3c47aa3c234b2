"""Lengths as Telegram counts them, and cuts that stay within them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.services.bank.passages import Passage
from bot.views.fitting import length
from bot.views.quiz.citations import cut_fairly


def test_length_counts_what_is_seen_in_utf16() -> None:
    assert length("<b>a &lt; b</b>") == 5
    assert length("📖") == 2


@given(st.text("ab ", max_size=300), st.text("ab ", max_size=300), st.integers(40, 400))
def test_a_passage_is_cut_fairly_around_its_quote(before: str, after: str, room: int) -> None:
    left, right = cut_fairly(Passage(before, "QUOTE", after), room)
    assert len(left) + len("QUOTE") + len(right) <= room
    if len(before) + len(after) + len("QUOTE") <= room:
        assert (left, right) == (before, after)


def test_what_one_side_does_not_need_goes_to_the_other() -> None:
    left, right = cut_fairly(Passage("x " * 100, "QUOTE", "end"), 108)
    assert right == "end"
    assert 90 <= len(left) <= 100
