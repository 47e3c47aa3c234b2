"""What people do: write, tap, vote, send files, block the bot, join and leave."""

from __future__ import annotations

import asyncio
import random
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.callbacks import Query
from bot.sandbox.chats import Chat, Member
from bot.sandbox.entities import utf16_length, with_found
from bot.sandbox.files import Upload, document_of, photo_of
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.polls import Poll
from bot.sandbox.refusals import ApiError, PeopleError
from bot.sandbox.updates import dumps
from bot.sandbox.world import World

Json = dict[str, Any]
_TEXT_MAX = 4096
_PAYLOAD = re.compile(r"^[A-Za-z0-9_-]{0,64}$")


def writing(world: World, person: Person, chat_id: int) -> Chat:
    """The chat someone writes to. Raises PeopleError where the app shows no input field."""
    chat = world.chat_of(chat_id, person.id)
    if chat.migrated_to is not None:
        raise PeopleError(f"the group became the supergroup {chat.migrated_to}", 409)
    if chat.private:
        if person.blocked:
            raise PeopleError("you blocked the bot; unblock it first", 409)
        person.started = True
    elif not chat.standing(person.id).may("can_send_messages"):
        raise PeopleError("you may not write in this chat", 403)
    return chat


def say(
    world: World,
    person: Person,
    chat_id: int,
    text: str,
    *,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Message:
    """Write a text; commands and links in it are marked as Telegram's apps do."""
    body = text.strip()
    if not body:
        raise PeopleError("there is nothing to send")
    if utf16_length(body) > _TEXT_MAX:
        raise PeopleError("the app would split a text over 4096")
    chat = writing(world, person, chat_id)
    return world.post(
        chat, person.id, text=body, entities=with_found(body, []), thread=thread, reply_to=reply_to
    )


def edit(world: World, person: Person, chat_id: int, message_id: int, text: str) -> Message:
    """Change a text of one's own; the bot gets edited_message where it got the message."""
    chat = writing(world, person, chat_id)
    message = world.message(chat, message_id)
    if message.sender != person.id or message.text is None:
        raise PeopleError("only one's own texts can be edited", 403)
    body = text.strip()
    if not 1 <= utf16_length(body) <= _TEXT_MAX:
        raise PeopleError("a text has 1 to 4096 characters")
    message.text, message.entities = body, with_found(body, [])
    message.edited = world.clock.stamp()
    world.changed("edit", chat.id, message.id)
    if world.bot_hears(chat, message):
        world.push("edited_message", world.message_object(message), f"chat:{chat.id}")
    return message


def start(world: World, person: Person, payload: str = "") -> Message:
    """Press Start, or follow a deep link with a payload."""
    if not _PAYLOAD.match(payload):
        raise PeopleError("a payload is at most 64 of A-Z a-z 0-9 _ -")
    if person.blocked:
        unblock(world, person)
    return say(world, person, person.id, f"/start {payload}".strip())


def send_file(
    world: World, person: Person, chat_id: int, upload: Upload, *, caption: str, kind: str
) -> Message:
    """Send a document or a photo."""
    chat = writing(world, person, chat_id)
    try:
        stored = world.files.keep(upload, kind)
    except ApiError as error:
        raise PeopleError(error.description) from error
    caption = caption.strip()
    content: Json = {"caption": caption or None, "caption_entities": with_found(caption, [])}
    if kind == "photo":
        content["photo"] = photo_of(stored)
    else:
        content["document"] = document_of(stored)
    return world.post(chat, person.id, **content)


# -- taps -----------------------------------------------------------------------------


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
        "message": world.message_object(message),
        "chat_instance": str(-(chat.id * 7919 + 1)),
        "data": data,
    }
    world.push("callback_query", update, f"user:{person.id}")
    return query


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


async def ask_inline(world: World, person: Person, text: str, wait: float) -> Json:
    """Type ``@bot text`` in some chat and wait for the bot's results."""
    query_id = f"{person.id}{next(world.numbers):08d}"
    query = world.queries.open(Query(query_id, person.id, person.id, 0, world.clock.now()))
    update = {"id": query.id, "from": person.user(), "query": text, "offset": ""}
    world.push("inline_query", update, f"user:{person.id}")
    try:
        async with asyncio.timeout(wait):
            await query.answered.wait()
    except TimeoutError:
        return {"answered": False, "results": []}
    return {"answered": True, "results": (query.answer or {})["results"]}


# -- votes ----------------------------------------------------------------------------


def poll_in(world: World, chat: Chat, message_id: int) -> Poll:
    message = world.message(chat, message_id)
    if message.poll is None:
        raise PeopleError("that message is no poll")
    return world.polls[message.poll]


