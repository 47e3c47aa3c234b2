"""answerInlineQuery: what the bot offers to whoever typed its name into a chat."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.files import photo_of
from bot.sandbox.inline_answers import InlineAnswer
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.methods.sending import checked_caption, checked_text
from bot.sandbox.params import Params
from bot.sandbox.refusals import ApiError, bad_request
from bot.sandbox.world import World

Json = dict[str, Any]
RESULTS_MAX = 50
ID_BYTES = 64
OFFSET_BYTES = 64
START_MAX = 64
CACHE_TIME = 300  # seconds, unless the bot says otherwise
_START = re.compile(r"[A-Za-z0-9_-]*")
_PREFIX = "can't parse inline query result: "


def answer_inline_query(world: World, params: Params) -> bool:
    results = params.array("results", "inline query results")
    if results is None:
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > RESULTS_MAX:
        raise bad_request("RESULTS_TOO_MUCH")
    offset = params.text("next_offset")
    if len(offset.encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer([], offset, _button(params))
    for result in results:
        number = _id(result, answer)
        answer.contents[number] = _content(world, result)
        answer.results.append(result)
    now = world.clock.now()
    query = world.inline_queries.answer(params.text("inline_query_id"), answer, now)
    lasts = params.integer("cache_time", CACHE_TIME)
    personal = params.flag("is_personal")
    world.inline_cache.keep(query, answer, personal=personal, until=now + lasts, now=now)
    return True


def _button(params: Params) -> Json | None:
    """The button above the results: {text, start_parameter} or {text, web_app}."""
    button = params.mapping("button", "inline query results button")
    if button is None:
        return None
    text, start = button.get("text"), button.get("start_parameter")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("inline query results button text is empty")
    if (start is None) == (button.get("web_app") is None):
        raise bad_request("inline query results button needs exactly one of its optional fields")
    if start is None:
        return button
    if not isinstance(start, str) or not start:
        raise bad_request("can't use empty start_parameter")
    if len(start) > START_MAX:
        raise bad_request("too long start_parameter specified")
    if not _START.fullmatch(start):
        raise bad_request("unallowed characters in start_parameter are used")
    return button


def _id(result: Any, answer: InlineAnswer) -> str:
    if not isinstance(result, dict):
        raise bad_request(f"{_PREFIX}Inline query result must be an object")
    number = result.get("id")
    if not isinstance(number, str):
        raise bad_request(f'{_PREFIX}Can\'t find field "id"')
    if not number:
        raise bad_request("RESULT_ID_EMPTY")
    if len(number.encode()) > ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if number in answer.contents:
        raise bad_request("RESULT_ID_DUPLICATE")
    return number


def _content(world: World, result: Json) -> Json:
    """The fields of the Message that choosing this result sends. Raises ApiError 400."""
    given = Params(result)
    kind = result.get("type")
    if kind not in {"article", "photo"}:
        raise bad_request("RESULT_TYPE_INVALID")
    if kind == "article" and not given.text("title").strip():
        raise bad_request(f'{_PREFIX}Can\'t find field "title"')
    # Where it will stand is not known yet, so nothing that belongs into private chats only.
    content: Json = {"keyboard": inline_keyboard(given, private=False)}
    instead = given.mapping("input_message_content", "input message content")
    if instead is not None:
        return content | _text(instead)
    if kind == "article":
        raise bad_request(f"{_PREFIX}Input message content is not specified")
    caption, entities = checked_caption(given)
    content |= {"caption": caption, "caption_entities": entities}
    return content | {"photo": _photo(world, given)}


def _text(content: Json) -> Json:
    """InputTextMessageContent as fields of a Message; the other kinds are not known here."""
    if "message_text" not in content:
        raise bad_request(f'{_PREFIX}Can\'t find field "message_text"')
    named = {**content, "text": content["message_text"]}
    text, entities = checked_text(Params(named))
    return {"text": text, "entities": entities}


def _photo(world: World, given: Params) -> list[Json]:
    if given.has("photo_file_id"):
        stored = world.files.get(given.text("photo_file_id"))
        if not stored.width:
            raise ApiError(400, "PHOTO_INVALID")
        return photo_of(stored)
    if given.has("photo_url"):  # nothing leaves this machine, as with sendPhoto
        raise bad_request("failed to get HTTP URL content")
    raise bad_request(f'{_PREFIX}Can\'t find field "photo_url"')
