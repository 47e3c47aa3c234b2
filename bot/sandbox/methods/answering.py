"""The method that answers a tap, and the files a bot fetches."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import utf16_length
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]
_ANSWER_MAX = 200


def answer_callback_query(world: World, params: Params) -> bool:
    text = params.text("text").strip()
    if utf16_length(text) > _ANSWER_MAX:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {
        "text": text or None,
        "alert": params.flag("show_alert"),
        "url": params.text("url") or None,
    }
    query = world.queries.answer(params.text("callback_query_id"), answer, world.clock.now())
    world.events.emit("toast", query.chat, query.message, (query.person,), **answer)
    return True


def get_file(world: World, params: Params) -> Json:
    stored = world.files.get(params.text("file_id"))
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