def vote(world: World, person: Person, chat_id: int, message_id: int, options: list[Any]) -> Json:
    """Vote, or retract with no options; the poll as the person sees it afterwards."""
    chat = world.chat_of(chat_id, person.id)
    poll = poll_in(world, chat, message_id)
    poll.vote(person.id, [poll.index_of(given, person.id) for given in options])
    if not poll.anonymous:
        world.push("poll_answer", poll.answer(person.user(), person.id), f"poll:{poll.id}")
    world.poll_changed(poll)
    return poll.for_person(person.id, world.name_of)


def vote_many(world: World, body: Json) -> int:
    """Many votes in one step; how many were cast.

    ``votes`` [{person, options: [original indices]}], or ``count`` votes of a crowd of
    which about ``right_share`` (0 to 1) choose the key, drawn from ``seed``.
    """
    chat = world.chats.get(int(body["chat"]))
    if chat is None:
        raise PeopleError("there is no such chat", 404)
    poll = poll_in(world, chat, int(body["message_id"]))
    if "votes" in body:
        pairs = [(world.person(int(v["person"])), list(v["options"])) for v in body["votes"]]
    else:
        pairs = _drawn(world, poll, int(body["count"]), body)
    now, lane, cast = world.clock.now(), f"poll:{poll.id}", 0
    told = not poll.anonymous and world.queue.wanted("poll_answer")
    for person, options in pairs:
        poll.vote(person.id, options)
        cast += 1
        if told:
            answer = dumps(poll.answer(person.user(), person.id))
            world.queue.push_raw("poll_answer", answer, now, lane)
    world.poll_changed(poll)
    return cast


def _drawn(world: World, poll: Poll, count: int, body: Json) -> list[tuple[Person, list[int]]]:
    rng = random.Random(body.get("seed", 0))  # noqa: S311 - a seeded draw, no secret
    share = float(body.get("right_share", 0.5))
    others = [i for i in range(len(poll.options)) if i not in poll.keys] or poll.keys
    voters = [p for p in world.crowd(len(poll.votes) + count) if p.id not in poll.votes]
    drawn = []
    for person in voters[:count]:
        right = poll.keys and rng.random() < share
        drawn.append((person, list(poll.keys) if right else [rng.choice(others)]))
    return drawn


# -- standing -------------------------------------------------------------------------


def _private_standing(world: World, person: Person, old: str, new: str) -> None:
    chat = world.chats[person.id]
    bot = world.bot.user()
    change = {
        "chat": world.chat_object(chat),
        "from": person.user(),
        "date": world.clock.stamp(),
        "old_chat_member": Member(old).describe(bot),
        "new_chat_member": Member(new).describe(bot),
    }
    world.push("my_chat_member", change, f"chat:{chat.id}")
    world.changed("chat", chat.id)


def block(world: World, person: Person) -> None:
    if not person.blocked:
        person.blocked = True
        _private_standing(world, person, "member", "kicked")


def unblock(world: World, person: Person) -> None:
    if person.blocked:
        person.blocked = False
        _private_standing(world, person, "kicked", "member")


def leave(world: World, person: Person, chat_id: int) -> None:
    chat = world.chat_of(chat_id, person.id)
    if not chat.group:
        raise PeopleError("only groups can be left")
    world.set_standing(chat, person.id, Member("left"), person.id)


def join(world: World, person: Person, chat_id: int) -> None:
    chat = world.chats.get(chat_id)
    if chat is None or not chat.group:
        raise PeopleError("there is no such group", 404)
    if not chat.standing(person.id).present:
        world.set_standing(chat, person.id, Member("member"), person.id)


def clear(world: World, person: Person) -> None:
    """Clear the private chat's history, for both sides."""
    chat = world.chats[person.id]
    chat.messages.clear()
    chat.pinned.clear()
    world.changed("reset", chat.id)


def set_bot(world: World, chat_id: int, body: Json) -> None:
    """Add the bot to a group, change its rights, or remove it."""
    chat = world.chats.get(chat_id)
    if chat is None or not chat.group:
        raise PeopleError("there is no such group", 404)
    status = str(body.get("status", "member"))
    if status not in {"member", "administrator", "left", "kicked", "restricted"}:
        raise PeopleError("status is member, administrator, left, kicked or restricted")
    creator = next((w for w, m in chat.members.items() if m.status == "creator"), world.bot.id)
    by = int(body.get("by") or creator)
    rights = {str(name): bool(value) for name, value in dict(body.get("rights") or {}).items()}
    world.set_standing(chat, world.bot.id, Member(status, rights), by)


def set_admin(world: World, chat_id: int, who: int, admin: bool) -> None:
    """Make a person an administrator of a group, or an ordinary member again."""
    chat = world.chat_of(chat_id, world.person(who).id)
    if not chat.group:
        raise PeopleError("private chats have no administrators")
    if chat.standing(who).status == "creator":
        raise PeopleError("the creator stays what they are")
    creator = next((w for w, m in chat.members.items() if m.status == "creator"), who)
    world.set_standing(chat, who, Member("administrator" if admin else "member"), creator)
