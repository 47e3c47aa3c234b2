"""What a person sees: the Bot API's objects plus what a page needs to draw them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.world import World

Json = dict[str, Any]


def message_for(world: World, message: Message, viewer: int) -> Json:
    """One message as ``viewer`` sees it."""
    shown = world.message_object(message)
    shown |= {
        "id": message.id,
        "html": message.html(),
        "sender": _sender(world, message),
        "edited": message.edited is not None,
        "keyboard": message.keyboard,
        "mine": message.sender == viewer,
        "via": world.bot.username if message.via_bot else None,
    }
    if message.poll is not None:
        shown["poll"] = world.polls[message.poll].for_person(viewer, world.name_of)
    if message.document is not None:
        stored = message.document
        shown["document"] = {
            **stored,
            "size": stored["file_size"],
            "url": f"/sandbox/files/{stored['file_id']}",
        }
    if message.photo is not None:
        best = message.photo[-1]
        shown["photo"] = {**best, "url": f"/sandbox/files/{best['file_id']}"}
    return shown


def _sender(world: World, message: Message) -> Json:
    if message.anonymous:
        return {"id": message.chat, "name": world.chats[message.chat].title, "is_bot": False}
    who, name = message.sender, world.name_of(message.sender)
    return {"id": who, "name": name, "is_bot": who == world.bot.id}


def messages_for(world: World, chat: Chat, viewer: int, after: int, limit: int) -> list[Json]:
    """The newest ``limit`` messages later than ``after``, oldest first; they count as read."""
    chosen = [m for m in chat.messages.values() if m.id > after][-limit:] if limit else []
    if chosen:
        chat.read[viewer] = max(chat.read.get(viewer, 0), chosen[-1].id)
    return [message_for(world, message, viewer) for message in chosen]


def chat_for(world: World, chat: Chat, viewer: int) -> Json:
    """One line of the chat list. A group that became a supergroup stays in it: a poll that was open
    there is still to be answered, and the page has no other place for what was said.
    """
    last = next(reversed(chat.messages.values()), None)
    read = chat.read.get(viewer, 0)
    unread = sum(1 for m in chat.messages.values() if m.id > read and m.sender != viewer)
    people = [who for who in chat.present() if who != world.bot.id]
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title or world.name_of(world.bot.id),
        "unread": unread,
        "last": None if last is None else {"text": preview(world, last), "date": last.date},
        "members": [who for who in people if not world.people[who].crowd],
        "admins": [who for who in people if chat.standing(who).admin],
        "creator": next((who for who in people if chat.standing(who).status == "creator"), None),
        "bot_status": chat.standing(world.bot.id).status,
        "person_status": chat.standing(viewer).status,
        "anonymous": chat.standing(viewer).anonymous,
        "migrated_to": chat.migrated_to,
    }


def preview(world: World, message: Message) -> str:
    """One line of plain text that stands for the message in a list."""
    if message.text is not None:
        return message.text.replace("\n", " ")[:120]
    if message.poll is not None:
        return f"Poll: {world.polls[message.poll].question}"[:120]
    if message.document is not None:
        return f"File: {message.document['file_name']}"
    if message.photo is not None:
        return (f"Photo: {message.caption}" if message.caption else "Photo")[:120]
    return service_line(message)


def service_line(message: Message) -> str:
    """A service message in words."""
    service = message.service or {}
    if "new_chat_members" in service:
        return f"{service['new_chat_members'][0]['first_name']} joined"
    if "left_chat_member" in service:
        return f"{service['left_chat_member']['first_name']} left"
    if "migrate_to_chat_id" in service or "migrate_from_chat_id" in service:
        return "The group became a supergroup"
    if "pinned_message" in service:
        return "A message was pinned"
    return ""


def world_for(world: World, viewer: int, chat_id: int | None) -> Json:
    """All that the page needs to begin with."""
    person = world.person(viewer)
    answer: Json = {
        "bot": {
            **world.bot.user(),
            "description": _spoken(world.bot.descriptions, person.language_code),
            "short_description": _spoken(world.bot.short_descriptions, person.language_code),
        },
        "now": world.clock.iso(),
        "seq": world.events.last,
        "people": [p.profile() for p in world.people.values() if not p.crowd],
        "chats": [chat_for(world, chat, viewer) for chat in world.chats_for(viewer)],
        "commands": [],
    }
    if chat_id is not None:
        chat = world.chat_of(chat_id, viewer)
        answer["commands"] = world.commands.seen(
            chat=chat.id,
            person=viewer,
            private=chat.private,
            admin=chat.standing(viewer).admin,
            language=person.language_code,
        )
    return answer


def _spoken(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("", "")
