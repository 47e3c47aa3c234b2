"""sendPoll and stopPoll."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.entities import utf16_length
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.methods.reach import charge, named_message, own_chat, reply_target, writable_chat
from bot.sandbox.params import Params, formatted, whole
from bot.sandbox.polls import Poll
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]
QUESTION_MAX = 300
OPTION_MAX = 100
OPTIONS_MAX = 12
EXPLANATION_MAX = 200
EXPLANATION_FEEDS = 2
DESCRIPTION_MAX = 1024
OPEN_MIN = 5
OPEN_MAX = 2_628_000


def send_poll(world: World, params: Params) -> Json:
    chat = writable_chat(world, params, "can_send_polls")
    poll = _poll(world, params, chat)
    content: Json = {
        "keyboard": inline_keyboard(params, private=chat.private),
        "reply_to": reply_target(params, chat),
        "thread": params.optional("message_thread_id"),
        "silent": params.flag("disable_notification"),
    }
    charge(world, chat)
    world.polls[poll.id] = poll
    message = world.post(chat, world.bot.id, poll=poll.id, **content)
    poll.message = message.id
    if poll.close_date is not None:
        world.due.set()
    return world.message_object(message)


def _poll(world: World, params: Params, chat: Chat) -> Poll:
    question, question_entities = params.formatted(
        "question", "question_parse_mode", "question_entities", find=False
    )
    if not question:
        raise bad_request("poll question must be non-empty")
    if utf16_length(question) > QUESTION_MAX:
        raise bad_request(f"poll question length must not exceed {QUESTION_MAX}")
    kind = params.text("type") or "regular"
    if kind not in {"regular", "quiz"}:
        raise bad_request("unsupported poll type specified")
    options = _options(params)
    poll = Poll(
        id=world.new_poll_id(),
        chat=chat.id,
        message=0,
        question=question,
        question_entities=question_entities,
        options=options,
        type=kind,
        anonymous=params.flag("is_anonymous", True),
        multiple=params.flag("allows_multiple_answers"),
        revoting=params.flag("allows_revoting", kind == "regular"),
        members_only=params.flag("members_only"),
        shuffle=params.flag("shuffle_options"),
        hide_results=params.flag("hide_results_until_closes"),
        closed=params.flag("is_closed"),
    )
    _describe(params, poll)
    if kind == "quiz":
        _key(params, poll)
        _explain(params, poll)
    _period(world, params, poll)
    return poll


def _options(params: Params) -> list[Json]:
    given = params.array("options", "options")
    if given is None:
        raise bad_request("can't parse options JSON object")
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > OPTIONS_MAX:
        raise bad_request(f"poll can't have more than {OPTIONS_MAX} options")
    return [_option(item) for item in given]


def _option(item: Any) -> Json:
    if isinstance(item, str):
        item = {"text": item}
    if not isinstance(item, dict):
        raise bad_request("can't parse options JSON object")
    text, entities = formatted(
        str(item.get("text", "")),
        str(item.get("text_parse_mode") or ""),
        item.get("text_entities"),
        find=False,
    )
    if not text:
        raise bad_request("poll options must be non-empty")
    if utf16_length(text) > OPTION_MAX:
        raise bad_request(f"poll options length must not exceed {OPTION_MAX}")
    option: Json = {"persistent_id": secrets.token_urlsafe(8), "text": text}
    if entities:
        option["text_entities"] = entities
    return option


def _key(params: Params, poll: Poll) -> None:
    given = params.array("correct_option_ids", "correct option identifiers")
    if given is None and params.has("correct_option_id"):
        given = [params.integer("correct_option_id")]
    keys = sorted({whole(number, "correct_option_ids") for number in given or []})
    if not keys or keys[0] < 0 or keys[-1] >= len(poll.options):
        raise bad_request("wrong correct option ID specified")
    if len(keys) > 1 and not poll.multiple:
        raise bad_request("wrong correct option ID specified")
    poll.keys = keys


def _explain(params: Params, poll: Poll) -> None:
    text, entities = params.formatted(
        "explanation", "explanation_parse_mode", "explanation_entities"
    )
    if utf16_length(text) > EXPLANATION_MAX or text.count("\n") > EXPLANATION_FEEDS:
        raise bad_request("message is too long")
    poll.explanation = text or None
    poll.explanation_entities = entities


def _describe(params: Params, poll: Poll) -> None:
    text, entities = params.formatted(
        "description", "description_parse_mode", "description_entities"
    )
    if utf16_length(text) > DESCRIPTION_MAX:
        raise bad_request("message caption is too long")
    poll.description = text or None
    poll.description_entities = entities


def _period(world: World, params: Params, poll: Poll) -> None:
    period = params.optional("open_period")
    until = params.optional("close_date")
    now = world.clock.stamp()
    if period is not None and until is None:
        if not OPEN_MIN <= period <= OPEN_MAX:
            raise bad_request("OPEN_PERIOD_INVALID")
        poll.open_period = period
        poll.close_date = now + period
    elif until is not None:
        if not OPEN_MIN <= until - now <= OPEN_MAX:
            raise bad_request("CLOSE_DATE_INVALID")
        poll.close_date = until


def stop_poll(world: World, params: Params) -> Json:
    chat = own_chat(world, params)
    message = named_message(world, params, chat, "stop")
    if message.poll is None:
        raise bad_request("message is not a poll")
    poll = world.polls[message.poll]
    if message.sender != world.bot.id:
        raise bad_request("poll can't be stopped")
    if poll.closed:
        raise bad_request("poll has already been closed")
    message.keyboard = inline_keyboard(params, private=chat.private)
    world.close_poll(poll)
    return poll.for_bot()
