"""Taps on buttons: what they open, and the wait for the bot's answer."""

from __future__ import annotations

import asyncio
import random
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.callbacks import Query
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.private import start
from bot.sandbox.refusals import PeopleError
from bot.sandbox.world import World

Json = dict[str, Any]


async def tap(world: World, person: Person, body: Json) -> Json:
    """Tap a button (or forge its data) and wait for the bot's answer, ``wait`` seconds."""
    chat = world.chat_of(int(body["chat"]), person.id)
    message = world.message(chat, int(body["message_id"]))
    if "data" in body:
        data = str(body["data"])
    else:
        button = _button(message, body)
        if "callback_data" not in button:
            return _opened(world, person, button)
        data = str(button["callback_data"])
    if chat.private and person.blocked:
        raise PeopleError("you blocked the bot; unblock it first", 409)
    query = _query(world, person, chat, message, data)
    try:
        async with asyncio.timeout(float(body.get("wait", 5))):
            await query.answered.wait()
    except TimeoutError:
        return {"answered": False, "text": None, "alert": False, "url": None}
    return {"answered": True, **(query.answer or {})}


def _button(message: Message, body: Json) -> Json:
    rows = message.keyboard or []
    if "text" in body:
        for button in (button for row in rows for button in row):
            if button["text"] == body["text"]:
                return button
        raise PeopleError(f"the message has no button {body['text']!r}", 404)
    row, column = int(body["row"]), int(body["column"])
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise PeopleError("the message has no such button", 404)
    return rows[row][column]


def _query(world: World, person: Person, chat: Chat, message: Message, data: str) -> Query:
    query_id = f"{person.id}{next(world.numbers):08d}{random.SystemRandom().randrange(10**6):06d}"
    query = world.queries.open(Query(query_id, person.id, chat.id, message.id, world.clock.now()))
    update = {
        "id": query.id,
        "from": person.user(),
        **_origin(world, message),
        "chat_instance": str(-(chat.id * 7919 + 1)),
        "data": data,
    }
    world.push("callback_query", update, f"user:{person.id}")
    return query


def _origin(world: World, message: Message) -> Json:
    """The message with the button: as it is, or its id where a person sent it via the bot."""
    if message.via_bot:
        return {"inline_message_id": message.inline_id}
    return {"message": world.message_object(message)}


def _opened(world: World, person: Person, button: Json) -> Json:
    """What an address button leads to; a deep link to the bot starts it."""
    url = str(button.get("url") or button.get("web_app", {}).get("url") or "")
    if not url:
        return {"open": {key: value for key, value in button.items() if key != "text"}}
    parts = urlsplit(url)
    ours = parts.hostname == "t.me" and parts.path.strip("/") == world.bot.username
    query = parse_qs(parts.query)
    if ours and "start" in query:
        start(world, person, query["start"][0])
        return {"open": {"url": url, "chat": person.id}}
    return {"open": {"url": url}}
