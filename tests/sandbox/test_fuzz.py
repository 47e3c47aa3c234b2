"""Hostile parameters: every method answers with a result or a refusal, never with a fault."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.methods import METHODS
from bot.sandbox.methods.hooks import get_updates
from bot.sandbox.params import Params
from bot.sandbox.people import ALMA_ID
from bot.sandbox.refusals import ApiError
from bot.sandbox.updates import dumps
from bot.sandbox.view import message_for
from bot.sandbox.world import World

Json = dict[str, Any]
_NAMES = [
    "chat_id", "text", "parse_mode", "entities", "reply_markup", "message_id", "caption",
    "question", "options", "type", "correct_option_ids", "open_period", "close_date", "scope",
    "commands", "language_code", "user_id", "document", "photo", "media", "file_id", "action",
    "reply_parameters", "message_ids", "callback_query_id", "results", "url", "secret_token",
    "allowed_updates", "max_connections", "explanation", "message_thread_id", "offset", "limit",
    "is_anonymous", "name", "description", "inline_query_id", "caption_entities",
]  # fmt: skip
_PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from([ALMA_ID, 101, "quiz", "HTML", "<b>x", "attach://x", "chat", "photo"]),
)
_KEYS = st.sampled_from(
    ["inline_keyboard", "text", "callback_data", "url", "type", "chat_id", "command", "media",
     "description", "message_id", "offset", "length", "web_app"]
)  # fmt: skip
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)


def _world() -> World:
    world = World()
    world.seed()
    world.people[ALMA_ID].started = True
    world.limiter.rates.enabled = False
    METHODS["sendmessage"](world, Params({"chat_id": ALMA_ID, "text": "x"}))
    return world


_CALLS = given(
    st.sampled_from(sorted(METHODS)),
    st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=6),
    st.booleans(),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@_CALLS
def test_no_parameters_break_a_method(method: str, values: Json, as_form: bool) -> None:
    """Making requests: an unsuccessful request has "ok" false and is explained."""
    check(method, values, as_form)


@pytest.mark.prove
@settings(max_examples=20_000, deadline=None)
@_CALLS
def test_no_parameters_break_a_method_for_minutes(method: str, values: Json, as_form: bool) -> None:
    """The same with other draws each time."""
    check(method, values, as_form)


def check(method: str, values: Json, as_form: bool) -> None:
    """Call a method: a result or a refusal, and a world that can still be drawn."""
    world = _world()
    if as_form:
        values = {k: v if isinstance(v, str) else json.dumps(v) for k, v in values.items()}
    params = Params({"chat_id": ALMA_ID, "message_id": 101, **values})
    try:
        answer = dumps(METHODS[method](world, params))
    except ApiError as error:
        assert 400 <= error.code < 500
    else:
        assert json.loads(answer) is not None
    for message in world.chats[ALMA_ID].messages.values():
        assert json.loads(dumps(message_for(world, message, ALMA_ID)))["id"] == message.id


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(["offset", "limit", "allowed_updates"]), _VALUES))
def test_no_parameters_break_get_updates(values: dict[str, Any]) -> None:
    """getUpdates, which is served apart."""
    world = _world()
    try:
        answer = asyncio.run(get_updates(world, Params(values)))
    except ApiError as error:
        assert error.code == 400
    else:
        assert json.loads(answer)["ok"] is True
