"""Inline mode: a person asks the bot from any chat's field and sends what they choose."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from bot.sandbox.callbacks import Query
from bot.sandbox.chats import Chat
from bot.sandbox.inline_answers import InlineAnswer
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.refusals import PeopleError
from bot.sandbox.world import World
from bot.sandbox.writing import writing

Json = dict[str, Any]
QUERY_MAX = 256  # characters
_GONE = "these results are gone; ask the bot again"


async def ask(
    world: World, person: Person, chat_id: int, text: str, *, offset: str, wait: float
) -> Json:
    """Type ``@bot text`` into a chat's field; the bot's results, after ``wait`` s at most."""
    chat = world.chat_of(chat_id, person.id)
    text = text.strip()[:QUERY_MAX]
    query = _query(world, person, chat, text, offset)
    cached = world.inline_cache.find(text, offset, person.id, world.clock.now())
    if cached is not None:
        query.answer = cached
        query.answered.set()
    else:
        kind = "sender" if chat.private else chat.type  # the chat with the bot is the sender's own
        update = {"id": query.id, "from": person.user(), "chat_type": kind}
        update |= {"query": text, "offset": offset}
        world.push("inline_query", update, f"user:{person.id}")
    unheard = cached is None and not world.queue.wanted("inline_query")  # nobody will answer
    try:
        async with asyncio.timeout(0 if unheard else wait):
            await query.answered.wait()
    except TimeoutError:
        return {"answered": False, "query_id": query.id, "results": []}
    return {"answered": True, "query_id": query.id, **_shown(world, query.answer)}


def _query(world: World, person: Person, chat: Chat, text: str, offset: str) -> Query:
    number = f"{person.id}{next(world.numbers):08d}"
    query = Query(number, person.id, chat.id, 0, world.clock.now(), text=text, offset=offset)
    return world.inline_queries.open(query)


def _shown(world: World, answer: InlineAnswer) -> Json:
    """What the page lists: per result what tells it from the others."""
    results = []
    for result in answer.results:
        content = answer.contents[result["id"]]
        photo = content.get("photo")
        results.append(
            {
                "id": result["id"],
                "type": result["type"],
                "title": str(result.get("title") or content.get("caption") or "Picture"),
                "description": str(result.get("description") or ""),
                "photo": photo and {"url": f"/sandbox/files/{photo[-1]['file_id']}"},
            }
        )
    return {"results": results, "next_offset": answer.next_offset, "button": answer.button}


def choose(world: World, person: Person, chat_id: int, query_id: str, result_id: str) -> Message:
    """Send a result to the chat, as the person, via the bot. Raises PeopleError 404."""
    query = world.inline_queries.known(query_id)
    if query is None or query.person != person.id or query.answer is None:
        raise PeopleError(_GONE, 404)
    content = query.answer.contents.get(result_id)
    if content is None:
        raise PeopleError(_GONE, 404)
    chat = writing(world, person, chat_id)
    inline_id = secrets.token_urlsafe(18) if content.get("keyboard") else None
    message = world.post(chat, person.id, via_bot=True, inline_id=inline_id, **content)
    if world.bot.inline_feedback:
        chosen = {"result_id": result_id, "from": person.user(), "query": query.text}
        if inline_id is not None:
            chosen["inline_message_id"] = inline_id
        world.push("chosen_inline_result", chosen, f"user:{person.id}")
    return message
