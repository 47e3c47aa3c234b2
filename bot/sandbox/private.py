"""A person's private chat with the bot: START, blocking, clearing."""

from __future__ import annotations

import re

from bot.sandbox.chats import Member
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.refusals import PeopleError
from bot.sandbox.world import World
from bot.sandbox.writing import say

_PAYLOAD = re.compile(r"^[A-Za-z0-9_-]{0,64}$")


def start(world: World, person: Person, payload: str = "") -> Message:
    """Press Start, or follow a deep link with a payload."""
    if not _PAYLOAD.match(payload):
        raise PeopleError("a payload is at most 64 of A-Z a-z 0-9 _ -")
    if person.blocked:
        unblock(world, person)
    return say(world, person, person.id, f"/start {payload}".strip())


def block(world: World, person: Person) -> None:
    if not person.blocked:
        person.blocked = True
        _private_standing(world, person, "member", "kicked")


def unblock(world: World, person: Person) -> None:
    if person.blocked:
        person.blocked = False
        _private_standing(world, person, "kicked", "member")


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


def clear(world: World, person: Person) -> None:
    """Clear the private chat's history, for both sides."""
    chat = world.chats[person.id]
    chat.messages.clear()
    chat.pinned.clear()
    world.changed("reset", chat.id)
