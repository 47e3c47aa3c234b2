"""Votes in polls, read from raw updates."""

import json
from datetime import datetime

from bot.domain.people.person import Who
from bot.domain.rounds.round import Vote


def read_vote(raw: str, at: datetime) -> Vote | None:
    """The vote in a ``poll_answer`` update that came in at ``at``.

    None for one in a chat's name, such as an anonymous admin's: nobody's to count. There Telegram
    puts a stand-in where the user would be, the same for everybody.

    KeyError, TypeError or ValueError when it is not what Telegram documents.
    """
    answer = json.loads(raw)["poll_answer"]
    if "voter_chat" in answer:
        answer["voter_chat"]["id"]
        return None
    user = answer["user"]
    who = Who(
        int(user["id"]),
        _text(user["first_name"]),
        _optional(user.get("last_name")),
        _optional(user.get("username")),
        _optional(user.get("language_code")),
    )
    options = answer["option_persistent_ids"]
    if not isinstance(options, list):
        raise TypeError("option_persistent_ids is not a list")
    return Vote(answer["poll_id"], who, tuple(_text(option) for option in options), at)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _text(value)
