"""Methods about chats and the people in them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat, Member
from bot.sandbox.groups import set_standing
from bot.sandbox.methods.reach import known_chat, named_message, own_chat
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]


def get_chat(world: World, params: Params) -> Json:
    chat = known_chat(world, params) if _is_private(world, params) else own_chat(world, params)
    answer = world.chat_object(chat)
    answer |= {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned:
        pinned = chat.messages.get(chat.pinned[-1])
        if pinned is not None:
            answer["pinned_message"] = world.message_object(pinned, reply=False)
    return answer


def _is_private(world: World, params: Params) -> bool:
    return not params.text("chat_id").startswith("-")


def _user_id(world: World, params: Params) -> int:
    who = params.integer("user_id")
    if who != world.bot.id and who not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID" if who > 0 else "invalid user_id specified")
    return who


def get_chat_member(world: World, params: Params) -> Json:
    chat = own_chat(world, params)
    who = _user_id(world, params)
    return chat.standing(who).describe(world.user_of(who))


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    chat = own_chat(world, params)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    admins = [(who, m) for who, m in chat.members.items() if m.admin and who != world.bot.id]
    if chat.standing(world.bot.id).admin:
        admins.append((world.bot.id, chat.standing(world.bot.id)))
    return [member.describe(world.user_of(who)) for who, member in admins]


def get_chat_member_count(world: World, params: Params) -> int:
    return len(own_chat(world, params).present())


def leave_chat(world: World, params: Params) -> bool:
    chat = own_chat(world, params)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    set_standing(world, chat, world.bot.id, Member("left"), world.bot.id)
    return True


def _may_pin(world: World, chat: Chat) -> None:
    if chat.group and not chat.standing(world.bot.id).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")


def pin_chat_message(world: World, params: Params) -> bool:
    chat = own_chat(world, params)
    message = named_message(world, params, chat, "pin")
    _may_pin(world, chat)
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    pinned = world.message_object(message, reply=False)
    world.post(chat, world.bot.id, service={"pinned_message": pinned})
    world.changed("chat", chat.id)
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    chat = own_chat(world, params)
    _may_pin(world, chat)
    number = params.optional("message_id")
    if number is None and chat.pinned:
        chat.pinned.pop()
    elif number in chat.pinned:
        chat.pinned.remove(number)
    else:
        raise bad_request("message to unpin not found")
    world.changed("chat", chat.id)
    return True


def unpin_all_chat_messages(world: World, params: Params) -> bool:
    chat = own_chat(world, params)
    _may_pin(world, chat)
    chat.pinned.clear()
    world.changed("chat", chat.id)
    return True
