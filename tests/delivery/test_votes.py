"""Whose a vote is: a person's, or nobody's when it is cast in a chat's name."""

import json

import pytest

from bot.delivery.votes import read_vote
from tests.conftest import Clock

CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
ANSWER = {"poll_id": "p", "option_ids": [0], "option_persistent_ids": ["o0"]}


def raw(**more: object) -> str:
    return json.dumps({"update_id": 1, "poll_answer": {**ANSWER, **more}})


def test_a_persons_vote_is_theirs(clock: Clock) -> None:
    found = read_vote(raw(user={"id": 7, "is_bot": False, "first_name": "Alma"}), clock())
    assert found is not None
    assert (found.who.telegram_id, found.options) == (7, ("o0",))


@pytest.mark.parametrize("stand_in", [{}, {"user": CHANNEL_BOT}], ids=["alone", "with a stand-in"])
def test_a_vote_in_a_chats_name_is_nobodys(clock: Clock, stand_in: dict[str, object]) -> None:
    """An anonymous admin, or a channel: the stand-in is the same for all of them."""
    chat = {"id": -100, "type": "supergroup", "title": "Tea room"}
    assert read_vote(raw(voter_chat=chat, **stand_in), clock()) is None


@pytest.mark.parametrize("more", [{}, {"voter_chat": {}}, {"user": {"id": 7}}])
def test_what_telegram_would_not_send_is_refused(clock: Clock, more: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        read_vote(raw(**more), clock())
