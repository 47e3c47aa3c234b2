"""Reading raw updates: lanes for what is well formed, reasons for what is not, never an error."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.sorting import is_running_count, read, update_id
from tests.delivery.conftest import ALMA, GROUP, closed, tap, text, vote


@pytest.mark.parametrize(
    ("item", "lane", "kind", "sender"),
    [
        (text(1, "x"), str(ALMA), "message", ALMA),
        (text(1, "x", GROUP), str(GROUP), "message", ALMA),
        (tap(1), str(ALMA), "callback_query", ALMA),
        (vote(1, "p7", ALMA, "a"), "poll:p7", "poll_answer", ALMA),
        (closed(1, "p7"), "poll:p7", "poll", None),
        ({"update_id": 1, "inline_query": {"from": {"id": 5}}}, "5", "inline_query", 5),
        (
            {"update_id": 1, "callback_query": {"from": {"id": 5}, "inline_message_id": "x"}},
            "5",
            "callback_query",
            5,
        ),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": -7}}}, "-7", "my_chat_member", None),
        ({"update_id": 1, "shipped": {"user": {"id": 6}}}, "6", "shipped", 6),
        ({"update_id": 1, "k" * 32: {"from": {"id": 5}}}, "5", "k" * 32, 5),
        ({"update_id": 1}, "other", "nothing", None),
    ],
)
def test_a_lane_is_the_chat_or_the_poll_or_the_sender(
    item: dict[str, Any], lane: str, kind: str, sender: int | None
) -> None:
    arrival = read(item)
    assert (arrival.update_id, arrival.lane, arrival.kind, arrival.sender, arrival.reason) == (
        1,
        lane,
        kind,
        sender,
        None,
    )


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (None, "is not an object"),
        ([1], "is not an object"),
        ({"message": {}}, "has no update_id"),
        ({"update_id": True}, "has no update_id"),
        ({"update_id": "7"}, "has no update_id"),
        ({"update_id": 2**63}, "has no update_id"),
        ({"update_id": -1, "message": {}}, "has no update_id"),
        ({"update_id": 1, "k" * 33: {}}, "is of no kind that Telegram has"),
        ({"update_id": 1, "poll": {"id": "pé"}}, "poll names no poll"),
        ({"update_id": 1, "poll": {"id": "p\n"}}, "poll names no poll"),
        ({"update_id": 1, "message": "x"}, "message is not an object"),
        ({"update_id": 1, "message": {"chat": {"id": "x"}}}, "message.chat has no id"),
        ({"update_id": 1, "poll_answer": {}}, "poll_answer names no poll"),
        ({"update_id": 1, "poll": {"id": "9" * 60}}, "the poll's id is too long"),
        ({"update_id": 1, "a\0b": {}}, "is of no kind that Telegram has"),
    ],
)
def test_what_cannot_be_told_apart_has_a_reason(item: object, reason: str) -> None:
    assert read(item).reason == reason


def test_the_same_letter_without_an_id_is_the_same_letter() -> None:
    first, again, other = read({"a": 1}), read({"a": 1}), read({"a": 2})
    assert first.update_id == again.update_id < 0
    assert other.update_id != first.update_id


def test_only_open_polls_are_running_counts() -> None:
    assert is_running_count(closed(1, "p", is_closed=False))
    assert not is_running_count(closed(1, "p"))
    assert not is_running_count(text(1, "x"))
    assert not is_running_count({"update_id": 1, "poll": {"id": "p"}}), "who knows"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(
    json_values
    | st.fixed_dictionaries(
        {"update_id": st.integers()},
        optional={
            name: st.dictionaries(
                st.sampled_from(["chat", "from", "user", "message", "poll_id", "id"]), json_values
            )
            for name in ("message", "callback_query", "poll_answer", "poll")
        },
    )
)
def test_whatever_comes_in_can_be_stored(item: object) -> None:
    arrival = read(item)
    assert abs(arrival.update_id) < 2**63
    assert len(arrival.lane) <= 64
    assert len(arrival.kind) <= 32
    assert arrival.raw.isascii()
    assert arrival.sender is None or abs(arrival.sender) < 2**63
    number = update_id(item)
    assert number is None or arrival.update_id == number
